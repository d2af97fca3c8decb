/**
 * The attribute types a kind is made of. Attributes are plain data: validation, JSON Schema, reference pages,
 * Terraform schema and constructs are all written by walkers that read these objects.
 */
import type { State, StateObject } from "./state.ts";
import type { Scalar, Value } from "./value.ts";

interface Common {
  /** Editor help, reference page and Terraform text at once. Numbers name their unit here. */
  readonly doc: string;
  /** Id of the documented rule the attribute comes from. */
  readonly rule?: string;
  /** Must be declared in a manifest. Default false. */
  readonly required?: boolean;
  /** Sent at creation when not declared; never compared unless declared. Default: nothing is sent. */
  readonly default?: Scalar;
  /** A manifest that is silent means the default: it is compared like a declared value. Default false. */
  readonly assumed?: boolean;
  /** Value every new object has by itself, so that setting it takes no step. Default: none is known. */
  readonly initial?: Scalar;
  /** Sent at creation; a later difference is information. Default false. */
  readonly createOnly?: boolean;
  /** Sent, never read back, never compared or printed as live. Default false. */
  readonly writeOnly?: boolean;
  /** Read, shown and exported as a fact; refused in manifests and left out of fingerprints. Default false. */
  readonly readOnly?: boolean;
  /** How a new object gets its value: inside the create call, or by a step of its own after it. Default inline. */
  readonly atCreate?: "inline" | "after";
  /** Readable only one object at a time: read where a manifest manages it, never fingerprinted. Default false. */
  readonly costly?: boolean;
  /** A change of it is one step of its own instead of part of the object's one update. Default false. */
  readonly ownStep?: boolean;
  /** Shown in a plan beside every change of this attribute. */
  readonly caution?: string;
  /** The platform cannot change it: an existing object goes and is made anew under the same identity, under `--allow destructive`. */
  readonly replaces?: Replaces;
  /** A value as it stands in the generated examples. */
  readonly example?: Value;
}

/** What a change costs that only a new object can bring. Nothing may refer to objects of such a kind. */
export interface Replaces {
  readonly rule: string;
  /** What the object loses by it. */
  readonly loses: string;
}

/** A named pattern; `source` is an ECMAScript regular expression with the `v` flag over the trimmed text. */
export interface Pattern {
  readonly source: string;
  readonly rule: string;
  /** Completes "… must …". */
  readonly says: string;
  /** Matches one character that is not allowed, so that a message can name it. */
  readonly offending?: string;
}

export interface StringAttribute extends Common {
  readonly type: "string";
  /** `name` is trimmed and must not be blank; `timezone` is an IANA name. Default: any text. */
  readonly format?: "name" | "email" | "timezone";
  readonly pattern?: Pattern;
  /** Names that mean something else on the platform, compared folded. */
  readonly reserved?: { readonly names: readonly string[]; readonly rule: string };
  /** Characters at most. Default 255. */
  readonly maxLength?: number;
  /** One text for all spellings that mean the same; differences are looked for in it. Default: the text itself. */
  readonly canonical?: (text: string) => string;
}
export interface IntegerAttribute extends Common {
  readonly type: "integer";
  readonly minimum: number;
  readonly maximum: number;
  readonly unit: string;
}
export interface BooleanAttribute extends Common {
  readonly type: "boolean";
  /** The switch that lets a person in; turning it off is a `disable` step, turning it on an `enable` step. */
  readonly enables?: boolean;
  /** Why the platform takes a change of it in some cases only. Default: a change is always taken. */
  readonly conditional?: string;
  /** True at creation sends the person an invitation. */
  readonly invites?: boolean;
  /** What an existing object loses when it is set to `by`; such a change needs `--allow destructive`. */
  readonly destroys?: { readonly by: boolean; readonly what: string };
}
export interface EnumAttribute extends Common {
  readonly type: "enum";
  readonly values: readonly string[];
  /** True when other objects of the planned account bring about what a declared value asks for. Default never. */
  readonly satisfiedWhen?: (object: StateObject, planned: State) => boolean;
  /** Value that sends the person an invitation at creation. */
  readonly invites?: string;
  /** Declared as `invites`, it sends one invitation to a person whose fact has this value. Default: only at creation. */
  readonly invitesWhen?: { readonly fact: string; readonly is: string };
  /** Values that no call sets: they state what other objects are expected to bring about. */
  readonly inert?: readonly string[];
}
export interface TextsAttribute extends Common {
  readonly type: "texts";
}
/** An image or other file by path, compared by the hash of its content. */
export interface FileAttribute extends Common {
  readonly type: "file";
  /** Bytes at most. */
  readonly maxBytes: number;
}
/** Comes only from `!env` or `!file`; always write-only. */
export interface SecretAttribute extends Common {
  readonly type: "secret";
  readonly writeOnly: true;
}
/** One object named by its identity. */
export interface ReferenceAttribute extends Common {
  readonly type: "reference";
  readonly to: string;
  /** Names the platform itself provides, which resolve although no such object is declared. */
  readonly also?: readonly string[];
  /** Kind the provided names are found in. Default: the kind referred to. */
  readonly alsoIn?: string;
  /** Rule that is cited when the target does not exist. Default `rule`. */
  readonly unknownRule?: string;
}
/** A set of objects named by their identity, each with the link's own attributes; order never matters. */
export interface LinksAttribute extends Common {
  readonly type: "links";
  readonly to: string;
  /** What the link itself carries besides `until` and `reason`. Default nothing. */
  readonly with?: { readonly [name: string]: Attribute };
  /** Rule that is cited when a target does not exist. Default `rule`. */
  readonly unknownRule?: string;
  /** Targets everybody is linked to anyway: accepted in manifests and left out. Default none. */
  readonly implicit?: readonly string[];
  /** `caller`: the platform links the caller when the object is created. Default nothing is linked. */
  readonly impliedAtCreate?: "caller";
  /** Entries may end on a date (`until`). Default true. */
  readonly mayEnd?: boolean;
  /** Name of an integer fact of the object that bounds how many links it takes, and the rule that says so. */
  readonly bound?: { readonly by: string; readonly rule: string };
  /**
   * The set is written as a whole by an update, not link by link. A creation carries one of `first`, the earliest that
   * is wanted; an update adds the rest.
   */
  readonly whole?: { readonly first: readonly string[] };
  /** Rule that says an object has at least one; it then ends with its last link. Default: there may be none. */
  readonly atLeastOne?: string;
}
/**
 * Small records that belong to the object, in order, written as a whole. What a record leaves out is not managed, as
 * everywhere.
 */
