import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { RunningServer } from "../../../src/server/server.ts";
import { done, newTenant, operate, persistently, refused, send, type Tenant, testServer } from "./client.ts";

let server: RunningServer;
let tenant: Tenant;
beforeAll(async () => {
  server = await testServer();
  tenant = await newTenant(server, { owner: { password: "Owner-pass-1" }, apiKey: "Supervisor" });
});
afterEach(async () => {
  await operate(server, "POST", "/faults", {});
  await tenant.clock(null);
});
afterAll(() => server.stop());

const faults = (body: object) => operate(server, "POST", "/faults", { mount: "cxengage", ...body });

test("null, nothing and {} are one body, on every verb", async () => {
  const url = `${server.url}/cxengage/v1/login`;
  const headers = { authorization: `Token ${tenant.token}`, "content-type": "application/json" };
  for (const body of ["null", "", "{}", " null\n"])
    expect((await fetch(url, { method: "POST", headers, body })).status).toBe(200);
  const row = await tenant.add();
  const group = await tenant.ok("POST", "/groups", { name: "Null" });
  await tenant.ok("POST", `/groups/${group.id}/users`, { userId: row.id });
  const path = `${server.url}/cxengage/v1/tenants/${tenant.id}/groups/${group.id}/users/${row.id}`;
  expect((await fetch(path, { method: "DELETE", headers, body: "null" })).status).toBe(200);
});

test("what is no JSON object is refused in the vendor's shape", async () => {
  const url = `${server.url}/cxengage/v1/tenants/${tenant.id}/skills`;
  const headers = { authorization: `Token ${tenant.token}` };
  for (const body of ["{", "[1]", '"x"', "\xff"]) {
    const response = await fetch(url, { method: "POST", headers, body });
    expect([response.status, ((await response.json()) as { error: unknown }).error]).toEqual([
      400,
      { code: 400, message: expect.any(String), attribute: null },
    ]);
  }
});

test("a plus sign in the address of a look-up means itself, encoded or not", async () => {
  const row = await tenant.add({ email: "ana+night@people.example" });
  for (const email of ["ana+night@people.example", "ANA%2Bnight@people.example"])
    expect(done(await tenant.at("GET", `/users?email=${email}`))[0].id).toBe(row.id);
  refused(await tenant.at("GET", "/users?email=ana%20night@people.example"), "bad-value");
  refused(await tenant.at("GET", "/users?email=anight@people.example"), "not-found", 404);
});

test("a field at fault is named in attribute", async () => {
  const { body } = await tenant.on("POST", "/users", { email: "x" });
  expect(body.error).toEqual({
    code: 400,
    message: "email is no valid address",
    attribute: { email: expect.any(String) },
  });
});

test("a client that sends four times gets through troubles, and meets what it made the first time", async () => {
  await faults({ rate500Before: 1, methods: ["POST"] });
  const before = await persistently(() => tenant.on("POST", "/skills", { name: "Four" }));
  expect([before.status, before.sends, before.body.error.code]).toEqual([500, 4, 500]);
  await faults({ rate500After: 1, methods: ["POST"] });
  const after = await persistently(() => tenant.on("POST", "/skills", { name: "Four" }));
  expect(after.sends).toBe(2);
  refused(after, "CXE-B-19");
});

test("an idempotency key changes nothing", async () => {
  const post = () =>
    fetch(`${server.url}/cxengage/v1/tenants/${tenant.id}/skills`, {
      method: "POST",
      headers: { authorization: `Token ${tenant.token}`, "idempotency-key": "k" },
      body: JSON.stringify({ name: "Keyed" }),
    });
  expect([(await post()).status, (await post()).status]).toEqual([201, 400]);
});

