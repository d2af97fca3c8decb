/** A saved plan that grants something on a node holds for what stood below that node when it was reviewed. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { ids, refer } from "../properties/calls.ts";
import { Rehearsal } from "../support/rehearsal.ts";

let rehearsal: Rehearsal;
beforeAll(async () => {
  rehearsal = await Rehearsal.start({ platform: "autoid" });
  await rehearsal.sync(`
groups:
  include:
    - name: Northwind
      subgroups:
        include:
          - { name: North, subgroups: { include: [{ name: Night }] } }
          - name: South
            users: { include: [{ email: ben@x.example, roles: [User] }] }
`);
});
afterAll(() => rehearsal.stop());

const below = (inner: string) =>
  `groups: { include: [{ name: Northwind, subgroups: { include: [${inner}] } }] }`;

async function addByHand(parentName: string, name: string): Promise<void> {
  const parent = refer(await ids(rehearsal, "/nodes", "name"), parentName);
  const made = await rehearsal.call("POST", "/nodes", { body: { name, kind: "location", parent } });
  expect(made.status).toBe(201);
}

const grant = (email: string) =>
  below(`{ name: North, users: { include: [{ email: ${email}, roles: [User] }] } }`);

test("AID-TREE-07 a location that came below the node since makes the plan stale, at any depth", async () => {
  const plan = await rehearsal.plan(grant("ana@x.example"));
  await addByHand("Night", "Harbor Street");
  const { staleObjects, outcomes } = await rehearsal.apply(plan);
  expect(staleObjects).toEqual([
    "subgroup:northwind/north (the reviewed access rests on it) holds other things than before",
  ]);
  expect(outcomes.filter((each) => each.state === "done")).toEqual([]);
  const anew = await rehearsal.apply(await rehearsal.plan(grant("ana@x.example")));
  expect(anew.outcomes.map((each) => each.state)).toEqual(["done"]);
});

test("AID-TREE-07 a role more on the node rests on what is below it as well", async () => {
  const more = below(
    "{ name: North, users: { include: [{ email: ana@x.example, roles: [User, Messaging Agent] }] } }",
  );
  const plan = await rehearsal.plan(more);
  await addByHand("North", "Quay");
  expect((await rehearsal.apply(plan)).staleObjects).toHaveLength(1);
});

test("AID-TREE-07 a grant above, that the access goes on through, must still be there", async () => {
  await rehearsal.sync(grant("dora@x.example"));
  await rehearsal.sync(
    below("").replace(
      "subgroups",
      "users: { include: [{ email: dora@x.example, roles: [User] }] }, subgroups",
    ),
  );
  const plan = await rehearsal.plan(below("{ name: North, users: { exclude: [dora@x.example] } }"));
  const nodes = await ids(rehearsal, "/nodes", "name");
  const { items } = (await (await rehearsal.call("GET", "/users?limit=500")).json()) as {
    items: { id: string; node: string; email: string }[];
  };
  const root = items.find((row) => row.email === "dora@x.example" && row.node === nodes.get("Northwind"));
  await rehearsal.call("DELETE", `/nodes/${root?.node}/users/${root?.id}?confirm=true`);
  const { staleObjects } = await rehearsal.apply(plan);
  expect(staleObjects).toEqual(["user:northwind/dora@x.example (the reviewed access rests on it) is gone"]);
});

test("what came elsewhere, or below a node where access is only taken, is no matter", async () => {
  const plan = await rehearsal.plan(grant("cleo@x.example"));
  await addByHand("South", "Elsewhere");
  expect((await rehearsal.apply(plan)).outcomes.map((each) => each.state)).toEqual(["done"]);
  const taking = await rehearsal.plan(below("{ name: South, users: { exclude: [ben@x.example] } }"));
  await addByHand("South", "Market");
  const { staleObjects, outcomes } = await rehearsal.apply(taking);
  expect([staleObjects, outcomes.map((each) => each.state)]).toEqual([[], ["done"]]);
});
