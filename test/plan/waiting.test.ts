import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { planSchema } from "../../src/emit/plan-schema.ts";
import { NORTHWIND } from "../support/accounts.ts";
import { mustPlan } from "../support/plans.ts";

const valid = new Ajv2020({ strict: false }).compile(planSchema({ closed: true }));

test("a plan names the invitations that are open and the grants that end within 14 days, soonest first", () => {
  const plan = mustPlan(
    `users:
  include:
    - { email: ana@northwind.example, groups: { include: [{ name: Sellers, until: 2026-12-05, reason: Holidays }] } }
    - { email: ben@northwind.example, until: 2026-11-30 }
    - { email: cleo@northwind.example, until: 2027-06-30 }
`,
    NORTHWIND,
  );
  expect(plan.openInvitations).toEqual([{ person: "cleo@northwind.example", state: "invited" }]);
  expect(plan.ending?.map(({ label, path, to, until, reason }) => [label, path, to, until, reason])).toEqual([
    ["ben@northwind.example", null, null, "2026-12-01T00:00:00Z", null],
    ["ana@northwind.example", "groups", "Sellers", "2026-12-06T00:00:00Z", "Holidays"],
  ]);
  expect(plan.findings.filter((each) => each.code === "ends-soon")).toHaveLength(2);
  expect(valid(plan), JSON.stringify(valid.errors)).toBe(true);
});

test("neither is a member of a plan that has none", () => {
  const plan = mustPlan("users: { include: [] }", NORTHWIND.replace("pending: true, ", ""));
  expect(plan).not.toHaveProperty("openInvitations");
  expect(plan).not.toHaveProperty("ending");
});
