import { expect, test } from "vitest";
import { platforms } from "../../src/platform/index.ts";

test("every platform states every ability, and why it has it or not", () => {
  const names = (at: number) => Object.keys(platforms[at]?.table.capabilities ?? {}).sort();
  for (const [at, { table }] of platforms.entries()) {
    expect(names(at), table.platform).toEqual(names(0));
    for (const ability of Object.values(table.capabilities)) expect(ability.because).not.toBe("");
  }
});
