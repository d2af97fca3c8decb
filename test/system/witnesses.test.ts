/** A saved plan stands only as long as what its reviewers saw stands. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { Rehearsal } from "../support/rehearsal.ts";

const ACCOUNT = `
workspaces: [{ name: Claims }, { name: Sales }]
groups:
  - { name: Leads, manageOrganization: true }
  - { name: Handlers, workspaces: [Claims] }
  - { name: Others }
apps:
  - { name: Tasks, category: Documents, activation: trial, access: { groups: [], users: [] } }
users:
  include:
    - { email: olga@x.example, groups: [Administrators, Leads] }
    - { email: fred@x.example, groups: [] }
`;

let rehearsal: Rehearsal;
beforeEach(async () => {
  rehearsal = await Rehearsal.start();
  await rehearsal.sync(ACCOUNT);
});
afterEach(() => rehearsal.stop());

async function idOf(listing: string, name: string): Promise<string> {
  const page = (await (await rehearsal.call("GET", `${listing}?limit=500`)).json()) as {
    items: Record<string, string>[];
  };
  return page.items.find((row) => row.name === name || row.email === name)?.id ?? "";
}

async function appliedAfter(manifest: string, change: () => Promise<unknown>): Promise<string[]> {
  const plan = await rehearsal.plan(manifest);
  await change();
  const run = await rehearsal.apply(plan);
  expect(run.status).toBe(run.staleObjects.length > 0 ? "stale" : "applied");
  return [...run.staleObjects];
}

const JOIN = "users: { include: [{ email: fred@x.example, groups: [Handlers] }] }";

test("a joined group that manages by now refuses the plan and is named", async () => {
  const group = await idOf("/groups", "Handlers");
  const moved = await appliedAfter(JOIN, () =>
    rehearsal.call("PATCH", `/groups/${group}`, { body: { manageOrganization: true } }),
  );
  expect(moved).toEqual([
    "group:handlers (the reviewed access rests on it) is no longer as it was when the plan was made",
  ]);
});

test("a joined group that opens another app by now refuses the plan", async () => {
  const group = await idOf("/groups", "Handlers");
  const moved = await appliedAfter(JOIN, () =>
    rehearsal.call("POST", "/apps/tasks/groups", { body: { group } }),
  );
  expect(moved).toEqual(["group:handlers (the reviewed access rests on it) opens other things than before"]);
});

test("Everyone counts for people who are new", async () => {
  const everyone = await idOf("/groups", "Everyone");
  const moved = await appliedAfter("users: { include: [{ email: new@x.example }] }", () =>
    rehearsal.call("PATCH", `/groups/${everyone}`, { body: { manageOrganization: true } }),
  );
  expect(moved).toHaveLength(1);
});

test("a group nobody joins may change", async () => {
  const group = await idOf("/groups", "Others");
  const moved = await appliedAfter(JOIN, () =>
    rehearsal.call("PATCH", `/groups/${group}`, { body: { manageOrganization: true } }),
  );
  expect(moved).toEqual([]);
});

test("the group that a remaining administrator's right rests on is a witness", async () => {
  const leads = await idOf("/groups", "Leads");
  const moved = await appliedAfter("users: { include: [{ email: olga@x.example, groups: [Leads] }] }", () =>
    rehearsal.call("PATCH", `/groups/${leads}`, { body: { manageOrganization: false } }),
  );
  expect(moved).toEqual([
    "group:leads (a guard relied on it) is no longer as it was when the plan was made",
    "group:leads (the reviewed access rests on it) is no longer as it was when the plan was made",
  ]);
});

const LEAVE = "users: { include: [{ email: fred@x.example, groups: { exclude: [Others] } }] }";

test("a group that people keep who lose another must open what it opened", async () => {
  await rehearsal.sync(JOIN.replace("[Handlers]", "[Handlers, Others]"));
  const [group, claims] = [await idOf("/groups", "Handlers"), await idOf("/workspaces", "Claims")];
  const moved = await appliedAfter(LEAVE, () =>
    rehearsal.call("DELETE", `/groups/${group}/workspaces/${claims}`),
  );
  expect(moved).toEqual([
    "group:handlers (the reviewed access rests on it) is no longer as it was when the plan was made",
  ]);
});

test("a group of others may change while somebody leaves one", async () => {
  await rehearsal.sync(JOIN.replace("[Handlers]", "[Others]"));
  const group = await idOf("/groups", "Handlers");
  const body = { manageOrganization: true };
  expect(await appliedAfter(LEAVE, () => rehearsal.call("PATCH", `/groups/${group}`, { body }))).toEqual([]);
});
