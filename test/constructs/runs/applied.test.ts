/** The stack of each platform's whole example, applied by the real terraform. */
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { Roster } from "../../../src/constructs/index.ts";
import { platforms } from "../../../src/platform/index.ts";
import { requiring } from "../../support/require.ts";
import { environmentOf } from "../../terraform/support/stage.ts";
import { Module } from "../../terraform/support/terraform.ts";
import { contentOf, freshAccount, toAdopt } from "../support/doors.ts";
import { synth } from "../support/stack.ts";

const test = requiring("terraform");
const MINUTES = 60_000;

test.for(platforms.map((platform) => [platform.table.platform, platform] as const))(
  "%s: terraform applies the stack of a roster, and then nothing differs",
  { timeout: 4 * MINUTES },
  async ([name, platform]) => {
    const path = `examples/${name}/northwind.yaml`;
    const byStack = await freshAccount(platform);
    const byCommand = await freshAccount(platform);
    const module = new Module("terraform", environmentOf(byStack));
    try {
      const adopt = await toAdopt(byStack, path);
      const stack = synth((scope) => void new Roster(scope, "roster", { manifests: path, adopt }));
      module.write(JSON.stringify(stack), "main.tf.json");
      await module.apply();
      expect((await module.plan()).hasChanges).toBe(false);
      await byCommand.sync(readFileSync(path, "utf8").replace(/^.*logo:.*\n/gm, ""));
      expect(await contentOf(byStack)).toEqual(await contentOf(byCommand));
    } finally {
      module.remove();
      await Promise.all([byStack.stop(), byCommand.stop()]);
    }
  },
);
