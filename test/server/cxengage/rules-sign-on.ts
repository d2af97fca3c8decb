/** Platform authentication, single sign-on, tenants, and the API as such. */
import { expect } from "vitest";
import { done, newTenant, refused, send, type Tenant } from "./client.ts";
import type { Case } from "./rules.ts";

const SSO = { identityProviders: ["Okta", "Entra"], defaultIdentityProvider: "Okta" };
const PASSWORD = "Secret-123";
const idOf = (tenant: Tenant, name: string): string =>
  tenant.made.identityProviders.find((each: { name: string }) => each.name === name).id;
const login = (tenant: Tenant, username: string) =>
  tenant.at("POST", "/tokens", { username, password: PASSWORD }, "");
const basic = (name: string, password: string) =>
  `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`;
/** The tenant as its owner sees it after signing in by a provider. */
const bySso = (tenant: Tenant) => tenant.anew(tenant.email, "Okta");

const users: readonly Case[] = [
  {
    title: "CXE-SSO-01 knows three choices of platform authentication",
    fixture: SSO,
    run: async (tenant) => {
      const row = await tenant.add();
      for (const noPassword of [null, true, false])
        expect(done(await tenant.put(row.id, { noPassword })).noPassword).toBe(noPassword);
      for (const noPassword of ["enabled", 1])
        refused(await tenant.put(row.id, { noPassword }), "CXE-SSO-01");
    },
  },
  {
    title: "CXE-SSO-02 has nothing to choose without single sign-on",
    run: async (tenant) => {
      const row = await tenant.add();
      refused(await tenant.put(row.id, { noPassword: true }), "CXE-SSO-02");
      refused(await tenant.put(row.id, { defaultIdentityProvider: row.id }), "CXE-SSO-02");
      done(await tenant.put(row.id, { noPassword: false }));
    },
  },
  {
    title: "CXE-SSO-03 starts users with the tenant's setting, as a reference to it",
    fixture: { ...SSO, platformAuthentication: "disabled" },
    run: async (tenant) => expect((await (await bySso(tenant)).add()).noPassword).toBe(null),
  },
  {
    title: "CXE-SSO-04 follows the tenant where the user's own setting is its default",
    fixture: SSO,
    run: async (tenant) => {
      const { id } = await tenant.person();
      const owner = await bySso(tenant);
      expect((await owner.user(id)).invitationStatus).toBe("enabled");
      await owner.ok("PUT", "", { cxengageIdentityProvider: "disabled" });
      expect(await owner.user(id)).toMatchObject({ noPassword: null, invitationStatus: "sso-only" });
    },
  },
  {
    title: "CXE-SSO-05 lets enabled people in by password whatever the tenant's setting",
    fixture: SSO,
    run: async (tenant) => {
      const { id, email } = await tenant.person();
      done(await tenant.put(id, { noPassword: false }));
      await (await bySso(tenant)).ok("PUT", "", { cxengageIdentityProvider: "disabled" });
      const answer = await login(tenant, email);
      expect(answer.status, JSON.stringify(answer.body)).toBe(201);
      done(await tenant.on("GET", "", undefined, answer.body.token));
    },
  },
  {
    title: "CXE-SSO-06 lets nobody in by password who has it switched off, sessions included",
    fixture: SSO,
    run: async (tenant) => {
      const { id, email, token } = await tenant.person();
      done(await tenant.put(id, { noPassword: true }));
      refused(await login(tenant, email), "CXE-SSO-06", 403);
      refused(await tenant.on("GET", "", undefined, token), "CXE-SSO-06", 403);
      done(await tenant.on("GET", "", undefined, await tenant.tokenOf(email, "Okta")));
    },
  },
  {
    title: "CXE-SSO-07 switches passwords off only where the tenant has a default provider",
    fixture: { identityProviders: ["Okta"] },
    run: async (tenant) => {
      const row = await tenant.add();
      refused(await tenant.put(row.id, { noPassword: true }), "CXE-SSO-07");
    },
  },
  {
    title: "CXE-SSO-08 gives users a provider of the tenant",
    fixture: SSO,
    run: async (tenant) => {
      const row = await tenant.add();
      const entra = idOf(tenant, "Entra");
      expect(done(await tenant.put(row.id, { defaultIdentityProvider: entra })).defaultIdentityProvider).toBe(
        entra,
      );
      refused(await tenant.put(row.id, { defaultIdentityProvider: row.id }), "CXE-SSO-08");
    },
  },
  {
    title: "CXE-SSO-09 starts users with the tenant's provider, as a reference to it",
    fixture: SSO,
    run: async (tenant) => expect((await tenant.add()).defaultIdentityProvider).toBe(null),
  },
  {
    title: "CXE-SSO-10 follows the tenant's provider",
    fixture: SSO,
    run: async (tenant) => {
      const row = await tenant.add();
      const client = async () => (await tenant.at("GET", `/auth-info/${row.email}`)).body.result?.client;
      expect(await client()).toBe(idOf(tenant, "Okta"));
      await (await bySso(tenant)).ok("PUT", "", { defaultIdentityProvider: idOf(tenant, "Entra") });
      expect(await client()).toBe(idOf(tenant, "Entra"));
      expect((await tenant.user(row.id)).defaultIdentityProvider).toBe(null);
    },
  },
];

