/** What is read, with how many calls, and what stays unknown. */
import { afterEach, expect, test } from "vitest";
import type { Live, LiveObject } from "../../src/kind/state.ts";
import { Recorder, result, type Script } from "./recorder.ts";

const T = "/v1/tenants/t-1";
let recorder: Recorder;
afterEach(() => recorder.stop());

const ANA = { id: "u-1", email: "ana@x.example", roleId: "r-1", status: "accepted", noPassword: null };
const BEN = { id: "u-2", email: "ben@x.example", roleId: "r-1", status: "pending" };
const LISTINGS: { readonly [path: string]: unknown } = {
  [T]: { id: "t-1", name: "Northwind" },
  [`${T}/users`]: [ANA, BEN],
  [`${T}/roles`]: [{ id: "r-1", name: "Agent", type: "system", permissions: ["p-1"] }],
  [`${T}/permissions`]: [{ id: "p-1", name: "VIEW_ALL_USERS" }],
  [`${T}/groups`]: [
    { id: "g-0", name: "everyone", type: "everyone" },
    { id: "g-1", name: "Claims" },
  ],
  [`${T}/groups/g-1/users`]: [{ groupId: "g-1", memberId: "u-1", memberType: "user" }],
  [`${T}/skills`]: [{ id: "s-1", name: "French", hasProficiency: true }],
  [`${T}/skills/s-1/users`]: [{ skillId: "s-1", userId: "u-2", proficiency: 40 }],
  [`${T}/reason-lists`]: [
    { id: "l-0", name: "System", isDefault: true, reasons: [] },
    {
      id: "l-1",
      name: "Breaks",
      reasons: [
        { reasonId: "x", sortOrder: 1, name: "B" },
        { reasonId: "y", sortOrder: 0, name: "A" },
      ],
    },
  ],
  [`${T}/users/u-1/reason-lists`]: [{ id: "l-0" }, { id: "l-1" }],
  [`${T}/capacity-rules`]: [
    { id: "c-1", name: "Standard", activeRule: { name: "v1", version: "v-1", ruleSet: "{[:voice] 1}" } },
  ],
  [`${T}/capacity-rules/c-1/versions`]: [
    { version: "v-1", name: "v1", quantifier: "all", ruleSet: "{[:voice] 1}" },
  ],
  [`${T}/identity-providers`]: [],
  "/v1/roles": [{ id: "q-1", name: "Platform User", permissions: [] }],
  "/v1/permissions": [],
  "/v1/users": [{ id: "u-1", roleId: "q-1" }],
};

async function read(
  changed: { readonly [path: string]: unknown } = {},
  needs: Record<string, string[]> = {},
): Promise<Live> {
  const script: Script = ({ path }) => {
    if (path === "/v1/login")
      return {
        status: 200,
        body: {
          result: {
            userId: "me",
            username: "o@x.example",
            platformPermissions: [],
            tenants: [{ tenantId: "t-1", tenantPermissions: [] }],
          },
        },
      };
    const answer = { ...LISTINGS, ...changed }[path];
    if (answer === 403) return { status: 403, body: { error: { code: 403, message: "no" } } };
    return answer === undefined ? undefined : result(answer);
  };
  recorder = await Recorder.start(script);
  const wanted = new Map(Object.entries(needs).map(([name, keys]) => [name, new Set(keys)]));
  return recorder.connect({ token: "given" }).readLive(wanted);
}

function object(live: Live, kind: string, id: string): LiveObject["attributes"] {
  return live.objects.find((each) => each.kind === kind && each.id === id)?.attributes ?? {};
}

test("members are read once per group and skill where rows do not carry them, and never per user", async () => {
  const live = await read();
  expect(object(live, "user", "u-1")).toMatchObject({ groups: [{ to: "g-1" }], skills: [] });
  expect(object(live, "user", "u-2")).toMatchObject({ groups: [], skills: [{ to: "s-1", proficiency: 40 }] });
  expect(recorder.calls.filter((each) => each.includes("/users/"))).toEqual([]);
  expect(recorder.calls.filter((each) => each.endsWith("/users")).sort()).toEqual([
    `GET ${T}/groups/g-1/users`,
    `GET ${T}/skills/s-1/users`,
    `GET ${T}/users`,
  ]);
});

test("arrays of rows are used where every row carries them, everyone left out", async () => {
  const groups = [
    { groupId: "g-0", name: "everyone" },
    { groupId: "g-1", name: "Claims" },
  ];
  const row = { groups, skills: [{ skillId: "s-1", proficiency: null }] };
  const live = await read({
    [`${T}/users`]: [
      { ...ANA, ...row },
      { ...BEN, ...row },
    ],
  });
  expect(object(live, "user", "u-2")).toMatchObject({ groups: [{ to: "g-1" }], skills: [{ to: "s-1" }] });
  expect(recorder.calls.filter((each) => each.endsWith("/users"))).toEqual([`GET ${T}/users`]);
});

