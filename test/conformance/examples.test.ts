/** Every example of every platform is planned and applied on a fresh account; afterwards nothing differs. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { platforms } from "../../src/platform/index.ts";
import { accountFor, withoutSources } from "../support/example-accounts.ts";
import { Rehearsal } from "../support/rehearsal.ts";

const examples = platforms.flatMap(({ table: { platform } }) =>
  readdirSync(join("examples", platform))
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => [platform, name] as const),
);

test("every kind of every platform has an example", () => {
  const missing = platforms.flatMap(({ table }) =>
    table.kinds
      .map((kind) => `${table.platform} ${kind.name}.yaml`)
      .filter((name) => !examples.some((each) => each.join(" ") === name)),
  );
  expect(missing).toEqual([]);
});

test.each(examples)(
  "%s: example %s is applied, and planning it again shows no change",
  { timeout: 60_000 },
  async (platform, name) => {
    const manifest = withoutSources(readFileSync(join("examples", platform, name), "utf8"));
    const rehearsal = await Rehearsal.start({ platform, account: accountFor(platform, manifest) });
    try {
      const { plan } = await rehearsal.sync(manifest);
      const says = plan.changes.length + plan.findings.length + plan.summary.unchanged;
      expect(says).toBeGreaterThan(0);
      const again = await rehearsal.plan(manifest);
      expect(again.changes).toEqual([]);
      expect(again.findings.filter((finding) => finding.severity === "error")).toEqual([]);
    } finally {
      await rehearsal.stop();
    }
  },
);
