/** The provider on a real account of the bundled server, called directly. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ResourceResult, TerraformObject } from "../../src/terraform/protocol/provider.ts";
import { Rehearsal } from "../support/rehearsal.ts";
import { Bench, full } from "./support/bench.ts";

const USER = "cxroster_engagecx_user";
const GROUP = "cxroster_engagecx_group";
const WORKSPACE = "cxroster_engagecx_workspace";
const MEMBER = "cxroster_engagecx_group_member";
const LICENSE = "cxroster_engagecx_license";
const APP = "cxroster_engagecx_app";
const CATEGORY = "cxroster_engagecx_category";
const ORGANIZATION = "cxroster_engagecx_organization";

let rehearsal: Rehearsal;
let bench: Bench;

beforeEach(async () => {
  const license = { name: "Tasks 2026", app: "tasks", seats: 2, expiresAt: "2099-12-31T00:00:00Z" };
  rehearsal = await Rehearsal.start({ account: { licenses: [license] } });
  bench = new Bench(rehearsal);
});
afterEach(async () => {
  expect(bench.problems).toEqual([]);
  await bench.service.configure({}, "1.11.4");
  await rehearsal.stop();
});

function errors(result: Pick<ResourceResult, "diagnostics">): string[] {
  return result.diagnostics.filter((each) => each.severity === "error").map((each) => each.summary);
}

async function counted(work: () => Promise<unknown>): Promise<{ reads: number; writes: number }> {
  await rehearsal.admin("POST", "/admin/counters/reset");
  await work();
  const path = `/admin/counters?account=${rehearsal.account.id}`;
  return (await rehearsal.admin("GET", path)) as { reads: number; writes: number };
}

test("unset links are not managed, empty ones mean nobody", async () => {
  await bench.make(GROUP, { name: "Handlers" });
  const ana = await bench.make(USER, { email: "ana@x.example", groups: ["Handlers"] });
  const { diagnostics } = await bench.plan(USER, ana, { email: "ana@x.example" });
  expect(diagnostics.map((each) => each.summary)).toEqual(["No longer managed"]);
  const released = await bench.apply(USER, ana, { email: "ana@x.example" });
  expect(released.state?.groups).toBeNull();
  const read = await bench.read(USER, released.state ?? {});
  expect(read.state?.groups).toBeNull();
  const data = await bench.service.readDataSource(
    USER,
    full(bench.service.schema().dataSources[USER]?.attributes ?? [], { email: "ANA@x.example" }),
  );
  expect(data.state?.groups).toContain("Handlers");
  const emptied = await bench.make(USER, { email: "ana@x.example", groups: [] }, released.state);
  expect(emptied.groups).toEqual([]);
  await bench.configure();
  expect((await bench.read(USER, emptied)).state?.groups).toEqual([]);
});

test("other spellings of the same are no change, and keep the spelling of the state", async () => {
  await bench.make(GROUP, { name: "Handlers" });
  const made = await bench.make(USER, { email: "Ana@x.example", groups: ["HANDLERS", "Everyone"] });
  expect(made.groups).toEqual(["HANDLERS", "Everyone"]);
  await bench.configure();
  const { state } = await bench.read(USER, made);
  expect(state?.email).toBe("Ana@x.example");
  expect(new Set(state?.groups as string[])).toEqual(new Set(["HANDLERS", "Everyone"]));
  const { planned } = await bench.plan(USER, state, { email: "ANA@x.example", groups: ["handlers"] });
  expect(planned).toEqual(state);
});

test("an unknown name is an error at its attribute, with the name that is near", async () => {
  await bench.make(GROUP, { name: "Handlers" });
  const result = await bench.apply(USER, null, { email: "ana@x.example", groups: ["Handlrs"] });
  expect(errors(result)).toEqual(["Unknown group"]);
  expect(result.state).toBeNull();
  expect(result.diagnostics[0]?.path).toEqual(["groups"]);
  expect(result.diagnostics[0]?.detail).toContain("Handlers");
});

test("ECX-WS-03 a wrong value is an error at its attribute while validating", async () => {
  const schema = bench.service.schema().resources[WORKSPACE]?.attributes ?? [];
  const found = await bench.service.validateResource(
    WORKSPACE,
    full(schema, { name: "Claims-Europe" }),
    true,
  );
  expect(found.map((each) => [each.severity, each.path])).toEqual([["error", ["name"]]]);
  expect(found[0]?.detail).toContain("ECX-WS-03");
});

test("a secret needs a core that keeps it out of the state, and is in no state", async () => {
  const schema = bench.service.schema().resources[LICENSE]?.attributes ?? [];
  const config = { app: "Tasks", license: "Tasks 2026", key: "sesame", deletion_protection: false };
  expect(await bench.service.validateResource(LICENSE, full(schema, config), true)).toEqual([]);
  const old = await bench.service.validateResource(LICENSE, full(schema, config), false);
  expect(old.map((each) => each.path)).toEqual([["key"]]);
  await bench.make(APP, { name: "Tasks", category: "Documents" });
  const made = await bench.make(LICENSE, config);
  expect(JSON.stringify(made)).not.toContain("sesame");
});

test("what exists already is refused with the way to import it", async () => {
  await bench.make(WORKSPACE, { name: "Claims" });
  await bench.configure();
  const result = await bench.apply(WORKSPACE, null, { name: "claims" });
  expect(errors(result)).toEqual(["The workspace exists already"]);
  expect(result.diagnostics[0]?.detail).toContain("import");
  expect(result.state).toBeNull();
});

test("a protected object is destroyed only after its protection was taken away", async () => {
  const made = await bench.make(WORKSPACE, { name: "Claims" });
  expect(made.deletion_protection).toBe(true);
  expect(errors(await bench.apply(WORKSPACE, made, null))).toEqual(["The workspace is protected"]);
  const open = await bench.make(WORKSPACE, { name: "Claims", deletion_protection: false }, made);
  expect(await bench.apply(WORKSPACE, open, null)).toMatchObject({ state: null, diagnostics: [] });
});

test("what a platform cannot remove is only forgotten, with a warning, and taken up again", async () => {
  const made = await bench.make(APP, { name: "Tasks", category: "Documents" });
  const plan = await bench.plan(APP, made, null);
  expect(plan.diagnostics.map((each) => [each.severity, each.summary])).toEqual([
    ["warning", "It stays on the platform"],
  ]);
  expect((await bench.apply(APP, made, null)).state).toBeNull();
  const again = await bench.make(APP, { name: "Tasks", category: "Experience" });
  expect(again.id).toBe(made.id);
});

test("another account than the configured one is refused", async () => {
  const result = await bench.apply(ORGANIZATION, null, { name: "Southwind" });
  expect(errors(result)).toEqual(["Another organization"]);
  const made = await bench.make(ORGANIZATION, { name: "northwind" });
  const renamed = await bench.make(ORGANIZATION, { name: "Southwind" }, made);
  expect(renamed.name).toBe("Southwind");
});

test("a new e-mail address makes a new user", async () => {
  const made = await bench.make(USER, { email: "ana@x.example" });
  const { requiresReplace } = await bench.plan(USER, made, { email: "ana.pop@x.example" });
  expect(requiresReplace).toEqual([["email"]]);
});

test("a later call that fails leaves what came into being in the state", async () => {
  await bench.make(APP, { name: "Tasks", category: "Documents" });
  const values = {
    app: "Tasks",
    license: "Tasks 2026",
    users: ["a@x.example", "b@x.example", "c@x.example"],
  };
  for (const email of values.users) await bench.make(USER, { email });
  const result = await bench.apply(LICENSE, null, values);
  expect(errors(result)).toEqual(["The platform refused"]);
  expect(result.diagnostics[0]?.path).toEqual(["users"]);
  expect(result.state?.id).not.toBeNull();
  expect(result.state?.deletion_protection).toBe(false);
  expect(result.state).toMatchObject({ license: "Tasks 2026" });
  expect(result.state?.users).not.toEqual(values.users);
});

test("what the plan did not show is not taken away", async () => {
  for (const name of ["One", "Two", "Three"]) await bench.make(GROUP, { name });
  const made = await bench.make(USER, { email: "ana@x.example", groups: ["One", "Two"] });
  await bench.make(MEMBER, { user: "ana@x.example", group: "Three" });
  await bench.configure();
  const changed = await bench.make(USER, { email: "ana@x.example", groups: ["One"] }, made);
  expect(changed.groups).toEqual(["One"]);
  await bench.configure();
  expect((await bench.read(USER, changed)).state?.groups).toEqual(["One", "Three"]);
});

test("a whole set and single links of one object are pointed out", async () => {
  await bench.make(GROUP, { name: "One" });
  await bench.make(USER, { email: "ana@x.example", groups: ["One"] });
  const { diagnostics } = await bench.plan(MEMBER, null, { user: "Ana@x.example", group: "One" });
  expect(diagnostics.map((each) => each.summary)).toEqual(["Managed twice"]);
  expect(diagnostics[0]?.detail).toContain(USER);
  expect(diagnostics[0]?.detail).toContain(MEMBER);
});

test("ECX-PERM-02 membership of Everyone cannot be managed one by one", async () => {
  const schema = bench.service.schema().resources[MEMBER]?.attributes ?? [];
  const config = full(schema, { user: "ana@x.example", group: "everyone" });
  const found = await bench.service.validateResource(MEMBER, config, true);
  expect(found.map((each) => each.path)).toEqual([["group"]]);
});

test("an object that somebody else removed is gone after one more look", async () => {
  const made = await bench.make(WORKSPACE, { name: "Claims", deletion_protection: false });
  const other = rehearsal.connect();
  await bench.configure();
  await bench.read(WORKSPACE, made);
  await other.execute({
    kind: "workspace",
    op: "delete",
    id: String(made.id),
    args: {},
    idempotencyKey: "x",
    repeat: "safe",
  });
  await bench.configure();
  expect((await bench.read(WORKSPACE, made)).state).toBeNull();
});

test("the last administrator stays, even when two lose the right at once", async () => {
  await bench.make(GROUP, { name: "Leads", manage_organization: true });
  const lead = await bench.make(USER, { email: "a@x.example", groups: ["Leads"] });
  const owner = await bench.service.importResource(USER, "owner@northwind.example", null);
  await bench.configure({ guards: { allow: ["self-lockout", "max-removals"] } });
  const results = await Promise.all([
    bench.apply(USER, lead, { email: "a@x.example", groups: [] }),
    bench.apply(USER, owner.state, { email: "owner@northwind.example", groups: [] }),
  ]);
  expect(results.flatMap(errors)).toEqual(["Refused by the guard last-administrator"]);
});

test("a group whose members are the last administrators keeps managing", async () => {
  const group = await bench.make(GROUP, { name: "Leads", manage_organization: true });
  await bench.make(USER, { email: "a@x.example", groups: ["Leads"] });
  const token = await rehearsal.tokenOf("a@x.example");
  const other = new Bench(rehearsal, { CXROSTER_TOKEN: token });
  const owner = await other.service.importResource(USER, "owner@northwind.example", null);
  await other.make(USER, { email: "owner@northwind.example", groups: [] }, owner.state);
  await other.configure({ guards: { allow: ["self-lockout"] } });
  const result = await other.apply(GROUP, group, { name: "Leads", manage_organization: false });
  expect(errors(result)).toEqual(["Refused by the guard last-administrator"]);
  expect(other.problems).toEqual([]);
});

test("ECX-CAT-06 what a whole plan would refuse is refused before any call", async () => {
  const category = await bench.make(CATEGORY, { name: "Daily Work", deletion_protection: false });
  await bench.make(APP, { name: "Tasks", category: "Daily Work" });
  let result: ResourceResult | null = null;
  const { writes } = await counted(async () => {
    result = await bench.apply(CATEGORY, category, null);
  });
  expect(result && errors(result)).toEqual(["Refused before any call"]);
  expect(result).toMatchObject({
    state: category,
    diagnostics: [{ detail: expect.stringContaining("ECX-CAT-06") }],
  });
  expect(writes).toBe(0);
});

test("nobody locks themselves out, unless they say so", async () => {
  await bench.make(USER, { email: "a@x.example", groups: ["Administrators"] });
  const owner = await bench.service.importResource(USER, "owner@northwind.example", null);
  const values = { email: "owner@northwind.example", groups: [] };
  const refused = await bench.apply(USER, owner.state, values);
  expect(errors(refused)).toEqual(["Refused by the guard self-lockout"]);
  expect(refused.state).toEqual(owner.state);
  await bench.configure({ guards: { allow: ["self-lockout"] } });
  expect(errors(await bench.apply(USER, owner.state, values))).toEqual([]);
});

test("no more people lose everything in one process than the guard lets", async () => {
  const users: TerraformObject[] = [];
  for (let index = 0; index < 6; index++)
    users.push(await bench.make(USER, { email: `p${index}@x.example` }));
  await bench.configure({ guards: { max_removals: 2 } });
  const results = await Promise.all(users.map((user) => bench.apply(USER, user, null)));
  expect(results.filter((each) => each.state === null)).toHaveLength(2);
  expect(new Set(results.flatMap(errors))).toEqual(new Set(["Refused by the guard max-removals"]));
});

test("a thousand users are refreshed with one listing of each kind", { timeout: 120_000 }, async () => {
  await bench.make(GROUP, { name: "Crowd" });
  const emails = Array.from({ length: 1000 }, (_, index) => `p${index}@x.example`);
  const states: TerraformObject[] = [];
  for (let at = 0; at < emails.length; at += 50) {
    const some = emails.slice(at, at + 50).map((email) => bench.make(USER, { email, groups: ["Crowd"] }));
    states.push(...(await Promise.all(some)));
  }
  await bench.configure();
  const start = performance.now();
  const { reads, writes } = await counted(async () => {
    const read = await Promise.all(states.map((state) => bench.read(USER, state)));
    expect(read.map((each) => each.state)).toEqual(states);
  });
  console.info(`1,000 users refreshed with ${reads} reads in ${Math.round(performance.now() - start)} ms`);
  expect(writes).toBe(0);
  expect(reads).toBeLessThanOrEqual(Math.ceil(1001 / 500) + 10);
});

test("import takes a name, an id, and refuses what is not there", async () => {
  const made = await bench.make(WORKSPACE, { name: "Claims" });
  for (const id of ["claims", String(made.id), `id:${String(made.id)}`]) {
    expect((await bench.service.importResource(WORKSPACE, id, null)).state).toEqual({ ...made });
  }
  const byIdentity = await bench.service.importResource(WORKSPACE, "", { id: String(made.id) });
  expect(byIdentity).toMatchObject({ state: { ...made }, identity: { id: made.id } });
  expect(errors(await bench.service.importResource(WORKSPACE, "Sales", null))).toEqual(["Unknown workspace"]);
});

test("stored states are read whatever they lack, and moved only from the same resource", async () => {
  const { state } = await bench.service.upgradeState(WORKSPACE, 0, { id: "w", name: "Claims", gone: 1 });
  expect(state).toEqual({ id: "w", name: "Claims", is_default: null, deletion_protection: null });
  const source = {
    provider: "registry.example/other/cxroster",
    type: WORKSPACE,
    version: 0,
    stored: { id: "w", name: "Claims" },
  };
  expect((await bench.service.moveResource(source, WORKSPACE)).state?.name).toBe("Claims");
  expect(errors(await bench.service.moveResource(source, GROUP))).toEqual(["Nothing to move from"]);
});

test("credentials that are missing are named with the ways to give them", async () => {
  const bare = new Bench(rehearsal, { CXROSTER_TOKEN: "" });
  const result = await bare.apply(WORKSPACE, null, { name: "Claims" });
  expect(errors(result)).toEqual(["No token for EngageCX organization account"]);
  expect(result.diagnostics[0]?.path).toEqual(["engagecx", "token"]);
});

test("access is reported as the account stands, own writes included", async () => {
  await bench.make(WORKSPACE, { name: "Claims" });
  await bench.make(GROUP, { name: "Handlers", workspaces: ["Claims"] });
  await bench.make(USER, { email: "ana@x.example", groups: ["Handlers"] });
  const type = "cxroster_engagecx_access";
  const schema = bench.service.schema().dataSources[type]?.attributes ?? [];
  const config = full(schema, { person: "Ana@x.example", permission: "workspace.open" });
  const { state } = await bench.service.readDataSource(type, config);
  expect(state?.entitlements).toEqual([
    {
      person: "ana@x.example",
      permission: "workspace.open",
      on: "Claims",
      when: "now",
      via: ["group Handlers"],
    },
  ]);
});

test("a rate budget spreads requests over time", async () => {
  const perMinute = 1_200;
  const connection = { endpoint: rehearsal.account.endpoint, requests_per_minute: perMinute };
  await bench.configure({ engagecx: connection });
  const start = performance.now();
  const { reads, writes } = await counted(() =>
    Promise.all(["One", "Two", "Three", "Four", "Five"].map((name) => bench.make(WORKSPACE, { name }))),
  );
  const least = ((reads + writes - 2) * 60_000) / perMinute;
  expect(writes).toBe(5);
  expect(performance.now() - start).toBeGreaterThan(least * 0.8);
});

test("wrong settings are pointed at in the provider's configuration", async () => {
  const { attributes } = bench.service.schema().provider;
  const guards = { allow: ["everything"], max_removals: -1 };
  const engagecx = { concurrency: 0, requests_per_minute: 1.5 };
  const found = await bench.service.validateProvider(full(attributes, { guards, engagecx }));
  expect(found.map((each) => each.path)).toEqual([
    ["guards", "allow"],
    ["guards", "max_removals"],
    ["engagecx", "concurrency"],
    ["engagecx", "requests_per_minute"],
  ]);
});
