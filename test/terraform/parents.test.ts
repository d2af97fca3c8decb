/** What objects stand inside, spelled by id or by path: two spellings of one node are no move. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TerraformObject } from "../../src/terraform/protocol/provider.ts";
import { Rehearsal } from "../support/rehearsal.ts";
import { Bench } from "./support/bench.ts";

const SUBGROUP = "cxroster_autoid_subgroup";
const USER = "cxroster_autoid_user";

let rehearsal: Rehearsal;
let bench: Bench;
let north: string;
let south: string;

beforeAll(async () => {
  rehearsal = await Rehearsal.start({ platform: "autoid" });
  bench = new Bench(rehearsal);
  await bench.configure();
  north = String((await bench.make(SUBGROUP, { name: "North", parent: "Northwind" })).id);
  south = String((await bench.make(SUBGROUP, { name: "South", parent: "Northwind" })).id);
});
afterAll(async () => {
  expect(bench.problems).toEqual([]);
  await rehearsal.stop();
});

const ana = (parent: string): TerraformObject => ({ email: "ana@x.example", roles: ["User"], parent });

test("AID-TREE-06 an imported grant stays where it is when its parent is configured by path", async () => {
  const made = await bench.make(USER, ana("northwind/NORTH"));
  expect(made.parent).toBe("northwind/NORTH");
  const imported = await bench.service.importResource(USER, "Northwind/North/ana@x.example", null);
  expect(imported.state?.parent).toBe(north);
  const plan = await bench.plan(USER, imported.state, ana("Northwind/North"));
  expect([plan.requiresReplace, plan.planned]).toEqual([[], imported.state]);
  const back = await bench.plan(USER, made, ana(north));
  expect([back.requiresReplace, back.planned]).toEqual([[], made]);
});

test("AID-TREE-06 other changes are made without moving, and keep the spelling of the state", async () => {
  const { state } = await bench.service.importResource(USER, "Northwind/North/ana@x.example", null);
  const values = { ...ana("Northwind/North"), roles: ["User", "Messaging Agent"] };
  const { state: applied, diagnostics } = await bench.apply(USER, state, values);
  expect(diagnostics.filter((each) => each.severity === "error")).toEqual([]);
  expect([applied?.parent, applied?.id]).toEqual([north, state?.id]);
});

test("another node is a move, and so is one that does not exist", async () => {
  const { state } = await bench.service.importResource(USER, "Northwind/North/ana@x.example", null);
  for (const parent of ["Northwind/South", south, "Northwind/Nowhere"]) {
    const plan = await bench.plan(USER, state, { ...ana(parent), deletion_protection: false });
    expect([parent, plan.requiresReplace]).toEqual([parent, [["parent"]]]);
  }
});

test("where nothing can be read, nothing is planned to move", async () => {
  const { state } = await bench.service.importResource(USER, "Northwind/North/ana@x.example", null);
  const cut = new Bench(rehearsal, { CXROSTER_TOKEN: "no-such-token" });
  const plan = await cut.plan(USER, state, ana("Northwind/North"));
  expect(plan.diagnostics.map((each) => each.severity)).toEqual(["error"]);
  expect([plan.requiresReplace, plan.planned]).toEqual([[], state]);
});