export interface RecordsAttribute extends Common {
  readonly type: "records";
  readonly of: { readonly [name: string]: RecordMember };
  /** Members that tell records apart, compared folded. */
  readonly by: readonly string[];
  /** Records whose `member` has this value exist once and belong to the vendor: undeclared they stay where they are. */
  readonly vendorOwned?: { readonly member: string; readonly is: string };
}
export type RecordMember =
  | StringAttribute
  | IntegerAttribute
  | BooleanAttribute
  | EnumAttribute
  | TextsAttribute;
/** Named attributes in a nested object; the engine sees them as `outer.inner`. */
export interface ObjectAttribute extends Common {
  readonly type: "object";
  readonly attributes: { readonly [name: string]: Attribute };
}

export type LeafAttribute =
  | StringAttribute
  | IntegerAttribute
  | BooleanAttribute
  | EnumAttribute
  | TextsAttribute
  | FileAttribute
  | SecretAttribute
  | ReferenceAttribute
  | RecordsAttribute
  | LinksAttribute;
export type Attribute = LeafAttribute | ObjectAttribute;

type Options<T extends { type: string }> = Omit<T, "type">;

export const string = (options: Options<StringAttribute>): StringAttribute => ({
  type: "string",
  ...options,
});
export const integer = (options: Options<IntegerAttribute>): IntegerAttribute => ({
  type: "integer",
  ...options,
});
export const boolean = (options: Options<BooleanAttribute>): BooleanAttribute => ({
  type: "boolean",
  ...options,
});
export const texts = (options: Options<TextsAttribute>): TextsAttribute => ({ type: "texts", ...options });
export const file = (options: Options<FileAttribute>): FileAttribute => ({ type: "file", ...options });
export const secret = (options: Omit<Options<SecretAttribute>, "writeOnly">): SecretAttribute => ({
  type: "secret",
  writeOnly: true,
  ...options,
});
export const object = (options: Options<ObjectAttribute>): ObjectAttribute => ({
  type: "object",
  ...options,
});
export const oneOf = (
  values: readonly string[],
  options: Omit<Options<EnumAttribute>, "values">,
): EnumAttribute => ({ type: "enum", values, ...options });
export const reference = (
  to: string,
  options: Omit<Options<ReferenceAttribute>, "to">,
): ReferenceAttribute => ({ type: "reference", to, ...options });
export const links = (to: string, options: Omit<Options<LinksAttribute>, "to">): LinksAttribute => ({
  type: "links",
  to,
  ...options,
});
export const records = (
  of: RecordsAttribute["of"],
  options: Omit<Options<RecordsAttribute>, "of">,
): RecordsAttribute => ({ type: "records", of, ...options });

/** Leaf attributes by their dotted path, in order of declaration. */
export function flatten(attributes: { readonly [name: string]: Attribute }): Map<string, LeafAttribute> {
  const leaves = new Map<string, LeafAttribute>();
  for (const [name, attribute] of Object.entries(attributes)) {
    if (attribute.type !== "object") leaves.set(name, attribute);
    else for (const [inner, leaf] of flatten(attribute.attributes)) leaves.set(`${name}.${inner}`, leaf);
  }
  return leaves;
}