const tenants: readonly Case[] = [
  {
    title: "CXE-B-35 lets the tenant deny passwords over every user's setting",
    fixture: SSO,
    run: async (tenant) => {
      const { id } = await tenant.person();
      done(await tenant.put(id, { noPassword: false }));
      const owner = await bySso(tenant);
      await owner.ok("PUT", "", { cxengageIdentityProvider: "denied" });
      expect((await owner.user(id)).invitationStatus).toBe("sso-only");
      done(await owner.put(id, { noPassword: null }));
      refused(await owner.put(id, { noPassword: false }), "CXE-B-35");
    },
  },
  {
    title: "CXE-B-36 needs a default provider and a sign-in by one before passwords go",
    fixture: SSO,
    run: async (tenant) => {
      const change = { cxengageIdentityProvider: "disabled" };
      refused(await tenant.on("PUT", "", change), "CXE-B-36", 403);
      const bare = await newTenant(tenant.server, { identityProviders: ["Okta"] });
      refused(await (await bySso(bare)).on("PUT", "", change), "CXE-B-36");
      done(await (await bySso(tenant)).on("PUT", "", change));
    },
  },
  {
    title: "CXE-B-37 changes the default provider only after a sign-in by one",
    fixture: SSO,
    run: async (tenant) => {
      const change = { defaultIdentityProvider: idOf(tenant, "Entra") };
      refused(await tenant.on("PUT", "", change), "CXE-B-37", 403);
      expect(done(await (await bySso(tenant)).on("PUT", "", change))).toMatchObject(change);
    },
  },
  {
    title: "CXE-B-38 needs a name and one source for a provider, and maps e-mail by default",
    run: async (tenant) => {
      const post = (body: object) => tenant.on("POST", "/identity-providers", body);
      refused(await post({ metadataUrl: "https://x.example" }), "CXE-B-38");
      refused(await post({ name: "A" }), "CXE-B-38");
      refused(await post({ name: "A", metadataUrl: "https://x.example", metadataFile: "<x/>" }), "CXE-B-38");
      const row = done(await post({ name: "A", metadataFile: "<x/>" }), 201);
      expect(row).toMatchObject({ active: false, emailMapping: "Email", description: "" });
    },
  },
  {
    title: "CXE-B-39 disables no provider somebody is signed in through",
    fixture: SSO,
    run: async (tenant) => {
      const path = `/identity-providers/${idOf(tenant, "Okta")}`;
      await bySso(tenant);
      refused(await tenant.on("PUT", path, { active: false }), "CXE-B-39");
      done(await tenant.on("PUT", `/identity-providers/${idOf(tenant, "Entra")}`, { active: false }));
    },
  },
  {
    title: "CXE-B-40 opens the API to keys, not to people who sign in by a provider",
    fixture: { ...SSO, apiKey: true },
    run: async (tenant) => {
      const { id, email } = await tenant.person();
      done(await tenant.on("GET", "", undefined, basic(email, PASSWORD)));
      done(await tenant.put(id, { noPassword: true }));
      refused(await tenant.on("GET", "", undefined, basic(email, PASSWORD)), "CXE-B-40", 401);
      const { apiKey } = tenant.made;
      done(await tenant.on("GET", "", undefined, basic(apiKey.id, apiKey.secret)));
    },
  },
  {
    title: "CXE-B-41 shows a key's secret once and gives the key its role's access",
    run: async (tenant) => {
      const roleId = await tenant.role("Supervisor");
      const key = await tenant.ok("POST", "/api-keys", { name: "CI", roleId });
      const rows: { id: string; secret?: string }[] = await tenant.ok("GET", "/api-keys");
      expect([typeof key.secret, rows.map((row) => row.secret)]).toEqual(["string", [undefined]]);
      const body = { username: key.id, password: key.secret, tenantId: tenant.id };
      const { token } = (await tenant.at("POST", "/tokens", body, "")).body;
      done(await tenant.on("GET", "/users", undefined, token));
      refused(await tenant.on("POST", "/skills", { name: "X" }, token), "permission-denied", 403);
      done(await tenant.on("PUT", `/api-keys/${key.id}`, { status: "disabled" }));
      refused(await tenant.on("GET", "/users", undefined, token), "unauthorized", 401);
      expect((await tenant.on("DELETE", `/api-keys/${key.id}`)).status).toBe(204);
    },
  },
  {
    title: "CXE-B-42 makes a platform user first and invites to the tenant second",
    run: async (tenant) => {
      const email = `two${crypto.randomUUID()}@people.example`;
      const roleId = await tenant.platformRole("Platform User");
      const person = done(await tenant.at("POST", "/users", { email, roleId, status: "enabled" }), 201);
      const row = await tenant.add({ email, status: "invited" });
      expect([row.id, row.invitationStatus]).toEqual([person.id, "invited"]);
      await tenant.acceptBy(row);
      expect((await tenant.user(row.id)).invitationStatus).toBe("enabled");
    },
  },
  {
    title: "CXE-B-43 takes three states for an invitation, and accepted only for known people",
    run: async (tenant) => {
      const body = { email: `s${crypto.randomUUID()}@people.example`, roleId: await tenant.role("Agent") };
      refused(await tenant.on("POST", "/users", { ...body, status: "enabled" }), "CXE-B-43");
      refused(await tenant.on("POST", "/users", { ...body, status: "accepted" }), "CXE-B-43");
      const other = await newTenant(tenant.server);
      const known = await other.person();
      expect((await tenant.add({ email: known.email, status: "accepted" })).invitationStatus).toBe("enabled");
      expect(await tenant.outbox()).toEqual([]);
    },
  },
  {
    title: "CXE-B-44 takes null for the tenant's default",
    fixture: SSO,
    run: async (tenant) => {
      const own = { noPassword: true, defaultIdentityProvider: idOf(tenant, "Entra") };
      const row = await tenant.add(own);
      expect(row).toMatchObject(own);
      const none = { noPassword: null, defaultIdentityProvider: null };
      expect(done(await tenant.put(row.id, none))).toMatchObject(none);
    },
  },
  {
    title: "CXE-B-45 gives every tenant a name of its own",
    run: async (tenant) => {
      const { name, regionId, id: parentId } = await tenant.ok("GET", "");
      const post = (body: object) => tenant.at("POST", "/tenants", { regionId, parentId, ...body });
      refused(await post({ name: name.toUpperCase() }), "CXE-B-45");
      const child = done(await post({ name: `${name} West`, timezone: "US/Eastern" }), 201);
      expect(child).toMatchObject({ parent: { id: parentId, name }, timezone: "US/Eastern" });
      refused(await tenant.at("PUT", `/tenants/${child.id}`, { name }), "CXE-B-45");
    },
  },
  {
    title: "CXE-B-46 shows administrators of the platform a third platform role",
    run: async (tenant) => {
      const names = async (token?: string) =>
        done(await tenant.at("GET", "/roles", undefined, token)).map((role: { name: string }) => role.name);
      const usual = ["Platform User", "Platform User - Password Restricted"];
      const boss = await tenant.person({ role: "Supervisor" });
      expect(await names(boss.token)).toEqual(usual);
      expect(await names()).toEqual(["Platform Administrator", ...usual]);
    },
  },
  {
    title: "CXE-B-47 refuses with the vendor's few statuses",
    run: async (tenant) => {
      refused(await tenant.on("DELETE", "/roles"), "method-not-allowed", 404);
      const url = `${tenant.server.url}/cxengage/v1/tenants/${tenant.id}/skills`;
      const huge = await send(url, `Token ${tenant.token}`, "POST", { name: "x".repeat(5_000_000) });
      refused(huge, "too-large", 400);
    },
  },
];

export const signOnCases: readonly Case[] = [...users, ...tenants];
