import { expect, test } from "vitest";
import { buildGraph } from "../../src/graph/build-graph.ts";
import { parseManifests } from "../../src/manifest/parse-manifests.ts";
import { engagecxTable } from "../../src/platform/engagecx/index.ts";
import { bytesOf, codes, engagecx, nothingOutside, problems, read } from "../manifest/context.ts";

test("keys, labels and links of nodes are resolved", () => {
  const { value, diagnostics } = read(
    engagecx(
      "organization:\n  name: Northwind\nlicenses:\n  - app: Communications\n    license: A/B\n" +
        "    users:\n      - Zoe@x.example\n      - {email: ana@x.example, until: 2026-12-31, reason: Q4}\n",
    ),
  );
  expect(diagnostics).toEqual([]);
  expect(value.nodes.map((node) => [node.id, node.label])).toEqual([
    ["license:communications/a\\/b", "Communications/A/B"],
    ["organization:", "Northwind"],
  ]);
  const [license] = value.nodes;
  expect(license?.attributes).toEqual({ app: "communications", license: "A/B" });
  expect(license?.links.users).toMatchObject({
    mode: "all",
    entries: [
      { to: "ana@x.example", until: "2027-01-01T00:00:00Z", reason: "Q4" },
      { to: "zoe@x.example", written: "Zoe@x.example", until: null, at: { line: 9, column: 9 } },
    ],
  });
  expect(license?.placeOf("users")).toMatchObject({ line: 9 });
  expect(license?.placeOf("license")).toMatchObject({ line: 7, column: 14 });
  expect(license?.at).toMatchObject({ line: 6, column: 5 });
});

test("what is absent has no scope, what is empty has one", () => {
  const { value } = read(engagecx("users: []\ngroups:\n  exclude: [Old*, OLD*, New]\n"));
  expect(value.scopes).toEqual([
    { kind: "group", parent: null, mode: "partial", exclude: ["new", "old*"] },
    { kind: "user", parent: null, mode: "all", exclude: [] },
  ]);
  expect(value.nodes).toEqual([]);
});

test("lists inside an object are managed only where they are present", () => {
  const { value } = read(
    engagecx(
      "users:\n  - email: a@x.example\n  - email: b@x.example\n    groups: []\n" +
        "  - email: c@x.example\n    groups: {include: [A], exclude: [B*]}\n",
    ),
  );
  expect(value.nodes.map((node) => node.links.groups?.mode)).toEqual([undefined, "all", "partial"]);
  expect(value.nodes[2]?.links.groups?.exclude).toEqual(["b*"]);
});

test("one object in two files is an error that points at both", () => {
  const result = read({
    "a.yaml": engagecx("users:\n  - email: Ann@x.example\n"),
    "b.yaml": engagecx("users:\n  - email: ann@x.example\n"),
  });
  const [problem] = result.diagnostics;
  expect(problem).toMatchObject({ code: "declared-twice", at: { file: "b.yaml", line: 4, column: 12 } });
  expect(problem?.message).toContain('"Ann@x.example" means the same');
  expect(problem?.notes[0]?.at).toMatchObject({ file: "a.yaml", line: 4, column: 12 });
  const roots = engagecx("organization:\n  name: N\n");
  expect(codes(read({ "a.yaml": roots, "b.yaml": roots }))).toEqual(["declared-twice"]);
});

test("parts of a collection merge when they have one form", () => {
  const plain = read({
    "a.yaml": engagecx("users:\n  - email: a@x.example\n"),
    "b.yaml": engagecx("users:\n  - email: b@x.example\n"),
  });
  expect(plain.value.nodes).toHaveLength(2);
  expect(plain.value.scopes).toHaveLength(1);
  const partial = read({
    "a.yaml": engagecx("users:\n  include:\n    - email: a@x.example\n"),
    "b.yaml": engagecx("users:\n  exclude: [z@*]\n"),
  });
  expect(partial.value.scopes[0]).toMatchObject({ mode: "partial", exclude: ["z@*"] });
  const mixed = read({ "a.yaml": engagecx("users: []\n"), "b.yaml": engagecx("users:\n  exclude: [z@*]\n") });
  expect(mixed.diagnostics[0]).toMatchObject({
    code: "mixed-scopes",
    at: { file: "b.yaml", line: 3 },
    notes: [{ at: { file: "a.yaml", line: 3 } }],
  });
});

test("an entry in include and exclude is an error, across files and in lists of links", () => {
  const collection = read({
    "a.yaml": engagecx("users:\n  include:\n    - email: Ann@x.example\n"),
    "b.yaml": engagecx("users:\n  exclude: ['*@X.example']\n"),
  });
  expect(collection.diagnostics[0]).toMatchObject({
    code: "included-and-excluded",
    at: { file: "a.yaml" },
    notes: [{ at: { file: "b.yaml" } }],
  });
  const text = "users:\n  - email: a@x.example\n    groups:\n      include: [Ops]\n      exclude: ['o?s']\n";
  expect(problems(read(engagecx(text)))).toEqual(["6:17 included-and-excluded"]);
});

test("patterns can name a star, a question mark and a slash", () => {
  const text = (pattern: string) =>
    engagecx(`groups:\n  include:\n    - name: R/D?\n    - name: What*\n  exclude: ["${pattern}"]\n`);
  expect(problems(read(text("r/d[?]")))).toEqual(["5:13 included-and-excluded"]);
  expect(problems(read(text("what[*]")))).toEqual(["6:13 included-and-excluded"]);
  expect(read(text("r/dx")).diagnostics).toEqual([]);
  expect(read(text("whatever")).diagnostics).toEqual([]);
});

