/** Test setup: writes down, per test file, which rules spoke and which tests cite a rule. */
import { createHash } from "node:crypto";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { RunnerTask as Task } from "vitest";
import { afterAll } from "vitest";
import { citations, type FileRecord, RECORD_FOLDER } from "./evidence.ts";

const client = new Set<string>();
const server = new Set<string>();
const onDiagnostic = (message: unknown): void => add(client, message, "code");
const onRefusal = (message: unknown): void => add(server, message, "rule");

// This file runs anew for every test file.
subscribe("cxroster:diagnostic", onDiagnostic);
subscribe("cxroster:refusal", onRefusal);

// biome-ignore lint/correctness/noEmptyPattern: the test runner demands a pattern as first parameter
afterAll(({}, suite) => {
  unsubscribe("cxroster:diagnostic", onDiagnostic);
  unsubscribe("cxroster:refusal", onRefusal);
  const file = relative(process.cwd(), suite.file.filepath).split(sep).join("/");
  const titles = passed(suite.file.tasks);
  const record: FileRecord = {
    file,
    emitted: { client: [...client].sort(), server: [...server].sort() },
    cited: citations(file, titles),
  };
  mkdirSync(RECORD_FOLDER, { recursive: true });
  const name = createHash("sha256").update(file).digest("hex").slice(0, 16);
  writeFileSync(join(RECORD_FOLDER, `${name}.json`), `${JSON.stringify(record)}\n`);
});

function add(seen: Set<string>, message: unknown, member: string): void {
  if (typeof message !== "object" || message === null) return;
  const id = (message as Record<string, unknown>)[member];
  if (typeof id === "string") seen.add(id);
}

function passed(tasks: readonly Task[]): string[] {
  return tasks.flatMap((task) => {
    if (task.type === "suite") return passed(task.tasks);
    return task.result?.state === "pass" ? [task.name] : [];
  });
}
