/** Kinds inside kinds, references among equals, links with attributes: shapes that no single platform has all of. */
import { expect, test } from "vitest";
import { settle } from "../../src/graph/settle.ts";
import { integer, links, reference, string, texts } from "../../src/kind/attribute.ts";
import { defineKind } from "../../src/kind/kind.ts";
import { defineTable } from "../../src/kind/table.ts";
import { codes, nothingOutside, problems, read } from "../manifest/context.ts";

const common = { summary: "-", source: "-", removal: { effect: "delete", rule: "T-1" }, api: null } as const;
const rename = { as: "update", rule: "T-2" } as const;
const name = string({ required: true, format: "name", doc: "Name." });

const division = defineKind({
  ...common,
  name: "division",
  manifestKey: "divisions",
  attributes: {
    name,
    under: reference("division", { doc: "The division above." }),
    tags: texts({ doc: "Tags." }),
  },
  identity: ["name"],
  rename,
});
const team = defineKind({
  ...common,
  name: "team",
  manifestKey: "teams",
  parents: ["division", "team"],
  attributes: { name },
  identity: ["name"],
  rename,
});
const person = defineKind({
  ...common,
  name: "person",
  manifestKey: "people",
  parents: ["team"],
  person: true,
  attributes: {
    email: string({ required: true, format: "email", doc: "Address." }),
    skills: links("skill", {
      doc: "Skills.",
      with: { level: integer({ required: true, minimum: 1, maximum: 5, unit: "level", doc: "Level." }) },
    }),
    teams: links("team", { doc: "Other teams." }),
  },
  identity: ["email"],
  rename,
});
const skill = defineKind({
  ...common,
  name: "skill",
  manifestKey: "skills",
  attributes: { name },
  identity: ["name"],
  rename,
});

const table = defineTable({
  platform: "tree",
  product: "Tree",
  kinds: [division, team, person, skill],
  rules: {},
  permissions: [],
  capabilities: {},
  pageSize: 100,
  manageRule: "T-3",
  access: () => [],
});

const tree = (body: string) =>
  read(`apiVersion: cxroster/v1\nplatform: tree\n${body}`, nothingOutside, table);

const TREE = `divisions:
  - name: North
    teams:
      - name: A/B
        renamedFrom: A
        people:
          - email: ana@x.example
            teams: [North/C]
            skills: [{name: Calm, level: 3}]
        teams:
          include:
            - name: Night
      - name: C
skills:
  - name: Calm
`;

test("children stand inside their containers and carry their keys", () => {
  const { value, diagnostics } = tree(TREE);
  expect(diagnostics).toEqual([]);
  expect(value.nodes.map((node) => [node.id, node.parent])).toEqual([
    ["division:north", null],
    ["person:north/a\\/b/ana@x.example", "team:north/a\\/b"],
    ["skill:calm", null],
    ["team:north/a\\/b", "division:north"],
    ["team:north/a\\/b/night", "team:north/a\\/b"],
    ["team:north/c", "division:north"],
  ]);
  expect(value.nodes[3]?.renamedFrom).toBe("north/a");
  expect(value.nodes[1]?.links.skills?.entries[0]).toMatchObject({ to: "calm", attributes: { level: 3 } });
  expect(value.scopes.map(({ kind, parent, mode }) => `${parent} ${kind} ${mode}`)).toEqual([
    "null division all",
    "null skill all",
    "division:north team all",
    "team:north/a\\/b person all",
    "team:north/a\\/b team partial",
  ]);
});

test("a name inside a container is known only where its list is plain", () => {
  expect(codes(tree(TREE.replace("[North/C]", "[North/D]")))).toEqual(["unknown-reference"]);
  expect(codes(tree(TREE.replace("[North/C]", "[South/D]")))).toEqual([]);
});

test("an entry whose container cannot be read is not missed", () => {
  expect(codes(tree(TREE.replace("name: C\n", "nam: C\n")))).toEqual(["unknown-key", "missing-value"]);
});

test("a link needs its own attributes in their bounds", () => {
  expect(problems(tree(TREE.replace("{name: Calm, level: 3}", "Calm")))).toEqual(["11:22 missing-value"]);
  expect(problems(tree(TREE.replace("level: 3", "level: 9")))).toEqual(["11:42 out-of-range"]);
  expect(problems(tree(TREE.replace("level: 3", "level: 3, lvl: 2")))).toEqual(["11:45 unknown-key"]);
});

test("references in a circle are told with their members", () => {
  const rows = ["A", "B", "C"].map((each, index) => `  - name: ${each}\n    under: ${"BCA"[index]}\n`);
  const { diagnostics } = tree(`divisions:\n${rows.join("")}`);
  expect(diagnostics.map((each) => each.code)).toEqual(["cycle"]);
  expect(diagnostics[0]?.message).toContain("A → B → C → A");
  expect(tree("divisions:\n  - name: A\n    under: B\n  - name: B\n").diagnostics).toEqual([]);
  expect(codes(tree("divisions:\n  - name: A\n    under: A\n"))).toEqual(["cycle"]);
});

test("texts are a set", () => {
  const tags = (list: string) => tree(`divisions:\n  - name: A\n    tags: ${list}\n`);
  expect(tags("[b, a]").value.digest).toBe(tags("[a, b]").value.digest);
  expect(codes(tags("[a, a]"))).toEqual(["listed-twice"]);
  expect(codes(tags("[a, 1, null]"))).toEqual(["wrong-type", "null-value"]);
  expect(codes(tags("a"))).toEqual(["wrong-type"]);
  expect(codes(tags("null"))).toEqual(["null-value"]);
});

test("patterns of what stands inside match the own name or the whole path", () => {
  const exclude = (pattern: string) =>
    TREE.replace(
      "            - name: Night\n",
      `            - name: Night\n          exclude: ["${pattern}"]\n`,
    );
  for (const pattern of ["night", "north/a/b/night", "N*"]) {
    expect(codes(tree(exclude(pattern)))).toEqual(["included-and-excluded"]);
  }
  expect(codes(tree(exclude("north")))).toEqual([]);
});

test("a person that ended leaves the tree", () => {
  const { value } = tree(TREE.replace("teams: [North/C]", "until: 2026-06-30"));
  const settled = settle(value, table, "2026-07-01T00:00:00Z").graph;
  expect(settled.nodes.filter((node) => node.kind === "person")).toEqual([]);
});
