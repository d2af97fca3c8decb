/** Request bodies: which members a call takes, and their JSON types. What a value must be beyond that, rules say. */
import { Refusal, type Rules } from "./rules.ts";

/** `text` and `number` arrive unchecked, because a catalogue rule decides on them. */
interface MemberTypes {
  text: unknown;
  number: unknown;
  flag: boolean;
  ids: readonly string[];
  object: { readonly [member: string]: unknown };
  list: readonly unknown[];
}

export interface Member {
  readonly type: keyof MemberTypes;
  readonly doc: string;
  readonly required?: boolean;
  /** JSON Schema of the member, where it says more than the type. */
  readonly schema?: object | boolean;
}

export type Members = { readonly [name: string]: Member };
export type Body<M extends Members> = { readonly [K in keyof M]?: MemberTypes[M[K]["type"]] };

/** Ids in one list; beyond it a statement could not name them all. */
const IDS_MAXIMUM = 10_000;

const FITS: { readonly [K in keyof MemberTypes]: (value: unknown) => boolean } = {
  text: () => true,
  number: () => true,
  flag: (value) => typeof value === "boolean",
  ids: (value) =>
    Array.isArray(value) && value.length <= IDS_MAXIMUM && value.every((each) => typeof each === "string"),
  object: isObject,
  list: Array.isArray,
};

/** Reads a body. `extra` names the rule that forbids further members; without it they are `unknown-field`. */
export function readBody<M extends Members>(
  bytes: Buffer,
  members: M,
  rules: Rules,
  extra?: string,
): Body<M> {
  const value = parseObject(bytes);
  for (const [name, given] of Object.entries(value)) {
    const member = Object.hasOwn(members, name) ? members[name] : undefined;
    if (member === undefined) refuseExtra(rules, name, extra);
    else if (!FITS[member.type](given)) throw wrongType(name);
  }
  return value as Body<M>;
}

export function isObject(value: unknown): value is { readonly [member: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function wrongType(field: string): Refusal {
  return new Refusal("bad-type", { status: 400, field, message: `${field} has the wrong JSON type` });
}

function refuseExtra(rules: Rules, field: string, extra: string | undefined): void {
  const message = `${JSON.stringify(field)} is not taken by this call`;
  if (extra === undefined) throw new Refusal("unknown-field", { status: 400, field, message });
  rules.require(extra, false, { status: 422, field, message });
}

const decoder = new TextDecoder("utf-8", { fatal: true });

/** The JSON object a body holds; an empty body is an empty object. */
export function parseObject(bytes: Buffer): { [member: string]: unknown } {
  if (bytes.length === 0) return {};
  const malformed = (message: string) => new Refusal("bad-json", { status: 400, message });
  let value: unknown;
  try {
    value = JSON.parse(decoder.decode(bytes));
  } catch {
    throw malformed("the body is not JSON in UTF-8");
  }
  if (!isObject(value)) throw malformed("the body is not a JSON object");
  return value;
}
