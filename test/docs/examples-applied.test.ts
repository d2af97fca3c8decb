/** Every example is planned and applied on a fresh account of the bundled server; afterwards nothing differs. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Rehearsal } from "../support/rehearsal.ts";

const EXAMPLES = join("examples", "engagecx");
const ACCOUNT = {
  name: "Northwind Insurance",
  licenses: [
    { name: "Communications 2026", app: "communications", seats: 6, expiresAt: "2099-01-01T00:00:00Z" },
  ],
};

/** What comes from files and variables has tests of its own. */
const withoutSources = (text: string): string => text.replace(/^.*(logo:|!env ).*\n/gm, "");

const examples = readdirSync(EXAMPLES).filter((name) => name.endsWith(".yaml"));

test.each(examples)(
  "example %s is applied, and planning it again shows no change",
  { timeout: 60_000 },
  async (name) => {
    const manifest = withoutSources(readFileSync(join(EXAMPLES, name), "utf8"));
    const rehearsal = await Rehearsal.start({ account: ACCOUNT });
    try {
      const { plan } = await rehearsal.sync(manifest);
      expect(plan.changes.length).toBeGreaterThan(0);
      const again = await rehearsal.plan(manifest);
      expect(again.changes).toEqual([]);
      expect(again.findings.filter((finding) => finding.severity === "error")).toEqual([]);
    } finally {
      await rehearsal.stop();
    }
  },
);
