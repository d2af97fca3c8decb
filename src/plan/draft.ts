/** A change in the making: what differs, before it is put into words and steps. */
import type { Node } from "../graph/node.ts";
import type { LeafAttribute } from "../kind/attribute.ts";
import { outerKey, textOfKey } from "../kind/identity.ts";
import type { Kind } from "../kind/kind.ts";
import type { Container, StateObject } from "../kind/state.ts";
import type { Value } from "../kind/value.ts";
import type { LinkDelta } from "./compare.ts";
import type { Because, Verb } from "./plan.ts";

export interface Draft {
  readonly id: string;
  readonly kind: Kind;
  readonly key: string;
  readonly label: string;
  readonly verb: Verb;
  readonly effect: "delete" | "disable" | null;
  /** Null for an object nothing declares. */
  readonly node: Node | null;
  /** The object as it is; for `replace` the one that goes; null where there is none. */
  readonly before: StateObject | null;
  /** Attribute values to send, links aside. */
  readonly set: ReadonlyMap<string, Value>;
  readonly links: ReadonlyMap<string, LinkDelta>;
  readonly because: readonly Because[];
}

/** Says of a kind's keys whether something holds of them. */
type Keys = (kind: string) => (key: string) => boolean;

export interface Surroundings {
  /** Objects others manage: links to them are left as they are. */
  readonly ignored: Keys;
  /** Objects this plan deletes: links to them end by themselves. */
  readonly vanishing: Keys;
}

/** What a draft of a declared object begins with. */
export function draftOf(node: Node, kind: Kind): Pick<Draft, "id" | "kind" | "key" | "label" | "node"> {
  return { id: node.id, kind, key: node.key, label: node.label, node };
}

/** The name an object had so far. */
export function formerName(kind: Kind, object: StateObject, node: Node): string {
  const own = String(object.attributes[kind.identity.at(-1) ?? "name"] ?? node.renamedFrom);
  if (kind.parents === undefined || node.renamedFrom === null) return own;
  if (outerKey(node.renamedFrom) !== outerKey(node.key)) return textOfKey(node.renamedFrom);
  const place = node.label.slice(0, -String(node.attributes[kind.identity[0] ?? ""]).length);
  return place + own;
}

/** True when an object is removed and made anew under the same identity. */
export function isMadeAnew(draft: Draft): boolean {
  return draft.verb === "replace" && draft.before?.key === draft.key;
}

/** True when the draft makes a new object on the platform, or switches a listed one on. */
export function creates(draft: Draft): boolean {
  return draft.verb === "create" || draft.verb === "replace";
}

/** True when an object, or its presence, ends. */
export function deletes(draft: Draft): boolean {
  return draft.effect === "delete";
}

/** True when carrying the draft out sends an invitation. */
export function invites(draft: Draft): boolean {
  if (creates(draft) && draft.kind.creation?.invites === true) return true;
  return [...draft.set].some(([path, value]) => isInvitation(draft.kind.leaves.get(path), value));
}

export function isInvitation(leaf: LeafAttribute | undefined, value: Value): boolean {
  if (leaf?.type === "boolean") return leaf.invites === true && value === true;
  return leaf?.type === "enum" && leaf.invites !== undefined && leaf.invites === value;
}

/** The container of a node by its id, `kind:key`; undefined at the top. */
export function containerOf(parent: string | null): Container | undefined {
  const colon = parent?.indexOf(":") ?? -1;
  return parent === null || colon < 0
    ? undefined
    : { kind: parent.slice(0, colon), key: parent.slice(colon + 1) };
}
