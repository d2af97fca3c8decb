/** Ten workspaces and ten members, counted at the end of a plan and on the way there. */
import { expect, test } from "vitest";
import type { Plan } from "../../src/plan/plan.ts";
import { crowded, plan, refusals } from "./account.ts";

const ALLOW = { allow: ["destructive", "max-removals"] };
const guard = (made: Plan) => made.guards.find((each) => each.name === "limits");
const rooms = (...names: (string | number)[]) =>
  `workspaces: [${names.map((name) => `{ name: ${typeof name === "number" ? `Room ${name}` : name} }`).join(", ")}]`;
const THREE = ["Main", "Sales", "Support"];

/** Depends-on of a step, by its id. */
function waits(made: Plan, id: string): readonly string[] {
  const step = made.steps.find((each) => each.id === id);
  if (step === undefined) throw new Error(`no step ${id}`);
  return step.dependsOn;
}

test("CTC-WS-06 an eleventh workspace is refused while planning, and no flag lifts it", () => {
  const made = plan("workspaces: { include: [{ name: Fresh }] }", crowded(7), {
    allow: ["destructive", "limits"],
  });
  expect(guard(made)).toMatchObject({ status: "refused", count: 11, limit: 10 });
  expect(guard(made)?.detail).toContain("CTC-WS-06");
});

test("CTC-WS-06 at ten workspaces a replaced one is deleted before its successor is made", () => {
  const made = plan(rooms(...THREE, 0, 1, 2, 3, 4, 5, "Fresh"), crowded(7), ALLOW);
  expect(made.steps.map((step) => [step.id, step.stage])).toEqual([
    ["workspace:room 6#delete", 0],
    ["workspace:fresh#create", 1],
  ]);
  expect(waits(made, "workspace:fresh#create")).toEqual(["workspace:room 6#delete"]);
});

test("CTC-WS-06 at nine workspaces the successor is made first", () => {
  const made = plan(rooms(...THREE, 0, 1, 2, 3, 4, "Fresh"), crowded(6), ALLOW);
  expect(made.steps.map((step) => [step.id, step.stage])).toEqual([
    ["workspace:fresh#create", 1],
    ["workspace:room 5#delete", 2],
  ]);
});

test("CTC-WS-06 two for two at nine: one is made at once, the other takes the place of one that goes", () => {
  const made = plan(rooms(...THREE, 0, 1, 2, 3, "One", "Two"), crowded(6), ALLOW);
  expect(waits(made, "workspace:one#create")).toEqual([]);
  expect(waits(made, "workspace:two#create")).toEqual(["workspace:room 4#delete"]);
  expect(made.steps.find((step) => step.id === "workspace:room 5#delete")?.stage).toBe(2);
});

test("CTC-WS-06 an account with twelve can be reduced to eleven, and gets no other in exchange", () => {
  const reduced = plan(rooms(...THREE, 0, 1, 2, 3, 4, 5, 6, 7), crowded(9), ALLOW);
  expect(reduced.steps.map((step) => step.id)).toEqual(["workspace:room 8#delete"]);
  expect(guard(reduced)?.status).toBe("passed");
  const exchanged = refusals(rooms(...THREE, 0, 1, 2, 3, 4, 5, 6, "Fresh"), crowded(9), ALLOW);
  expect(exchanged).toEqual(["limits"]);
  const enough = plan(rooms(...THREE, 0, 1, 2, 3, 4, 5, "Fresh"), crowded(9), ALLOW);
  expect(waits(enough, "workspace:fresh#create")).toEqual(
    [6, 7, 8].map((room) => `workspace:room ${room}#delete`),
  );
});

test("CTC-WS-06 the limit is the one the account tells, else ten", () => {
  const told = (number: string) => crowded(0, 0, (text) => text.replace("workspacesAtMost: 10", number));
  const manifest = "workspaces: { include: [{ name: Fresh }] }";
  expect(refusals(manifest, told("workspacesAtMost: 3"))).toEqual(["limits"]);
  expect(refusals(manifest, told("workspacesAtMost: 4"))).toEqual([]);
  expect(guard(plan(manifest, told("subscriptionNext: null")))?.limit).toBe(10);
});

test("CTC-WS-06, CTC-WS-11 the only workspace is not deleted to make place for another", () => {
  const one = crowded(0, 0, (text) =>
    text
      .replace(/ {2}- \{ name: (Sales|Support) \}\n/g, "")
      .replace(/\[Main, Sales\]|\[Support\]|\[Sales\]/g, "[Main]")
      .replace("workspacesAtMost: 10", "workspacesAtMost: 1"),
  );
  expect(refusals(rooms("Fresh"), one, ALLOW)).toContain("limits");
});