test("pages of other origins may call", async () => {
  const url = `${server.url}/cxengage/v1/tenants/${tenant.id}/users`;
  const preflight = await fetch(url, {
    method: "OPTIONS",
    headers: { origin: "https://config.example", "access-control-request-method": "PUT" },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
  expect(preflight.headers.get("access-control-allow-methods")).toMatch(/PUT.*DELETE/);
  expect(preflight.headers.get("access-control-allow-headers")).toMatch(/Authorization.*Content-Type/);
  const refusal = await fetch(url, { headers: { origin: "https://config.example" } });
  expect([refusal.status, refusal.headers.get("access-control-allow-origin")]).toEqual([401, "*"]);
  const other = await fetch(`${server.url}/engagecx/v1/me`);
  expect(other.headers.get("access-control-allow-origin")).toBe(null);
});

test("tokens end on time, are signed, and die with the password", async () => {
  const body = { username: tenant.email, password: "Owner-pass-1" };
  await tenant.clock("2031-01-01T00:00:00Z");
  const { token, ttl } = (await tenant.at("POST", "/tokens", { ...body, ttl: 60 }, "")).body;
  expect(ttl).toBe(60);
  await tenant.clock("2031-01-01T00:00:59Z");
  done(await tenant.on("GET", "", undefined, token));
  await tenant.clock("2031-01-01T00:01:00Z");
  refused(await tenant.on("GET", "", undefined, token), "unauthorized", 401);
  for (const wrong of [0, 86_401, 1.5, "60"])
    refused(await tenant.at("POST", "/tokens", { ...body, ttl: wrong }, ""), "bad-value");
  await tenant.clock(null);
  const [header, payload] = tenant.token.split(".");
  const claims = JSON.parse(Buffer.from(payload ?? "", "base64url").toString());
  const forged = Buffer.from(JSON.stringify({ ...claims, exp: claims.exp + 1 })).toString("base64url");
  refused(
    await tenant.on("GET", "", undefined, `${header}.${forged}.${tenant.token.split(".")[2]}`),
    "unauthorized",
    401,
  );
  const unsigned = Buffer.from(JSON.stringify({ alg: "none", typ: "JWT" })).toString("base64url");
  refused(await tenant.on("GET", "", undefined, `${unsigned}.${payload}.`), "unauthorized", 401);
});

test("wrong credentials and missing tokens are told apart by nothing but the status", async () => {
  const post = (body: object) => tenant.at("POST", "/tokens", body, "");
  const { apiKey } = tenant.made;
  const key = { username: apiKey.id, password: apiKey.secret };
  for (const body of [
    { username: tenant.email, password: "wrong" },
    { username: "nobody@people.example", password: "wrong" },
    { ...key, password: "wrong", tenantId: tenant.id },
    key,
    { ...key, tenantId: "another" },
    {},
  ])
    refused(await post(body), "wrong-credentials", 401);
  const { token } = (await post({ ...key, tenantId: tenant.id })).body;
  const login = done(await tenant.at("POST", "/login", null, token));
  expect(login).toMatchObject({
    userId: apiKey.id,
    tenants: [{ tenantId: tenant.id }],
    platformPermissions: [],
  });
  refused(await tenant.on("GET", "", undefined, ""), "unauthorized", 401);
  const bearer = await send(`${server.url}/cxengage/v1/me`, `Bearer ${tenant.token}`, "GET");
  refused(bearer, "unauthorized", 401);
});

test("a tenant is closed to strangers and their keys", async () => {
  const other = await newTenant(server, { apiKey: true, owner: { platformRole: "Platform User" } });
  refused(await tenant.on("GET", "/users", undefined, other.token), "not-of-this-tenant", 403);
  const { apiKey } = other.made;
  const basic = `Basic ${Buffer.from(`${apiKey.id}:${apiKey.secret}`).toString("base64")}`;
  refused(await tenant.on("GET", "/users", undefined, basic), "not-of-this-tenant", 403);
  const group = await tenant.ok("POST", "/groups", { name: "Secret" });
  refused(await other.on("GET", `/groups/${group.id}`), "not-found", 404);
  refused(await other.on("PUT", `/groups/${group.id}`, { name: "Mine" }), "not-found", 404);
  const own: { id: string }[] = done(await other.at("GET", "/tenants"));
  expect(own.map(({ id }) => id)).toEqual([other.id]);
});

test("what a parent shares is seen below, and changed only above", async () => {
  const role = await tenant.ok("POST", "/roles", { name: "Shared", permissions: [], shared: true });
  const child = await newTenant(server, { parent: tenant.id });
  const stranger = await newTenant(server);
  const roles = async (of: Tenant) => (await of.ok("GET", "/roles")).map((row: { name: string }) => row.name);
  expect([(await roles(child)).includes("Shared"), (await roles(stranger)).includes("Shared")]).toEqual([
    true,
    false,
  ]);
  expect((await child.add({ role: role.id })).roleName).toBe("Shared");
  refused(await child.on("PUT", `/roles/${role.id}`, { name: "Mine" }), "inherited");
});

test("counters and outbox know the tenant", async () => {
  const counted = await newTenant(server);
  await operate(server, "POST", "/counters/reset");
  await counted.add({ status: "invited" });
  const { body } = await operate(server, "GET", `/counters?account=${counted.id}`);
  expect(body).toEqual({ reads: 1, writes: 1, mails: 1 });
});

test("the SDK's other calls are answered", async () => {
  const zones: { timezone: string }[] = done(await tenant.at("GET", "/timezones"));
  expect(zones.map(({ timezone }) => timezone)).toContain("US/Eastern");
  expect(done(await tenant.at("GET", "/regions")).length).toBe(2);
  const permissions: { name: string }[] = done(await tenant.at("GET", "/permissions"));
  expect(permissions.map(({ name }) => name)).toContain("PLATFORM_VIEW_ALL");
  refused(await tenant.on("GET", "/branding"), "not-found", 404);
  const styles = '{"navbar":"#fff"}';
  expect(done(await tenant.on("PUT", "/branding", { styles }))).toMatchObject({ styles, logo: "" });
  expect((await tenant.on("DELETE", "/branding")).status).toBe(204);
});
