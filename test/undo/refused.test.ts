/** What refuses one change of an undo leaves that change and names it; what refuses all of it still does. */
import { expect, onTestFinished, test } from "vitest";
import type { Live } from "../../src/kind/state.ts";
import { isRefused } from "../../src/plan/plan.ts";
import { Rehearsal } from "../support/rehearsal.ts";
import { declarableState, Past } from "../support/undo.ts";

const ALLOW = ["max-removals"];

/** A run by an administrator that made a role and a group and gave ana another role. */
async function start() {
  const rehearsal = await Rehearsal.start({ platform: "cxengage" });
  const past = new Past(rehearsal);
  onTestFinished(async () => {
    past.remove();
    await rehearsal.stop();
  });
  await rehearsal.sync("users: { include: [{ email: ana@x.example, role: Agent, invite: later }] }");
  const before = await declarableState(rehearsal);
  const plan = await rehearsal.plan(`roles: { include: [{ name: Chief, permissions: [MANAGE_TENANT] }] }
groups: { include: [{ name: Extra }] }
users: { include: [{ email: ana@x.example, role: Chief }] }
`);
  const run = await past.apply(plan);
  expect(run.outcomes.filter((each) => each.state !== "done")).toEqual([]);
  return { past, before, plan, run: run.runId };
}

function as(permissions: readonly string[], mayManage: boolean | null) {
  const facts = { permissions, platformPermissions: [], sso: false, unread: [] };
  return (live: Live): Live => ({ ...live, caller: { email: "sue@x.example", mayManage, facts } });
}

test("what ranks refuse is left and named, removals too; the rest is taken back", async () => {
  const { past, before, plan, run } = await start();
  const { plan: way } = await past.undo(plan, run, { allow: ALLOW, seen: as(["MANAGE_ALL_GROUPS"], null) });
  expect(isRefused(way)).toBe(false);
  expect(way.changes.map((change) => `${change.verb} ${change.id}`)).toEqual(["remove group:extra"]);
  const left = way.findings.filter((each) => each.code === "undo-impossible").map((each) => each.message);
  expect(left).toContainEqual(
    expect.stringMatching(/^not taken back: role Chief: the role Chief permits more than the caller may/),
  );
  expect(left).toContainEqual(expect.stringMatching(/^not taken back: user ana@x.example: /));
  const back = await past.apply(way);
  expect(back.outcomes.filter((each) => each.state !== "done")).toEqual([]);
  const after = await declarableState(past.rehearsal);
  expect(after["group:extra"]).toMatchObject({ active: false });
  expect(after["user:ana@x.example"]).toMatchObject({ role: "chief" });
  expect(before["user:ana@x.example"]).toMatchObject({ role: "agent" });
});

test("an undo of which nothing is left is refused, and so is one that no change answers for", async () => {
  const { past, plan, run } = await start();
  const { plan: nothing } = await past.undo(plan, run, { allow: ALLOW, seen: as([], null) });
  expect(nothing.changes).toEqual([]);
  expect(isRefused(nothing)).toBe(true);
  const notAllowed = as(["MANAGE_ALL_GROUPS"], false);
  const { plan: whole } = await past.undo(plan, run, { allow: ALLOW, seen: notAllowed });
  expect(whole.changes.map((change) => change.id)).toEqual(["group:extra"]);
  expect(whole.findings.filter((each) => each.severity === "error").map((each) => each.at)).toEqual([""]);
});