test("CTC-WS-11 where few may be missing at once, places are exchanged one by one", () => {
  const two = crowded(0, 0, (text) =>
    text
      .replace("  - { name: Support }\n", "")
      .replace("[Support]", "[Main]")
      .replace("workspacesAtMost: 10", "workspacesAtMost: 2"),
  );
  const made = plan(rooms("One", "Two"), two, ALLOW);
  expect(made.steps.map((step) => step.id)).toEqual([
    "workspace:main#delete",
    "workspace:one#create",
    "workspace:sales#delete",
    "workspace:two#create",
  ]);
  expect(waits(made, "workspace:sales#delete")).toEqual(["workspace:one#create"]);
});

test("CTC-TM-12 pending members count, and the eleventh is refused", () => {
  const invite = "members: { include: [{ email: eva@x.example, workspaces: [Main] }] }";
  expect(refusals(invite, crowded(0, 5))).toEqual(["limits"]);
  expect(refusals(invite, crowded(0, 4))).toEqual([]);
});

test("CTC-TM-12 at ten members one who goes frees the place of one who comes", () => {
  const made = plan(
    "members: { include: [{ email: eva@x.example, workspaces: [Main] }], exclude: [p0@x.example, p1@x.example] }",
    crowded(0, 5),
  );
  expect(made.steps.map((step) => [step.id, step.stage])).toEqual([
    ["member:p0@x.example#delete", 0],
    ["member:eva@x.example#create", 1],
    ["member:p1@x.example#delete", 2],
  ]);
});

test("CTC-TM-12, CTC-TM-15 at ten members other workspaces still take two calls, the removal first", () => {
  const made = plan(
    "members: { include: [{ email: ben@x.example, workspaces: [Main] }] }",
    crowded(0, 5),
    ALLOW,
  );
  expect(made.steps.map((step) => step.id)).toEqual([
    "member:ben@x.example#delete",
    "member:ben@x.example#create",
  ]);
});

test("CTC-TM-12, CTC-B-02 at ten members another address takes the place of the old one", () => {
  const manifest = "members: { include: [{ email: bea@x.example, renamedFrom: ben@x.example }] }";
  const full = plan(manifest, crowded(0, 5));
  expect(full.steps.map((step) => step.op)).toEqual(["delete", "create"]);
  expect(plan(manifest, crowded(0, 4)).steps.map((step) => step.op)).toEqual(["create", "delete"]);
});

test("CTC-TM-12, CTC-TM-14 the caller's own place is not freed for somebody else", () => {
  const manifest =
    "members: { include: [{ email: eva@x.example, workspaces: [Main] }], exclude: [ana@x.example] }";
  const asAna = crowded(0, 5, (text) => text.replace("caller: owner@x", "caller: ana@x"));
  expect(refusals(manifest, asAna, { allow: ["self-lockout"] })).toEqual(["limits"]);
});

test("CTC-TM-14 the caller cannot be invited anew by the session the removal ends", () => {
  const asAna = crowded(0, 0, (text) => text.replace("caller: owner@x", "caller: ana@x"));
  const manifest = "members: { include: [{ email: ana@x.example, workspaces: [Main] }] }";
  expect(refusals(manifest, asAna, { allow: ["destructive", "self-lockout"] })).toEqual(["CTC-TM-14"]);
});

test("CTC-WS-06, CTC-TM-12 a plan that adds is stale once others have added", () => {
  const made = plan("workspaces: { include: [{ name: Fresh }] }");
  expect(guard(made)?.witnesses).toEqual([
    { object: "workspaces", kind: "workspace", id: "", precondition: "", atMost: 3 },
  ]);
  expect(made.budget.checks.workspace).toBe("listing");
});

test("CTC-TM-15 people who are invited anew are out until they accept, and count as losing all access", () => {
  const more = [0, 1, 2, 3].map((at) => `{ email: p${at}@x.example, workspaces: [Main, Sales] }`).join(", ");
  const manifest = `members: { include: [${more}] }`;
  const many = crowded(0, 4);
  expect(refusals(manifest, many, { allow: ["destructive"] })).toEqual(["max-removals"]);
  const made = plan(manifest, many, ALLOW);
  expect(made.access.map((each) => each.losesAll)).toEqual([true, true, true, true]);
});

test("people under new addresses are out until they accept, and count all the same", () => {
  const moved = [0, 1, 2, 3].map(
    (at) => `{ email: p${at}@new.example, renamedFrom: p${at}@x.example, workspaces: [Main] }`,
  );
  const manifest = `members: { include: [${moved.join(", ")}] }`;
  expect(refusals(manifest, crowded(0, 4), { allow: ["destructive"] })).toEqual(["max-removals"]);
});
