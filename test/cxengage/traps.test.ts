/** What a sync tool most easily gets wrong, on a running tenant. */
import { afterEach, expect, test } from "vitest";
import { PlatformError } from "../../src/platform/contract.ts";
import { Rehearsal, type RehearsalOptions } from "../support/rehearsal.ts";

let rehearsal: Rehearsal;
afterEach(() => rehearsal.stop());

async function start(account: object = {}, more: RehearsalOptions = {}): Promise<Rehearsal> {
  rehearsal = await Rehearsal.start({ platform: "cxengage", account, ...more });
  return rehearsal;
}

const SIGN_ON = { identityProviders: ["Corporate"], defaultIdentityProvider: "Corporate" };
const include = (...entries: string[]) =>
  `users: { include: [${entries.map((each) => `{ ${each} }`).join(", ")}] }`;
const agent = (name: string, more = "") => `email: ${name}@x.example, role: Agent${more}`;

interface User {
  readonly id: string;
  readonly status: string;
  readonly invitationStatus: string;
  readonly blocked: boolean;
}

async function user(name: string): Promise<User> {
  const { result } = (await (await rehearsal.call("GET", "/users")).json()) as {
    result: (User & { email: string })[];
  };
  const found = result.find((each) => each.email === `${name}@x.example`);
  if (found === undefined) throw new Error(`no user ${name}`);
  return found;
}

async function put(name: string, body: object, token?: string): Promise<Response> {
  const { id } = await user(name);
  return rehearsal.call("PUT", `/users/${id}`, token === undefined ? { body } : { body, token });
}

/** Lets somebody in without a link, as a tenant with single sign-on may. */
async function letIn(name: string): Promise<void> {
  expect((await put(name, { status: "accepted" })).status).toBe(200);
}

/** Plans and applies once more: no write, no mail, nothing to review. */
async function expectSilence(manifest: string): Promise<void> {
  const mails = (await rehearsal.outbox()).length;
  const client = rehearsal.connect();
  const plan = await rehearsal.plan(manifest, { client });
  expect([plan.changes, plan.steps, plan.invitations]).toEqual([[], [], []]);
  await rehearsal.apply(plan, { client });
  expect(client.calls.writes).toBe(0);
  expect((await rehearsal.outbox()).length).toBe(mails);
}

test("CXE-INV-03, CXE-INV-05 a second run sends no mail and makes no write, whatever state people are in", async () => {
  await start({
    blocked: ["bea@x.example"],
    identityProviders: ["Corporate"],
    defaultIdentityProvider: "Corporate",
  });
  const manifest = include(
    agent("pia", ", invite: later"),
    agent("ina"),
    agent("bea"),
    agent("ena"),
    agent("sso", ", authentication: { platform: disabled }"),
    agent("dan", ", status: disabled, invite: later"),
  );
  await rehearsal.sync(manifest);
  await letIn("ena");
  await letIn("sso");
  const states = async () =>
    Promise.all(
      ["pia", "ina", "bea", "ena", "sso", "dan"].map(async (name) => (await user(name)).invitationStatus),
    );
  expect(await states()).toEqual(["pending", "invited", "invited", "enabled", "sso-only", "disabled"]);
  expect((await user("bea")).blocked).toBe(true);
  await expectSilence(manifest);
});

test("CXE-INV-06, CXE-B-08 an expired invitation is reported, and sent again by the command only", async () => {
  await start();
  const manifest = include(agent("ina"));
  await rehearsal.sync(manifest);
  const now = Date.now() + 25 * 60 * 60 * 1000;
  await rehearsal.admin("POST", "/admin/clock", { now: `${new Date(now).toISOString().slice(0, 19)}Z` });
  const token = await rehearsal.tokenOf("owner@northwind.example");
  const client = rehearsal.connect(token);
  const plan = await rehearsal.plan(manifest, { client });
  expect([plan.changes, plan.findings.map((each) => each.code)]).toEqual([[], ["CXE-INV-06"]]);
  expect(await rehearsal.outbox()).toHaveLength(1);
  await client.invitations?.resend?.("INA@x.example");
  expect(await rehearsal.outbox()).toHaveLength(2);
});

test("CXE-B-09 an open invitation is cancelled by the command, and again by a removal", async () => {
  await start();
  await rehearsal.sync(include(agent("ina"), agent("exa")));
  await rehearsal.connect().invitations?.cancel?.("ina@x.example");
  expect((await user("ina")).status).toBe("pending");
  await rehearsal.sync(`users: { exclude: ["*@x.example"] }`, { allow: ["max-removals"] });
  expect([(await user("ina")).status, (await user("exa")).status]).toEqual(["disabled", "disabled"]);
  expect(await rehearsal.outbox()).toHaveLength(2);
  await expectSilence(`users: { exclude: ["*@x.example"] }`);
});

test("CXE-INV-09, CXE-B-08 refuses to invite somebody who is in already, or is nobody", async () => {
  await start();
  const { invitations } = rehearsal.connect();
  const refused = (email: string) => invitations?.resend?.(email).catch((error: unknown) => error);
  expect(await refused("owner@northwind.example")).toMatchObject({ rule: "CXE-B-08", status: null });
  expect(await refused("nobody@x.example")).toBeInstanceOf(PlatformError);
});

