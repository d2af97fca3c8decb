/** Accounts brought to what a manifest says, and what an account then holds. */
import { Roster } from "../../../src/constructs/index.ts";
import { splitKey } from "../../../src/kind/identity.ts";
import { liveState } from "../../../src/plan/live-state.ts";
import type { Platform } from "../../../src/platform/contract.ts";
import { EXAMPLE_ACCOUNTS } from "../../support/example-accounts.ts";
import { Rehearsal } from "../../support/rehearsal.ts";
import { synth } from "./stack.ts";

/** Ids the platform gives, inside values of its own. */
const PLATFORM_ID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

export function freshAccount({ table }: Platform): Promise<Rehearsal> {
  return Rehearsal.start({ platform: table.platform, account: EXAMPLE_ACCOUNTS[table.platform] ?? {} });
}

/** Everything a manifest could declare of an account, by `kind:key`, without ids and what only time brings about. */
export async function contentOf(rehearsal: Rehearsal): Promise<{ readonly [object: string]: object }> {
  const { table } = rehearsal.platform;
  const client = rehearsal.connect();
  const live = await client.readLive(new Map());
  const { state } = liveState(live, table, "2026-01-01T00:00:00Z", new Map());
  const content: { [object: string]: object } = {};
  for (const { name, leaves } of table.kinds) {
    for (const object of state.objects.get(name)?.values() ?? []) {
      if (!object.present) continue;
      const declared = [...leaves].filter(([, leaf]) => leaf.readOnly !== true && leaf.writeOnly !== true);
      const values = declared.flatMap(([path]) => {
        const value = object.attributes[path];
        return value === undefined ? [] : [[path, sorted(value)] as const];
      });
      content[`${name}:${object.key}`] = Object.fromEntries(values);
    }
  }
  return content;
}

/** Entries of manifests whose objects the account holds, as rosters are told to adopt them; an account adopts itself. */
export async function toAdopt(rehearsal: Rehearsal, manifests: string): Promise<string[]> {
  const held = Object.keys(await contentOf(rehearsal));
  let declared: string[] = [];
  synth((scope) => {
    const roster = new Roster(scope, "roster", { manifests });
    declared = held.filter((object) => {
      const [kind = "", key = ""] = object.split(/:(.*)/s);
      return key !== "" && roster.find(kind, ...splitKey(key)) !== undefined;
    });
  });
  return declared;
}

function sorted(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((each) => JSON.stringify(each).replace(PLATFORM_ID, "(id)")).sort();
}
