/** Roles carry access: a saved plan stands only as long as the roles it gives, or relies on, stay as they were. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { Rehearsal } from "../support/rehearsal.ts";

const ACCOUNT = `
roles: { include: [{ name: Helper, permissions: [VIEW_ALL_USERS] }, { name: Boss, permissions: [MANAGE_ALL_ROLES, VIEW_ALL_USERS] }] }
users: { include: [{ email: ana@x.example, role: Agent, invite: later }, { email: sam@x.example, role: Boss, invite: later }] }
`;
let rehearsal: Rehearsal;
beforeEach(async () => {
  rehearsal = await Rehearsal.start({ platform: "cxengage" });
  await rehearsal.sync(ACCOUNT);
});
afterEach(() => rehearsal.stop());

test("CXE-TROLE-01 a given role that allows more by now refuses the plan and is named", async () => {
  const plan = await rehearsal.plan("users: { include: [{ email: ana@x.example, role: Helper }] }");
  await rehearsal.sync(
    "roles: { include: [{ name: Helper, permissions: [MANAGE_ALL_ROLES, VIEW_ALL_USERS] }] }",
  );
  const run = await rehearsal.apply(plan);
  expect([run.status, run.staleObjects]).toEqual([
    "stale",
    ["role:helper (the reviewed access rests on it) is no longer as it was when the plan was made"],
  ]);
});

test("CXE-TROLE-04 a lower role is given after everything else, a higher one before", async () => {
  const plan = await rehearsal.plan(
    "users: { include: [{ email: ana@x.example, role: Boss }, { email: sam@x.example, role: Agent }] }",
  );
  expect(plan.steps.map((step) => `${step.stage} ${step.id}`)).toEqual([
    "1 user:ana@x.example#update",
    "2 user:sam@x.example#update",
  ]);
});

test("a role that is cut down comes after what is given", async () => {
  const plan = await rehearsal.plan(`
roles: { include: [{ name: Boss, permissions: [VIEW_ALL_USERS] }] }
users: { include: [{ email: ana@x.example, role: Helper }] }
`);
  expect(plan.steps.map((step) => `${step.stage} ${step.id}`)).toEqual([
    "1 user:ana@x.example#update",
    "2 role:boss#update",
  ]);
});

test("a tenant that was edited by hand refuses the plan and is named", async () => {
  const name = (await rehearsal.plan("users: { include: [] }")).target.account.name;
  const plan = await rehearsal.plan(`tenant: { name: ${name}, description: Claims }`);
  await rehearsal.sync(`tenant: { name: ${name}, description: Sales }`);
  expect((await rehearsal.apply(plan)).staleObjects).toEqual([
    "tenant Northwind is no longer as it was when the plan was made",
  ]);
});
