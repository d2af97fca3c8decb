/**
 * What a tool like this most easily gets wrong, one by one, on the platforms it can go wrong on. What takes a running
 * account is shown again in the traps of each platform and in the conformance suite.
 */
import { expect, test } from "vitest";
import type { Plan } from "../src/plan/plan.ts";
import { autoidTable } from "../src/platform/autoid/index.ts";
import { contactcenterTable } from "../src/platform/contactcenter/index.ts";
import { cxengageTable } from "../src/platform/cxengage/index.ts";
import { engagecxTable } from "../src/platform/engagecx/index.ts";
import * as center from "./contactcenter/account.ts";
import * as tenant from "./cxengage/account.ts";
import { NORTHWIND } from "./support/accounts.ts";
import { mustPlan, type PlanOptions, planOf } from "./support/plans.ts";
import { Rehearsal } from "./support/rehearsal.ts";

const organization = (manifest: string, options: PlanOptions = {}, live = NORTHWIND) =>
  mustPlan(manifest, live, { table: engagecxTable, remembered: [], ...options });
const verbs = (plan: Plan) => plan.changes.map((change) => `${change.verb} ${change.id}`);
const codes = (plan: Plan) => [...new Set(plan.findings.map((each) => each.code))].sort();
const refusedBy = (plan: Plan) =>
  plan.guards.filter((guard) => guard.status === "refused").map((guard) => guard.name);

test("trap 1: a rename is one update, or refused, and never silently a deletion and a creation (ECX-WS-07, CTC-WS-13)", () => {
  const renamed = organization("workspaces: { include: [{ name: Claims Europe, renamedFrom: Claims }] }");
  expect(verbs(renamed)).toEqual(["update workspace:claims europe"]);
  const refused = center.plan(
    "workspaces: [{ name: Main }, { name: Support }, { name: Selling, renamedFrom: Sales }]",
  );
  expect([verbs(refused), codes(refused)]).toEqual([[], ["CTC-WS-13"]]);
  const both = center.plan("workspaces: [{ name: Main }, { name: Support }, { name: Selling }]");
  expect(refusedBy(both)).toEqual(["destructive"]);
  expect(codes(both)).toContain("CTC-WS-13");
});

test("trap 2: administrators are counted over the whole plan, and the last one is not removed (Q-X-01)", () => {
  const manifest = `groups: { include: [{ name: Sellers, manageOrganization: false }] }
users: { include: [{ email: owner@northwind.example, groups: [] }] }`;
  expect(refusedBy(organization(manifest))).toContain("last-administrator");
  const handedOver = `groups: { include: [{ name: Sellers, manageOrganization: true }] }
users: { include: [{ email: owner@northwind.example, groups: [] }] }`;
  expect(refusedBy(organization(handedOver))).not.toContain("last-administrator");
  const demoted = tenant.plan("users: { include: [{ email: owner@x.example, role: Agent }] }");
  expect(refusedBy(demoted)).toContain("last-administrator");
});

test("trap 3: whose credentials are used is not locked out (CTC-TM-14)", () => {
  const live = center.NORTHWIND.replace("caller: owner@x", "caller: ana@x");
  const removed = center.plan("members: { exclude: [ana@x.example, ben@x.example] }", live);
  expect(refusedBy(removed)).toContain("self-lockout");
  expect(removed.steps.at(-1)?.change).toBe("member:ana@x.example");
});

test("trap 4: seats are counted with the caller's implied one, and one more than there are is refused (ECX-SEAT-03)", () => {
  const users = ["ana", "ben", "cleo"].map((name) => `${name}@northwind.example`);
  const full = organization(
    `licenses: { include: [{ app: Tasks, license: Tasks 2026, users: [${users.join(", ")}] }] }`,
  );
  expect([refusedBy(full), full.seats.map((each) => [each.after, each.seats])]).toEqual([[], [[3, 3]]]);
  const over = organization(
    `licenses: { include: [{ app: Tasks, license: Tasks 2026, users: [${users.join(", ")}, owner@northwind.example] }] }`,
  );
  expect(refusedBy(over)).toEqual(["seats"]);
});

