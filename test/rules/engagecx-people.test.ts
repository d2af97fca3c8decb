/** Rules about users, groups, permissions and seats that no case of test/cases shows on the client's side. */
import { expect, test } from "vitest";
import type { Plan } from "../../src/plan/plan.ts";
import { engagecxTable } from "../../src/platform/engagecx/index.ts";
import { NORTHWIND } from "../support/accounts.ts";
import { liveOf } from "../support/live.ts";
import { mustPlan, planOf } from "../support/plans.ts";

const plan = (manifest: string, allow: readonly string[] = []) => mustPlan(manifest, NORTHWIND, { allow });
const codes = (manifest: string) => planOf(manifest, NORTHWIND).diagnostics.map((each) => each.code);
const calls = (made: Plan) => made.steps.map((step) => `${step.op} ${step.change}`);
const losses = (made: Plan) =>
  made.access.flatMap((each) => each.loses.map((loss) => `${each.person} ${loss.permission} ${loss.on}`));

const ANA = "ana@northwind.example";
const BEN = "ben@northwind.example";

test("ECX-ACC-01 refuses a name in a manifest, since it is the person's own", () => {
  expect(codes(`users: { include: [{ email: ${ANA}, name: Ana }] }`)).toContain("ECX-ACC-01");
});

test("ECX-ACC-04 never takes a stale display name for a difference", () => {
  const manifest = `users: { include: [{ email: ${ANA}, groups: [Claims Handlers], enabled: true }] }`;
  const named = (name: string) => {
    const live = liveOf(NORTHWIND, engagecxTable);
    const objects = live.objects.map((object) =>
      object.attributes.email === ANA ? { ...object, attributes: { ...object.attributes, name } } : object,
    );
    return mustPlan(manifest, { ...live, objects });
  };
  expect(named("Ana Old").changes).toEqual([]);
  expect(named("Ana New").liveDigest).toBe(named("Ana Old").liveDigest);
});

test("ECX-USR-08 edits groups and the enabled switch in place", () => {
  const made = plan(`users: { include: [{ email: ${ANA}, groups: [Sellers], enabled: false }] }`);
  expect(made.changes.map((change) => [change.id, change.verb])).toEqual([[`user:${ANA}`, "update"]]);
  expect(made.changes[0]?.fields.map((field) => field.path)).toEqual(["groups", "enabled"]);
});

test("ECX-GRP-01 refuses a blank name of a group", () => {
  expect(codes('groups: { include: [{ name: " " }] }')).toContain("ECX-GRP-01");
  expect(codes("groups: { include: [{}] }")).toContain("ECX-GRP-01");
});

test("ECX-GRP-07 creates a group after the workspaces it names", () => {
  const made = plan(
    "workspaces: { include: [{ name: Fresh }] }\ngroups: { include: [{ name: New, workspaces: [Fresh] }] }",
  );
  const group = made.steps.find((step) => step.change === "group:new");
  expect(made.changes.find((change) => change.id === "group:new")?.dependsOn).toEqual(["workspace:fresh"]);
  expect(group?.dependsOn).toEqual(["workspace:fresh#create"]);
  expect(JSON.stringify(group?.args)).toContain('{"$ref":"workspace:fresh"}');
});

test("ECX-GRP-08 edits the fields of a group in place", () => {
  const made = plan(
    "groups: { include: [{ name: Sellers, manageOrganization: true, workspaces: [Sales] }] }",
  );
  expect(calls(made)).toEqual(["update group:sellers"]);
});

test("ECX-GRP-09 names everybody who loses something with a group", () => {
  const made = plan("groups: [{ name: Claims Handlers }]");
  expect(calls(made)).toEqual(["delete group:sellers"]);
  expect(losses(made)).toEqual([
    `${BEN} workspace.open Sales`,
    "cleo@northwind.example workspace.open Sales",
  ]);
});

test("ECX-PERM-01 gives a member all that any of the groups gives", () => {
  const made = plan("users: { exclude: [ben@northwind.example] }");
  const lost = losses(made);
  expect(lost).toContain(`${BEN} workspace.open Claims`);
  expect(lost).toContain(`${BEN} workspace.open Sales`);
});

test("ECX-PERM-03 leaves one group, keeps the others and the user", () => {
  const made = plan(`users: { include: [{ email: ${BEN}, groups: [Sellers] }] }`);
  expect(calls(made)).toEqual([`unlink user:${BEN}`]);
  expect(made.steps[0]?.args).toEqual({ path: "groups", to: "group-claims handlers" });
});

test("ECX-PERM-06 takes a workspace from a group and keeps the workspace", () => {
  const made = plan("groups: { include: [{ name: Sellers, workspaces: [] }] }");
  expect(calls(made)).toEqual(["unlink group:sellers"]);
  expect(made.changes.some((change) => change.kind === "workspace")).toBe(false);
});

test("ECX-PERM-07 opens apps to users and groups, workspaces and management to groups alone", () => {
  const app = `apps: { include: [{ name: Communications, category: Daily Work, access: { users: [${ANA}], groups: [Sellers] } }] }`;
  expect(codes(app)).toEqual([]);
  expect(codes(`users: { include: [{ email: ${ANA}, workspaces: [Sales] }] }`)).toContain("unknown-key");
  expect(codes(`users: { include: [{ email: ${ANA}, manageOrganization: true }] }`)).toContain("unknown-key");
});

test("ECX-B-05 reports a workspace as open only by way of a group", () => {
  const table = engagecxTable;
  const made = plan("users: { exclude: ['*@northwind.example'] }", [
    "max-removals",
    "last-administrator",
    "self-lockout",
  ]);
  const paths = made.access.flatMap((each) =>
    each.loses.filter((loss) => loss.permission === "workspace.open"),
  );
  expect(table.kinds.find((kind) => kind.name === "user")?.leaves.has("workspaces")).toBe(false);
  expect(paths.length).toBeGreaterThan(0);
  for (const path of paths) for (const via of path.via) expect(via).toMatch(/^group /);
});

test("ECX-LIC-04 refuses seats and expiry in a manifest: they are facts of the license", () => {
  const license = (more: string) => `licenses: { include: [{ app: Tasks, license: Tasks 2026, ${more} }] }`;
  expect(codes(license("seats: 5"))).toContain("ECX-LIC-04");
  expect(codes(license('expiresAt: "2030-01-01"'))).toContain("ECX-LIC-05");
});

test("ECX-SEAT-01, ECX-SEAT-02 reads who holds a seat and how many are left", () => {
  const seats = (users: string) => plan(`licenses: [{ app: Tasks, license: Tasks 2026, users: [${users}] }]`);
  expect(seats(ANA).changes).toEqual([]);
  expect(seats(`${ANA}, ${BEN}`).seats).toEqual([
    { license: "Tasks/Tasks 2026", seats: 3, before: 1, after: 2, peak: 2 },
  ]);
});

test("ECX-B-02 keeps a product key out of the plan", () => {
  const live = NORTHWIND.replace("attached: true", "attached: false, present: false");
  const manifest = "licenses: [{ app: Tasks, license: Tasks 2026, key: !env PRODUCT_KEY, users: [] }]";
  const made = mustPlan(manifest, live, { environment: { PRODUCT_KEY: "K-4711-SECRET" } });
  expect(JSON.stringify(made)).not.toContain("4711");
  expect(made.steps.find((step) => step.op === "create")?.args.key).toEqual({
    $secret: { env: "PRODUCT_KEY" },
  });
});
