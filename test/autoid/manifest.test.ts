/** What a manifest of the tree is refused for without any account. */
import { expect, test } from "vitest";
import { autoidTable } from "../../src/platform/autoid/index.ts";
import { planOf } from "../support/plans.ts";
import { TREE } from "./account.ts";

const codes = (manifest: string) =>
  planOf(manifest, TREE, { table: autoidTable }).diagnostics.map((each) => [each.code, each.at?.line]);
const withUser = (user: string) =>
  `groups: { include: [{ name: Main Group, users: { include: [${user}] } }] }`;

test("AID-TREE-06 there is no user without a node", () => {
  expect(codes("users: [{ email: ana@x.example, roles: [User] }]")).toEqual([["AID-TREE-06", 3]]);
});

test("AID-TREE-03 subgroups and locations stand in a group or a subgroup", () => {
  expect(codes("subgroups: [{ name: North }]\nlocations: [{ name: Quay }]")).toEqual([
    ["AID-TREE-03", 3],
    ["AID-TREE-03", 4],
  ]);
});

test("AID-TREE-03 a tree that stands in itself is refused", () => {
  const cyclic = "groups:\n  - &top\n    name: Main Group\n    subgroups: [*top]\n";
  expect(codes(cyclic).length).toBeGreaterThan(0);
});

test("AID-NAV-01 a location is a name in the tree and nothing else", () => {
  const location = (inner: string) =>
    `groups: { include: [{ name: Main Group, locations: { include: [{ name: Quay, ${inner} }] } }] }`;
  expect(codes(location("tags: [new]"))).toEqual([["unknown-key", 3]]);
  expect(codes(location("locations: []"))).toEqual([["unknown-key", 3]]);
});

test("AID-ROLE-01 a role is one of three, in any letter case", () => {
  expect(codes(withUser("{ email: z@x.example, roles: [Admin] }"))).toEqual([["AID-ROLE-01", 3]]);
  expect(codes(withUser("{ email: z@x.example, roles: [account ADMIN] }"))).toEqual([]);
});

test("AID-ROLE-09 roles are a set of at least one", () => {
  expect(codes(withUser("{ email: z@x.example, roles: [] }"))).toEqual([["AID-ROLE-09", 3]]);
  expect(codes(withUser("{ email: z@x.example, roles: [User, user] }"))).toEqual([["listed-twice", 3]]);
  expect(codes(withUser("{ email: z@x.example }"))).toEqual([["AID-ROLE-01", 3]]);
});

test("AID-USR-02 a person stands once on a node, whatever the letter case", () => {
  const twice = withUser("{ email: z@x.example, roles: [User] }, { email: Z@X.example, roles: [User] }");
  expect(codes(twice)).toEqual([["declared-twice", 3]]);
  expect(codes(withUser("{ email: nobody, roles: [User] }"))).toEqual([["AID-USR-02", 3]]);
});

test("AID-USR-03 AID-INV-03 login and last login are facts, and an invitation has no state to declare", () => {
  expect(codes(withUser("{ email: z@x.example, roles: [User], login: z }"))).toEqual([["AID-USR-03", 3]]);
  expect(codes(withUser("{ email: z@x.example, roles: [User], lastLogin: now }"))).toEqual([
    ["AID-INV-03", 3],
  ]);
  expect(codes(withUser("{ email: z@x.example, roles: [User], status: pending }"))).toEqual([
    ["unknown-key", 3],
  ]);
});