test.each([
  ["engagecx", "users: { include: [{ email: ana@x.example, sendInvitation: true }] }"],
  ["cxengage", "users: { include: [{ email: ana@x.example, role: Agent, invite: now }] }"],
  ["contactcenter", "members: { include: [{ email: ana@x.example, workspaces: [Main] }] }"],
  [
    "autoid",
    "groups: { include: [{ name: Northwind, users: { include: [{ email: ana@x.example, roles: [User] }] } }] }",
  ],
])("trap 5: an invitation is sent once, and a second run makes no call (%s)", async (platform, manifest) => {
  const rehearsal = await Rehearsal.start({ platform });
  try {
    await rehearsal.sync(manifest);
    const mails = (await rehearsal.outbox()).length;
    const again = await rehearsal.plan(manifest);
    expect([mails, again.changes, again.invitations]).toEqual([1, [], []]);
    await rehearsal.apply(again);
    expect(await rehearsal.outbox()).toHaveLength(mails);
  } finally {
    await rehearsal.stop();
  }
});

test("trap 6: letter case of an address is no difference, and both in one manifest are one too many (Q-X-02)", () => {
  expect(verbs(organization("users: { include: [{ email: ANA@Northwind.example }] }"))).toEqual([]);
  expect(verbs(center.plan("members: { include: [{ email: BEN@x.example }] }"))).toEqual([]);
  for (const [table, collection, more] of [
    [engagecxTable, "users", ""],
    [cxengageTable, "users", ", role: Agent"],
    [contactcenterTable, "members", ""],
  ] as const) {
    const twice = `${collection}: { include: [{ email: a@x.example${more} }, { email: A@x.example${more} }] }`;
    const live = { engagecx: NORTHWIND, cxengage: tenant.northwind(), contactcenter: center.NORTHWIND }[
      table.platform as "engagecx"
    ];
    const { diagnostics } = planOf(twice, live, { table });
    expect(diagnostics.map((each) => each.code)).toContain("declared-twice");
  }
});

test("trap 7: another address is a replacement, or the member's own doing and then only said (CXE-USR-05, CTC-B-02)", () => {
  const replaced = organization(
    "users: { include: [{ email: bea@x.example, renamedFrom: ben@northwind.example }] }",
  );
  expect(verbs(replaced)).toEqual(["replace user:bea@x.example"]);
  const disabled = tenant.plan(
    "users: { include: [{ email: ann@x.example, renamedFrom: ana@x.example, role: Agent }] }",
  );
  expect(disabled.changes.map((change) => [change.verb, change.effect])).toEqual([["replace", "disable"]]);
  const live = center.NORTHWIND.replace("email: ben@x.example, invited", "email: benny@x.example, invited");
  const own = center.plan("members: { include: [{ email: ben@x.example }] }", live);
  expect([verbs(own), codes(own)]).toEqual([[], ["identity-changed"]]);
});

test("trap 8: membership of Everyone is neither given nor taken, named or not (ECX-GRP-04)", () => {
  const named = "users: { include: [{ email: ana@northwind.example, groups: [Claims Handlers, Everyone] }] }";
  expect(verbs(organization(named))).toEqual([]);
  expect(verbs(organization(named.replace(", Everyone", "")))).toEqual([]);
});

test("trap 9: what the vendor made is adopted, and pruning passes it by (ECX-WS-02, CXE-B-15, CTC-TM-01)", () => {
  const allow = { allow: ["destructive", "max-removals"] };
  const emptied = organization("workspaces: []\ngroups: []\nusers: []", allow);
  expect(verbs(emptied).filter((change) => /default|administrators|everyone|owner@/.test(change))).toEqual(
    [],
  );
  expect(verbs(center.plan("members: []", center.NORTHWIND, allow))).not.toContain(
    "remove member:owner@x.example",
  );
  const roles = tenant.plan("roles: []", tenant.northwind(), allow);
  expect(verbs(roles).filter((change) => /agent|supervisor|administrator/.test(change))).toEqual([]);
});

