/** Kinds inside kinds, on a made-up platform that can rename and remove what stands inside others. */
import { expect, test } from "vitest";
import { links, string } from "../../src/kind/attribute.ts";
import type { Entitlement } from "../../src/kind/entitlement.ts";
import { defineKind } from "../../src/kind/kind.ts";
import { objectsOf, type State } from "../../src/kind/state.ts";
import { defineTable } from "../../src/kind/table.ts";
import { mustPlan, planOf } from "../support/plans.ts";

const common = { summary: "-", source: "-", api: null } as const;
const name = string({ required: true, format: "name", doc: "Name." });
const inPlace = { as: "update", rule: "T-2" } as const;
const forGood = { effect: "delete", rule: "T-1" } as const;

const division = defineKind({
  ...common,
  name: "division",
  manifestKey: "divisions",
  attributes: { name },
  identity: ["name"],
  rename: inPlace,
  removal: forGood,
});
const team = defineKind({
  ...common,
  name: "team",
  manifestKey: "teams",
  parents: ["division", "team"],
  attributes: { name },
  identity: ["name"],
  rename: inPlace,
  removal: forGood,
});
const duty = defineKind({
  ...common,
  name: "duty",
  manifestKey: "duties",
  attributes: { name },
  identity: ["name"],
  rename: { as: "never", rule: "T-3" },
  removal: { effect: "never", rule: "T-3" },
  defaults: ["Watch", "Cook", "Steer"],
  closed: true,
});
const person = defineKind({
  ...common,
  name: "person",
  manifestKey: "people",
  parents: ["division", "team"],
  person: true,
  attributes: {
    email: string({ required: true, format: "email", doc: "Address." }),
    duties: links("duty", {
      whole: { first: ["Watch", "Cook", "Steer"] },
      atLeastOne: "T-4",
      doc: "Duties.",
    }),
  },
  identity: ["email"],
  rename: { as: "replace", rule: "T-5" },
  removal: forGood,
});

/** Whoever steers manages the place and everything in it. */
function access(state: State): Entitlement[] {
  return [...objectsOf(state, "person")].flatMap((each) => {
    const duties = (each.attributes.duties as readonly { to: string }[] | undefined) ?? [];
    const who = each.key.split("/").at(-1) ?? "";
    const on = each.parent?.key ?? "";
    return duties.map(({ to }) => ({
      person: who,
      permission: to === "steer" ? "manage" : "be",
      on,
      when: "now" as const,
      via: [to],
    }));
  });
}

const table = defineTable({
  platform: "ships",
  product: "Ships",
  kinds: [division, team, person],
  references: [duty],
  rules: {},
  permissions: [
    { name: "manage", says: "manage", probe: "-", administers: true, each: true },
    { name: "be", says: "be in", probe: "-" },
  ],
  capabilities: {},
  pageSize: 100,
  manageRule: "T-6",
  access,
});

const LIVE = `
divisions:
  - name: North
    people: [{ email: ana@x.example, duties: [Steer] }]
    teams:
      - name: A
        people: [{ email: ben@x.example, duties: [Watch] }, { email: ana@x.example, duties: [Cook] }]
        teams: [{ name: Night, people: [{ email: cleo@x.example, duties: [Watch] }] }]
      - { name: B }
  - name: South
    teams: [{ name: A, people: [{ email: ben@x.example, duties: [Watch] }] }]
`;
const plan = (manifest: string, options: { allow?: string[]; at?: string } = {}) =>
  mustPlan(manifest, LIVE, { table, allow: ["max-removals"], ...options });
const changes = (manifest: string, options = {}) =>
  plan(manifest, options).changes.map((change) => `${change.verb} ${change.id}`);

test("an object is known by its path: one name in two places is two objects", () => {
  expect(
    changes("divisions: { include: [{ name: South, teams: { include: [{ name: A, people: [] }] } }] }"),
  ).toEqual(["remove person:south/a/ben@x.example"]);
});

