/** Runs that failed halfway: undo takes back what was done, looks up what nobody knows, and names the rest. */
import { expect, onTestFinished, test } from "vitest";
import { Rehearsal } from "../support/rehearsal.ts";
import { declarableState, Past } from "../support/undo.ts";

const ALLOW = ["max-removals", "destructive"];
const FIRST = `workspaces: [{ name: Claims }, { name: Archive }]
groups: [{ name: Handlers, workspaces: [Claims] }, { name: Sellers }]
users:
  - { email: ana@x.example, groups: [Handlers, Sellers] }
  - { email: cleo@x.example, groups: [Sellers] }
`;
const SECOND = `workspaces: [{ name: Claims }, { name: Sales }]
groups: [{ name: Claims Handlers, renamedFrom: Handlers, workspaces: [Claims, Sales] }]
users:
  - { email: ana@x.example, groups: [Claims Handlers], enabled: false }
  - { email: dora@x.example, groups: [Claims Handlers] }
`;

async function start(): Promise<Past> {
  const rehearsal = await Rehearsal.start();
  const past = new Past(rehearsal);
  onTestFinished(async () => {
    past.remove();
    await rehearsal.stop();
  });
  await rehearsal.sync(FIRST);
  return past;
}

/** Runs the second manifest while every creation runs into trouble. */
async function runInTrouble(past: Past, faults: object) {
  const { rehearsal } = past;
  const plan = await rehearsal.plan(SECOND, { allow: ALLOW });
  await rehearsal.admin("POST", "/admin/faults", { ...faults, methods: ["POST"] });
  const run = await past.apply(plan, rehearsal.connect(undefined, { sends: 1 }));
  await rehearsal.admin("POST", "/admin/faults", {});
  return { plan, run };
}

const statesOf = (run: Awaited<ReturnType<Past["apply"]>>) =>
  run.outcomes.map(({ change, op, state }) => `${change} ${op} ${state}`).sort();

test("of a run that failed halfway only what was done is taken back, and the rest is named", async () => {
  const past = await start();
  const { rehearsal } = past;
  const before = await declarableState(rehearsal);
  const { plan, run } = await runInTrouble(past, { rate500Before: 1 });
  expect(statesOf(run)).toEqual([
    "group:claims handlers link skipped",
    "group:claims handlers update done",
    "group:sellers delete done",
    "user:ana@x.example disable done",
    "user:cleo@x.example delete done",
    "user:dora@x.example create failed",
    "workspace:archive delete done",
    "workspace:sales create failed",
  ]);
  const between = await declarableState(rehearsal);
  expect(between["workspace:sales"]).toBeUndefined();
  expect(between["user:dora@x.example"]).toBeUndefined();
  expect(between["workspace:archive"]).toBeUndefined();
  const { plan: way } = await past.undo(plan, run.runId, { allow: ALLOW });
  expect(way.changes.map((change) => `${change.verb} ${change.id}`).sort()).toEqual([
    "create group:sellers",
    "create user:cleo@x.example",
    "create workspace:archive",
    "update group:handlers",
    "update user:ana@x.example",
  ]);
  expect(way.findings).toContainEqual(
    expect.objectContaining({
      code: "undo-not-done",
      severity: "information",
      message: expect.stringContaining(
        "part of group Claims Handlers, user dora@x.example, workspace Sales;",
      ),
    }),
  );
  const back = await past.apply(way);
  expect(back.outcomes.filter((each) => each.state !== "done")).toEqual([]);
  expect(await declarableState(rehearsal)).toEqual(before);
});

test("what took effect without an answer is taken back too", async () => {
  const past = await start();
  const { rehearsal } = past;
  const before = await declarableState(rehearsal);
  const { plan, run } = await runInTrouble(past, { rateDropAfter: 1 });
  const failed = run.outcomes.filter((each) => each.state === "failed");
  expect(failed.map((each) => each.error?.reason)).toContain("unknown-outcome");
  expect(await declarableState(rehearsal)).toHaveProperty(["user:dora@x.example"]);
  const { plan: way } = await past.undo(plan, run.runId, { allow: ALLOW });
  const back = await past.apply(way);
  expect(back.outcomes.filter((each) => each.state !== "done")).toEqual([]);
  expect(await declarableState(rehearsal)).toEqual(before);
});

test("what a later run made is not taken back with the run that failed to make it", async () => {
  const past = await start();
  const { rehearsal } = past;
  const { plan, run } = await runInTrouble(past, { rate500Before: 1 });
  const rest = await past.apply(await rehearsal.plan(SECOND, { allow: ALLOW }));
  expect(rest.outcomes.filter((each) => each.state !== "done")).toEqual([]);
  const { undo, plan: way } = await past.undo(plan, run.runId, { allow: ALLOW });
  expect(undo.skipped).toEqual([
    { change: "user:dora@x.example", path: null, text: "another run made it" },
    { change: "workspace:sales", path: null, text: "another run made it" },
  ]);
  expect(way.changes.filter((change) => change.verb === "remove")).toEqual([]);
});
