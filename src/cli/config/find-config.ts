import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

export const CONFIG_NAME = "cxroster.yaml";

/** Path of the nearest cxroster.yaml at or above a directory; null where there is none. */
export function findConfig(directory: string): string | null {
  for (let at = resolve(directory); ; at = dirname(at)) {
    const candidate = join(at, CONFIG_NAME);
    if (existsSync(candidate)) return candidate;
    if (dirname(at) === at) return null;
  }
}
