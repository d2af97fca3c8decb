/** Plans and applies against the bundled server. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { isRefused } from "../../src/plan/plan.ts";
import { Rehearsal } from "../support/rehearsal.ts";

const EVERYTHING = `
groups:
  - name: Northwind
    users:
      - { email: owner@northwind.example, roles: [Account Admin] }
      - { email: ana@x.example, roles: [User, Messaging Agent, Account Admin] }
    subgroups:
      - name: North
        users: [{ email: ben@x.example, roles: [Messaging Agent] }]
        locations: [{ name: Harbor Street }, { name: Old Mill, active: false }]
        subgroups: [{ name: Night/Day, users: [{ email: ben@x.example, roles: [User] }] }]
`;

let rehearsal: Rehearsal;
beforeAll(async () => {
  rehearsal = await Rehearsal.start({ platform: "autoid" });
});
afterAll(() => rehearsal.stop());

test("AID-TREE-01 AID-ROLE-10 AID-INV-01 a tree is made in one apply, and the next plan has nothing to do", async () => {
  const { plan, run } = await rehearsal.sync(EVERYTHING);
  expect(run?.status).toBe("applied");
  expect(plan.invitations.map((each) => each.email)).toEqual([
    "ana@x.example",
    "ben@x.example",
    "ben@x.example",
  ]);
  const again = await rehearsal.plan(EVERYTHING);
  expect([again.changes, again.findings.filter((each) => each.severity === "error")]).toEqual([[], []]);
  const mails = (await rehearsal.outbox()).map((each) => each.to);
  expect(mails.sort()).toEqual(["ana@x.example", "ben@x.example", "ben@x.example"]);
});

test("AID-USR-05 AID-USR-04 roles change in place, grants go, and nothing is mailed", async () => {
  const before = (await rehearsal.outbox()).length;
  const changed = EVERYTHING.replace("[User, Messaging Agent, Account Admin]", "[Messaging Agent]")
    .replace("users: [{ email: ben@x.example, roles: [User] }]", "users: []")
    .replace("{ name: Old Mill, active: false }", "{ name: Old Mill }");
  const { plan } = await rehearsal.sync(changed);
  expect(plan.changes.map((each) => `${each.verb} ${each.id}`)).toEqual([
    "update location:northwind/north/old mill",
    "update user:northwind/ana@x.example",
    "remove user:northwind/north/night\\/day/ben@x.example",
  ]);
  expect((await rehearsal.plan(changed)).changes).toEqual([]);
  expect(await rehearsal.outbox()).toHaveLength(before);
});

test("AID-INV-02 an invitation is sent again on request, for the grants that wait", async () => {
  const before = (await rehearsal.outbox()).length;
  const client = rehearsal.connect();
  await client.invitations?.resend?.("BEN@x.example");
  expect(await rehearsal.outbox()).toHaveLength(before + 1);
  await expect(client.invitations?.resend?.("owner@northwind.example")).rejects.toThrow(
    "nobody of the address",
  );
});

test("AID-ROLE-06 who manages a part of the tree plans and applies there, and is refused elsewhere", async () => {
  await rehearsal.sync(`
groups:
  include:
    - name: Northwind
      subgroups: { include: [{ name: South, users: [{ email: dan@x.example, roles: [Account Admin] }] }] }
`);
  const client = rehearsal.connect(await rehearsal.tokenOf("dan@x.example"));
  const inside = `
groups:
  include:
    - name: Northwind
      subgroups: { include: [{ name: South, locations: [{ name: Quay, users: [{ email: eva@x.example, roles: [User] }] }] }] }
`;
  const plan = await rehearsal.plan(inside, { client });
  expect(isRefused(plan)).toBe(false);
  expect((await rehearsal.apply(plan, { client })).status).toBe("applied");
  const outside = await rehearsal.plan(
    "groups: { include: [{ name: Northwind, users: { include: [{ email: eva@x.example, roles: [User] }] } }] }",
    { client },
  );
  expect(outside.findings.filter((each) => each.severity === "error").map((each) => each.code)).toEqual([
    "AID-ROLE-06",
  ]);
});
