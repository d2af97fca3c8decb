/** The mapping data a kind of an account API states: where it is listed, how a row reads, how calls are spelled. */
import type { Scalar } from "../kind/value.ts";

/** How one attribute is read from a row and written to a body. */
export interface FieldMapping {
  /** Dotted path inside a row and a body; null for an attribute that is never read. Default: the attribute's own name. */
  readonly field?: string | null;
  /** What a member that is not null reads as. Default: the member itself. */
  readonly presentAs?: string;
  /** For a boolean: the value of the member that reads as true; every other one reads as false. */
  readonly trueWhen?: string;
  /** Body member on writes, where it differs from `field`; null for one that stands in the path or is never sent. */
  readonly write?: string | null;
}

/** Calls that add and take one link. `{id}` is the owner, `{to}` the target's id. */
export interface LinkMapping {
  /** Dotted path of the id list inside a row. */
  readonly field: string;
  /** Path to POST to, and the body member that holds the target's id. Absent: links are set at creation only. */
  readonly add?: { readonly path: string; readonly member: string };
  /** Path to DELETE. */
  readonly remove?: string;
  /** Body member of the id list inside a create body; absent: links follow as calls of their own. */
  readonly create?: string;
}

/** A set of links that is written as a whole: one of them at creation, the list by an update. */
export interface WholeMapping {
  /** Dotted path of the id list inside a row, and body member of it on updates. */
  readonly field: string;
  /** Body member of the one id inside a create body. */
  readonly first: string;
}

/** A call that is not the kind's ordinary create, update or delete. */
export interface SpecialCall {
  readonly method: "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  /** `bytes` sends the attribute's file as it is. Default `json`, with an empty object. */
  readonly body?: "json" | "bytes";
  /** The one value it sets; any other goes the ordinary way. Default: it sets them all. */
  readonly sets?: Scalar;
}

export interface AccountApi {
  /** Listing path under the account, such as `/workspaces`; several kinds may read one listing. */
  readonly list: string;
  /** Item path; `{id}` is the platform id. Default `{list}/{id}`. */
  readonly item?: string;
  /** Where a new object is POSTed. Default: the listing path. */
  readonly create?: string;
  /** Where an object is PATCHed. Default: the item path. */
  readonly update?: string;
  /** Member of a row that must be non-null (or true) for the object to be present. Default: every row is. */
  readonly presentWhen?: string;
  readonly fields?: { readonly [path: string]: FieldMapping };
  readonly links?: { readonly [path: string]: LinkMapping };
  readonly whole?: { readonly [path: string]: WholeMapping };
  /** Member of a row that holds the id of the object it stands inside, and of a create body, unless the path says it. */
  readonly parent?: { readonly field: string; readonly inPath?: boolean };
  /** Row members and the value each must have for the row to be one of this kind. */
  readonly onlyWhen?: { readonly [member: string]: string };
  /** Members every create body carries. */
  readonly constant?: { readonly [member: string]: string };
  /** Attribute path → call that sets it, where PATCH does not. */
  readonly special?: { readonly [path: string]: SpecialCall };
  /** Body member for the own id in a create body, for objects that are switched on rather than made. */
  readonly createMember?: string;
}
