import { readFileSync } from "node:fs";

/** Version of this package, read from the nearest package.json above this file. */
export const version = (): string => nearest().version;

/** The folder of this package, as a URL that ends in a slash. */
export const packageRoot = (): URL => nearest().root;

function nearest(): { readonly root: URL; readonly version: string } {
  for (let directory = new URL("./", import.meta.url); ; directory = new URL("../", directory)) {
    const found = readVersion(new URL("package.json", directory));
    if (found !== null) return { root: directory, version: found };
    if (directory.pathname === "/") throw new Error("cxroster's own package.json is missing");
  }
}

function readVersion(file: URL): string | null {
  try {
    const { name, version } = JSON.parse(readFileSync(file, "utf8"));
    return name === "cxroster" ? String(version) : null;
  } catch {
    return null;
  }
}
