import { expect, test } from "vitest";
import { settle } from "../../src/graph/settle.ts";
import { matchPattern } from "../../src/kind/identity.ts";
import { engagecxTable } from "../../src/platform/engagecx/index.ts";
import { engagecx, read } from "../manifest/context.ts";

function settled(body: string, at: string) {
  const { value, diagnostics } = read(engagecx(body));
  expect(diagnostics).toEqual([]);
  return settle(value, engagecxTable, at);
}

const MEMBERSHIPS = `users:
  - email: ana@x.example
    groups:
      - Claims
      - {name: Audit, until: 2026-12-31, reason: Q4}
  - email: bob@x.example
    until: 2026-06-30T18:00:00Z
    groups: [{name: Audit, until: 2026-01-01}]
`;

test("an entry ends at its instant, not before", () => {
  const before = settled(MEMBERSHIPS, "2026-06-30T17:59:59Z");
  expect(before.graph.nodes.map((node) => node.key)).toEqual(["ana@x.example", "bob@x.example"]);
  const after = settled(MEMBERSHIPS, "2026-06-30T18:00:00Z");
  expect(after.graph.nodes.map((node) => node.key)).toEqual(["ana@x.example"]);
});

test("a date means to the end of that day in UTC", () => {
  const groups = (at: string) =>
    settled(MEMBERSHIPS, at).graph.nodes[0]?.links.groups?.entries.map((link) => link.to);
  expect(groups("2026-12-31T23:59:59Z")).toEqual(["audit", "claims"]);
  expect(groups("2027-01-01T00:00:00Z")).toEqual(["claims"]);
});

test("tells the next end, without what ends inside what has ended", () => {
  expect(settled(MEMBERSHIPS, "2025-12-01T00:00:00Z").nextEnd).toBe("2026-01-02T00:00:00Z");
  expect(settled(MEMBERSHIPS, "2026-06-01T00:00:00Z").nextEnd).toBe("2026-06-30T18:00:00Z");
  expect(settled(MEMBERSHIPS, "2026-07-01T00:00:00Z").nextEnd).toBe("2027-01-01T00:00:00Z");
  expect(settled(MEMBERSHIPS, "2027-01-01T00:00:00Z").nextEnd).toBeNull();
});

test("lists what ends within 14 days, the earliest first", () => {
  const soon = settled(MEMBERSHIPS, "2026-12-18T00:00:00Z");
  expect(soon.endingSoon).toMatchObject([
    { node: "user:ana@x.example", path: "groups", to: "Audit", until: "2027-01-01T00:00:00Z", reason: "Q4" },
  ]);
  expect(soon.findings).toMatchObject([{ code: "ends-soon", severity: "information", at: { line: 7 } }]);
  expect(settled(MEMBERSHIPS, "2026-12-17T23:59:59Z").endingSoon).toEqual([]);
  const both = settled(
    "users:\n  - {email: a@x.example, until: 2026-01-09}\n  - {email: b@x.example, until: 2026-01-05}\n",
    "2026-01-01T00:00:00Z",
  );
  expect(both.endingSoon.map((each) => each.label)).toEqual(["b@x.example", "a@x.example"]);
});

test("an ended entry of a plain list is absent, one of an include is excluded", () => {
  const plain = settled("users:\n  - {email: a@x.example, until: 2026-01-01}\n", "2026-02-01T00:00:00Z");
  expect(plain.graph).toMatchObject({ nodes: [], scopes: [{ mode: "all", exclude: [] }] });
  const partial = settled(
    "groups: {include: [{name: What*}]}\nusers:\n  include:\n    - {email: a@x.example, until: 2026-01-01}\n  exclude: [z@*]\n",
    "2026-02-01T00:00:00Z",
  );
  expect(partial.graph.nodes.map((node) => node.kind)).toEqual(["group"]);
  expect(partial.graph.scopes[1]?.exclude).toEqual(["z@*", "a@x.example"]);
});

test("an ended link of an include excludes exactly its target", () => {
  const body =
    "users:\n  - email: a@x.example\n    groups:\n      include: [{name: 'Who?', until: 2026-01-01}, B]\n";
  const links = settled(body, "2026-02-01T00:00:00Z").graph.nodes[0]?.links.groups;
  expect(links?.entries.map((link) => link.to)).toEqual(["b"]);
  const [pattern = ""] = links?.exclude ?? [];
  expect(["who?", "whom"].map(matchPattern(pattern))).toEqual([true, false]);
});

test("links to what has ended are dropped with an information, those of what has ended silently", () => {
  const body = `users:
  - {email: bob@x.example, until: 2026-01-01}
licenses:
  - app: Communications
    license: One
    users: [bob@x.example]
apps:
  - name: Communications
    category: Documents
    access: {users: {include: [bob@x.example]}}
`;
  const { graph, findings } = settled(body, "2026-02-01T00:00:00Z");
  expect(graph.nodes.map((node) => node.links.users?.entries ?? node.links["access.users"]?.entries)).toEqual(
    [[], []],
  );
  expect(findings.map((each) => [each.code, each.severity, each.at?.line])).toEqual([
    ["ended", "information", 12],
    ["ended", "information", 8],
  ]);
});

test("the digest stays that of the manifest, and a graph without ends stays as it is", () => {
  const { value } = read(engagecx(MEMBERSHIPS));
  expect(settle(value, engagecxTable, "2030-01-01T00:00:00Z").graph.digest).toBe(value.digest);
  const endless = read(engagecx("users:\n  - email: a@x.example\n    groups: [A]\n")).value;
  expect(settle(endless, engagecxTable, "2030-01-01T00:00:00Z").graph).toBe(endless);
});
