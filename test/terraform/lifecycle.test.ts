/** Random configurations through their whole life on a real account: what a core enforces holds at every step. */
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { platforms } from "../../src/platform/index.ts";
import { catalogOf, type KindEntry } from "../../src/terraform/catalog.ts";
import type { TerraformObject, TerraformValue } from "../../src/terraform/protocol/provider.ts";
import { Rehearsal } from "../support/rehearsal.ts";
import { Bench, full } from "./support/bench.ts";

const RUNS = 25;

/** Values that the account of the test can take, by resource and attribute; null leaves an attribute unset. */
interface Story {
  readonly type: string;
  readonly values: { readonly [name: string]: readonly TerraformValue[] };
}

const GROUPS: readonly TerraformValue[] = [
  null,
  [],
  ["One"],
  ["two", "ONE"],
  ["Everyone"],
  ["One", "everyone"],
];
const STORIES: readonly Story[] = [
  {
    type: "cxroster_engagecx_user",
    values: {
      email: ["ana@x.example", "ANA@x.example", "Ana@X.example"],
      groups: GROUPS,
      enabled: [null, true, false],
      send_invitation: [null, true, false],
      deletion_protection: [null, false],
    },
  },
  {
    type: "cxroster_engagecx_group",
    values: {
      name: ["Three", "three", "Four"],
      workspaces: [null, [], ["Claims"], ["CLAIMS", "Sales"]],
      manage_organization: [null, true, false],
      deletion_protection: [null, false],
    },
  },
  {
    type: "cxroster_engagecx_category",
    values: {
      name: ["Daily Work", "daily work", "Rare Work"],
      order: [null, 1, 7],
      columns: [null, 1, 3],
      deletion_protection: [null, false],
    },
  },
  {
    type: "cxroster_engagecx_app",
    values: {
      name: ["Tasks", "tasks"],
      category: ["Documents", "documents", "Experience"],
      access: [
        null,
        { groups: null, users: null },
        { groups: ["One"], users: [] },
        { groups: [], users: ["owner@northwind.example"] },
      ],
      activation: [null, "trial", "license"],
    },
  },
];

let rehearsal: Rehearsal;

beforeAll(async () => {
  rehearsal = await Rehearsal.start();
  const bench = new Bench(rehearsal);
  for (const name of ["One", "Two"]) await bench.make("cxroster_engagecx_group", { name });
  for (const name of ["Claims", "Sales"]) await bench.make("cxroster_engagecx_workspace", { name });
  await bench.service.configure({}, "1.11.4");
});
afterAll(() => rehearsal.stop());

test.each(STORIES)(
  "$type keeps every rule through random lives",
  { timeout: 120_000 },
  async ({ type, values }) => {
    const model = Object.fromEntries(
      Object.entries(values).map(([name, list]) => [name, fc.constantFrom(...list)]),
    );
    const life = fc.array(fc.record(model) as fc.Arbitrary<TerraformObject>, { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(life, (configs) => live(type, configs)),
      { numRuns: RUNS },
    );
  },
);

async function live(type: string, configs: readonly TerraformObject[]): Promise<void> {
  const bench = new Bench(rehearsal);
  const allowed = { guards: { allow: ["max-removals"] } };
  await bench.configure(allowed);
  let state: TerraformObject | null = null;
  for (const config of configs) {
    state = await bench.make(type, config, state);
    await bench.configure(allowed);
    const read = await bench.read(type, state);
    expect(read.diagnostics).toEqual([]);
    const { planned, requiresReplace } = await bench.plan(type, read.state, config);
    expect({ planned, requiresReplace }).toEqual({ planned: read.state, requiresReplace: [] });
    state = read.state;
  }
  const imported = await bench.service.importResource(type, `id:${String(state?.id)}`, null);
  expect(imported.diagnostics).toEqual([]);
  await end(bench, type, state);
  expect(bench.problems).toEqual([]);
  await bench.service.configure({}, "1.11.4");
}

async function end(bench: Bench, type: string, state: TerraformObject | null): Promise<void> {
  const gone = await bench.apply(type, state, null);
  expect({ state: gone.state, errors: gone.diagnostics.filter((each) => each.severity === "error") }).toEqual(
    {
      state: null,
      errors: [],
    },
  );
}

test("every data source reads what its resource made, in the shape of its schema", async () => {
  const bench = new Bench(rehearsal);
  for (const entry of catalogOf(platforms).dataSources.values()) {
    if (entry.platform.table.platform !== "engagecx") continue;
    const schema = bench.service.schema().dataSources[entry.type]?.attributes ?? [];
    const config = entry.is === "access" || entry.kind.root === true ? {} : await anyId(entry);
    if (config === null) continue;
    const { diagnostics, state } = await bench.service.readDataSource(entry.type, full(schema, config));
    expect(diagnostics, entry.type).toEqual([]);
    expect(state, entry.type).not.toBeNull();
  }
  expect(bench.problems).toEqual([]);
});

async function anyId({ kind }: KindEntry): Promise<TerraformObject | null> {
  const objects = await rehearsal.connect().readAll(kind.name);
  const [first] = objects.filter((each) => each.present);
  return first === undefined ? null : { id: first.id };
}
