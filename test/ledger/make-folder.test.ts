import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeFolder } from "../../src/ledger/make-folder.ts";

test("a folder is made with those it lies in, and one that is there is left alone", () => {
  const root = mkdtempSync(join(tmpdir(), "cxroster-folder-"));
  try {
    makeFolder(join(root, "a", "b"), 0o700);
    makeFolder(join(root, "a", "b"));
    expect(statSync(join(root, "a")).mode & 0o777).toBe(0o700);
    writeFileSync(join(root, "file"), "");
    expect(() => makeFolder(join(root, "file", "inside"))).toThrow(/ENOTDIR/);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});

test("where the system takes no folder, it is said and nothing waits", () => {
  const nowhere = process.platform === "linux" ? "/proc/nope/ledger" : "/dev/null/ledger";
  expect(() => makeFolder(nowhere)).toThrow(/ENOENT|ENOTDIR/);
});
