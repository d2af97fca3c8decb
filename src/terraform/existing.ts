/** What a resource that is to be created finds on the platform. */
import { didYouMean } from "../diagnostic/suggest.ts";
import type { Node } from "../graph/node.ts";
import { fold } from "../kind/identity.ts";
import type { Kind } from "../kind/kind.ts";
import type { LiveObject } from "../kind/state.ts";
import { labelOf, valueAt } from "./declare.ts";
import { pathOf, Refusal, warning } from "./diagnostics.ts";
import type { TerraformDiagnostic, TerraformObject } from "./protocol/provider.ts";
import type { Session } from "./session.ts";

export type Existing =
  /** Nothing, or a row that is only listed and can be switched on. */
  | { readonly how: "new"; readonly live: LiveObject | null; readonly warning?: undefined }
  /** Taken as it is: it was disabled before, or can neither be made nor removed. */
  | { readonly how: "adopted"; readonly live: LiveObject; readonly warning?: TerraformDiagnostic }
  | { readonly how: "taken"; readonly refusal: Refusal };

/** @param node the object as it is to be, its key whole. */
export async function existing(
  session: Session,
  kind: Kind,
  wanted: TerraformObject,
  node: Node,
): Promise<Existing> {
  const live = await find(session, kind, node);
  if (live === null || !live.present) return { how: "new", live };
  if (kind.root === true) {
    const refusal = wrongAccount(kind, wanted, live);
    return refusal === null ? { how: "adopted", live } : { how: "taken", refusal };
  }
  if (isRetired(kind, live)) return { how: "adopted", live, warning: broughtBack(kind, wanted) };
  if (kind.removal.effect === "never") return { how: "adopted", live };
  const summary = `The ${kind.name} exists already`;
  const detail = `${node.label} is in the account (id ${live.id}). Import it to manage it here: \`terraform import ADDRESS '${node.label}'\`.`;
  return { how: "taken", refusal: new Refusal(summary, detail, pathOf(kind.identity[0] ?? "")) };
}

async function find(session: Session, kind: Kind, node: Node): Promise<LiveObject | null> {
  if (kind.root !== true) return session.reads.find(kind.name, node.key);
  const account = await session.client.account();
  return account === null ? null : session.reads.get(kind.name, account.id);
}

/** True for an object that was removed on a platform that only disables. */
export function isRetired(kind: Kind, live: LiveObject): boolean {
  const sets = Object.entries(kind.removal.sets ?? {});
  if (kind.removal.effect !== "disable" || sets.length === 0) return false;
  return sets.every(([path, value]) => live.attributes[path] === value);
}

function broughtBack(kind: Kind, wanted: TerraformObject): TerraformDiagnostic {
  const detail = `${labelOf(kind, wanted)} was disabled before and is brought back (${kind.removal.rule}).`;
  return warning(`A disabled ${kind.name} is taken over`, detail);
}

/** Why an object cannot be switched on that the platform does not list. */
export async function notListed(session: Session, kind: Kind, wanted: TerraformObject): Promise<Refusal> {
  const last = kind.identity.at(-1) ?? "name";
  const objects = await session.reads.all(kind.name);
  const names = objects.map((each) => String(each.attributes[last] ?? "")).sort();
  const written = labelOf(kind, wanted);
  const offered = names.length === 0 ? "It lists none." : `It lists: ${names.slice(0, 20).join(", ")}.`;
  const rule = kind.creation?.rule === undefined ? "" : ` (${kind.creation.rule})`;
  const detail = `The account does not offer the ${kind.name} ${written}.${didYouMean(written, names)}${rule} ${offered}`;
  return new Refusal(`Unknown ${kind.name}`, detail, pathOf(last));
}

/** Refuses to take an account for another one. */
function wrongAccount(kind: Kind, wanted: TerraformObject, live: LiveObject): Refusal | null {
  const declared = valueAt(wanted, "name");
  const name = live.attributes.name;
  if (typeof declared !== "string" || typeof name !== "string" || fold(declared) === fold(name)) return null;
  const detail = `The configuration is for "${declared}", the account is "${name}". To rename it, create the resource with the present name, or import it, and change the name then.`;
  return new Refusal(`Another ${kind.name}`, detail, ["name"]);
}
