/** Where in src a rule id stands as text. */
import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { RULE_ID, type Side } from "./evidence.ts";

/** `file:line` of every mention, by side and id, in order of file and line. */
export type Places = { readonly [side in Side]: ReadonlyMap<string, readonly string[]> };

/** src/server is the server's side, all else the client's. The rule tables themselves do not count. */
export function readPlaces(root = "src"): Places {
  const places = { client: new Map<string, string[]>(), server: new Map<string, string[]>() };
  for (const file of sourceFiles(root)) {
    if (/^src\/platform\/[^/]+\/rules\.ts$/.test(file)) continue;
    const side = file.startsWith("src/server/") ? "server" : "client";
    for (const [id, at] of mentions(file, readFileSync(file, "utf8"))) {
      const known = places[side].get(id) ?? [];
      places[side].set(id, known);
      known.push(at);
    }
  }
  return places;
}

/** Each id of a text with its `file:line`, once per line. */
export function mentions(file: string, text: string): [string, string][] {
  return text.split("\n").flatMap((line, index) => {
    const ids = new Set([...line.matchAll(RULE_ID)].map((match) => match[0]));
    return [...ids].map((id): [string, string] => [id, `${file}:${index + 1}`]);
  });
}

function sourceFiles(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(root, name).split(sep).join("/"))
    .sort();
}
