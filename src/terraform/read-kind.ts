/** Refreshes and imports one object. */
import { declarable, type Kind } from "../kind/kind.ts";
import type { LiveObject } from "../kind/state.ts";
import type { KindEntry } from "./catalog.ts";
import { parentOf } from "./container.ts";
import { withCostly, withManaged } from "./costly.ts";
import { valueAt } from "./declare.ts";
import { Refusal } from "./diagnostics.ts";
import { isRetired } from "./existing.ts";
import { findByName } from "./find-by-name.ts";
import type { ReadRequest, ResourceResult, TerraformObject, TerraformValue } from "./protocol/provider.ts";
import { type Extent, render } from "./render.ts";
import { PROTECTION, protectedByDefault } from "./schema.ts";
import type { Session } from "./session.ts";
import { objectOf } from "./state-object.ts";

export async function readKind(
  { kind }: KindEntry,
  request: ReadRequest,
  session: Session,
): Promise<ResourceResult> {
  const { state: before } = request;
  const live = await session.reads.get(kind.name, String(before.id));
  if (live === null || !live.present || isGone(kind, live, before)) return answer(request, null);
  const whole = await withManaged(session, kind, live, before);
  return answer(request, await valuesOf(session, kind, whole, before, "managed"));
}

/** A disabled object counts as removed where being disabled is what removal means and nobody asked for it. */
function isGone(kind: Kind, live: LiveObject, before: TerraformObject): boolean {
  const paths = Object.keys(kind.removal.sets ?? {});
  return isRetired(kind, live) && paths.every((path) => valueAt(before, path) === null);
}

function answer(request: ReadRequest, state: TerraformObject | null): ResourceResult {
  const id = state?.id;
  const identity = typeof id === "string" ? { id } : null;
  return { state, identity, private: request.private, diagnostics: [] };
}

async function valuesOf(
  session: Session,
  kind: Kind,
  live: LiveObject,
  before: TerraformObject | null,
  extent: Extent,
): Promise<TerraformObject> {
  const state = await session.reads.stateOf([live]);
  const object = objectOf(state, live);
  const { table } = session.platform;
  const values = render({ kind, table, object, state, before, extent, role: "resource" });
  const protection: TerraformValue = before?.[PROTECTION] ?? protectedByDefault(kind);
  const own: TerraformObject = kind.removal.effect === "never" ? {} : { [PROTECTION]: protection };
  return { id: live.id, ...parentOf(session, kind, live, object, before), ...values, ...own };
}

/** Everything that can be read of an object known by its name, or by `id:` and its id. */
export async function importKind(
  { kind }: KindEntry,
  name: string,
  session: Session,
): Promise<ResourceResult> {
  const live = await findByName(session, kind, name);
  if (live === null || !live.present) {
    const detail = `There is no ${kind.name} "${name}" in the account. It is imported by ${identityText(kind)}, or by \`id:\` and its id.`;
    throw new Refusal(`Unknown ${kind.name}`, detail);
  }
  const whole = await withCostly(session, kind, live);
  const state = await valuesOf(session, kind, whole, null, "all");
  return { state, identity: { id: live.id }, private: new Uint8Array(), diagnostics: [] };
}

function identityText(kind: Kind): string {
  if (kind.root === true) return "its name";
  const names = declarable(kind).flatMap(([path]) => (kind.identity.includes(path) ? [path] : []));
  if (kind.parents !== undefined) return `the path that ends in its ${names[0]}, joined with "/"`;
  return names.length === 1 ? `its ${names[0]}` : `${names.join(" and ")}, joined with "/"`;
}
