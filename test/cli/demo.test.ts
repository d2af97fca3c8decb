import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { platforms } from "../../src/platform/index.ts";

test("the demo plans, applies, finds nothing left to do, and leaves nothing behind", () => {
  const temporary = mkdtempSync(join(tmpdir(), "cxroster-demo-test-"));
  try {
    const env = { PATH: process.env.PATH ?? "", TMPDIR: temporary };
    const { status, stdout, stderr } = spawnSync(process.execPath, ["examples/demo.ts"], {
      env,
      encoding: "utf8",
    });
    expect(stderr).toBe("plan written to plan.json\n".repeat(platforms.length));
    const stage =
      /Applied: \d+ changes done\.[\s\S]*?No changes\.[\s\S]*?\$ cxroster access[\s\S]*?may do something now/g;
    expect(stdout.match(stage)).toHaveLength(platforms.length);
    expect(stdout).toContain("ana@northwind.example\n  * may open app Communications");
    expect(status).toBe(0);
    expect(readdirSync(temporary)).toEqual([]);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}, 120_000);
