import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningServer } from "../../../src/server/server.ts";
import { done, newTenant, send, type Tenant, testServer } from "./client.ts";

const UUID = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
let server: RunningServer;
let tenant: Tenant;
const OWNER = {
  password: "Owner-pass-1",
  firstName: "Olga",
  lastName: "Owner",
  email: "olga+admin@owners.example",
};

beforeAll(async () => {
  server = await testServer();
  tenant = await newTenant(server, { name: "Northwind", owner: OWNER });
});
afterAll(() => server.stop());

test("a conversation from token to reactivation, in the vendor's paths and shapes", async () => {
  const v1 = `${server.url}/cxengage/v1`;
  const tokens = await send(`${v1}/tokens`, "", "POST", {
    username: OWNER.email,
    password: OWNER.password,
    ttl: null,
  });
  expect(tokens).toMatchObject({ status: 201, body: { token: expect.any(String), ttl: 86400 } });
  const claims = JSON.parse(Buffer.from(tokens.body.token.split(".")[1], "base64url").toString());
  expect(claims).toMatchObject({ type: "token", "user-id": UUID, exp: claims.iat + 86400 });
  const as = (method: string, path: string, body?: unknown) =>
    send(`${v1}${path}`, `Token ${tokens.body.token}`, method, body);

  const login = done(await as("POST", "/login"));
  expect(login).toMatchObject({
    ...{ userId: claims["user-id"], username: OWNER.email, firstName: "Olga", lastName: "Owner" },
    ...{ defaultTenant: null, platformRoleName: "Platform Administrator" },
    platformPermissions: expect.arrayContaining(["PLATFORM_MANAGE_MY_PASSWORD"]),
  });
  expect(login.tenants).toEqual([
    {
      ...{ tenantId: tenant.id, tenantName: "Northwind", tenantActive: true },
      tenantPermissions: expect.arrayContaining(["VIEW_ALL_USERS", "MANAGE_TENANT_ENROLLMENT"]),
    },
  ]);
  const t = `/tenants/${tenant.id}`;
  const own = done(await as("GET", t));
  const region = done(await as("GET", `/regions/${own.regionId}`));
  expect(region.name).toBe("us-east-1");
  const config = done(await as("GET", `${t}/users/${login.userId}/config`));
  expect(config).toMatchObject({
    activeExtension: null,
    reasonLists: [{ name: "System Presence Reasons" }],
    integrations: [],
  });
  const [extension] = config.extensions;
  const active = done(await as("PUT", `${t}/users/${login.userId}`, { activeExtension: extension }));
  expect(active).toMatchObject({ id: login.userId, activeExtension: extension, extensions: [extension] });
  const session = done(await as("POST", `${t}/presence/${login.userId}/session`), 201);
  expect(session).toEqual({ sessionId: expect.any(String), heartbeatDelay: expect.any(Number) });
  done(
    await as("POST", `${t}/presence/${login.userId}`, { sessionId: session.sessionId, state: "notready" }),
  );

  expect(done(await as("GET", `${t}/users`)).length).toBe(1);
  const unknown = await as("GET", "/users?email=ana+desk@people.example");
  expect([unknown.status, unknown.body.error.code]).toEqual([404, 404]);
  const roles: { id: string; name: string; type: string }[] = done(await as("GET", `${t}/roles`));
  expect(roles.map(({ name, type }) => [name, type])).toEqual([
    ["Agent", "system"],
    ["Supervisor", "system"],
    ["Administrator", "system"],
  ]);
  const platformRoles: { id: string; name: string; type: string }[] = done(await as("GET", "/roles"));
  const platformRoleId = platformRoles.find(({ name }) => name === "Platform User")?.id;
  const roleId = roles[0]?.id;

  const body = {
    email: "Ana+Desk@people.example",
    roleId,
    platformRoleId,
    firstName: "Ana",
    inviteNow: true,
  };
  const created = done(await as("POST", `${t}/users`, body), 201);
  expect(created).toMatchObject({
    ...{ id: UUID, userId: created.id, tenantId: tenant.id, email: body.email, roleId, roleName: "Agent" },
    ...{ status: "pending", invitationStatus: "pending", platformStatus: "pending", blocked: false },
    ...{ noPassword: null, defaultIdentityProvider: null, groups: [{ name: "everyone" }], skills: [] },
    ...{ created: TIME, updated: TIME, createdBy: login.userId },
  });
  expect(await tenant.outbox()).toEqual([]);
  const found = done(await as("GET", "/users?email=ana+desk@people.example"));
  expect(found).toMatchObject([{ id: created.id, roleId: platformRoleId, status: "pending" }]);

  const invited = done(await as("PUT", `${t}/users/${created.id}`, { status: "invited" }));
  expect(invited).toMatchObject({ invitationStatus: "invited", invitationExpiryDate: TIME });
  const [message] = await tenant.outbox();
  const link = new URL(message?.link ?? "");
  expect([link.searchParams.get("userId"), link.searchParams.get("tenantId")]).toEqual([
    created.id,
    tenant.id,
  ]);
  const invitation = `Token ${link.searchParams.get("token")}`;
  const opened = await send(`${v1}/users/${created.id}`, invitation, "GET");
  expect(done(opened)).toMatchObject({ email: body.email, firstName: "Ana" });
  const details = { password: "Secret-123", firstName: "Ana", lastName: "Ionescu", externalId: null };
  done(await send(`${v1}/users/${created.id}`, invitation, "PUT", details));
  done(await send(`${v1}${t}/users/${created.id}`, invitation, "PUT", { status: "accepted" }));
  const ana = await send(`${v1}/tokens`, "", "POST", {
    username: "ana+desk@people.example",
    password: "Secret-123",
  });
  expect(ana.status).toBe(201);
  expect(done(await as("GET", `${t}/users/${created.id}`))).toMatchObject({
    ...{ status: "accepted", invitationStatus: "enabled", platformStatus: "enabled", lastName: "Ionescu" },
  });

  const skill = done(
    await as("POST", `${t}/skills`, { name: "Romanian", description: "", hasProficiency: true }),
    201,
  );
  const group = done(
    await as("POST", `${t}/groups`, { name: "Desk", description: "", owner: login.userId }),
    201,
  );
  const ids = { tenantId: tenant.id, userId: created.id };
  expect(
    done(await as("POST", `${t}/users/${created.id}/skills`, { ...ids, skillId: skill.id }), 201),
  ).toEqual({
    ...{ userId: created.id, skillId: skill.id, tenantId: tenant.id, proficiency: 1 },
  });
  done(await as("PUT", `${t}/users/${created.id}/skills/${skill.id}`, { proficiency: 70 }));
  const joined = {
    groupId: group.id,
    memberId: created.id,
    memberType: "user",
    tenantId: tenant.id,
    added: TIME,
  };
  expect(done(await as("POST", `${t}/groups/${group.id}/users`, { ...ids, groupId: group.id }), 201)).toEqual(
    joined,
  );
  expect(done(await as("POST", `${t}/groups/${group.id}/users`, { ...ids, groupId: group.id }))).toEqual(
    joined,
  );
  expect(done(await as("GET", `${t}/groups/${group.id}/users`))).toEqual([joined]);
  expect(done(await as("GET", `${t}/skills/${skill.id}/users`))).toMatchObject([
    { userId: created.id, proficiency: 70 },
  ]);
  expect(done(await as("GET", `${t}/users/${created.id}/groups`))).toMatchObject([
    { name: "everyone" },
    { groupId: group.id },
  ]);
  expect(done(await as("GET", `${t}/users/${created.id}/skills`))).toMatchObject([
    { skillId: skill.id, name: "Romanian" },
  ]);
  expect(done(await as("DELETE", `${t}/groups/${group.id}/users/${created.id}`))).toEqual({
    ...{ groupId: group.id, userId: created.id },
  });

  done(await as("PUT", `${t}/users/${created.id}`, { status: "disabled" }));
  const shut = await send(`${v1}${t}`, `Token ${ana.body.token}`, "GET");
  expect([shut.status, shut.body.error.message]).toEqual([401, expect.any(String)]);
  const mails = (await tenant.outbox()).length;
  expect(done(await as("PUT", `${t}/users/${created.id}`, { status: "accepted" })).invitationStatus).toBe(
    "enabled",
  );
  expect((await tenant.outbox()).length).toBe(mails);
  done(await send(`${v1}${t}`, `Token ${ana.body.token}`, "GET"));
});
