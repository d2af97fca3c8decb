/** One truth: whichever door a manifest comes through, the account holds the same, and nothing is left to change. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { platforms } from "../../../src/platform/index.ts";
import { exampleAccount, withoutSources } from "../../support/example-accounts.ts";
import { requiring } from "../../support/require.ts";
import { contentOf, Doorway, twinOf } from "../support/doors.ts";

const test = requiring("terraform");
const MINUTES = 60_000;

const examples = platforms.flatMap(({ table: { platform } }) =>
  readdirSync(join("examples", platform))
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => [platform, name.replace(/\.yaml$/, "")] as const),
);

test.concurrent.for(examples)(
  "%s %s: manifest, twin and stack end in one state",
  { timeout: 5 * MINUTES },
  async ([platform, name]) => {
    const manifest = withoutSources(readFileSync(join("examples", platform, `${name}.yaml`), "utf8"));
    const account = exampleAccount(platform, manifest);
    const doors = await Promise.all([0, 1, 2].map(() => Doorway.open(platform, account)));
    const [command, twin, stack] = doors as [Doorway, Doorway, Doorway];
    try {
      expect(await command.bySync(manifest)).toEqual([]);
      expect(await twin.byText(twinOf(platform, name))).toEqual([]);
      expect(await stack.byStack(manifest, true)).toEqual([]);
      const content = await contentOf(command.rehearsal);
      expect(await contentOf(twin.rehearsal)).toEqual(content);
      expect(await contentOf(stack.rehearsal)).toEqual(content);
    } finally {
      await Promise.all(doors.map((door) => door.close()));
    }
  },
);
