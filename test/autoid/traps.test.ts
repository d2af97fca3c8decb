/** What a tool that keeps a tree in order most easily gets wrong. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Rehearsal } from "../support/rehearsal.ts";

let rehearsal: Rehearsal;
beforeAll(async () => {
  rehearsal = await Rehearsal.start({ platform: "autoid" });
});
afterAll(() => rehearsal.stop());

const OWNER = "{ email: owner@northwind.example, roles: [Account Admin] }";
const tree = (root: string, north: string) => `
groups:
  - name: Northwind
    users: [${OWNER}${root}]
    subgroups:
      - name: North
        users: [${north}]
        locations: [{ name: Harbor Street, users: [] }]
`;

test("trap 18: inherited access is neither a missing grant nor one too many (AID-TREE-04 AID-TREE-05 AID-TREE-07)", async () => {
  const both = tree(", { email: ana@x.example, roles: [User] }", "{ email: ben@x.example, roles: [User] }");
  await rehearsal.sync(both);
  const again = await rehearsal.plan(both);
  expect([again.changes, again.findings.map((each) => each.code)]).toEqual([[], []]);

  const grants = async () =>
    (await rehearsal.connect().readAll("user")).map((each) => String(each.attributes.email)).sort();
  expect(await grants()).toEqual(["ana@x.example", "ben@x.example", "owner@northwind.example"]);

  const { plan } = await rehearsal.sync(tree(", { email: ana@x.example, roles: [User] }", ""));
  expect(plan.changes.map((each) => `${each.verb} ${each.key}`)).toEqual([
    "remove northwind/north/ben@x.example",
  ]);
  const ana = await rehearsal.tokenOf("ana@x.example");
  const nodes = await rehearsal.connect().readAll("location");
  expect((await rehearsal.call("GET", `/nodes/${nodes[0]?.id}/content`, { token: ana })).status).toBe(200);

  const excluded = tree(", { email: ana@x.example, roles: [User] }", "").replace(
    "users: []\n        locations",
    "users: { exclude: [ana@x.example] }\n        locations",
  );
  const refused = await rehearsal.plan(excluded);
  expect(refused.findings.filter((each) => each.severity === "error")).toMatchObject([
    { code: "AID-USR-04", message: expect.stringContaining("the access comes from Northwind") },
  ]);
});

test("trap 19: roles are a set, given one at a time, and none includes another (AID-ROLE-09 AID-ROLE-10 AID-ROLE-11)", async () => {
  const roles = (list: string) => tree("", `{ email: cleo@x.example, roles: [${list}] }`);
  const { plan } = await rehearsal.sync(roles("Account Admin, User"), { allow: ["max-removals"] });
  const own = plan.steps.filter((step) => step.change.endsWith("cleo@x.example"));
  expect(own.map(({ op, args }) => [op, args.roles])).toEqual([
    ["create", [{ to: "User" }]],
    ["update", [{ to: "Account Admin" }, { to: "User" }]],
  ]);
  expect((await rehearsal.plan(roles("User, Account Admin"))).changes).toEqual([]);

  const token = await rehearsal.tokenOf("cleo@x.example");
  const [north] = (await rehearsal.connect().readAll("subgroup")).map((each) => each.id);
  const messages = async () => (await rehearsal.call("GET", `/nodes/${north}/messages`, { token })).status;
  expect(await messages()).toBe(403);
  expect(
    plan.access.find((each) => each.person === "cleo@x.example")?.gains.map((each) => each.permission),
  ).not.toContain("node.messages");
  await rehearsal.sync(roles("Messaging Agent, User"));
  expect(await messages()).toBe(200);
});