test("CXE-B-07 an explicit `invite: now` sends one invitation to somebody who waits for the first", async () => {
  await start();
  await rehearsal.sync(include(agent("pia", ", invite: later")));
  expect(await rehearsal.outbox()).toHaveLength(0);
  await rehearsal.sync(include(agent("pia", ", invite: now")));
  expect(await rehearsal.outbox()).toHaveLength(1);
  await expectSilence(include(agent("pia", ", invite: now")));
});

test("CXE-INV-07 a blocked address gets no second try, and the rest of the plan goes on", async () => {
  await start({ blocked: ["bea@x.example"] });
  await rehearsal.sync(include(agent("bea"), agent("ana")));
  expect((await rehearsal.outbox()).map((each) => each.to)).toEqual(["ana@x.example"]);
  await expectSilence(include(agent("bea", ", invite: now"), agent("ana")));
});

test("CXE-EDIT-01 a name that was changed by the person is not turned back", async () => {
  await start(SIGN_ON);
  const manifest = include(agent("ana", ", firstName: Ana, lastName: Pop, externalId: A1, invite: later"));
  await rehearsal.sync(manifest);
  const { id } = await user("ana");
  await letIn("ana");
  const token = await rehearsal.tokenOf("ana@x.example");
  const own = await fetch(`${rehearsal.account.endpoint}/users/${id}`, {
    method: "PUT",
    headers: { authorization: `Token ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ firstName: "Anna", externalId: "Z9" }),
  });
  expect(own.status).toBe(200);
  const plan = await rehearsal.plan(manifest);
  expect(plan.findings.map((each) => each.code).sort()).toEqual(["CXE-EDIT-01", "CXE-EDIT-02"]);
  await expectSilence(manifest);
});

test("CXE-SSO-04, CXE-SSO-10 Use Tenant Default survives a change of the tenant", async () => {
  await start({ identityProviders: ["One", "Two"], defaultIdentityProvider: "One" });
  const manifest = include(
    agent("ana", ", authentication: { platform: tenant-default, identityProvider: tenant-default }"),
  );
  await rehearsal.sync(manifest);
  const { result } = (await (await rehearsal.call("GET", "/identity-providers")).json()) as {
    result: { id: string; name: string }[];
  };
  const two = result.find((each) => each.name === "Two")?.id;
  await rehearsal.call("PUT", "", {
    body: { defaultIdentityProvider: two, cxengageIdentityProvider: "disabled" },
  });
  await expectSilence(manifest);
});

test("CXE-USR-10, CXE-B-11 a disabled user who is not declared is no change, and back again is one call without mail", async () => {
  await start();
  const owner = "email: owner@northwind.example, role: Administrator";
  const list = (...entries: string[]) => `users: [${entries.map((each) => `{ ${each} }`).join(", ")}]`;
  await rehearsal.sync(list(owner, agent("ana"), agent("ben", ", invite: later")));
  const { plan } = await rehearsal.sync(list(owner), { allow: ["max-removals"] });
  expect(plan.changes.map((change) => change.effect)).toEqual(["disable", "disable"]);
  await expectSilence(list(owner));
  const mails = (await rehearsal.outbox()).length;
  const back = await rehearsal.sync(list(owner, agent("ana")));
  expect(back.plan.steps.map((step) => step.op)).toEqual(["enable"]);
  expect(back.plan.findings.map((each) => each.code)).toEqual(["CXE-B-11"]);
  expect((await user("ana")).status).toBe("pending");
  expect((await rehearsal.outbox()).length).toBe(mails);
  await expectSilence(list(owner, agent("ana")));
});

test("CXE-USR-05 an address is replaced in the documented order: disabled, made, invited", async () => {
  await start();
  await rehearsal.sync(include(agent("ana", ", invite: later")));
  const manifest = include("email: ana.pop@x.example, renamedFrom: ana@x.example, role: Agent");
  const { plan, run } = await rehearsal.sync(manifest);
  expect(plan.changes.map((change) => change.verb)).toEqual(["replace"]);
  expect(run?.outcomes.map((outcome) => outcome.op)).toEqual(["disable", "create"]);
  expect([(await user("ana")).status, (await user("ana.pop")).status]).toEqual(["disabled", "invited"]);
  expect((await rehearsal.outbox()).map((each) => each.to)).toEqual(["ana.pop@x.example"]);
  await expectSilence(manifest);
});

test("CXE-USR-05 a replacement that was cut short after its first call is finished by the next run", async () => {
  await start();
  await rehearsal.sync(
    `groups: { include: [{ name: Claims }] }\n${include(agent("ana", ", invite: later, groups: [Claims]"))}`,
  );
  const manifest = include("email: ana.pop@x.example, renamedFrom: ana@x.example, role: Agent");
  await put("ana", { status: "disabled" });
  const { plan } = await rehearsal.sync(manifest);
  expect(plan.changes.map((change) => change.verb)).toEqual(["replace"]);
  expect([(await user("ana")).status, (await user("ana.pop")).status]).toEqual(["disabled", "invited"]);
  expect(
    (await rehearsal.plan(include("email: ana.pop@x.example, role: Agent, groups: [Claims]"))).changes,
  ).toEqual([]);
  const again = await rehearsal.plan(manifest);
  expect([again.changes, again.findings]).toEqual([[], []]);
});

test("CXE-TROLE-03, CXE-TROLE-04, CXE-EDIT-10 a supervisor is refused while planning, and by the server as well", async () => {
  await start(SIGN_ON);
  await rehearsal.sync(
    include("email: sue@x.example, role: Supervisor, invite: later", agent("ana", ", invite: later")),
  );
  await letIn("sue");
  const { id: role } = await roleNamed("Administrator");
  const token = await rehearsal.tokenOf("sue@x.example");
  const client = rehearsal.connect(token);
  const promote = await rehearsal.plan(include("email: ana@x.example, role: Administrator"), { client });
  expect(errors(promote)).toEqual(["CXE-TROLE-04"]);
  const disable = await rehearsal.plan(`users: { exclude: ["owner@*"] }`, {
    client,
    allow: ["last-administrator"],
  });
  expect(errors(disable)).toEqual(["CXE-EDIT-10"]);
  const refused = await put("ana", { roleId: role }, token);
  expect([refused.status, refused.headers.get("x-rule-id")]).toEqual([403, "CXE-TROLE-04"]);
  const own = await rehearsal.call("PUT", `/users/${await ownerId()}`, {
    body: { status: "disabled" },
    token,
  });
  expect([own.status, own.headers.get("x-rule-id")]).toEqual([403, "CXE-EDIT-10"]);
});

test("CXE-B-41 an API key plans and applies with the rank of its role", async () => {
  await start({ apiKey: "Supervisor" });
  const key = rehearsal.account.apiKey as { id: string; secret: string };
  const credentials = { "apiKey.id": key.id, "apiKey.secret": key.secret };
  const refused = await rehearsal.plan(include("email: ana@x.example, role: Administrator"), {
    client: rehearsal.connect(undefined, { credentials }),
  });
  expect(refused.findings.map((each) => each.code)).toContain("CXE-B-05");
  const client = rehearsal.connect(undefined, { credentials });
  const plan = await rehearsal.plan(include(agent("ana")), { client });
  expect((await rehearsal.apply(plan, { client })).status).toBe("applied");
});

test("CXE-B-22 levels are not switched off by a plan, nor by the server", async () => {
  await start();
  const manifest = (levels: boolean, skill: string) =>
    `skills: { include: [{ name: French, hasProficiency: ${levels} }] }\n${include(agent("ana", `, invite: later, skills: [${skill}]`))}`;
  await rehearsal.sync(manifest(true, "{ name: French, proficiency: 70 }"));
  const plan = await rehearsal.plan(manifest(false, "French"), { allow: ["destructive"] });
  expect(errors(plan)).toEqual(["CXE-B-22"]);
  const { result } = (await (await rehearsal.call("GET", "/skills")).json()) as { result: { id: string }[] };
  const refused = await rehearsal.call("PUT", `/skills/${result[0]?.id}`, {
    body: { hasProficiency: false },
  });
  expect([refused.status, refused.headers.get("x-rule-id")]).toEqual([400, "CXE-B-22"]);
  await expectSilence(manifest(true, "{ name: French, proficiency: 70 }"));
});

test("nothing is made or mailed twice when the server fails after it has done its work", async () => {
  await start();
  const manifest = `groups: { include: [{ name: Crowd }] }\n${include(...Array.from({ length: 30 }, (_, at) => agent(`p${at}`, ", groups: [Crowd]")))}`;
  const plan = await rehearsal.plan(manifest);
  await rehearsal.admin("POST", "/admin/faults", { rate500After: 0.3, methods: ["POST"], seed: 5 });
  await rehearsal.apply(plan, { client: rehearsal.connect() });
  await rehearsal.admin("POST", "/admin/faults", {});
  await rehearsal.sync(manifest);
  const mailed = (await rehearsal.outbox()).map((message) => message.to);
  expect([mailed.length, new Set(mailed).size]).toEqual([30, 30]);
  await expectSilence(manifest);
});

function errors(plan: {
  readonly findings: readonly { readonly code: string; readonly severity: string }[];
}): string[] {
  return plan.findings.filter((each) => each.severity === "error").map((each) => each.code);
}

async function roleNamed(name: string): Promise<{ id: string }> {
  const { result } = (await (await rehearsal.call("GET", "/roles")).json()) as {
    result: { id: string; name: string }[];
  };
  const role = result.find((each) => each.name === name);
  if (role === undefined) throw new Error(`no role ${name}`);
  return role;
}

async function ownerId(): Promise<string> {
  const { result } = (await (await rehearsal.call("GET", "/users")).json()) as {
    result: { id: string; email: string }[];
  };
  return result.find((each) => each.email === "owner@northwind.example")?.id ?? "";
}
