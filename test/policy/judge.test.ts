import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isRefused } from "../../src/plan/plan.ts";
import { autoidTable } from "../../src/platform/autoid/index.ts";
import { contactcenterTable } from "../../src/platform/contactcenter/index.ts";
import { TREE } from "../autoid/account.ts";
import { NORTHWIND } from "../support/accounts.ts";
import { mustPlan } from "../support/plans.ts";
import { planUnder, policyFindings } from "./policies.ts";

const NOTHING = "users: { include: [] }";
const rule = (more: string) => `rules:\n  a: { message: "\${person.email}", ${more} }\n`;

test("a broken rule of severity error refuses the plan, and a guard counts it", () => {
  const plan = planUnder(
    rule(`over: person, when: person.administers, require: person.domain == "elsewhere.example"`),
    NOTHING,
    NORTHWIND,
  );
  expect(policyFindings(plan)).toEqual([
    "error policy/a: owner@northwind.example (user:owner@northwind.example)",
  ]);
  expect(isRefused(plan)).toBe(true);
  expect(plan.guards.at(-1)).toMatchObject({
    name: "policy",
    status: "refused",
    count: 1,
    detail: "broken: policy/a (1)",
  });
});

test("warnings and information refuse nothing, and a kept policy is a passed guard", () => {
  const plan = planUnder(
    rule(`over: person, severity: warning, require: '"Sellers" in person.groups'`),
    NOTHING,
    NORTHWIND,
  );
  expect(policyFindings(plan)).toEqual([
    "warning policy/a: ana@northwind.example (user:ana@northwind.example)",
    "warning policy/a: owner@northwind.example (user:owner@northwind.example)",
  ]);
  expect(isRefused(plan)).toBe(false);
  expect(plan.guards.at(-1)).toMatchObject({ name: "policy", status: "passed", count: 0 });
});

test("people are judged as they will be, not as they are", () => {
  const policy = rule(
    `over: person, require: '!("Claims Handlers" in person.groups && "Sellers" in person.groups)'`,
  );
  const split = "users: { include: [{ email: ben@northwind.example, groups: [Sellers] }] }";
  expect(policyFindings(planUnder(policy, NOTHING, NORTHWIND))).toHaveLength(1);
  expect(policyFindings(planUnder(policy, split, NORTHWIND))).toEqual([]);
});

test("a declared person is found at the manifest, with the end and reason that stand there", () => {
  const plan = planUnder(
    `rules:
  a:
    over: person
    when: person.declared
    require: "!person.links.exists(link, link.ends && link.until > timestamp('2030-01-01T00:00:00Z'))"
    message: "\${person.email} \${person.isNew} \${person.links.map(link, link.reason)}"
`,
    `users:
  include:
    - { email: new@x.example, groups: { include: [{ name: Sellers, until: 2031-01-01, reason: a long one }] } }
`,
    NORTHWIND,
  );
  expect(policyFindings(plan)).toEqual(["error policy/a: new@x.example true a long one (manifest.yaml:5:7)"]);
});

test("a change is judged by verb, fields and what lists gain and lose", () => {
  const plan = planUnder(
    `rules:
  a:
    over: change
    require: '!change.fields.exists(f, f.path == "groups" && "Sellers" in f.added && "Claims Handlers" in f.removed)'
    message: "\${change.verb} \${change.kind} \${change.label} on \${plan.evaluatedAt}"
`,
    "users: { include: [{ email: ana@northwind.example, groups: [Sellers] }] }",
    NORTHWIND,
  );
  expect(policyFindings(plan)).toEqual([
    "error policy/a: update user ana@northwind.example on 2026-11-23T12:00:00Z (manifest.yaml:3:20)",
  ]);
});

test("the plan as a whole: counts, administrators, seats, people", () => {
  const plan = planUnder(
    `rules:
  a:
    over: plan
    require: "plan.removes == 0 && size(plan.administrators) > 1 && plan.people.all(p, p.entitled) && plan.seats.all(s, s.after <= s.seats)"
    message: "\${plan.removes} \${plan.administrators} \${size(plan.people)} \${plan.losingAll} \${plan.platform} \${plan.target}"
`,
    "users: { exclude: [cleo@northwind.example], include: [] }",
    NORTHWIND,
  );
  expect(policyFindings(plan)).toEqual([
    "error policy/a: 1 owner@northwind.example 3 cleo@northwind.example engagecx test (policy.yaml:2:3)",
  ]);
});

test("links of other objects to a person count: seats and rights of apps", () => {
  const plan = planUnder(
    rule(
      `over: person, require: '!person.links.exists(link, link.path == "license.users" && like(link.name, "tasks/*"))'`,
    ),
    NOTHING,
    NORTHWIND,
  );
  expect(policyFindings(plan)).toEqual([
    "error policy/a: ana@northwind.example (user:ana@northwind.example)",
  ]);
});

test("where an invitation stands, and who waits for one", () => {
  const plan = planUnder(
    rule(`over: person, severity: information, require: 'person.invitation == "" && !person.waiting'`),
    NOTHING,
    NORTHWIND,
  );
  expect(policyFindings(plan)).toEqual([
    "information policy/a: cleo@northwind.example (user:cleo@northwind.example)",
  ]);
});

