/** One truth: whichever door a manifest comes through, the account holds the same, and nothing is left to change. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { platforms } from "../../../src/platform/index.ts";
import { accountFor, withoutSources } from "../../support/example-accounts.ts";
import { requiring } from "../../support/require.ts";
import { contentOf, Doorway, twinOf } from "../support/doors.ts";

const test = requiring("terraform");
const MINUTES = 60_000;
const TWINS = "test/constructs/twins";
const ROUNDS = "test/constructs/rounds";

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
    const account = accountFor(platform, manifest);
    const doors = await Doorway.openThree(platform, account);
    const [command, twin, stack] = doors;
    try {
      expect(await command.bySync(manifest)).toEqual([]);
      expect(await twin.byText(twinOf(join(TWINS, platform, `${name}.tf`)))).toEqual([]);
      expect(await stack.byStack(manifest, true)).toEqual([]);
      const content = await contentOf(command.rehearsal);
      expect(await contentOf(twin.rehearsal)).toEqual(content);
      expect(await contentOf(stack.rehearsal)).toEqual(content);
    } finally {
      await Promise.all(doors.map((door) => door.close()));
    }
  },
);

test.concurrent.for(platforms.map(({ table }) => table.platform))(
  "%s: what somebody made is imported, one object renamed and one removed, through every door alike",
  { timeout: 5 * MINUTES },
  async (platform) => {
    const text = (name: string) => readFileSync(join(ROUNDS, platform, name), "utf8");
    const doors = await Doorway.openThree(platform, accountFor(platform, text("before.yaml")));
    const [command, twin, stack] = doors;
    try {
      for (const door of doors) expect(await door.bySync(text("before.yaml"))).toEqual([]);
      const before = await contentOf(command.rehearsal);
      expect(await twin.byText(twinOf(join(ROUNDS, platform, "before.tf")))).toEqual([]);
      expect(await stack.byStack(text("before.yaml"), true)).toEqual([]);
      for (const door of doors) expect(await contentOf(door.rehearsal)).toEqual(before);
      expect(await command.bySync(text("after.yaml"))).toEqual([]);
      expect(await twin.byText(twinOf(join(ROUNDS, platform, "after.tf")))).toEqual([]);
      expect(await stack.byStack(text("after.yaml"), false)).toEqual([]);
      const after = await contentOf(command.rehearsal);
      expect(after).not.toEqual(before);
      expect(await contentOf(twin.rehearsal)).toEqual(after);
      expect(await contentOf(stack.rehearsal)).toEqual(after);
    } finally {
      await Promise.all(doors.map((door) => door.close()));
    }
  },
);