test("a role missing from a row is unknown, in the tenant and on the platform", async () => {
  const users = [
    { ...ANA, roleId: undefined },
    { ...BEN, roleId: null },
  ];
  const changed = { [`${T}/users`]: users, "/v1/users": [{ id: "u-1" }, { id: "u-2", roleId: "q-1" }] };
  const live = await read(changed, { "user.platformRole": ["ana@x.example"] });
  for (const id of ["u-1", "u-2"]) expect(object(live, "user", id)).not.toHaveProperty("role");
  expect(object(live, "user", "u-1")).not.toHaveProperty("platformRole");
  expect(object(live, "user", "u-2").platformRole).toBe("q-1");
});

test("CXE-B-11 whether somebody disabled was ever in is unknown where the row does not tell", async () => {
  const disabled = { ...ANA, status: "disabled" };
  const silent = await read({ [`${T}/users`]: [disabled] });
  expect(object(silent, "user", "u-1")).not.toHaveProperty("pending");
  await recorder.stop();
  const told = await read({ [`${T}/users`]: [{ ...disabled, hasPassword: false }] });
  expect(object(told, "user", "u-1").pending).toBe(true);
});

test("one row without the arrays makes all of them unreliable", async () => {
  const live = await read({ [`${T}/users`]: [{ ...ANA, groups: [], skills: [] }, BEN] });
  expect(object(live, "user", "u-1").groups).toEqual([{ to: "g-1" }]);
});

test("a key missing from a row is unknown, never empty", async () => {
  const live = await read({ [`${T}/roles`]: [{ id: "r-1", name: "Agent" }] });
  expect(object(live, "user", "u-1")).toMatchObject({ "authentication.platform": "tenant-default" });
  for (const path of ["authentication.platform", "extensions", "capacityRule", "location", "reasonLists"]) {
    expect(object(live, "user", "u-2")).not.toHaveProperty([path]);
  }
  expect(object(live, "role", "r-1")).not.toHaveProperty("permissions");
  expect(object(live, "capacityRule", "c-1")).not.toHaveProperty(["version.quantifier"]);
});

test("costly attributes are read for those who need them and nobody else", async () => {
  const live = await read(
    {},
    {
      "user.reasonLists": ["ana@x.example"],
      "user.platformRole": ["ana@x.example"],
      "capacityRule.version.quantifier": ["standard"],
    },
  );
  expect(object(live, "user", "u-1")).toMatchObject({ reasonLists: [{ to: "l-1" }], platformRole: "q-1" });
  expect(object(live, "user", "u-2")).not.toHaveProperty("reasonLists");
  expect(object(live, "capacityRule", "c-1")).toMatchObject({ "version.quantifier": "all" });
});

test("CXE-PROLE-04 leaves a platform role unknown that the caller may not see", async () => {
  const live = await read({ "/v1/users": 403 }, { "user.platformRole": ["ana@x.example"] });
  expect(object(live, "user", "u-1")).not.toHaveProperty("platformRole");
});

test("CXE-B-34 refuses to say anything where users cannot be listed, and says which kinds it could not see", async () => {
  await expect(read({ [`${T}/users`]: 403 })).rejects.toMatchObject({ reason: "forbidden", status: 403 });
  await recorder.stop();
  const live = await read({ [`${T}/capacity-rules`]: 403, [`${T}/skills`]: 403 });
  expect(live.caller.facts?.unread).toEqual(["capacityRule", "skill"]);
  expect(live.partial).toHaveLength(2);
  expect(object(live, "user", "u-2")).not.toHaveProperty("skills");
});

test("reasons come in their order, and default lists are marked", async () => {
  const live = await read();
  expect(object(live, "reasonList", "l-1").reasons).toEqual([{ name: "A" }, { name: "B" }]);
  expect([object(live, "reasonList", "l-0").isDefault, object(live, "reasonList", "l-1").isDefault]).toEqual([
    true,
    false,
  ]);
});

test("CXE-B-41 reads what an API key may do from its role", async () => {
  recorder = await Recorder.start(({ path }) => {
    if (path === "/v1/tokens") return { status: 200, body: { token: "opaque" } };
    if (path === "/v1/login") return { status: 403, body: { error: { code: 403 } } };
    const answer = { ...LISTINGS, [`${T}/api-keys`]: [{ id: "key", roleId: "r-1" }] }[path];
    return answer === undefined ? undefined : result(answer);
  });
  const client = recorder.connect({ "apiKey.id": "key", "apiKey.secret": "s" });
  const live = await client.readLive(new Map());
  expect(live.caller).toMatchObject({ email: null, facts: { permissions: ["VIEW_ALL_USERS"], sso: false } });
});

test("a freshness check sees what planning saw, by listing and one by one", async () => {
  await read({
    [`${T}/users/u-2`]: BEN,
    [`${T}/users/u-2/groups`]: [{ groupId: "g-0", name: "everyone" }],
    [`${T}/users/u-2/skills`]: [{ skillId: "s-1", proficiency: 40 }],
  });
  const client = recorder.connect({ token: "given" });
  const listed = (await client.readAll("user")).find((each) => each.id === "u-2");
  expect(await client.readEach("user", ["u-2", "gone"])).toEqual([listed, null]);
});

test("the tenant is found by itself where the credentials open just one", async () => {
  await read();
  const client = recorder.connect({ token: "given" }, { account: null });
  expect(await client.account()).toEqual({ id: "t-1", name: "Northwind" });
});