test("what cannot be evaluated refuses the plan instead of passing", () => {
  const plan = planUnder(
    `rules: { a: { over: plan, require: "timestamp(plan.target) < plan.evaluatedAt", message: x } }`,
    NOTHING,
    NORTHWIND,
  );
  expect(policyFindings(plan)).toEqual([
    "error policy-failed: the rule a of the policy cannot judge plan: timestamp() requires a string in ISO 8601 format (policy.yaml:1:10)",
  ]);
  expect(isRefused(plan)).toBe(true);
});

test("the policy is in the plan's digest, and the same policy gives the same bytes", () => {
  const policy = rule("over: person, require: person.entitled");
  const once = planUnder(policy, NOTHING, NORTHWIND);
  expect(planUnder(policy, NOTHING, NORTHWIND)).toEqual(once);
  expect(once.policyDigest).not.toBe(mustPlan(NOTHING, NORTHWIND).policyDigest);
  expect(planUnder(policy.replace("entitled", "declared"), NOTHING, NORTHWIND).policyDigest).not.toBe(
    once.policyDigest,
  );
});

test("without rules there is no guard of the policy", () => {
  expect(mustPlan(NOTHING, NORTHWIND).guards.map((each) => each.name)).not.toContain("policy");
});

const WAIVED = (waiver: string) => `rules:
  a: { over: person, require: person.email != "ana@northwind.example", message: "it is \${person.email}" }
waivers:
  - { rule: a, ${waiver} }
`;

test.each([
  [
    "a waiver turns a finding into information that names it",
    'for: ["ana@*"], until: 2027-06-30, reason: agreed',
    [
      "information policy/a: waived until the end of 2027-06-30 (UTC) (agreed): it is ana@northwind.example (user:ana@northwind.example)",
    ],
  ],
  [
    "an id of an object is a pattern too",
    'for: ["user:ana@northwind.example"], until: 2027-06-30, reason: agreed',
    [
      "information policy/a: waived until the end of 2027-06-30 (UTC) (agreed): it is ana@northwind.example (user:ana@northwind.example)",
    ],
  ],
  [
    "a waiver that has ended lifts nothing and is told",
    'for: ["ana@*"], until: 2026-11-22, reason: agreed',
    [
      "error policy/a: it is ana@northwind.example (user:ana@northwind.example)",
      "warning waiver-ended: the waiver of a for ana@* ended at the end of 2026-11-22 (UTC): 1 it would have covered count again; remove it, or decide anew (policy.yaml:4:5)",
    ],
  ],
  [
    "a waiver that covers nothing is told",
    'for: ["zoe@*"], until: 2027-06-30, reason: agreed',
    [
      "error policy/a: it is ana@northwind.example (user:ana@northwind.example)",
      "information waiver-unused: the waiver of a for zoe@* covers nothing; remove it (policy.yaml:4:5)",
    ],
  ],
  [
    "a waiver that ends soon is told",
    'for: ["ana@*"], until: 2026-11-30, reason: agreed',
    [
      "information policy/a: waived until the end of 2026-11-30 (UTC) (agreed): it is ana@northwind.example (user:ana@northwind.example)",
      "information waiver-ends-soon: the waiver of a for ana@* ends at the end of 2026-11-30 (UTC) (agreed) (policy.yaml:4:5)",
    ],
  ],
])("%s", (_, waiver, expected) => {
  expect(policyFindings(planUnder(WAIVED(waiver), NOTHING, NORTHWIND))).toEqual(expected);
});

test("CTC-TM-05 whoever is invited to contact.center is judged as the Super Admin the invitation makes", () => {
  const policy = readFileSync("examples/policy/super-admins.yaml", "utf8");
  const live =
    "account: { name: Northwind, subscription: paid }\nworkspaces: [{ name: Sales }]\nmembers: []\n";
  const manifest = "members: { include: [{ email: cleo@northwind.example, workspaces: [Sales] }] }";
  const plan = planUnder(policy, manifest, live, { table: contactcenterTable });
  expect(policyFindings(plan)).toEqual([
    "error policy/super-admins-by-list: cleo@northwind.example would be Super Admin of Northwind and is not on the list; let others add the address to the list in the policy first (manifest.yaml:3:22)",
  ]);
});

test("AID-ROLE-09 somebody in several places of a tree is one person, with the roles of all of them", () => {
  const tree = TREE.replace(
    "users: [{ email: dan",
    "users: [{ email: Ben@northwind.example, roles: [Messaging Agent] }, { email: dan",
  );
  const policy = `rules:
  a:
    over: person
    require: '!("Account Admin" in person.roles && "Messaging Agent" in person.roles)'
    message: "\${person.email} \${person.roles}"
`;
  const plan = planUnder(policy, "groups: { include: [] }", tree, { table: autoidTable });
  expect(policyFindings(plan)).toEqual([
    "error policy/a: ben@northwind.example Account Admin, Messaging Agent, User (user:main group/north/ben@northwind.example)",
  ]);
});
