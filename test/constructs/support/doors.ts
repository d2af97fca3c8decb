/** Three ways to bring an account to what a manifest says, and what an account then holds. */
import { readFileSync } from "node:fs";
import { inject } from "vitest";
import { Roster, type RosterProps } from "../../../src/constructs/index.ts";
import { splitKey } from "../../../src/kind/identity.ts";
import { liveState } from "../../../src/plan/live-state.ts";
import { Rehearsal } from "../../support/rehearsal.ts";
import { environmentOf } from "../../terraform/support/stage.ts";
import { Module } from "../../terraform/support/terraform.ts";
import { inFolder, synth } from "./stack.ts";

/** Ids the platform gives, inside values of its own. */
const PLATFORM_ID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
/** Taking many people everything is what some of these rounds are about. */
const ALLOWED = ["max-removals", "destructive"];

/** One account behind one door. */
export class Doorway {
  readonly rehearsal: Rehearsal;
  readonly #module: Module;

  /** Three doors to three accounts that hold the same. */
  static async openThree(platform: string, account: object): Promise<readonly [Doorway, Doorway, Doorway]> {
    const open = () => Doorway.open(platform, account);
    return Promise.all([open(), open(), open()]);
  }

  static async open(platform: string, account: object): Promise<Doorway> {
    return new Doorway(await Rehearsal.start({ platform, account }));
  }

  constructor(rehearsal: Rehearsal) {
    this.rehearsal = rehearsal;
    this.#module = new Module(inject("provider"), environmentOf(rehearsal));
  }

  /** What the command line does; returns the ids of changes that are left. */
  async bySync(manifest: string): Promise<readonly string[]> {
    await this.rehearsal.sync(manifest, { allow: ALLOWED });
    const again = await this.rehearsal.plan(manifest, { allow: ALLOWED });
    return again.changes.map(({ id }) => id);
  }

  /** What a stack over the manifest does; entries whose objects exist are imported. */
  async byStack(manifest: string, imports: boolean): Promise<readonly string[]> {
    const adopt = imports ? await this.#toAdopt(manifest) : [];
    return this.byText(JSON.stringify(stackOf(manifest, { adopt })), "main.tf.json");
  }

  /** What a configuration does, in place of the one before. */
  async byText(text: string, name = "main.tf"): Promise<readonly string[]> {
    this.#module.write(text, name);
    await this.#module.apply();
    return [...(await this.#module.plan()).changes.keys()];
  }

  /** Entries whose objects the account holds. An account adopts itself. */
  async #toAdopt(manifest: string): Promise<string[]> {
    const held = Object.keys(await contentOf(this.rehearsal));
    return inFolder({ "roster.yaml": manifest }, (directory) => {
      let found: string[] = [];
      synth((scope) => {
        const roster = new Roster(scope, "roster", { manifests: "roster.yaml", directory });
        found = held.filter((object) => {
          const [kind = "", key = ""] = object.split(/:(.*)/s);
          return key !== "" && roster.find(kind, ...splitKey(key)) !== undefined;
        });
      });
      return found;
    });
  }

  async close(): Promise<void> {
    this.#module.remove();
    await this.rehearsal.stop();
  }
}

function stackOf(manifest: string, props: Partial<RosterProps>): object {
  return inFolder({ "roster.yaml": manifest }, (directory) => {
    const stack = synth(
      (scope) => void new Roster(scope, "roster", { manifests: "roster.yaml", directory, ...props }),
    );
    return { ...stack, provider: { cxroster: [{ guards: { allow: ["max-removals"] } }] } };
  });
}

/** A Terraform twin in full, from what is special about it. */
export function twinOf(path: string): string {
  const head =
    'terraform {\n  required_providers {\n    cxroster = { source = "cxroster/cxroster" }\n  }\n}\n';
  return `${head}provider "cxroster" {\n  guards = { allow = ["max-removals"] }\n}\n${readFileSync(path, "utf8")}`;
}

/** Everything a manifest could declare of an account, by `kind:key`, without ids and what only time brings about. */
export async function contentOf(rehearsal: Rehearsal): Promise<{ readonly [object: string]: object }> {
  const { table } = rehearsal.platform;
  const live = await rehearsal.connect().readLive(new Map());
  const { state } = liveState(live, table, "2026-01-01T00:00:00Z", new Map());
  const content: { [object: string]: object } = {};
  for (const { name, leaves } of table.kinds) {
    const declared = [...leaves].filter(([, leaf]) => leaf.readOnly !== true && leaf.writeOnly !== true);
    for (const object of state.objects.get(name)?.values() ?? []) {
      if (!object.present) continue;
      const values = declared.flatMap(([path]) => {
        const value = object.attributes[path];
        return value === undefined ? [] : [[path, sorted(value)] as const];
      });
      content[`${name}:${object.key}`] = Object.fromEntries(values);
    }
  }
  return content;
}

function sorted(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((each) => JSON.stringify(each).replace(PLATFORM_ID, "(id)")).sort();
}
