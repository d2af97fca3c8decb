import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a folder and those it lies in; one that is there already is left as it is. Throws what the system says. Node's own
 * way to do so never ends where a file system says of a parent that it is not there although it is, as `/proc` does.
 *
 * @param mode of folders that are made. Default: what the process's mask leaves of everything.
 */
export function makeFolder(path: string, mode = 0o777): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path), mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    // Somebody else was quicker.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}
