/** The peak a plan states, against the fullest moment that carrying its steps out can lead to. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Plan, SeatUse } from "../../src/plan/plan.ts";
import { mustPlan } from "../support/plans.ts";

const PEOPLE = ["owner", "ana", "ben", "cleo", "dora"].map((name) => `${name}@x.example`);

const account = (attached: boolean, seats: number, held: readonly string[]) => `
caller: owner@x.example
organization: { name: X }
apps:
  - { name: Tasks, activation: license, status: licensed }
licenses:
  - { app: Tasks, license: L, seats: ${seats}, attached: ${attached}, present: ${attached}, users: ${JSON.stringify(held)} }
groups:
  - { name: Administrators, isDefault: true, manageOrganization: true }
  - { name: Everyone, isDefault: true }
users:
${PEOPLE.map((email) => `  - { email: ${email}, enabled: true, isDefault: ${email.startsWith("owner")}, groups: [Administrators] }`).join("\n")}
`;

const manifest = (people: readonly string[], seated: readonly string[]) => `
licenses:
  - { app: Tasks, license: L, users: ${JSON.stringify(seated)} }
users: ${JSON.stringify(people.map((email) => ({ email })))}
`;

const ALLOW = ["max-removals", "last-administrator", "self-lockout", "destructive"];

/** Takes what can be taken before anything is given up, stage by stage. */
function fullest(plan: Plan, held: readonly string[]): number {
  const seated = new Set(held);
  const done = new Set<string>();
  let peak = seated.size;
  const left = [...plan.steps];
  while (left.length > 0) {
    const stage = Math.min(...left.map((step) => step.stage));
    const ready = left.filter((step) => step.stage === stage && step.dependsOn.every((id) => done.has(id)));
    const next = ready.find((step) => step.op !== "unlink") ?? ready[0];
    if (next === undefined) throw new Error("the steps wait for each other");
    left.splice(left.indexOf(next), 1);
    done.add(next.id);
    const person = String(next.args.to ?? "").replace(/^user-/, "");
    if (next.kind === "license" && next.op === "create") seated.add("owner@x.example");
    if (next.kind === "license" && next.op === "link") seated.add(person);
    if (next.kind === "license" && next.op === "unlink") seated.delete(person);
    if (next.kind === "user" && next.op === "delete") seated.delete(next.change.replace(/^user:/, ""));
    peak = Math.max(peak, seated.size);
  }
  return peak;
}

test("ECX-SEAT-03 the stated peak is the fullest moment, and never beyond the seats of a plan that fits", () => {
  const some = fc.subarray(PEOPLE);
  fc.assert(
    fc.property(fc.boolean(), some, some, some, fc.nat(2), (attached, was, is, staying, spare) => {
      const held = attached ? was : [];
      const people = [...new Set([...is, ...staying])];
      const seats = Math.max(held.length, is.length, 1) + spare;
      const plan = mustPlan(manifest(people, is), account(attached, seats, held), { allow: ALLOW });
      const [use] = plan.seats;
      expect(use).toMatchObject({ seats, before: held.length, after: is.length });
      expect(use?.peak).toBe(fullest(plan, held));
      expect(use?.peak).toBeLessThanOrEqual(seats);
    }),
    { numRuns: 300 },
  );
});

test.each<[string, number, string[], string[], SeatUse]>([
  ["a free seat is taken before another is given up", 3, ["ana", "ben"], ["ana", "cleo"], use(3, 2, 2, 3)],
  ["the last seat is given up before it is taken", 2, ["ana", "ben"], ["ana", "cleo"], use(2, 2, 2, 2)],
  ["more than there are is still counted", 1, ["ana"], ["ana", "ben"], use(1, 1, 2, 2)],
])("%s", (_, seats, was, is, expected) => {
  const address = (name: string) => `${name}@x.example`;
  const text = manifest(PEOPLE, is.map(address));
  const plan = mustPlan(text, account(true, seats, was.map(address)), { allow: ALLOW });
  expect(plan.seats).toEqual([expected]);
});

function use(seats: number, before: number, after: number, peak: number): SeatUse {
  return { license: "Tasks/L", seats, before, after, peak };
}
