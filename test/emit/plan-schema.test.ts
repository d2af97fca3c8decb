import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { planSchema } from "../../src/emit/plan-schema.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { NORTHWIND } from "../support/accounts.ts";
import { planOf } from "../support/plans.ts";
import { checker, planErrors } from "./schema.ts";

const digest = `sha256:${"0".repeat(64)}`;
const plan: Plan = {
  formatVersion: "1.0",
  tool: "cxroster 0.1.0",
  evaluatedAt: "2026-08-01T00:00:00Z",
  preview: true,
  digest,
  target: {
    name: "acme",
    platform: "engagecx",
    endpoint: "https://a.example",
    account: { id: null, name: "A" },
  },
  manifestDigest: digest,
  liveDigest: digest,
  policyDigest: "",
  validUntil: null,
  protects: ["workspace:claims"],
  summary: {
    create: 1,
    update: 0,
    replace: 0,
    remove: 0,
    unchanged: 0,
    people: { gaining: 1, losing: 0, losingAll: 0 },
  },
  budget: { reads: 7, writes: 1, checks: { user: "listing" } },
  changes: [
    {
      id: "user:ana@x.example",
      kind: "user",
      key: "ana@x.example",
      label: "ana@x.example",
      verb: "create",
      effect: null,
      fields: [{ path: "groups", before: null, after: ["auditors"], sensitive: false }],
      because: [{ code: "declared", text: "users.yaml:3:5" }],
      dependsOn: ["group:auditors"],
      precondition: "absent",
      objectId: null,
      inverse: { verb: "remove", fields: [] },
      irreversible: "an invitation cannot be taken back",
    },
  ],
  steps: [
    {
      id: "s1",
      change: "user:ana@x.example",
      kind: "user",
      op: "create",
      target: null,
      args: { email: "ana@x.example", groups: [{ $ref: "group:auditors" }] },
      dependsOn: [],
      repeat: "keyed",
      stage: 1,
    },
  ],
  access: [
    {
      person: "ana@x.example",
      gains: [{ permission: "workspace.open", on: "Claims", via: ["group Auditors"], when: "now" }],
      loses: [],
      losesAll: false,
    },
  ],
  seats: [{ license: "a/b", seats: 2, before: 0, after: 1, peak: 2 }],
  invitations: [{ email: "ana@x.example", action: "send" }],
  guards: [
    {
      name: "max-removals",
      status: "passed",
      count: 0,
      limit: 3,
      detail: "",
      witnesses: [{ object: "user:b@x.example", kind: "user", id: "u1", precondition: digest }],
    },
  ],
  witnesses: [{ object: "group:g", kind: "group", id: "g1", precondition: digest, inbound: digest }],
  findings: [{ code: "ended", severity: "information", message: "ended", at: "users.yaml:3:5" }],
};

test("a plan with every member passes, and survives JSON", () => {
  expect(planErrors(plan)).toEqual([]);
  expect(planErrors(JSON.stringify(plan))).toEqual([]);
});

test("real plans pass, with changes of every kind and without", () => {
  const manifest = readFileSync("examples/engagecx/northwind.yaml", "utf8");
  const made = planOf(manifest, NORTHWIND).plan;
  expect(made?.changes.length).toBeGreaterThan(0);
  expect(planErrors(made)).toEqual([]);
  expect(planErrors(planOf("users: []", NORTHWIND).plan)).toEqual([]);
});

test("unknown members fail only where the schema is closed", () => {
  const newer = { ...plan, formatVersion: "1.1", mood: "good" };
  expect(planErrors(newer)).toEqual([" must NOT have additional properties"]);
  expect(checker(planSchema())(newer)).toEqual([]);
});

test.each([
  ["a missing digest", { ...plan, digest: undefined }],
  ["another major version", { ...plan, formatVersion: "2.0" }],
  ["an unknown verb", { ...plan, changes: plan.changes.map((change) => ({ ...change, verb: "patch" })) }],
  ["an unknown stage", { ...plan, steps: plan.steps.map((step) => ({ ...step, stage: 4 })) }],
  [
    "a gain by no path",
    {
      ...plan,
      access: [{ person: "a", gains: [{ permission: "p", on: "", via: [], when: "now" }], loses: [] }],
    },
  ],
])("%s fails", (_what, value) => {
  expect(planErrors(value)).not.toEqual([]);
});
