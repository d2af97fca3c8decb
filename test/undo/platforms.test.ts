/** Undo on the platforms whose lives differ: disabling in place of deleting, and invitations that creation sends. */
import { expect, onTestFinished, test } from "vitest";
import { isRefused } from "../../src/plan/plan.ts";
import { Rehearsal } from "../support/rehearsal.ts";
import { declarableState, Past } from "../support/undo.ts";

const ALLOW = ["max-removals", "destructive", "self-lockout", "last-administrator", "protected"];

async function start(platform: string): Promise<Past> {
  const rehearsal = await Rehearsal.start({ platform });
  const past = new Past(rehearsal);
  onTestFinished(async () => {
    past.remove();
    await rehearsal.stop();
  });
  return past;
}

async function run(past: Past, manifest: string) {
  const plan = await past.rehearsal.plan(manifest, { allow: ALLOW });
  expect(plan.findings.filter((each) => each.severity === "error")).toEqual([]);
  expect(isRefused(plan)).toBe(false);
  const ended = await past.apply(plan);
  expect(ended.outcomes.filter((each) => each.state !== "done")).toEqual([]);
  return { plan, run: ended.runId };
}

const told = (lists: readonly { readonly change: string; readonly text: string }[]) =>
  lists.map(({ change, text }) => `${change}: ${text}`);

test("cxengage: what was made is disabled, what was disabled and changed comes back", async () => {
  const past = await start("cxengage");
  const { rehearsal } = past;
  await run(
    past,
    `groups: { include: [{ name: Claims }, { name: Sales, description: Sells }] }
skills: { include: [{ name: French, hasProficiency: true }] }
users:
  include:
    - { email: ana@x.example, role: Agent, invite: later, groups: [Claims], skills: [{ name: French, proficiency: 40 }] }
    - { email: ben@x.example, role: Agent, invite: later }
`,
  );
  const before = await declarableState(rehearsal);
  const done = await run(
    past,
    `groups: { include: [{ name: Claims Team, renamedFrom: Claims }, { name: Extra }], exclude: [Sales] }
users:
  include:
    - { email: ana@x.example, role: Supervisor, groups: [Claims Team, Extra], skills: [{ name: French, proficiency: 90 }] }
    - { email: cleo@x.example, role: Agent, invite: later, groups: [Extra] }
  exclude: [ben@x.example]
`,
  );
  const { plan, undo } = await past.undo(done.plan, done.run, { allow: ALLOW });
  expect(undo.skipped).toEqual([]);
  expect(told(undo.cannot).sort()).toEqual([
    "group:extra: it is disabled and stays: the platform keeps what was once made",
    "user:cleo@x.example: it is disabled and stays: the platform keeps what was once made",
  ]);
  const back = await past.apply(plan);
  expect(back.outcomes.filter((each) => each.state !== "done")).toEqual([]);
  const after = await declarableState(rehearsal);
  expect(after["group:extra"]).toMatchObject({ active: false });
  expect(after["user:cleo@x.example"]).toMatchObject({ status: "disabled" });
  for (const id of ["group:extra", "user:cleo@x.example"]) delete after[id];
  expect(after).toEqual(before);
  const again = await past.undo(done.plan, done.run, { allow: ALLOW });
  expect(again.plan.changes).toEqual([]);
});

test("cxengage: whoever is disabled stays so when something else of them is undone", async () => {
  const past = await start("cxengage");
  const { rehearsal } = past;
  const ana = (more: string) =>
    `users: { include: [{ email: ana@x.example, role: Agent, invite: later, status: disabled${more} }] }`;
  await run(past, ana(""));
  const before = await declarableState(rehearsal);
  const done = await run(
    past,
    ana(", extensions: [{ type: pstn, value: '+40211234567', description: Desk }]"),
  );
  const { plan } = await past.undo(done.plan, done.run, { allow: ALLOW });
  expect(plan.access).toEqual([]);
  await past.apply(plan);
  expect(before["user:ana@x.example"]).toMatchObject({ status: "disabled" });
  expect(await declarableState(rehearsal)).toEqual(before);
});

test("contact.center: whoever comes back only by an invitation stays away unless it is allowed", async () => {
  const past = await start("contactcenter");
  const { rehearsal } = past;
  await run(
    past,
    `workspaces: { include: [{ name: Sales }, { name: Support }] }
members: { include: [{ email: ana@x.example, workspaces: [Sales] }, { email: ben@x.example, workspaces: [Sales] }] }
`,
  );
  const before = await declarableState(rehearsal);
  const done = await run(
    past,
    `workspaces: { include: [{ name: Care }] }
members: { include: [{ email: cleo@x.example, workspaces: [Sales] }], exclude: [ana@x.example] }
`,
  );
  const mails = (await rehearsal.outbox()).length;
  const silent = await past.undo(done.plan, done.run, { allow: ALLOW });
  expect(silent.plan.invitations).toEqual([]);
  expect(told(silent.undo.cannot)).toContainEqual(
    expect.stringMatching(/^member:ana@x.example: it would send an invitation; --allow-invitations/),
  );
  const { plan } = await past.undo(done.plan, done.run, { allow: ALLOW, allowInvitations: true });
  expect((await rehearsal.outbox()).length).toBe(mails);
  const back = await past.apply(plan);
  expect(back.outcomes.filter((each) => each.state !== "done")).toEqual([]);
  expect((await rehearsal.outbox()).length).toBe(mails + 1);
  expect(await declarableState(rehearsal)).toEqual(before);
});
