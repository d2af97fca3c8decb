/** Effective access: what plans say of it, what the server lets people do, and how long it takes to work out. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { State } from "../../src/kind/state.ts";
import { liveState } from "../../src/plan/live-state.ts";
import { access } from "../../src/platform/cxengage/access.ts";
import { cxengageTable } from "../../src/platform/cxengage/index.ts";
import { ask } from "../access/ask.ts";
import { cases } from "../support/property-cases.ts";
import { Rehearsal } from "../support/rehearsal.ts";
import { northwind, person, plan } from "./account.ts";

const RUNS = cases(8);
const LIMIT_MILLISECONDS = 120_000 + RUNS * 4_000;

const stateOf = (live = northwind()): State =>
  liveState(live, cxengageTable, "2026-11-23T12:00:00Z", new Map()).state;
const held = (name: string, live = northwind()) =>
  access(stateOf(live)).filter((each) => each.person === `${name}@x.example`);

test("CXE-TROLE-01, CXE-B-14 people may do what their one tenant role permits", () => {
  expect(held("ana").map((each) => [each.permission, each.when, each.via[0]])).toEqual([
    ["tenant.enter", "now", "enabled user"],
    ["MANAGE_MY_EXTENSIONS", "now", "role Agent"],
  ]);
});

test("CXE-B-02 people who have not accepted hold everything on acceptance", () => {
  for (const name of ["pia", "ina", "exa", "bea"]) {
    expect(new Set(held(name).map((each) => each.when))).toEqual(new Set(["on-acceptance"]));
  }
});

test("CXE-USR-09, CXE-B-03 disabled people hold nothing, here or on the whole platform", () => {
  expect(held("dan")).toEqual([]);
  const live = northwind((text) => text.replace(/(ana@x.example.*?platformStatus: )enabled/, "$1disabled"));
  expect(held("ana", live)).toEqual([]);
});

test("groups and skills give no permission", () => {
  const made = plan("users: { include: [{ email: ana@x.example, role: Agent, groups: [], skills: [] }] }");
  expect([made.changes.length, made.access]).toEqual([1, []]);
});

test("a role that gains a permission gives it to everybody who holds the role", () => {
  const live = northwind((text) =>
    text.replace("users:\n", `users:\n${person("lia", "Listener", "enabled")}\n`),
  );
  const made = plan(
    "roles: { include: [{ name: Listener, permissions: [VIEW_ALL_USERS, MANAGE_ALL_SKILLS] }] }",
    live,
  );
  expect(made.access).toMatchObject([
    { person: "lia@x.example", gains: [{ permission: "MANAGE_ALL_SKILLS" }] },
  ]);
});

test("the last person who may manage roles is kept, whoever else may add people", () => {
  const live = northwind((text) => text.replace("caller: owner@x.example\n", ""));
  const made = plan(`users: { exclude: ["owner@*"] }`, live);
  expect(made.guards.find((guard) => guard.name === "last-administrator")?.status).toBe("refused");
});

test("the caller is not locked out", () => {
  const made = plan(`users: { exclude: ["owner@*"] }`);
  expect(made.guards.find((guard) => guard.name === "self-lockout")?.status).toBe("refused");
});

test("access of 10,000 people with fifty permissions each is worked out, with one path for all they share", () => {
  const names = Array.from({ length: 50 }, (_, at) => `PERMISSION_${at}`);
  const live = northwind();
  const role = { kind: "role", id: "big", present: true, attributes: { name: "Big", permissions: names } };
  const users = Array.from({ length: 10_000 }, (_, at) => ({
    kind: "user",
    id: `u${at}`,
    present: true,
    attributes: { email: `p${at}@x.example`, role: "big", status: "enabled", pending: false },
  }));
  const state = stateOf({ ...live, objects: [...live.objects, role, ...users] });
  const entitlements = access(state).filter((each) => each.via[0] === "role Big");
  expect(entitlements).toHaveLength(500_000);
  expect(new Set(entitlements.map((each) => each.via)).size).toBe(1);
});

/** Calls of the bundled server and the permission that opens each; a refused body is good enough. */
const ROUTES: readonly (readonly [call: string, opens: string])[] = [
  ["GET /users", "VIEW_ALL_USERS"],
  ["POST /users", "MANAGE_TENANT_ENROLLMENT"],
  ["GET /roles", "VIEW_ALL_ROLES"],
  ["POST /roles", "MANAGE_ALL_ROLES"],
  ["GET /groups", "VIEW_ALL_GROUPS"],
  ["POST /groups", "MANAGE_ALL_GROUPS"],
  ["GET /skills", "VIEW_ALL_SKILLS"],
  ["POST /skills", "MANAGE_ALL_SKILLS"],
  ["POST /reasons", "CREATE_PRESENCE_REASONS"],
  ["POST /reason-lists", "CREATE_REASON_LIST"],
  ["POST /capacity-rules", "MANAGE_ALL_CAPACITY_RULES"],
  ["POST /identity-providers", "IDENTITY_PROVIDERS_CREATE"],
  ["GET /api-keys", "MANAGE_ALL_APP_CREDENTIALS"],
];
const NAMES = ROUTES.map(([, opens]) => opens);
const PEOPLE = ["ana", "ben", "cleo", "dora"];