test("trap 10: where people can only be disabled they are, and come back by one call (CXE-USR-10)", () => {
  const gone = tenant.plan("users: { exclude: [ana@x.example, dan@x.example] }");
  expect(gone.changes.map((change) => [change.id, change.effect])).toEqual([
    ["user:ana@x.example", "disable"],
  ]);
  const back = tenant.plan("users: { include: [{ email: dan@x.example, role: Agent }] }");
  expect(back.steps.map((step) => step.op)).toEqual(["enable"]);
});

test("trap 11: who has not accepted yet is there, and empty names are no difference (CTC-TM-08, CXE-B-06)", () => {
  expect(
    verbs(center.plan("members: { include: [{ email: cleo@x.example, workspaces: [Sales] }] }")),
  ).toEqual([]);
  const waiting = ["pia", "ina", "exa"].map((name) => `{ email: ${name}@x.example, role: Agent }`);
  expect(verbs(tenant.plan(`users: { include: [${waiting.join(", ")}] }`))).toEqual([]);
});

test("trap 12: an expired or refused invitation is reported and never repeated (CXE-INV-06, CXE-INV-07)", () => {
  const manifest =
    "users: { include: [{ email: exa@x.example, role: Agent }, { email: bea@x.example, role: Agent }] }";
  const plan = tenant.plan(manifest);
  expect([plan.steps, codes(plan)]).toEqual([[], ["CXE-INV-06", "CXE-INV-07"]]);
});

test("trap 13: what is a person's own to change is never changed back (CXE-EDIT-01, CTC-TM-02)", () => {
  const plan = tenant.plan("users: { include: [{ email: ana@x.example, role: Agent, firstName: Anna }] }");
  expect([plan.steps, codes(plan)]).toEqual([[], ["CXE-EDIT-01"]]);
  const refused = center.refusals("members: { include: [{ email: ben@x.example, firstName: Ben }] }");
  expect(refused).toEqual(["CTC-TM-02"]);
});

test("trap 14: a caller below the target is refused while planning (CXE-TROLE-04)", () => {
  const asSue = tenant.northwind((text) =>
    text
      .replace("caller: owner@x.example", "caller: sue@x.example")
      .replace(
        /facts: \{ permissions: \[[^\]]*\]/,
        `facts: { permissions: [${tenant.PERMISSIONS.SUPERVISOR.join(", ")}]`,
      ),
  );
  const manifest = "users: { include: [{ email: ana@x.example, role: Administrator }] }";
  expect(tenant.refusals(manifest, asSue)).toContain("CXE-TROLE-04");
});

test("trap 15: use of the tenant's default stays that, and is not its present value (CXE-SSO-04)", () => {
  const manifest =
    "users: { include: [{ email: ana@x.example, role: Agent, authentication: { platform: tenant-default, identityProvider: tenant-default } }] }";
  const changed = tenant.northwind((text) =>
    text.replace("platformAuthentication: enabled", "platformAuthentication: disabled"),
  );
  expect(verbs(tenant.plan(manifest, changed))).toEqual([]);
});

test("trap 16: limits hold at the end and on the way, pending ones counted (CTC-WS-06, CTC-TM-12, CTC-WS-05)", () => {
  const three = ["Main", "Sales", "Support"];
  const rooms = (names: readonly string[]) =>
    `workspaces: [${names.map((name) => `{ name: ${name} }`).join(", ")}]`;
  const ten = center.crowded(7);
  const kept = Array.from({ length: 6 }, (_, at) => `Room ${at}`);
  const swap = center.plan(rooms([...three, ...kept, "Fresh"]), ten, { allow: ["destructive"] });
  expect(center.calls(swap)).toEqual(["delete workspace:room 6", "create workspace:fresh"]);
  expect(center.refusals("workspaces: { include: [{ name: Fresh }] }", ten)).toEqual(["limits"]);
  const invite = "members: { include: [{ email: eva@x.example, workspaces: [Main] }] }";
  expect(center.refusals(invite, center.crowded(0, 5))).toEqual(["limits"]);
  expect(center.refusals(invite, center.NORTHWIND.replace("omnichannel", "free"))).toEqual(["CTC-TM-11"]);
});

