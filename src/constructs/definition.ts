/** Resources a stack will hold, as values: what a manifest says, before any construct exists. */

/** An attribute of another resource of the same manifest. */
export class Reference {
  /** Id of the node the other resource stands for. */
  readonly node: string;
  /** Attribute as constructs name it. */
  readonly attribute: string;
  constructor(node: string, attribute: string) {
    this.node = node;
    this.attribute = attribute;
  }
}

/** A secret: a variable of the stack, whose value the synthesized files never hold. */
export class SecretVariable {
  readonly name: string;
  readonly doc: string;
  constructor(name: string, doc: string) {
    this.name = name;
    this.doc = doc;
  }
}

export type ConfigValue =
  | string
  | number
  | boolean
  | Reference
  | SecretVariable
  | readonly ConfigValue[]
  | { readonly [name: string]: ConfigValue };
export type Config = { readonly [name: string]: ConfigValue };

export interface Definition {
  /** Construct the resource stands in, below the roster: its kind. */
  readonly scope: string;
  /** Construct id, made from the identity alone: layout, order and other entries never change it. */
  readonly id: string;
  /** Resource type, such as `cxroster_<platform>_<kind>`. */
  readonly type: string;
  /** Id of the node; null for a single link. */
  readonly node: string | null;
  readonly config: Config;
  /** Nodes that come first although no attribute refers to them. */
  readonly after: readonly string[];
  /** Construct id the resource had before it was renamed. */
  readonly formerId: string | null;
  /** What to import it by; null for an object that is created. */
  readonly importId: string | null;
  readonly isProtected: boolean;
}

/** Something a manifest says that resources cannot. */
export interface Remark {
  readonly severity: "warning" | "information";
  readonly message: string;
}

/** Nodes a value refers to. */
export function referred(value: ConfigValue): string[] {
  if (value instanceof Reference) return [value.node];
  if (value instanceof SecretVariable || typeof value !== "object") return [];
  return Object.values(value).flatMap(referred);
}
