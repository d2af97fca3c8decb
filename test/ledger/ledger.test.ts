import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openLedger, readLedger } from "../../src/ledger/ledger.ts";
import { chainPath } from "../../src/ledger/paths.ts";

const NOW = () => "2026-11-23T08:00:00Z";

function place(): string {
  const folder = mkdtempSync(join(tmpdir(), "cxroster-ledger-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A ledger with these entries, closed. */
function written(folder: string, ...names: string[]): string {
  const ledger = openLedger(folder, "main", NOW);
  for (const name of names) ledger.append("run", "step-started", { name });
  ledger.close();
  return chainPath(folder, "main");
}

const namesIn = (folder: string) => readLedger(folder, "main").entries.map((each) => each.details.name);

test("entries are chained, and the chain goes on after a restart", () => {
  const folder = place();
  const path = written(folder, "one", "two");
  written(folder, "three");
  const { entries, problems, tornBytes } = readLedger(folder, "main");
  expect(entries.map((each) => [each.sequence, each.details.name])).toEqual([
    [1, "one"],
    [2, "two"],
    [3, "three"],
  ]);
  expect([problems, tornBytes]).toEqual([[], 0]);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test.each(["two", "one"])("a chain with another %s is broken, and nothing is written to it", (word) => {
  const folder = place();
  const path = written(folder, "one", "two");
  writeFileSync(path, readFileSync(path, "utf8").replace(word, "six"));
  expect(readLedger(folder, "main").problems).toHaveLength(1);
  const before = readFileSync(path, "utf8");
  expect(() => openLedger(folder, "main", NOW)).toThrow("nothing is applied on a broken ledger");
  expect(readFileSync(path, "utf8")).toBe(before);
  expect(readdirSync(folder)).toEqual(["main.head", "main.jsonl"]);
});

test("a last line that was cut anywhere, inside a character as well, is cut off and nothing else", () => {
  const whole = place();
  const path = written(whole, "first", "Zoë 😀");
  const bytes = readFileSync(path);
  const start = bytes.indexOf(0x0a) + 1;
  for (let end = start + 1; end < bytes.byteLength; end++) {
    const folder = place();
    writeFileSync(chainPath(folder, "main"), bytes.subarray(0, end));
    expect(readLedger(folder, "main").tornBytes).toBe(end - start);
    written(folder, "next");
    const { entries, problems } = readLedger(folder, "main");
    expect(problems).toEqual([]);
    expect(entries.map((each) => each.event)).toEqual(["step-started", "recovered", "step-started"]);
    expect(entries[1]?.details).toEqual({ bytes: end - start });
  }
});

test("a torn first line leaves an empty ledger", () => {
  const folder = place();
  appendFileSync(chainPath(folder, "main"), Buffer.from([0xc3]));
  written(folder, "one");
  expect(namesIn(folder)).toEqual([undefined, "one"]);
});

test("a plan is kept whole under its digest, also where an earlier run was killed while keeping it", () => {
  const folder = place();
  const ledger = openLedger(folder, "main", NOW);
  ledger.keepPlan("sha256:abc", "half");
  ledger.keepPlan("sha256:abc", "the whole plan\n");
  ledger.close();
  expect(readdirSync(join(folder, "plans"))).toEqual(["abc.json"]);
  expect(readFileSync(join(folder, "plans/abc.json"), "utf8")).toBe("the whole plan\n");
});

test.skipIf(process.platform === "win32")(
  "an entry that the system takes only in part is an error, and the next run cuts it off",
  () => {
    const folder = place();
    const script = join(import.meta.dirname, "fill-ledger.ts");
    // A file may grow to one block here: the write that reaches its end is a short one.
    const command = 'ulimit -f 1 && exec "$0" "$@"';
    const out = execFileSync("sh", ["-c", command, process.execPath, script, folder], { encoding: "utf8" });
    const said = JSON.parse(out) as { problems: string[]; head: string };
    expect(said.problems).toEqual([
      expect.stringContaining("EFBIG"),
      expect.stringContaining("an earlier entry could not be written whole"),
    ]);
    const { head, problems, tornBytes } = readLedger(folder, "main");
    expect([head, problems]).toEqual([said.head, []]);
    expect(tornBytes).toBeGreaterThan(0);
    written(folder, "next");
    expect(readLedger(folder, "main").problems).toEqual([]);
    expect(namesIn(folder).at(-1)).toBe("next");
  },
);