test("a list inside an object rules over that object alone, and a missing one over nothing", () => {
  const manifest =
    "divisions: { include: [{ name: North, teams: { include: [{ name: A }, { name: B, people: [] }] } }] }";
  expect(changes(manifest)).toEqual([]);
});

test("what is new is made inside what is new, by reference, in order", () => {
  const manifest = `
divisions:
  include:
    - name: East
      teams: [{ name: C, teams: [{ name: Day, people: [{ email: dan@x.example, duties: [Steer, Cook] }] }] }]
    - { name: North, people: { include: [{ email: eva@x.example, duties: [Watch] }] } }
`;
  const steps = plan(manifest).steps.map(({ id, args, dependsOn }) => [id, args, dependsOn]);
  expect(steps).toEqual([
    ["division:east#create", { name: "East" }, []],
    [
      "person:north/eva@x.example#create",
      { parent: "division-north", email: "eva@x.example", duties: [{ to: "duty-watch" }] },
      [],
    ],
    ["team:east/c#create", { parent: { $ref: "division:east" }, name: "C" }, ["division:east#create"]],
    ["team:east/c/day#create", { parent: { $ref: "team:east/c" }, name: "Day" }, ["team:east/c#create"]],
    [
      "person:east/c/day/dan@x.example#create",
      { parent: { $ref: "team:east/c/day" }, email: "dan@x.example", duties: [{ to: "duty-cook" }] },
      ["team:east/c/day#create"],
    ],
    [
      "person:east/c/day/dan@x.example#update.duties",
      { duties: [{ to: "duty-cook" }, { to: "duty-steer" }] },
      ["person:east/c/day/dan@x.example#create"],
    ],
  ]);
});

test("what stands inside a renamed object is still found, and renamed as well where it says so", () => {
  const manifest = `
divisions:
  include:
    - name: Polar
      renamedFrom: North
      teams:
        include:
          - { name: Alpha, renamedFrom: A, people: { include: [{ email: ben@x.example, duties: [Watch] }] } }
          - { name: B }
`;
  expect(changes(manifest)).toEqual(["update division:polar", "update team:polar/alpha"]);
  expect(plan(manifest).access).toEqual([]);
});

test("removals run from the inside outwards, and what nobody declares goes with its container", () => {
  const some = "divisions: { include: [{ name: North, teams: { exclude: [A], include: [{ name: B }] } }] }";
  expect(changes(some)).toEqual(["remove team:north/a"]);
  expect(plan(some).access.map(({ person, losesAll }) => [person, losesAll === true])).toEqual([
    ["ana@x.example", false],
    ["ben@x.example", false],
    ["cleo@x.example", true],
  ]);
  const all = `
divisions:
  include:
    - name: North
      teams: { include: [{ name: A, people: [], teams: [] }] }
`;
  expect(plan(all).steps.map((step) => step.id)).toEqual([
    "person:north/a/ana@x.example#delete",
    "person:north/a/ben@x.example#delete",
    "team:north/a/night#delete",
  ]);
});

test("patterns name the own part or the whole path", () => {
  const exclude = (pattern: string) =>
    changes(
      `divisions: { include: [{ name: North, teams: { include: [{ name: A, people: { exclude: ["${pattern}"] } }] } }] }`,
    );
  for (const pattern of ["ben@*", "north/a/ben@x.example", "NORTH/*/ben@x.example"]) {
    expect(exclude(pattern)).toEqual(["remove person:north/a/ben@x.example"]);
  }
  expect(exclude("south/*")).toEqual([]);
  const ignore = (pattern: string) =>
    changes(
      `ignore: { people: ["${pattern}"] }\ndivisions: { include: [{ name: North, teams: { include: [{ name: A, people: [] }] } }] }`,
    );
  expect(ignore("ben@*")).toEqual(["remove person:north/a/ana@x.example"]);
  expect(ignore("north/a/*")).toEqual([]);
});

