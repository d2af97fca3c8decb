/** The whole life of resources, step by step; each step fails where a user would notice. */
import { expect } from "vitest";
import { keyOfWritten } from "../../../src/kind/kind.ts";
import type { Call } from "../../../src/platform/contract.ts";
import { variationsOf, withValue } from "../../../src/terraform/acceptance.ts";
import type { ResourceEntry } from "../../../src/terraform/catalog.ts";
import { examplePath } from "../../../src/terraform/example.ts";
import { snakeCase } from "../../../src/terraform/names.ts";
import { addressOf, type Bodies, type Stage, text } from "./stage.ts";

type Values = Record<string, unknown>;

/** Creates, plans, imports, meddles with, changes and destroys the resources. */
export async function live(stage: Stage, bodies: Bodies): Promise<void> {
  const { module } = stage;
  module.write(text(bodies));
  await module.apply();
  await expectNothing(stage);
  const created = module.values();
  expect([...created.keys()].sort()).toEqual([...bodies.keys()].map(addressOf).sort());
  await importsEqual(stage, bodies, created, nameOf);
  await importsEqual(stage, bodies, created, (_entry, values) => idOf(_entry, values));
  await notices(stage, bodies, created);
  await changes(stage, bodies);
  await module.must("destroy", "-no-color", "-auto-approve", "-input=false");
  expect(module.values()).toEqual(new Map());
  await gone(stage, created);
}

/** No change, whether the account is read again or not; facts may have followed what other resources did. */
async function expectNothing({ module }: Stage): Promise<void> {
  for (const refresh of ["-refresh=false", "-refresh=true"]) {
    const { changes, hasChanges, out } = await module.plan(refresh);
    const seen = { refresh, changes: [...changes], out: hasChanges ? out : "" };
    expect(seen).toEqual({ refresh, changes: [], out: "" });
  }
}

/** Imported values are those of the resource that was created, but for what nobody can read back. */
async function importsEqual(
  stage: Stage,
  bodies: Bodies,
  created: ReadonlyMap<string, Values>,
  how: (entry: ResourceEntry, values: Values) => string,
): Promise<void> {
  const other = stage.another();
  const imports = [...bodies.keys()].map((entry) => {
    const id = how(entry, created.get(addressOf(entry)) ?? {});
    return `import {\n  to = ${addressOf(entry)}\n  id = ${JSON.stringify(id)}\n}\n`;
  });
  other.write(text(bodies) + imports.join(""));
  await other.must("plan", "-no-color", "-input=false", "-out=plan");
  const shown = JSON.parse(await other.shown("plan")) as {
    resource_changes: { address: string; change: { before: Values; importing?: object } }[];
  };
  for (const entry of bodies.keys()) {
    const change = shown.resource_changes.find((each) => each.address === addressOf(entry))?.change;
    expect(change?.importing, addressOf(entry)).toBeDefined();
    const expected = comparable(
      entry,
      created.get(addressOf(entry)) ?? {},
      created.get(addressOf(entry)) ?? {},
    );
    const imported = comparable(entry, change?.before ?? {}, created.get(addressOf(entry)) ?? {});
    expect(imported, addressOf(entry)).toEqual(expected);
  }
}

/**
 * What is unset in the created one was not managed there; import fills it. Facts, and values that another one may
 * stand for, may have followed what other resources did since.
 */
function comparable(entry: ResourceEntry, values: Values, created: Values): Values {
  const hidden = new Set(["deletion_protection"]);
  for (const [path, leaf] of entry.is === "kind" ? entry.kind.leaves : []) {
    const mayFollowOthers =
      leaf.readOnly === true || (leaf.type === "enum" && leaf.satisfiedWhen !== undefined);
    if (leaf.writeOnly === true || mayFollowOthers) hidden.add(snakeCase(path));
  }
  const kept = Object.entries(values).filter(
    ([name]) => !hidden.has(name) && (created[name] ?? null) !== null,
  );
  return Object.fromEntries(kept.map(([name, value]) => [name, pruned(value, created[name])]));
}

function pruned(value: unknown, like: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const model = (like ?? {}) as Values;
  const kept = Object.entries(value).filter(([name]) => (model[name] ?? null) !== null);
  return Object.fromEntries(kept.map(([name, each]) => [name, pruned(each, model[name])]));
}

function nameOf(entry: ResourceEntry, values: Values): string {
  const written = (kind: ResourceEntry["kind"], from: Values): string =>
    kind.identity.map((part) => String(from[snakeCase(part)])).join("/");
  if (entry.is === "link") {
    return `${values[snakeCase(entry.kind.name)]}/${values[snakeCase(entry.target.name)]}`;
  }
  if (entry.kind.parents !== undefined) return examplePath(entry.platform.table, entry.kind) ?? "";
  return entry.kind.root === true ? String(values.name) : written(entry.kind, values);
}

