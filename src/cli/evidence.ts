/** An evidence pack: everything a run left behind in one archive, which is checked without anything else. */
import { hash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { byCodePoint } from "../kind/code-points.ts";
import type { KindTable } from "../kind/table.ts";
import { type KeptSort, keptPath } from "../ledger/kept.ts";
import { linesOfRun } from "../ledger/runs.ts";
import { recordedAccessCsv } from "../report/access-report.ts";
import { asJson } from "../report/json.ts";
import { renderPlan } from "../report/plan-text.ts";
import { outcomesByChange, renderRun } from "../report/run-text.ts";
import { runFacts } from "../report/runs-text.ts";
import { asRun, type LedgerPlace, type RecordedRun } from "./recorded.ts";
import { zip } from "./zip.ts";

export const SUMS = "SHA256SUMS";
export const CHAIN = "chain.jsonl";
export const PLAN = "plan.json";
export const BEFORE = "access-before.json.gz";
export const AFTER = "access-after.json.gz";
/** Kept access and the table that is made of it. */
export const TABLES = [
  [BEFORE, "access-before.csv"],
  [AFTER, "access-after.csv"],
] as const;

const README = `Evidence of one run of cxroster.

run.json              what, when, where and by whom
report.txt            the run and its plan in words
plan.json             the plan that was carried out, byte for byte
outcomes.json         what became of each call and each change
manifests/            the manifests the plan was made from, where they were at hand
approvals/            signed approvals, where there were any
access-before.csv     who could do what through which path, just before the first call
access-after.csv      the same just after the last call
access-*.json.gz      what the two tables are made of, as the ledger's chain recorded it
chain.jsonl           the entries of the run, as they stand in the ledger's chain
SHA256SUMS            the hash of every other file

Check the files:      unzip PACK.zip && sha256sum -c SHA256SUMS
Check everything:     cxroster runs verify PACK.zip --head HEAD
HEAD is the ledger head that the run printed into the log of its pipeline: it ties
this pack to that run. Without it a pack shows that it is whole, not who made it.
`;

/** The name of a manifest inside the pack; no name leads out of it. */
export function manifestName(path: string): string {
  const parts = path.split(/[\\/]/).filter((part) => part !== "" && part !== ".");
  return `manifests/${parts.map((part) => (part === ".." ? "_" : part.replace(/[\p{Cc}:*?"<>|]/gu, "_"))).join("/")}`;
}

/** The table of kept access; null where there is none or none that can be read. */
export function accessTable(kept: Uint8Array | undefined): string | null {
  if (kept === undefined) return null;
  try {
    return recordedAccessCsv(JSON.parse(gunzipSync(kept).toString()));
  } catch {
    return null;
  }
}

/** The bytes of a run's pack, the same each time. Throws what the system says of a kept file that cannot be read. */
export function evidencePack(place: LedgerPlace, recorded: RecordedRun, table: KindTable | null): Buffer {
  const { record, plan } = recorded;
  const run = asRun(recorded);
  const layout = { color: false, columns: 100 };
  const words = [
    runFacts(record, layout).join("\n"),
    renderRun(run, plan, layout),
    renderPlan(plan, { ...layout, table }),
  ];
  const files = new Map<string, Uint8Array>();
  const add = (name: string, content: string | Uint8Array | null) => {
    if (content !== null) files.set(name, Buffer.from(content));
  };
  const kept = (sort: KeptSort, digest: string | null) => {
    const path = digest === null ? "" : keptPath(place.folder, sort, digest);
    return digest === null || !existsSync(path) ? null : readFileSync(path);
  };
  add("README.txt", README);
  add("run.json", asJson(record));
  add("report.txt", words.join("\n"));
  add(PLAN, kept("plans", record.plan));
  add(
    "outcomes.json",
    asJson({ status: record.status, changes: outcomesByChange(run), outcomes: run.outcomes }),
  );
  for (const { path, sha256 } of record.manifests ?? []) add(manifestName(path), kept("manifests", sha256));
  for (const digest of record.approvals)
    add(`approvals/${digest.replace("sha256:", "")}.json`, kept("approvals", digest));
  add(BEFORE, kept("access", record.access.before));
  add(AFTER, kept("access", record.access.after));
  for (const [source, name] of TABLES) add(name, accessTable(files.get(source)));
  const lines = linesOfRun(place.folder, place.target, record.run);
  add(CHAIN, Buffer.concat(lines.flatMap((line) => [line, Buffer.from("\n")])));
  const named = [...files].sort(([a], [b]) => byCodePoint(a, b));
  const sums = named.map(([name, content]) => `${hash("sha256", content)}  ${name}\n`).join("");
  const all = [...named, [SUMS, Buffer.from(sums)] as const];
  return zip(
    all.map(([name, content]) => ({ name, content, mode: 0o644 })),
    { stored: true },
  );
}
