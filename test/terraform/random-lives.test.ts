/**
 * Random configurations of every resource through creation, change and removal on a real account: what a core enforces
 * on planned and applied values holds at every step, whether the platform takes the values or refuses them.
 */
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import type { Platform } from "../../src/platform/contract.ts";
import { platforms } from "../../src/platform/index.ts";
import { variationsOf, withValue } from "../../src/terraform/acceptance.ts";
import { catalogOf, type ResourceEntry } from "../../src/terraform/catalog.ts";
import type { HclObject } from "../../src/terraform/hcl.ts";
import type { TerraformObject } from "../../src/terraform/protocol/provider.ts";
import { Rehearsal } from "../support/rehearsal.ts";
import { Bench } from "./support/bench.ts";
import { resolveBody } from "./support/resolve.ts";
import { type Bodies, kindBodies, linkBodies, needsOf } from "./support/stage.ts";

const RUNS = 12;
const LIMITS = { guards: { allow: ["max-removals", "destructive"] } };
const MINUTES = 60_000;

const rehearsals: Rehearsal[] = [];
afterAll(() => Promise.all(rehearsals.map((each) => each.stop())));

for (const platform of platforms) {
  const { table } = platform;
  test(`${table.platform}: random lives of every kind keep every rule`, {
    timeout: 3 * MINUTES,
  }, async () => {
    const bodies = kindBodies(catalogOf([platform]));
    await lives(platform, bodies, [...bodies.keys()]);
  });
  const links = linkBodies(catalogOf([platform]));
  const single = [...links.keys()].filter((entry) => entry.is === "link");
  if (single.length === 0) continue;
  test(`${table.platform}: random lives of every link keep every rule`, {
    timeout: 3 * MINUTES,
  }, async () => {
    await lives(platform, links, single);
  });
}

async function lives(platform: Platform, bodies: Bodies, entries: readonly ResourceEntry[]): Promise<void> {
  const rehearsal = await Rehearsal.start(needsOf(platform));
  rehearsals.push(rehearsal);
  const bench = new Bench(rehearsal);
  await bench.configure(LIMITS);
  const made = await makeAll(bench, bodies);
  for (const entry of entries) {
    let applied = 0;
    const body = bodies.get(entry) ?? {};
    const steps = fc.array(configsOf(body, entry, bench), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.boolean(), steps, async (again, configs) => {
        if (again && entry.kind.root !== true) await attempt(bench, entry, null, made);
        for (const config of configs) if ((await attempt(bench, entry, config, made)).length === 0) applied++;
        expect(bench.problems, entry.type).toEqual([]);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
    expect(applied, `${entry.type}: configurations that were applied`).toBeGreaterThan(0);
    await attempt(bench, entry, body, made);
  }
  await bench.configure();
}

/** Applies a configuration, or null to destroy, and tells what refused it; after one that is done, a new process plans nothing. */
async function attempt(
  bench: Bench,
  { type }: ResourceEntry,
  config: HclObject | null,
  made: Map<string, TerraformObject>,
): Promise<string[]> {
  const values = config === null ? null : resolveBody(config, made);
  const { state, diagnostics } = await bench.apply(type, made.get(type) ?? null, values);
  await bench.configure(LIMITS);
  if (state === null) made.delete(type);
  else made.set(type, state);
  const refusals = diagnostics.filter((each) => each.severity === "error").map((each) => each.detail);
  if (refusals.length > 0 || state === null) return refusals;
  const read = await bench.read(type, state);
  expect(read.state, `${type} is read as it was applied`).not.toBeNull();
  const { planned } = await bench.plan(type, read.state, values);
  expect(planned, `${type} plans nothing more`).toEqual(read.state);
  return [];
}

/** Every example, each after those it refers to. */
async function makeAll(bench: Bench, bodies: Bodies): Promise<Map<string, TerraformObject>> {
  const made = new Map<string, TerraformObject>();
  const waiting = new Map(bodies);
  while (waiting.size > 0) {
    const before = waiting.size;
    for (const [entry, body] of waiting) {
      const values = resolveBody(body, made);
      if (values === null) continue;
      made.set(entry.type, await bench.make(entry.type, values));
      waiting.delete(entry);
    }
    if (waiting.size === before) throw new Error("examples refer to each other in a circle");
  }
  return made;
}

/** The example with any of its attributes as it is, changed or unset; what is required stays. */
function configsOf(body: HclObject, entry: ResourceEntry, bench: Bench): fc.Arbitrary<HclObject> {
  const variations = variationsOf(entry);
  const optional = Object.keys(body).filter((name) => !isRequired(bench, entry.type, name));
  return fc
    .record({ changed: fc.subarray(variations), unset: fc.subarray(optional) })
    .map(({ changed, unset }) => {
      const varied = changed.reduce<HclObject>((to, { path, value }) => withValue(to, path, value), body);
      return Object.fromEntries(
        Object.entries(varied).map(([name, value]) => [name, unset.includes(name) ? null : value]),
      );
    });
}

function isRequired(bench: Bench, type: string, name: string): boolean {
  const attributes = bench.service.schema().resources[type]?.attributes ?? [];
  return attributes.some((each) => each.name === name && each.required === true);
}