function idOf(entry: ResourceEntry, values: Values): string {
  return entry.is === "link" ? String(values.id) : `id:${values.id}`;
}

/** Somebody else changes every object; the next plan says so, and apply puts it right. */
async function notices(stage: Stage, bodies: Bodies, created: ReadonlyMap<string, Values>): Promise<void> {
  const client = stage.rehearsal.connect();
  const meddled: ResourceEntry[] = [];
  for (const entry of bodies.keys()) {
    const call = meddling(stage, entry, created);
    if (call === null) continue;
    await client.execute(call);
    meddled.push(entry);
  }
  const { changes } = await stage.module.plan();
  for (const entry of meddled)
    expect([...changes.keys()], `notices ${addressOf(entry)}`).toContain(addressOf(entry));
  await stage.module.apply();
  await expectNothing(stage);
}

function meddling(stage: Stage, entry: ResourceEntry, created: ReadonlyMap<string, Values>): Call | null {
  const values = created.get(addressOf(entry)) ?? {};
  const base = { kind: entry.kind.name, idempotencyKey: `meddle/${entry.type}`, repeat: "safe" as const };
  if (entry.is === "link") {
    const [owner = "", target = ""] = String(values.id).split("/").map(decodeURIComponent);
    return { ...base, op: "unlink", id: owner, args: { path: entry.path, to: target } };
  }
  const id = String(values.id);
  const variations = variationsOf(entry).filter(({ path }) => valueAt(values, path) !== null);
  const scalar = variations.find(({ leaf }) => ["string", "integer", "boolean", "enum"].includes(leaf.type));
  if (scalar !== undefined) {
    return { ...base, op: "update", id, args: { [scalar.path]: scalar.value as string } };
  }
  const links = variations.find(({ leaf }) => leaf.type === "links");
  if (links?.leaf.type !== "links") return null;
  const to = targetId(stage, links.leaf.to, valueAt(values, links.path), created);
  return to === null ? null : { ...base, op: "unlink", id, args: { path: links.path, to } };
}

function valueAt(values: Values, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((at, name) => (at as Values | null)?.[snakeCase(name)] ?? null, values);
}

function targetId(
  stage: Stage,
  kindName: string,
  names: unknown,
  created: ReadonlyMap<string, Values>,
): string | null {
  const entry = [...stage.catalog.resources.values()].find(
    (each) => each.is === "kind" && each.kind.name === kindName,
  );
  const values = entry === undefined ? undefined : created.get(addressOf(entry));
  const [first] = Array.isArray(names) ? names : [];
  const name = typeof first === "string" ? first : String((first as Values | undefined)?.name);
  if (entry === undefined || values === undefined) return null;
  const same = keyOfWritten(entry.kind, nameOf(entry, values)) === keyOfWritten(entry.kind, name);
  return same ? String(values.id) : null;
}

/** Round after round, every resource gets another value for its next attribute. */
async function changes(stage: Stage, bodies: Bodies): Promise<void> {
  const { module } = stage;
  const variations = new Map([...bodies.keys()].map((entry) => [entry, variationsFor(entry, bodies)]));
  const rounds = Math.max(0, ...[...variations.values()].map((list) => list.length));
  for (let round = 0; round < rounds; round++) {
    const expected: [string, string, unknown][] = [];
    for (const [entry, list] of variations) {
      const variation = list[round];
      if (variation === undefined) continue;
      bodies.set(entry, withValue(bodies.get(entry) ?? {}, variation.path, variation.value));
      expected.push([addressOf(entry), variation.path, variation.value]);
    }
    module.write(text(bodies));
    await module.apply();
    const values = module.values();
    for (const [address, path, value] of expected) {
      expect(valueAt(values.get(address) ?? {}, path), `${address}.${path}`).toEqual(value);
    }
    await expectNothing(stage);
  }
}

/** Where links are resources of their own, only they change: their owners have a life of their own. */
function variationsFor(entry: ResourceEntry, bodies: Bodies) {
  const single = [...bodies.keys()].some((each) => each.is === "link");
  return single && entry.is === "kind" ? [] : variationsOf(entry);
}

/** What a destroy removes is gone from the account; what it only disables or forgets is there. */
async function gone(stage: Stage, created: ReadonlyMap<string, Values>): Promise<void> {
  const client = stage.rehearsal.connect();
  for (const entry of stage.catalog.resources.values()) {
    const values = created.get(addressOf(entry));
    if (entry.is === "link" || values === undefined) continue;
    const [object] = await client.readEach(entry.kind.name, [String(values.id)]);
    const { effect, sets } = entry.kind.removal;
    if (effect === "delete") expect(object?.present ?? false, addressOf(entry)).toBe(false);
    else expect(object?.present, addressOf(entry)).toBe(true);
    for (const [path, value] of Object.entries(effect === "disable" ? (sets ?? {}) : {})) {
      expect(object?.attributes[path], addressOf(entry)).toBe(value);
    }
  }
}
