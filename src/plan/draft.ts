/** A change in the making: what differs, before it is put into words and steps. */
import type { Node } from "../graph/node.ts";
import type { LeafAttribute } from "../kind/attribute.ts";
import type { Kind } from "../kind/kind.ts";
import type { StateObject } from "../kind/state.ts";
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
  return [...draft.set].some(([path, value]) => isInvitation(draft.kind.leaves.get(path), value));
}

export function isInvitation(leaf: LeafAttribute | undefined, value: Value): boolean {
  if (leaf?.type === "boolean") return leaf.invites === true && value === true;
  return leaf?.type === "enum" && leaf.invites !== undefined && leaf.invites === value;
}
