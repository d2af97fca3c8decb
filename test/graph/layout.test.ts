/** The same content in any layout, order or split over files is the same graph. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import type { Graph } from "../../src/graph/node.ts";
import { engagecx, read } from "../manifest/context.ts";

type Item = { readonly [key: string]: unknown };
type Content = {
  readonly [collection: string]: { readonly partial: boolean; readonly entries: readonly Item[] };
};

const name = fc.constantFrom(
  "Claims",
  "Área 51",
  "R/D",
  "yes",
  "2026",
  "null",
  "What?",
  "a: b",
  "#x",
  "Ops*",
);
const plainName = fc.constantFrom("Claims", "Área 51", "yes", "2026", "null");
const email = fc.constantFrom("ana@x.example", "bob@x.example", "Cleo@X.example", "dan+1@x.example");
const end = fc.constantFrom("2026-12-31", "2027-03-01T12:00:00Z");
const list = <T>(item: fc.Arbitrary<T>) => fc.uniqueArray(item, { maxLength: 4 });
const links = <T>(item: fc.Arbitrary<T>, key: string) =>
  fc.uniqueArray(
    fc.oneof(item, fc.record({ [key]: item, until: end }), fc.record({ [key]: item, reason: name })),
    {
      maxLength: 3,
      selector: (each) => (typeof each === "object" ? (each as Item)[key] : each),
    },
  );
const optional = <T extends Item>(required: { [K in keyof T]: fc.Arbitrary<T[K]> }, keys: (keyof T)[]) =>
  fc.record(required, { requiredKeys: keys });

const workspace = fc.record({ name: plainName });
const group = optional({ name, workspaces: list(plainName), manageOrganization: fc.boolean() }, ["name"]);
const user = optional({ email, groups: links(name, "name"), enabled: fc.boolean(), until: end }, ["email"]);
const collection = (entry: fc.Arbitrary<Item>, key: string) =>
  fc.record({
    partial: fc.boolean(),
    entries: fc.uniqueArray(entry, { maxLength: 4, selector: (each) => String(each[key]).toLowerCase() }),
  });
const content: fc.Arbitrary<Content> = fc
  .record({
    workspaces: collection(workspace, "name"),
    groups: collection(group, "name"),
    users: collection(user, "email"),
  })
  // Every name is known: what is only referred to is not managed.
  .map((each) => ({
    workspaces: { ...each.workspaces, partial: true },
    groups: { ...each.groups, partial: true },
    users: each.users,
  }));

const plainly = (items: Content): string =>
  engagecx(
    stringify(
      Object.fromEntries(
        Object.entries(items).map(([key, { partial, entries }]) => [
          key,
          partial ? { include: entries } : entries,
        ]),
      ),
    ),
  );

/** Draws a number below a bound, for decisions about layout. */
type Draw = (below: number) => number;

function shuffled<T>(items: readonly T[], draw: Draw): T[] {
  const left = [...items];
  return items.map(() => left.splice(draw(left.length), 1)[0] as T);
}

/** Reorders lists and keys at every level. */
function stirred(value: unknown, draw: Draw): unknown {
  if (Array.isArray(value)) return shuffled(value, draw).map((each) => stirred(each, draw));
  if (typeof value !== "object" || value === null) return value;
  const pairs = Object.entries(value).map(([key, each]) => [key, stirred(each, draw)] as const);
  return Object.fromEntries(shuffled(pairs, draw));
}

function written(body: unknown, draw: Draw): string {
  const text = stringify(body, {
    indent: 1 + draw(4),
    lineWidth: draw(2) === 0 ? 0 : 80,
    defaultStringType: (["PLAIN", "QUOTE_DOUBLE", "QUOTE_SINGLE"] as const)[draw(3)] ?? "PLAIN",
    defaultKeyType: "PLAIN",
    collectionStyle: draw(2) === 0 ? "flow" : "any",
    indentSeq: draw(2) === 0,
  });
  const commented = draw(2) === 0 ? text : `# a comment\n\n${text}# and another\n`;
  return draw(2) === 0 ? commented : commented.replaceAll("\n", "\r\n");
}

/** The same content over up to three documents in up to three files. */
function scattered(items: Content, draw: Draw): { [path: string]: string } {
  const parts: { [key: string]: unknown }[] = [{}, {}, {}];
  for (const [key, { partial, entries }] of Object.entries(items)) {
    const shares: Item[][] = [[], [], []];
    for (const entry of entries) shares[draw(3)]?.push(entry);
    shares.forEach((share, index) => {
      const part = parts[index];
      if (part === undefined || (share.length === 0 && index > 0)) return;
      part[key] = partial ? { include: share } : share;
    });
  }
  const texts = parts.map((part) =>
    written(stirred({ apiVersion: "cxroster/v1", platform: "engagecx", ...part }, draw), draw),
  );
  return draw(2) === 0
    ? Object.fromEntries(shuffled(texts, draw).map((text, index) => [`${index}.yaml`, text]))
    : { "all.yaml": `${draw(2) === 0 ? "\ufeff" : ""}${texts.join("---\n")}` };
}

/** A graph without places and without the spelling of names that only point elsewhere. */
function bare(graph: Graph): unknown {
  return JSON.parse(
    JSON.stringify(graph, (key, value) => (key === "at" || key === "written" ? undefined : value)),
  );
}

test("layout, order and files change neither nodes nor digest", () => {
  fc.assert(
    fc.property(content, fc.infiniteStream(fc.nat(1 << 20)), (items, stream) => {
      const draw: Draw = (below) => Number(stream.next().value) % Math.max(1, below);
      const base = read(plainly(items));
      expect(base.diagnostics).toEqual([]);
      const other = read(scattered(items, draw));
      expect(other.diagnostics).toEqual([]);
      expect(other.value.digest).toBe(base.value.digest);
      expect(bare(other.value)).toEqual(bare(base.value));
    }),
    { numRuns: 200 },
  );
});

test("contents that differ have digests that differ", () => {
  fc.assert(
    fc.property(content, content, (one, other) => {
      const [first, second] = [read(plainly(one)).value, read(plainly(other)).value];
      const isSame =
        JSON.stringify(bare({ ...first, digest: "" })) === JSON.stringify(bare({ ...second, digest: "" }));
      expect(first.digest === second.digest).toBe(isSame);
    }),
  );
});