test("who moves gets the new place before the old one goes, and counts as one person", () => {
  const manifest = `
divisions:
  include:
    - name: South
      people: { include: [{ email: ben@x.example, duties: [Watch] }] }
      teams: { include: [{ name: A, people: [] }] }
`;
  const { steps, access } = plan(manifest);
  expect(steps.map(({ id, dependsOn }) => [id, dependsOn])).toEqual([
    ["person:south/ben@x.example#create", []],
    ["person:south/a/ben@x.example#delete", ["person:south/ben@x.example#create"]],
  ]);
  expect(access).toHaveLength(1);
  expect(access[0]?.losesAll).toBeUndefined();
});

test("a path after renamedFrom makes a move one replacement", () => {
  const manifest = `
divisions:
  include:
    - name: South
      people: { include: [{ email: ben@x.example, duties: [Watch], renamedFrom: South/A/ben@x.example }] }
`;
  expect(changes(manifest)).toEqual(["replace person:south/ben@x.example"]);
  expect(planOf(manifest.replace("A/ben@x.example", "A/ben"), LIVE, { table }).diagnostics).toHaveLength(1);
});

test("what comes is given before what goes is taken, where a set is written as a whole", () => {
  const manifest =
    "divisions: { include: [{ name: North, teams: { include: [{ name: A, people: { include: [{ email: ben@x.example, duties: [Cook] }] } }] } }] }";
  expect(plan(manifest).steps.map(({ id, stage, args }) => [id, stage, args])).toEqual([
    [
      "person:north/a/ben@x.example#update.duties",
      1,
      { duties: [{ to: "duty-cook" }, { to: "duty-watch" }] },
    ],
    ["person:north/a/ben@x.example#update.duties.fewer", 2, { duties: [{ to: "duty-cook" }] }],
  ]);
});

test("every place keeps an administrator of its own", () => {
  const swap = (people: string) => `divisions: { include: [{ name: North, people: ${people} }] }`;
  const refused = (manifest: string) =>
    plan(manifest)
      .guards.filter((guard) => guard.status === "refused")
      .map(({ name, detail }) => [name, detail]);
  expect(refused(swap("[]"))).toEqual([
    ["last-administrator", "nobody would be left to manage north; losing it: ana@x.example"],
  ]);
  const handed = plan(swap("[{ email: dan@x.example, duties: [Steer] }]"));
  expect(handed.guards.filter((guard) => guard.status === "refused")).toEqual([]);
  expect(handed.steps.map(({ id, dependsOn }) => [id, dependsOn])).toEqual([
    ["person:north/dan@x.example#create", []],
    ["person:north/ana@x.example#delete", ["person:north/dan@x.example#create"]],
  ]);
});

test("T-4 an entry ends with its last link", () => {
  const manifest = (duties: string) =>
    `divisions: { include: [{ name: North, teams: { include: [{ name: A, people: { include: [{ email: ben@x.example, duties: ${duties} }] } }] } }] }`;
  const both = manifest("[{ name: Watch, until: 2026-11-01 }, { name: Cook, until: 2026-12-01 }]");
  expect(changes(both)).toEqual(["update person:north/a/ben@x.example"]);
  expect(changes(both, { at: "2026-12-03T00:00:00Z" })).toEqual(["remove person:north/a/ben@x.example"]);
  expect(planOf(manifest("[]"), LIVE, { table }).diagnostics.map((each) => each.code)).toEqual(["T-4"]);
});

test("a closed kind takes no other name, offline", () => {
  const manifest =
    "divisions: { include: [{ name: North, people: { include: [{ email: z@x.example, duties: [Wach] }] } }] }";
  const [problem] = planOf(manifest, LIVE, { table }).diagnostics;
  expect([problem?.message, problem?.fix]).toEqual([
    'there is no duty "Wach". Did you mean "Watch"?',
    "name one of Watch, Cook, Steer",
  ]);
});

test("what stands inside others is refused at the top", () => {
  const [problem] = planOf("people: []", LIVE, { table }).diagnostics;
  expect(problem?.message).toBe("people stand inside an object, not at the top of a manifest");
});
