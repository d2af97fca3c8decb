/** What a test run showed of the rules: the records that `record.ts` writes, read back and added up. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const RECORD_FOLDER = join(".cache", "rules");

export type Side = "client" | "server";

export interface Citation {
  readonly id: string;
  readonly side: Side;
  readonly test: string;
}

/** One test file's share. `emitted` are ids that code announced while the file ran; `cited` are titles of passed tests. */
export interface FileRecord {
  readonly file: string;
  readonly emitted: { readonly [side in Side]: readonly string[] };
  readonly cited: readonly Citation[];
}

/** Rule ids look like `ECX-WS-03` or `ECX-B-02`. */
export const RULE_ID = /\b(?:ECX|CXE|CTC|AID)-[A-Z]+-\d{2}\b/g;

const LEADING_IDS = /^((?:(?:ECX|CXE|CTC|AID)-[A-Z]+-\d{2}[\s,]+)+)(?:(client|server):)?/;

/**
 * Rule ids at the start of test titles. The side is the one a title states after its ids (`ECX-WS-03 server: …`);
 * otherwise files below test/server/ speak for the server and all others for the client.
 */
export function citations(file: string, titles: readonly string[]): Citation[] {
  const usual: Side = file.startsWith("test/server/") ? "server" : "client";
  return titles.flatMap((title) => {
    const start = LEADING_IDS.exec(title);
    if (start === null) return [];
    const side = start[2] === "client" || start[2] === "server" ? start[2] : usual;
    return ids(start[1] ?? "").map((id) => ({ id, side, test: `${file}: ${title}` }));
  });
}

function ids(text: string): string[] {
  return [...text.matchAll(RULE_ID)].map((match) => match[0]);
}

export interface Evidence {
  /** Test files in which code announced the id. */
  readonly emittedIn: readonly string[];
  readonly tests: readonly string[];
}

export type EvidenceTable = { readonly [side in Side]: ReadonlyMap<string, Evidence> };

/** Adds records up by side and id. */
export function gather(records: readonly FileRecord[]): EvidenceTable {
  return { client: gatherSide(records, "client"), server: gatherSide(records, "server") };
}

function gatherSide(records: readonly FileRecord[], side: Side): Map<string, Evidence> {
  const found = new Map<string, { emittedIn: string[]; tests: string[] }>();
  const entry = (id: string) => {
    const known = found.get(id) ?? { emittedIn: [], tests: [] };
    found.set(id, known);
    return known;
  };
  for (const record of records) {
    for (const id of record.emitted[side]) entry(id).emittedIn.push(record.file);
    for (const cited of record.cited) if (cited.side === side) entry(cited.id).tests.push(cited.test);
  }
  return found;
}

/** Records of test files that still exist, sorted by file; none when no test has run yet. */
export function readRecords(folder: string = RECORD_FOLDER): FileRecord[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as FileRecord)
    .filter((record) => existsSync(record.file))
    .sort((a, b) => (a.file < b.file ? -1 : 1));
}