test("what others manage can neither be declared nor linked to, but referred to", () => {
  const text =
    "ignore:\n  users: ['*@vendor.example']\n  categories: [Theirs]\n" +
    "users:\n  - email: eve@vendor.example\n" +
    "categories: []\napps:\n  - name: Tasks\n    category: Theirs\n    access: {users: [zoe@vendor.example]}\n";
  const result = read(engagecx(text));
  expect(problems(result)).toEqual(["12:22 declared-and-ignored", "7:12 declared-and-ignored"]);
  expect(result.value.ignore).toEqual({ user: ["*@vendor.example"], category: ["theirs"] });
});

test("former names are keys and must not clash", () => {
  const { value, diagnostics } = read(
    engagecx(
      "workspaces:\n  - name: Claims\n    renamedFrom: Old Claims\nusers:\n  - email: b@x.example\n    renamedFrom: A@x.example\n",
    ),
  );
  expect(diagnostics).toEqual([]);
  expect(value.nodes.map((node) => node.renamedFrom)).toEqual(["a@x.example", "old claims"]);
  const list = (...rows: string[]) => read(engagecx(`workspaces:\n${rows.join("")}`));
  const row = (name: string, from: string) => `  - name: ${name}\n    renamedFrom: ${from}\n`;
  expect(codes(list(row("A", "X"), row("B", "x")))).toEqual(["same-former-name"]);
  expect(codes(list(row("A", "B"), row("B", "C")))).toEqual(["former-name-declared"]);
  expect(codes(list(row("A", "a")))).toEqual(["renamed-from-itself"]);
  expect(codes(list(row("A", "[b]")))).toEqual(["wrong-type"]);
  expect(codes(read(engagecx("users:\n  - email: a@x.example\n    renamedFrom: bob\n")))).toEqual([
    "ECX-USR-03",
  ]);
});

test("a former name of the organization says which account is meant", () => {
  const { value, diagnostics } = read(engagecx("organization:\n  name: New\n  renamedFrom: Old\n"));
  expect(diagnostics).toEqual([]);
  expect(value.nodes[0]).toMatchObject({ key: "", renamedFrom: "old" });
});

test("reference errors are told beside shape errors, but never because an entry could not be read", () => {
  const both = read(
    engagecx("groups:\n  - name: A\n    workspace: []\nusers:\n  - email: a@x.example\n    groups: [B]\n"),
  );
  expect(codes(both)).toEqual(["unknown-key", "ECX-USR-04"]);
  const lost = read(engagecx("groups:\n  - [B]\nusers:\n  - email: a@x.example\n    groups: [B]\n"));
  expect(codes(lost)).toEqual(["wrong-type"]);
  const broken = read({
    "a.yaml": engagecx("groups:\n  - name: 'B\n"),
    "b.yaml": engagecx("groups: []\nusers:\n  - email: a@x.example\n    groups: [B]\n"),
  });
  expect(codes(broken)).toEqual(["yaml-syntax"]);
});

test("an unknown name that is a former one is told its present one", () => {
  const text =
    "groups:\n  - name: New\n    renamedFrom: Old\nusers:\n  - email: a@x.example\n    groups: [Old]\n";
  expect(read(engagecx(text)).diagnostics[0]?.message).toBe(
    'there is no group "Old". It is now called "New".',
  );
});

test("manifests of another platform are refused with both places", () => {
  const other = { ...engagecxTable, platform: "elsewhere" };
  const files = [
    { path: "a.yaml", bytes: bytesOf(engagecx("users: []\n")) },
    { path: "b.yaml", bytes: bytesOf("apiVersion: cxroster/v1\nplatform: elsewhere\nusers: []\n") },
  ];
  const documents = parseManifests(files, [engagecxTable, other], nothingOutside).value;
  const { diagnostics, value } = buildGraph(documents, engagecxTable);
  expect(diagnostics).toMatchObject([
    {
      code: "platform-mismatch",
      at: { file: "b.yaml", line: 2 },
      notes: [{ at: { file: "a.yaml", line: 2 } }],
    },
  ]);
  expect(value.scopes).toHaveLength(1);
});

test("the digest follows what is declared and nothing else", () => {
  const digest = (text: string) => read(engagecx(text)).value.digest;
  const base = digest("users:\n  - email: a@x.example\n    groups: [A]\n");
  expect(base).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(digest("users: # all\n\n  - {groups: [a], email: a@x.example}\n")).toBe(base);
  const others = [
    "users:\n  - email: a@x.example\n",
    "users:\n  - email: a@x.example\n    groups: []\n",
    "users:\n  - email: a@x.example\n    groups: {include: [A]}\n",
    "users:\n  - email: a@x.example\n    groups: [{name: A, until: 2026-12-31}]\n",
    "users:\n  - email: a@x.example\n    groups: [{name: A, reason: why}]\n",
    "users:\n  - email: a@x.example\n    groups: [A]\n    protect: true\n",
    "users:\n  - email: a@x.example\n    groups: [A]\n    until: 2026-12-31\n",
    "users:\n  - email: A@x.example\n    groups: [A]\n",
    "users:\n  include:\n    - email: a@x.example\n      groups: [A]\n",
    "groups: []\nusers:\n  - email: a@x.example\n    groups: [A]\n",
    "ignore: {users: [b*]}\nusers:\n  - email: a@x.example\n    groups: [A]\n",
  ].map(digest);
  expect(new Set([base, ...others]).size).toBe(others.length + 1);
});