test("trap 17: other workspaces of a member are a replacement under approval, another role is only said (CTC-TM-15)", () => {
  const moved = center.plan("members: { include: [{ email: ben@x.example, workspaces: [Sales] }] }");
  expect([verbs(moved), refusedBy(moved)]).toEqual([["replace member:ben@x.example"], ["destructive"]]);
  const role = center.plan("members: { include: [{ email: dora@x.example, workspaces: [Main] }] }");
  expect([verbs(role), codes(role)]).toEqual([[], ["CTC-TM-05"]]);
});

test("trap 18: only direct grants are compared, never what is inherited (AID-TREE-05)", async () => {
  const rehearsal = await Rehearsal.start({ platform: "autoid" });
  try {
    const tree = (below: string) =>
      `groups: { include: [{ name: Northwind, users: { include: [{ email: ana@x.example, roles: [User] }] }, subgroups: { include: [{ name: East${below} }] } }] }`;
    await rehearsal.sync(tree(""));
    expect((await rehearsal.plan(tree(", users: []"))).changes).toEqual([]);
  } finally {
    await rehearsal.stop();
  }
});

test("trap 19: roles are a set, one at invitation and the others by an edit (AID-ROLE-09)", async () => {
  const rehearsal = await Rehearsal.start({ platform: "autoid" });
  try {
    const grant = (roles: string) =>
      `groups: { include: [{ name: Northwind, users: { include: [{ email: ana@x.example, roles: [${roles}] }] } }] }`;
    const { plan } = await rehearsal.sync(grant("Messaging Agent, User"));
    expect(plan.steps.map((step) => step.op)).toEqual(["create", "update"]);
    expect((await rehearsal.plan(grant("User, Messaging Agent"))).changes).toEqual([]);
  } finally {
    await rehearsal.stop();
  }
});

test("trap 20: a search that finds parts of names is never taken for a look-up (ECX-SRCH-01)", async () => {
  const rehearsal = await Rehearsal.start();
  try {
    await rehearsal.sync("workspaces: { include: [{ name: QA }, { name: QA North }] }");
    const found = await rehearsal.connect().find("workspace", "name", "qa");
    expect(found.map((each) => each.attributes.name)).toEqual(["QA"]);
  } finally {
    await rehearsal.stop();
  }
});

test("trap 21: what is referred to comes first, and goes last (CTC-INV-03, ECX-APP-08)", () => {
  const created = organization(`groups: { include: [{ name: New, workspaces: [Fresh] }] }
workspaces: { include: [{ name: Fresh }] }
users: { include: [{ email: eva@x.example, groups: [New] }] }`);
  expect(created.steps.map((step) => step.change)).toEqual([
    "workspace:fresh",
    "group:new",
    "user:eva@x.example",
  ]);
  const invited = center.plan(`members: { include: [{ email: eva@x.example, workspaces: [Fresh] }] }
workspaces: { include: [{ name: Fresh }] }`);
  expect(center.calls(invited)).toEqual(["create workspace:fresh", "create member:eva@x.example"]);
});

test("trap 22: a membership has one owner: groups have no word for their users (ECX-PERM-02, CXE-B-18)", () => {
  const refused = planOf(
    "groups: { include: [{ name: Sellers, users: [ana@northwind.example] }] }",
    NORTHWIND,
    { table: engagecxTable },
  );
  expect(refused.diagnostics.map((each) => each.code)).toContain("unknown-key");
  expect(
    tenant
      .tryPlan("groups: { include: [{ name: Claims, users: [ana@x.example] }] }")
      .diagnostics.map((each) => each.code),
  ).toContain("unknown-key");
  for (const table of [engagecxTable, cxengageTable, contactcenterTable, autoidTable]) {
    const ways = table.kinds.flatMap((kind) =>
      [...kind.leaves.values()].flatMap((leaf) =>
        leaf.type === "links" ? [[kind.name, leaf.to] as const] : [],
      ),
    );
    const isBoth = ways.filter(([from, to]) => ways.some(([other, back]) => other === to && back === from));
    expect(isBoth, table.platform).toEqual([]);
  }
});