const tenant = fc.record({
  roles: fc.array(fc.subarray(NAMES), { minLength: 2, maxLength: 2 }),
  users: fc.tuple(
    ...PEOPLE.map(() => fc.record({ role: fc.nat({ max: 1 }), isIn: fc.boolean(), isOut: fc.boolean() })),
  ),
});

test("CXE-B-15, CXE-PROLE-03 access says exactly what the server lets people do", {
  timeout: LIMIT_MILLISECONDS,
}, async () => {
  const draw = async ({ roles, users }: typeof tenant extends fc.Arbitrary<infer T> ? T : never) => {
    const rehearsal = await Rehearsal.start({ platform: "cxengage" });
    try {
      await rehearsal.sync(`
roles: { include: [${roles.map((names, at) => `{ name: R${at}, permissions: [${names.join(", ")}] }`).join(", ")}] }
users: { include: [${users.map((each, at) => `{ email: ${PEOPLE[at]}@x.example, role: R${each.role}, invite: now }`).join(", ")}] }
`);
      await accept(
        rehearsal,
        users.map((each) => each.isIn),
      );
      const out = PEOPLE.filter((_, at) => users[at]?.isOut === true);
      const leaving = `users: { exclude: [${out.map((name) => `${name}@x.example`).join(", ")}] }`;
      if (out.length > 0) await rehearsal.sync(leaving, { allow: ["max-removals"] });
      const { people } = await ask(rehearsal);
      for (const name of PEOPLE) {
        const lines = people.find((each) => each.person === `${name}@x.example`)?.access ?? [];
        const own = new Set(lines.filter((each) => each.when === "now").map((each) => each.permission));
        const expected = ROUTES.filter(([, opens]) => own.has(opens)).map(([call]) => call);
        expect([name, await openTo(rehearsal, name)]).toEqual([name, expected]);
      }
    } finally {
      await rehearsal.stop();
    }
  };
  await fc.assert(fc.asyncProperty(tenant, draw), { numRuns: RUNS });
});

/** The invited people choose a password and accept, by the links that were mailed. */
async function accept(rehearsal: Rehearsal, who: readonly boolean[]): Promise<void> {
  for (const { to, link } of await rehearsal.outbox()) {
    if (who[PEOPLE.indexOf(to.split("@")[0] ?? "")] !== true) continue;
    const url = new URL(link);
    const [user, token] = [url.searchParams.get("userId"), url.searchParams.get("token")];
    const headers = { authorization: `Token ${token}`, "content-type": "application/json" };
    const put = (path: string, body: object) =>
      fetch(`${rehearsal.account.endpoint}${path}`, { method: "PUT", headers, body: JSON.stringify(body) });
    expect(
      (await put(`/users/${user}`, { password: "Passw0rd!", firstName: "A", lastName: "B" })).status,
    ).toBe(200);
    const path = `/tenants/${rehearsal.account.id}/users/${user}`;
    expect((await put(path, { status: "accepted" })).status).toBe(200);
  }
}

async function openTo(rehearsal: Rehearsal, name: string): Promise<string[]> {
  const token = await rehearsal.tokenOf(`${name}@x.example`);
  const open: string[] = [];
  for (const [call] of ROUTES) {
    const [method = "", path = ""] = call.split(" ");
    const { status } = await rehearsal.call(method, path, method === "GET" ? { token } : { token, body: {} });
    if (status !== 401 && status !== 403) open.push(call);
  }
  return open;
}
