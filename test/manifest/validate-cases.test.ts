import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { engagecxTable } from "../../src/platform/engagecx/index.ts";
import { renderDiagnostics } from "../../src/report/diagnostics.ts";
import { filesIn, readGraph } from "./context.ts";

const CASES = join(import.meta.dirname, "../cases/validate");
/** `CXROSTER_UPDATE_CASES=1` writes the present output as the expected one. */
const REWRITE = process.env.CXROSTER_UPDATE_CASES === "1";

const names = readdirSync(CASES);

test("there are broken manifests to read", () => {
  expect(names.length).toBeGreaterThan(9);
});

test.each(names)("says of %s what is expected", (name) => {
  const folder = join(CASES, name);
  const readFile = (path: string) => {
    const full = join(folder, path);
    return existsSync(full) ? readFileSync(full) : null;
  };
  const context = { environment: { SET: "value-that-stays-unseen" }, readFile };
  const { diagnostics } = readGraph(filesIn(folder), engagecxTable, context);
  const text = renderDiagnostics(diagnostics, { color: false });
  expect(text).not.toContain("value-that-stays-unseen");
  const expected = join(folder, "expected.txt");
  if (REWRITE) writeFileSync(expected, text);
  expect(text).toBe(readFileSync(expected, "utf8"));
});
