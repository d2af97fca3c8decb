/** Pieces of JSON Schema (2020-12) that the answers of account APIs are described with. */
export const text = { type: "string" };
export const flag = { type: "boolean" };
export const count = { type: "integer", minimum: 0 };
export const ids = { type: "array", items: text, uniqueItems: true };
export const time = { type: ["string", "null"], format: "date-time" };

/** An object with these members; those named in `optional` may be missing, and there are no others. */
export function object(
  properties: { readonly [name: string]: object },
  optional: readonly string[] = [],
): object {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: "object", required, properties, additionalProperties: false };
}

export const ERROR = object({
  error: object({ rule: text, field: { type: ["string", "null"] }, message: text }),
});

/** For each named shape one called `…Page`, which is a page of it. */
export function pages(names: readonly string[]): { readonly [name: string]: object } {
  return Object.fromEntries(names.map((name) => [`${name}Page`, page(name)]));
}

function page(name: string): object {
  const next = { type: ["string", "null"], description: "Cursor of the next page; null on the last." };
  return object({ items: { type: "array", items: { $ref: `#/components/schemas/${name}` } }, next });
}
