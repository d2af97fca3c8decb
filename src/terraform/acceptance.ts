/** What an acceptance test changes about the example of a resource, attribute by attribute. */
import type { Attribute, LeafAttribute, LinksAttribute } from "../kind/attribute.ts";
import { declarable, type Kind } from "../kind/kind.ts";
import type { ResourceEntry } from "./catalog.ts";
import { exampleBody } from "./example.ts";
import type { Hcl, HclObject } from "./hcl.ts";
import { snakeCase } from "./names.ts";

/** An image of one pixel, for attributes that hold a file. */
const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

export interface Variation {
  readonly path: string;
  readonly leaf: LeafAttribute;
  readonly value: Hcl;
}

/** Another value for every attribute that has one and can be changed in place. */
export function variationsOf(entry: ResourceEntry): Variation[] {
  const attributes = entry.is === "kind" ? declarable(entry.kind) : Object.entries(entry.leaf.with ?? {});
  return attributes.flatMap(([path, leaf]: [string, Attribute]) => {
    if (leaf.type === "object" || (entry.is === "kind" && !isChangeable(entry.kind, path, leaf))) return [];
    const value = anotherValue(leaf, valueIn(exampleBody(entry), path));
    return value === undefined ? [] : [{ path, leaf, value }];
  });
}

function isChangeable(kind: Kind, path: string, leaf: LeafAttribute): boolean {
  if (leaf.createOnly === true || leaf.writeOnly === true || leaf.replaces !== undefined) return false;
  return kind.rename.as === "update" || !kind.identity.includes(path);
}

function anotherValue(leaf: LeafAttribute, now: Hcl): Hcl | undefined {
  if (leaf.type === "file") return PIXEL;
  if (now === null) return undefined;
  switch (leaf.type) {
    case "links":
      return leaf.atLeastOne === undefined ? [] : anotherLink(leaf, now as readonly Hcl[]);
    case "texts":
      return [];
    case "records":
      return (now as readonly Hcl[]).slice(0, -1);
    case "boolean":
      return leaf.conditional !== undefined || leaf.destroys?.by === !now ? undefined : !now;
    case "integer":
      return Number(now) < leaf.maximum ? Number(now) + 1 : leaf.minimum;
    case "enum":
      return leaf.values.find((each) => each !== now && leaf.inert?.includes(each) !== true);
    case "reference":
      return leaf.also?.find((each) => each !== now);
    case "string":
      return anotherText(leaf, String(now));
    case "secret":
      return undefined;
  }
}

/** One that is not among them; where none may be left, an empty list is no value. */
function anotherLink(leaf: LinksAttribute, now: readonly Hcl[]): Hcl | undefined {
  const other = leaf.whole?.first.find((each) => !now.includes(each));
  return other === undefined ? undefined : [other];
}

/** A text of a special form is left as it is: nobody here knows another one. */
function anotherText(leaf: LeafAttribute & { readonly type: "string" }, now: string): string | undefined {
  if (leaf.format === "timezone") return now === "Asia/Tokyo" ? "UTC" : "Asia/Tokyo";
  if (leaf.format === "email" || leaf.canonical !== undefined) return undefined;
  return `${now} Two`;
}

function valueIn(body: HclObject, path: string): Hcl {
  let value: Hcl = body;
  for (const name of path.split(".")) {
    if (typeof value !== "object" || value === null) return null;
    value = (value as HclObject)[snakeCase(name)] ?? null;
  }
  return value;
}

/** The body with another value at a path; objects on the way are made. */
export function withValue(body: HclObject, path: string, value: Hcl): HclObject {
  const [first = "", ...rest] = path.split(".");
  const name = snakeCase(first);
  if (rest.length === 0) return { ...body, [name]: value };
  const inner = (body[name] ?? {}) as HclObject;
  return { ...body, [name]: withValue(inner, rest.join("."), value) };
}
