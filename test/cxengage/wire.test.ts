/** What the adapter sends, call by call, against the vendor's documented paths, headers and bodies. */
import { afterEach, expect, test } from "vitest";
import type { Value } from "../../src/kind/value.ts";
import type { Call } from "../../src/platform/contract.ts";
import { PlatformError } from "../../src/platform/contract.ts";
import { type Asked, Recorder, result, type Script } from "./recorder.ts";

const T = "/v1/tenants/t-1";
const TENANT = { id: "t-1", name: "Northwind", defaultIdentityProvider: null };
const USER = {
  id: "u-1",
  userId: "u-1",
  email: "ana@x.example",
  roleId: "r-1",
  status: "accepted",
  extensions: [],
};

let recorder: Recorder;
afterEach(() => recorder.stop());

function jwt(seconds: number): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "none" })}.${part({ exp: Math.floor(Date.now() / 1000) + seconds })}.x`;
}

/** Opening a tenant, then what the test scripts. */
const opened =
  (script: Script = () => undefined): Script =>
  (asked) => {
    if (asked.path === "/v1/tokens") return { status: 200, body: { token: jwt(3600), ttl: 3600 } };
    if (asked.path === "/v1/login") return { status: 200, body: { result: LOGIN } };
    return script(asked) ?? (is(asked, `GET ${T}`) ? result(TENANT) : undefined);
  };
const is = (asked: Asked, call: string) => `${asked.method} ${asked.path}` === call;
const LOGIN = {
  userId: "me",
  username: "Owner@x.example",
  platformPermissions: ["PLATFORM_MANAGE_MY_PASSWORD"],
  tenants: [
    { tenantId: "t-1", tenantName: "Northwind", tenantActive: true, tenantPermissions: ["VIEW_ALL_USERS"] },
  ],
};

const call = (kind: string, op: string, id: string | null, args: Call["args"] = {}): Call => ({
  kind,
  op,
  id,
  args,
  idempotencyKey: "k",
  repeat: "safe",
});

async function execute(step: Call, script: Script = () => undefined): Promise<{ readonly id: string }> {
  recorder = await Recorder.start(opened(script));
  return recorder.connect({ token: "given" }).execute(step);
}

const answering =
  (answers: { readonly [call: string]: unknown }): Script =>
  (asked) => {
    const answer = answers[`${asked.method} ${asked.path}`];
    return answer === undefined ? undefined : result(answer);
  };

test("CXE-B-40 signs in with name and password, and shows the token as the vendor wants it", async () => {
  recorder = await Recorder.start(opened());
  await recorder.connect({ username: "owner@x.example", password: "s3cret" }).account();
  expect(recorder.asked[0]).toEqual({
    method: "POST",
    path: "/v1/tokens",
    authorization: undefined,
    body: { username: "owner@x.example", password: "s3cret", ttl: null },
  });
  expect(recorder.asked[1]?.path).toBe(T);
  expect(recorder.asked[1]?.authorization).toMatch(/^Token .+\..+\..+$/);
});

test("CXE-B-40, CXE-B-41 signs in with an API key as name, password and tenant", async () => {
  recorder = await Recorder.start(opened());
  await recorder.connect({ "apiKey.id": "key", "apiKey.secret": "s3cret" }).account();
  expect(recorder.asked[0]?.body).toEqual({ username: "key", password: "s3cret", tenantId: "t-1" });
});

test("a refused token is renewed once, and the call made again", async () => {
  let refusals = 1;
  recorder = await Recorder.start((asked) =>
    is(asked, `GET ${T}`) && refusals-- > 0
      ? { status: 401, body: { error: { code: 401 } } }
      : opened()(asked),
  );
  await recorder.connect({ username: "o", password: "p" }).account();
  expect(recorder.asked.map((each) => each.path)).toEqual(["/v1/tokens", T, "/v1/tokens", T]);
});

test("a token that cannot be renewed is told as refused, without any secret", async () => {
  recorder = await Recorder.start(() => ({ status: 401, body: { error: { code: 401, message: "no" } } }));
  const credentials = [
    { token: "s3cret" },
    { username: "o", password: "s3cret" },
    { "apiKey.id": "k", "apiKey.secret": "s3cret" },
    {},
  ];
  for (const each of credentials) {
    const error = await recorder
      .connect(each as Record<string, string>)
      .account()
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PlatformError);
    expect((error as PlatformError).reason).toBe("unauthorized");
    expect(`${(error as PlatformError).message} ${(error as PlatformError).stack}`).not.toContain("s3cret");
  }
});

test("CXE-B-47 turns an error into words, a rule and a reason", async () => {
  const body = { error: { code: 400, message: "the name already exists", attribute: { name: "taken" } } };
  const refused = () => ({ status: 400, body, headers: { "x-rule-id": "CXE-B-17" } });
  const script: Script = (asked) => (asked.method === "POST" ? refused() : undefined);
  const error = await execute(call("group", "create", null, { name: "Claims" }), script).catch(
    (thrown) => thrown,
  );
  expect(error).toMatchObject({ reason: "refused", status: 400, rule: "CXE-B-17" });
  expect(error.message).toBe(`POST ${T.slice(3)}/groups: the name already exists (name)`);
});

test("CXE-USR-01, CXE-PROLE-02, CXE-B-42 add a person new to the platform in one call", async () => {
  await execute(
    call("user", "create", null, {
      email: "ana+1@x.example",
      role: "r-1",
      invite: "now",
      firstName: "Ana",
      lastName: "Pop",
      externalId: "A1",
      workStationId: "W1",
      "authentication.platform": "enabled",
      "authentication.identityProvider": "tenant-default",
      extensions: [{ type: "pstn", value: "+40211234567", description: "Desk" }],
      capacityRule: "c-1",
    }),
    answering({ "GET /v1/roles": [{ id: "p-1", name: "Platform User" }], [`POST ${T}/users`]: USER }),
  );
  expect(recorder.calls).toEqual(["GET /v1/users?email=ana+1@x.example", "GET /v1/roles", `POST ${T}/users`]);
  expect(recorder.bodies(`POST ${T}/users`)).toEqual([
    {
      email: "ana+1@x.example",
      roleId: "r-1",
      platformRoleId: "p-1",
      status: "invited",
      firstName: "Ana",
      lastName: "Pop",
      externalId: "A1",
      workStationId: "W1",
      noPassword: false,
      extensions: [{ type: "pstn", value: "+40211234567", description: "Desk" }],
      capacityRuleId: "c-1",
    },
  ]);
});

test("CXE-EXT-03 leaves the default extension of a new user to the platform, and only moves it", async () => {
  const twilio = { type: "webrtc", provider: "twilio", value: "old-user", region: "default" };
  const sip = { type: "sip", value: "sip:ana@x.example" };
  const own = { ...twilio, value: "u-1" };
  const script = answering({
    "GET /v1/users?email=ana@x.example": [{ id: "u-1", email: "ana@x.example" }],
    [`POST ${T}/users`]: { ...USER, extensions: [own, sip] },
    [`PUT ${T}/users/u-1`]: USER,
  });
  const create = (extensions: Value) =>
    call("user", "create", null, { email: "ana@x.example", role: "r", extensions });
  await execute(create([twilio, sip]), script);
  expect(recorder.bodies(`POST ${T}/users`)).toMatchObject([{ extensions: [sip] }]);
  expect(recorder.bodies(`PUT ${T}/users/u-1`)).toEqual([]);
  await recorder.stop();
  await execute(create([sip, twilio]), script);
  expect(recorder.bodies(`PUT ${T}/users/u-1`)).toEqual([{ extensions: [sip, own] }]);
});

test("CXE-B-12, CXE-INV-02 enrol somebody the platform knows with role and invitation only", async () => {
  await execute(
    call("user", "create", null, { email: "Ana@x.example", role: "r-1", invite: "later", firstName: "Ana" }),
    answering({
      "GET /v1/users?email=Ana@x.example": [{ id: "u-1", email: "ana@X.example" }],
      [`POST ${T}/users`]: USER,
    }),
  );
  expect(recorder.bodies(`POST ${T}/users`)).toEqual([
    { email: "Ana@x.example", roleId: "r-1", status: "pending" },
  ]);
});

test("CXE-USR-10 disables by status, and cancels an open invitation first", async () => {
  const disable = call("user", "disable", "u-1", { status: "disabled" });
  await execute(disable, answering({ [`GET ${T}/users/u-1`]: USER, [`PUT ${T}/users/u-1`]: USER }));
  expect(recorder.bodies(`PUT ${T}/users/u-1`)).toEqual([{ status: "disabled" }]);
  await recorder.stop();
  const invited = { ...USER, status: "invited", invitationStatus: "invited" };
  await execute(disable, answering({ [`GET ${T}/users/u-1`]: invited, [`PUT ${T}/users/u-1`]: USER }));
  expect(recorder.bodies(`PUT ${T}/users/u-1`)).toEqual([{ status: "pending" }, { status: "disabled" }]);
});

test.each([
  ["accepted before", { platformStatus: "enabled" }, "accepted"],
  ["signs in by a provider", { platformStatus: "pending", defaultIdentityProvider: "i-1" }, "accepted"],
  [
    "signs in by a provider that is switched off",
    { platformStatus: "pending", defaultIdentityProvider: "i-2" },
    "pending",
  ],
  ["never accepted", { platformStatus: "pending", hasPassword: false }, "pending"],
])("CXE-B-11 brings back somebody who %s", async (_, row, status) => {
  await execute(
    call("user", "enable", "u-1", { status: "enabled" }),
    answering({
      [`GET ${T}/users/u-1`]: { ...USER, status: "disabled", ...row },
      [`GET ${T}/identity-providers`]: [
        { id: "i-1", active: true },
        { id: "i-2", active: false },
      ],
      [`PUT ${T}/users/u-1`]: USER,
    }),
  );
  expect(recorder.bodies(`PUT ${T}/users/u-1`)).toEqual([{ status }]);
});

test("CXE-B-11 asks the platform whether somebody was in before where the row does not tell", async () => {
  await execute(
    call("user", "enable", "u-1", { status: "enabled" }),
    answering({
      [`GET ${T}/users/u-1`]: { ...USER, status: "disabled" },
      "GET /v1/users/u-1": { id: "u-1", status: "enabled" },
      [`PUT ${T}/users/u-1`]: USER,
    }),
  );
  expect(recorder.bodies(`PUT ${T}/users/u-1`)).toEqual([{ status: "accepted" }]);
});

test("CXE-B-44, CXE-USR-13 update partially, with null for what is cleared or follows the tenant", async () => {
  await execute(
    call("user", "update", "u-1", {
      role: "r-2",
      workStationId: "",
      location: "Cluj",
      "authentication.platform": "tenant-default",
      "authentication.identityProvider": "tenant-default",
    }),
    answering({ [`PUT ${T}/users/u-1`]: USER }),
  );
  expect(recorder.calls).toEqual([`PUT ${T}/users/u-1`]);
  expect(recorder.bodies(`PUT ${T}/users/u-1`)).toEqual([
    { roleId: "r-2", workStationId: null, location: "Cluj", noPassword: null, defaultIdentityProvider: null },
  ]);
});

const STATES = ["pending", "invited", "expired", "enabled", "disabled", "sso-only", ""];

/** Asks for an invitation action on somebody in a state; what was sent, and the error. */
async function invitation(action: "resend" | "cancel", row: object) {
  recorder = await Recorder.start(
    opened(
      answering({
        "GET /v1/users?email=ana@x.example": [{ id: "u-1", email: "ana@x.example" }],
        [`GET ${T}/users/u-1`]: { ...USER, status: undefined, ...row },
        [`PUT ${T}/users/u-1`]: USER,
      }),
    ),
  );
  const { invitations } = recorder.connect({ token: "given" });
  const error: unknown = await invitations?.[action]?.("ana@x.example").catch((thrown: unknown) => thrown);
  return { sent: recorder.bodies(`PUT ${T}/users/u-1`), error };
}

test.each(STATES)("CXE-INV-09, CXE-B-08 resend, for somebody who is shown as '%s'", async (state) => {
  const { sent, error } = await invitation("resend", { status: "accepted", invitationStatus: state });
  const fits = ["pending", "invited", "expired"].includes(state);
  expect(sent).toEqual(fits ? [{ status: "invited" }] : []);
  if (!fits) expect(error).toMatchObject({ reason: "refused", rule: "CXE-B-08" });
});

test.each(STATES)("CXE-B-09 cancel, for somebody who is shown as '%s'", async (state) => {
  const { sent, error } = await invitation("cancel", { status: "accepted", invitationStatus: state });
  const fits = state === "invited";
  expect(sent).toEqual(fits ? [{ status: "pending" }] : []);
  if (!fits) expect(error).toMatchObject({ reason: "refused", rule: "CXE-B-09" });
});

test("CXE-B-09 goes by the status of the tenant where a row does not show the other one", async () => {
  expect((await invitation("cancel", { status: "invited" })).sent).toEqual([{ status: "pending" }]);
  await recorder.stop();
  expect((await invitation("cancel", { status: "accepted" })).sent).toEqual([]);
});

test("CXE-INV-09 a plan invites by status", async () => {
  const invite = call("user", "invite", "u-1", { invite: "now" });
  await execute(invite, answering({ [`PUT ${T}/users/u-1`]: USER }));
  expect(recorder.bodies(`PUT ${T}/users/u-1`)).toEqual([{ status: "invited" }]);
});

test.each([
  ["link", "groups", "POST", "/groups/g-1/users", { tenantId: "t-1", groupId: "g-1", userId: "u-1" }],
  ["unlink", "groups", "DELETE", "/groups/g-1/users/u-1", null],
  ["link", "skills", "POST", "/users/u-1/skills", { tenantId: "t-1", userId: "u-1", skillId: "g-1" }],
  ["unlink", "skills", "DELETE", "/users/u-1/skills/g-1", null],
  [
    "link",
    "reasonLists",
    "POST",
    "/users/u-1/reason-lists",
    { tenantId: "t-1", userId: "u-1", reasonListId: "g-1" },
  ],
  ["unlink", "reasonLists", "DELETE", "/users/u-1/reason-lists/g-1", null],
])(
  "CXE-SKILL-01, CXE-GRP-01, CXE-PRL-01 %s %s as the vendor's own client does",
  async (op, path, method, at, body) => {
    const script = answering({ [`${method} ${T}${at}`]: { userId: "u-1" } });
    await execute(call("user", op, "u-1", { path, to: "g-1" }), script);
    expect(recorder.calls).toEqual([`${method} ${T}${at}`]);
    expect(recorder.bodies(`${method} ${T}${at}`)).toEqual([body]);
  },
);

test("CXE-SKILL-02 gives a level with the skill and changes it by itself", async () => {
  await execute(
    call("user", "link", "u-1", { path: "skills", to: "s-1", proficiency: 80, existing: true }),
    answering({ [`PUT ${T}/users/u-1/skills/s-1`]: {} }),
  );
  expect(recorder.bodies(`PUT ${T}/users/u-1/skills/s-1`)).toEqual([{ proficiency: 80 }]);
});

test("CXE-CAP-01 gives a capacity rule and takes it back", async () => {
  const answers = {
    [`POST ${T}/users/u-1/capacity-rules`]: {},
    [`DELETE ${T}/users/u-1/capacity-rules/c-1`]: {},
  };
  const held = { ...USER, capacityRules: [{ id: "c-1" }] };
  recorder = await Recorder.start(opened(answering({ ...answers, [`GET ${T}/users/u-1`]: held })));
  const client = recorder.connect({ token: "given" });
  await client.execute(call("user", "update", "u-1", { capacityRule: "c-1" }));
  await client.execute(call("user", "update", "u-1", { capacityRule: "tenant-default" }));
  expect(recorder.bodies(`POST ${T}/users/u-1/capacity-rules`)).toEqual([{ capacityRuleId: "c-1" }]);
  expect(recorder.calls.at(-1)).toBe(`DELETE ${T}/users/u-1/capacity-rules/c-1`);
});

test("CXE-B-15 stores the permissions of a role by id", async () => {
  await execute(
    call("role", "create", null, { name: "Reader", permissions: ["VIEW_ALL_USERS"] }),
    answering({
      [`GET ${T}/permissions`]: [{ id: "p-9", name: "VIEW_ALL_USERS" }],
      [`POST ${T}/roles`]: { id: "r-9" },
    }),
  );
  expect(recorder.bodies(`POST ${T}/roles`)).toEqual([
    { name: "Reader", permissions: ["p-9"], active: true, shared: false },
  ]);
});

test("CXE-B-17 makes a group that the caller owns", async () => {
  await execute(
    call("group", "create", null, { name: "Claims" }),
    answering({ [`POST ${T}/groups`]: { id: "g-1" } }),
  );
  expect(recorder.bodies(`POST ${T}/groups`)).toEqual([{ name: "Claims", active: true, owner: "me" }]);
});

test("CXE-B-25 makes missing reasons before the list that holds them", async () => {
  await execute(
    call("reasonList", "update", "l-1", { reasons: [{ name: "lunch", category: "Break" }, { name: "Tea" }] }),
    answering({
      [`GET ${T}/reason-lists/l-1`]: { id: "l-1", shared: true },
      [`GET ${T}/reasons`]: [{ id: "x-1", name: "Lunch" }],
      [`POST ${T}/reasons`]: { id: "x-2" },
      [`PUT ${T}/reason-lists/l-1`]: {},
    }),
  );
  expect(recorder.bodies(`POST ${T}/reasons`)).toEqual([{ name: "Tea", active: true, shared: true }]);
  expect(recorder.bodies(`PUT ${T}/reason-lists/l-1`)).toEqual([
    {
      reasons: [
        { reasonId: "x-1", sortOrder: 0, hierarchy: ["Break"] },
        { reasonId: "x-2", sortOrder: 1, hierarchy: [] },
      ],
    },
  ]);
});

test("CXE-B-30 puts a new version of a capacity rule in force, as EDN text", async () => {
  const rule = `${T}/capacity-rules/c-1`;
  await execute(
    call("capacityRule", "update", "c-1", { "version.ruleSet": "{[:voice] 1 [:email :sms] 2}" }),
    answering({
      [`GET ${rule}`]: { id: "c-1", activeVersion: "v-1", activeRule: { version: "v-1" } },
      [`GET ${rule}/versions`]: [{ version: "v-1", name: "v1", quantifier: "all", ruleSet: "{[:voice] 1}" }],
      [`POST ${rule}/versions`]: { version: "v-2" },
      [`PUT ${rule}`]: {},
    }),
  );
  expect(recorder.bodies(`POST ${rule}/versions`)).toEqual([
    { name: "v1", quantifier: "all", ruleSet: "{[:voice] 1 [:email :sms] 2}" },
  ]);
  expect(recorder.bodies(`PUT ${rule}`)).toEqual([{ activeVersion: "v-2" }]);
});

test("CXE-B-35, CXE-B-45 change the tenant under the vendor's names", async () => {
  await execute(
    call("tenant", "update", "t-1", { description: "", platformAuthentication: "disabled" }),
    answering({ [`PUT ${T}`]: {} }),
  );
  expect(recorder.bodies(`PUT ${T}`)).toEqual([{ description: null, cxengageIdentityProvider: "disabled" }]);
});

test("a POST whose outcome is unknown is never sent again blindly", async () => {
  const script: Script = (asked) => (asked.method === "POST" ? { status: 503, body: null } : undefined);
  const error = await execute(call("group", "create", null, { name: "Claims" }), script).catch(
    (thrown) => thrown,
  );
  expect(error.reason).toBe("unknown-outcome");
  expect(recorder.bodies(`POST ${T}/groups`)).toHaveLength(1);
});

test("a tie of unknown outcome is looked up before it is tried again", async () => {
  const script: Script = (asked) => {
    if (asked.method === "POST") return { status: 503, body: null };
    return is(asked, `GET ${T}/users/u-1/groups`) ? result([{ groupId: "g-1" }]) : undefined;
  };
  await execute(call("user", "link", "u-1", { path: "groups", to: "g-1" }), script);
  expect(recorder.calls).toEqual([`POST ${T}/groups/g-1/users`, `GET ${T}/users/u-1/groups`]);
});
