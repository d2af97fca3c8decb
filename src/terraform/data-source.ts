/** Data sources: one object by name or id, and what people may do. */

import { byCodePoint } from "../kind/code-points.ts";
import { fold } from "../kind/identity.ts";
import { type Kind, PARENT } from "../kind/kind.ts";
import type { LiveObject } from "../kind/state.ts";
import type { AccessEntry, KindEntry } from "./catalog.ts";
import { parentOf, placeOf } from "./container.ts";
import { withCostly } from "./costly.ts";
import { keyOf, labelOf } from "./declare.ts";
import { pathOf, Refusal } from "./diagnostics.ts";
import type { TerraformObject } from "./protocol/provider.ts";
import { render } from "./render.ts";
import type { Session } from "./session.ts";
import { objectOf } from "./state-object.ts";

export async function readKindData(
  entry: KindEntry,
  config: TerraformObject,
  session: Session,
): Promise<TerraformObject> {
  const { kind } = entry;
  const live = await lookUp(entry, config, session);
  if (live === null || !live.present) {
    const what = typeof config.id === "string" ? `of id ${config.id}` : labelOf(kind, config);
    const detail = `There is no ${kind.name} ${what} in the account.`;
    throw new Refusal(`Unknown ${kind.name}`, detail, pathOf(kind.identity[0] ?? ""));
  }
  const whole = await withCostly(session, kind, live);
  const state = await session.reads.stateOf([whole]);
  const object = objectOf(state, whole);
  const { table } = session.platform;
  const values = render({ kind, table, object, state, before: null, extent: "all", role: "data" });
  const configured = Object.entries(config).filter(([, value]) => value !== null);
  const parent = parentOf(session, kind, whole, object, config);
  return { ...values, ...parent, id: live.id, ...Object.fromEntries(configured) };
}

async function lookUp(
  { kind }: KindEntry,
  config: TerraformObject,
  session: Session,
): Promise<LiveObject | null> {
  const { reads, client } = session;
  if (kind.root === true) {
    const account = await client.account();
    return account === null ? null : reads.get(kind.name, account.id);
  }
  const key = await wholeKey(kind, config, session);
  if (typeof config.id === "string") {
    const found = await reads.get(kind.name, config.id);
    if (found === null || key === null) return found;
    return (await reads.find(kind.name, key))?.id === found.id ? found : null;
  }
  if (key === null) {
    const names = [...(kind.parents === undefined ? [] : [PARENT]), ...kind.identity];
    const detail = `Say ${names.map((name) => `\`${pathOf(name).join(".")}\``).join(" and ")}, or \`id\`.`;
    throw new Refusal(`Which ${kind.name}?`, detail);
  }
  return reads.find(kind.name, key);
}

/** Null while a part of the key is not said. */
async function wholeKey(kind: Kind, config: TerraformObject, session: Session): Promise<string | null> {
  const own = keyOf(kind, session.platform.table, config);
  if (own === null || kind.parents === undefined) return own;
  if (typeof config[PARENT] !== "string") return null;
  const place = await placeOf(session, kind, config);
  return `${place?.key}/${own}`;
}

export async function readAccessData(
  { platform }: AccessEntry,
  config: TerraformObject,
  session: Session,
): Promise<TerraformObject> {
  const asked = (name: string): string | null => {
    const value = config[name];
    return typeof value === "string" ? fold(value) : null;
  };
  const [person, permission, on] = [asked("person"), asked("permission"), asked("on")];
  const entitlements = platform.table
    .access(await session.reads.everything())
    .filter((each) => person === null || fold(each.person) === person)
    .filter((each) => permission === null || fold(each.permission) === permission)
    .filter((each) => on === null || fold(each.on) === on)
    .map(({ person: who, permission: what, on: where, when, via }) => ({
      person: who,
      permission: what,
      on: where,
      when,
      via,
    }))
    .sort((a, b) => byCodePoint(orderOf(a), orderOf(b)));
  return { ...config, entitlements };
}

function orderOf(each: { person: string; permission: string; on: string; when: string }): string {
  return [each.person, each.permission, each.on, each.when].join("\u0000");
}
