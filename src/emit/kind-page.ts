/** The reference page of one kind. */
import { stringify } from "yaml";
import { flatten, type LeafAttribute } from "../kind/attribute.ts";
import { declarable, type Kind } from "../kind/kind.ts";
import type { KindTable } from "../kind/table.ts";
import type { Value } from "../kind/value.ts";
import { remarks } from "./attribute-schema.ts";
import { code, fenced, GENERATED, page, table } from "./markdown.ts";

export function kindPage(platform: KindTable, kind: Kind): string {
  const facts = [...kind.leaves].filter(([, leaf]) => leaf.readOnly === true);
  return page(
    GENERATED,
    `# ${platform.product}: ${kind.name}`,
    kind.summary,
    place(kind),
    "## Attributes",
    attributeTable(declarable(kind)),
    ...linkTables(kind),
    ...(facts.length === 0
      ? []
      : ["## Facts", "Read, exported and shown; refused in a manifest.", factTable(facts)]),
    "## Life",
    life(platform, kind),
    "## Example",
    fenced("yaml", exampleYaml(platform, kind)),
    `Source: ${kind.source.startsWith("https:") ? `<${kind.source}>` : kind.source}`,
  );
}

function place(kind: Kind): string {
  if (kind.root === true) return `Stands at the top of a manifest as ${code(kind.manifestKey)}, once.`;
  const within =
    kind.parents === undefined ? "at the top of a manifest" : `inside ${kind.parents.join(" or ")}`;
  return `Listed ${within} under ${code(kind.manifestKey)}: a plain list of everything that should exist, or \`{ include, exclude }\`.`;
}

function attributeTable(leaves: readonly [string, LeafAttribute][]): string {
  return table(
    ["attribute", "type", "required", "default", "what it is"],
    leaves.map(([path, leaf]) => [
      code(path),
      typeName(leaf),
      leaf.required === true ? "yes" : "no",
      leaf.default === undefined ? "" : code(String(leaf.default)),
      [leaf.doc, ...remarks(leaf)].join(" "),
    ]),
  );
}

function factTable(facts: readonly [string, LeafAttribute][]): string {
  return table(
    ["fact", "type", "what it is"],
    facts.map(([path, leaf]) => [code(path), typeName(leaf), [leaf.doc, ...remarks(leaf)].join(" ")]),
  );
}

function linkTables(kind: Kind): string[] {
  return declarable(kind).flatMap(([path, leaf]) => {
    const members = leaf.type === "links" ? leaf.with : leaf.type === "records" ? leaf.of : undefined;
    if (members === undefined) return [];
    return [`### Each entry of ${code(path)} carries`, attributeTable([...flatten(members)])];
  });
}

/** The type as a reader would say it, with its bounds. */
export function typeName(leaf: LeafAttribute): string {
  switch (leaf.type) {
    case "string":
      return leaf.format === "timezone" ? "IANA time zone" : (leaf.format ?? "text");
    case "integer":
      return `integer from ${leaf.minimum}${leaf.maximum === Number.MAX_SAFE_INTEGER ? "" : ` to ${leaf.maximum}`}`;
    case "enum":
      return leaf.values.map(code).join(" or ");
    case "texts":
      return "list of texts";
    case "file":
      return `path of a file of at most ${leaf.maxBytes} bytes`;
    case "reference":
      return `name of one ${leaf.to}`;
    case "records":
      return "list of records, in order";
    case "links":
      return `set of ${leaf.to} names${leaf.mayEnd === false ? "" : ", each may have `until` and `reason`"}`;
    case "boolean":
    case "secret":
      return leaf.type;
  }
}

function life(platform: KindTable, kind: Kind): string {
  return table(
    ["question", "answer"],
    [
      ["Known by", knownBy(kind)],
      ["Comes into being", creation(kind)],
      ["Under a new identity (`renamedFrom`)", `${RENAMES[kind.rename.as]} (${kind.rename.rule})`],
      ["No longer declared", removal(kind)],
      ...(kind.defaults === undefined ? [] : [["There from the start", kind.defaults.join(", ")]]),
      ["Creating takes", `rule ${kind.creation?.permissionRule ?? platform.manageRule}`],
    ],
  );
}

function knownBy(kind: Kind): string {
  if (kind.root === true) return "the target";
  const own = kind.identity.map(code).join(" and ");
  return kind.parents === undefined ? own : `the path of what it stands in, and ${own}`;
}

const RENAMES = {
  update: "changed in place; it stays the same object",
  replace: "replaced: a new object, then the old one goes",
  refused: "the plan is refused where only the former one exists",
  never: "not possible",
} as const;

function creation(kind: Kind): string {
  if (kind.creation?.from !== "listed") return "by a create call";
  return `switched on where the platform lists it${kind.creation.rule === undefined ? "" : ` (${kind.creation.rule})`}`;
}

function removal(kind: Kind): string {
  const { effect, rule, destroys, caution } = kind.removal;
  const what = {
    delete: "deleted",
    disable: "disabled and kept",
    never: "reported; the platform cannot remove it",
  };
  const lost = destroys === undefined ? "" : `; destroys ${destroys}, so it needs \`--allow destructive\``;
  return `${what[effect]} (${rule})${lost}${caution === undefined ? "" : `; ${caution}`}`;
}

/** A manifest that declares one object of the kind, from the examples of its attributes. */
export function exampleYaml(platform: KindTable, kind: Kind): string {
  const entry = exampleEntry(kind);
  return stringify(
    {
      apiVersion: "cxroster/v1",
      platform: platform.platform,
      ...enclose(platform, kind, kind.root === true ? entry : [entry]),
    },
    { lineWidth: 0 },
  );
}

function enclose(platform: KindTable, kind: Kind, value: Value): { readonly [key: string]: Value } {
  const inner = { [kind.manifestKey]: value };
  const parent = platform.kinds.find(
    (each) => each.name === kind.parents?.find((name) => name !== kind.name),
  );
  return parent === undefined ? inner : enclose(platform, parent, [{ ...exampleEntry(parent), ...inner }]);
}

function exampleEntry(kind: Kind): { readonly [name: string]: Value } {
  const entry: { [name: string]: Value } = {};
  for (const [path, leaf] of declarable(kind))
    if (leaf.example !== undefined) setPath(entry, path, leaf.example);
  return entry;
}

function setPath(entry: { [name: string]: Value }, path: string, value: Value): void {
  const [first = "", ...rest] = path.split(".");
  if (rest.length === 0) entry[first] = value;
  else {
    const inner = { ...(entry[first] as { readonly [name: string]: Value } | undefined) };
    setPath(inner, rest.join("."), value);
    entry[first] = inner;
  }
}
