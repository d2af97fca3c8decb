/** A kind: one sort of object on one platform, described once as plain data. */
import { type Attribute, flatten, type LeafAttribute } from "./attribute.ts";
import type { PlanCheck, PlanNote } from "./check.ts";
import { joinKey, lastPart, matchAny, splitKey } from "./identity.ts";
import type { Scalar } from "./value.ts";

/** How an object of a kind comes into being. */
export interface Creation {
  /** `new`: by a create call. `listed`: it must already be listed by the platform and is switched on. Default new. */
  readonly from: "new" | "listed";
  /** Rule that is cited when a `listed` object is not listed. */
  readonly rule?: string;
  /** Rule that is cited when the caller may not create; default is the table's `manageRule`. */
  readonly permissionRule?: string;
  /** Every creation mails the person an invitation. Default false. */
  readonly invites?: boolean;
  /** What the platform makes inside a new object by itself: an object of a person kind for the caller, with these links. */
  readonly forCaller?: {
    readonly kind: string;
    readonly links: { readonly [path: string]: readonly string[] };
  };
}

/** How many objects of a kind an account takes. A plan that adds may not end beyond it, nor pass beyond it on the way. */
export interface KindLimit {
  readonly most: number;
  /** Read-only integer of the root that tells the number where it is known. Default: `most` always holds. */
  readonly told?: string;
  readonly rule: string;
  /** Objects that have to be there at every moment. Default 0. */
  readonly least?: number;
}

/** What happens to an object that should no longer exist. */
export interface Removal {
  /** `never`: the platform cannot; the plan says so as a finding. */
  readonly effect: "delete" | "disable" | "never";
  readonly rule: string;
  /** Attribute values that a `disable` sets. */
  readonly sets?: { readonly [path: string]: Scalar };
  /** Attribute values that bring a disabled object back when it is declared again. */
  readonly restores?: { readonly [path: string]: Scalar };
  /** What is lost with the object; such a removal needs `--allow destructive`. Absent: nothing is lost. */
  readonly destroys?: string;
  /** What is lost can be given anew. Default false: it is lost for good. */
  readonly recoverable?: boolean;
  /** Shown beside the removal. */
  readonly caution?: string;
}

export const INVITATION_STATES = ["pending", "invited", "expired"] as const;
export type InvitationState = (typeof INVITATION_STATES)[number];

export interface KindDefinition<Api = unknown> {
  /** Lower camel case, without the platform: `capacityRule`. */
  readonly name: string;
  /** Manifest key of the collection (`users`), or of the single root object (`organization`). */
  readonly manifestKey: string;
  /** The target itself: one object, not a list. Default false. */
  readonly root?: boolean;
  /** Kinds that may contain this one; absent: it stands at the manifest's top. */
  readonly parents?: readonly string[];
  /** Rule that says it stands inside another. */
  readonly parentsRule?: string;
  readonly summary: string;
  /** Public page the kind was read from. */
  readonly source: string;
  readonly attributes: { readonly [name: string]: Attribute };
  /** Attribute names whose folded values make the key; empty for a root. */
  readonly identity: readonly string[];
  /** What a changed identity means when `renamedFrom` says it. */
  readonly rename: {
    /** `never`: the manifest has no word for it. `refused`: a plan that would need it is refused. */
    readonly as: "update" | "replace" | "refused" | "never";
    readonly rule: string;
    /** Why it is refused, as a clause. */
    readonly why?: string;
    /** For `replace`: which goes first, unless the old one is the last administrator. Default the new one comes first. */
    readonly first?: "new" | "old";
  };
  readonly creation?: Creation;
  readonly removal: Removal;
  /** The kind is a person: counted in people, `until` allowed on the entry. Default false. */
  readonly person?: boolean;
  /**
   * Read-only boolean attribute that marks people who have not accepted yet, when a new person is one, and the read-only
   * attributes that tell where the invitation stands and that it cannot be delivered, where the platform has them.
   */
  readonly pending?: {
    readonly flag: string;
    readonly atCreate: "when-invited" | "always";
    readonly state?: string;
    readonly undeliverable?: { readonly flag: string; readonly is: Scalar };
  };
  /** Vendor-owned objects that exist from the start, by name; they always resolve. */
  readonly defaults?: readonly string[];
  /** Read-only boolean attribute that marks a vendor-owned object. */
  readonly defaultFlag?: string;
  /** Read-only attributes with other values an object may be declared by, such as a former address. Default none. */
  readonly alsoKnownBy?: readonly string[];
  readonly limit?: KindLimit;
  /** No objects but the defaults exist, and none can be made. Default false. */
  readonly closed?: boolean;
  readonly checks?: readonly PlanCheck[];
  /** What a reviewer should know of a change, said beside it. */
  readonly notes?: readonly PlanNote[];
  /** How the platform's client reads and writes the kind. Only `platform/` looks inside. */
  readonly api: Api;
}

export interface Kind<Api = unknown> extends KindDefinition<Api> {
  /** Leaf attributes by dotted path. */
  readonly leaves: ReadonlyMap<string, LeafAttribute>;
}

/** Name under which a create call carries the id of the container; no attribute of a nested kind bears it. */
export const PARENT = "parent";

/** Completes a definition; a wrong one is a defect of ours and throws at start. */
export function defineKind<Api>(definition: KindDefinition<Api>): Kind<Api> {
  const leaves = flatten(definition.attributes);
  for (const name of definition.identity) {
    if (!leaves.has(name)) throw new Error(`kind ${definition.name}: identity "${name}" is no attribute`);
  }
  if (definition.parents !== undefined && (definition.identity.length !== 1 || leaves.has(PARENT))) {
    throw new Error(`kind ${definition.name}: what stands inside another has one name and no "${PARENT}"`);
  }
  for (const [path, leaf] of leaves) {
    if (leaf.doc.trim() === "") throw new Error(`kind ${definition.name}: attribute "${path}" has no doc`);
  }
  return Object.freeze({ ...definition, leaves });
}

/** A reading of what can be declared: everything but read-only attributes. */
export function declarable(kind: Kind): [string, LeafAttribute][] {
  return [...kind.leaves].filter(([, leaf]) => leaf.readOnly !== true);
}

/** Key of an object by its written name; parts of a composed identity are joined with `/`. */
export function keyOfWritten(kind: Kind, written: string): string {
  const isComposed = kind.identity.length > 1 || kind.parents !== undefined;
  return joinKey(isComposed ? splitKey(written) : [written]);
}

/** An object's own part of its key: all of it, except where objects of the kind stand inside others. */
export function ownKey(kind: Kind, key: string): string {
  return kind.parents === undefined ? key : lastPart(key);
}

/** A matcher for keys of a kind; what stands inside others is matched by its own part as well as by its path. */
export function matchKeys(kind: Kind, patterns: readonly string[]): (key: string) => boolean {
  const matches = matchAny(patterns);
  return kind.parents === undefined ? matches : (key) => matches(key) || matches(lastPart(key));
}

/** Kinds whose objects may stand inside one of this kind. */
export function childKinds(kinds: readonly Kind[], kind: Kind): readonly Kind[] {
  return kinds.filter((each) => each.parents?.includes(kind.name));
}

/** Values a silent declaration has all the same, by path. */
export function assumedValues(kind: Kind): { readonly [path: string]: Scalar } {
  const values: { [path: string]: Scalar } = {};
  for (const [path, leaf] of kind.leaves) {
    if (leaf.assumed === true && leaf.default !== undefined) values[path] = leaf.default;
  }
  return values;
}
