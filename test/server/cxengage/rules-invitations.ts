/** Invitations and states of access. */
import { expect } from "vitest";
import { done, newTenant, operate, refused, type Tenant } from "./client.ts";
import type { Case } from "./rules.ts";

const DAY = 24 * 60 * 60 * 1000;
const later = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();
const to = (tenant: Tenant, address: string) =>
  tenant.outbox().then((messages) => messages.filter((message) => message.to === address).length);
const open = (tenant: Tenant, id: string, token: string) =>
  tenant.at("GET", `/users/${id}`, undefined, token);

const invitations: readonly Case[] = [
  {
    title: "CXE-INV-02 invites nobody who was not to be invited yet",
    run: async (tenant) => {
      const row = await tenant.add();
      expect([row.invitationStatus, await to(tenant, row.email)]).toEqual(["pending", 0]);
    },
  },
  {
    title: "CXE-INV-03 sends one message per invitation",
    run: async (tenant) => {
      const row = await tenant.add({ status: "invited" });
      expect([row.invitationStatus, await to(tenant, row.email)]).toEqual(["invited", 1]);
      done(await tenant.put(row.id, { workStationId: "W1" }));
      expect(await to(tenant, row.email)).toBe(1);
    },
  },
  {
    title: "CXE-INV-04 leaves it to the invited person to accept",
    run: async (tenant) => {
      const row = await tenant.add({ status: "invited" });
      refused(await tenant.put(row.id, { status: "accepted" }), "CXE-INV-04");
      refused(await tenant.on("GET", "", undefined, await tenant.tokenOf(row.email)), "CXE-INV-04", 403);
      await tenant.acceptBy(row);
      expect((await tenant.user(row.id)).invitationStatus).toBe("enabled");
    },
  },
  {
    title: "CXE-INV-05 ends an invitation after 24 hours to the second",
    run: async (tenant) => {
      const sent = new Date("2031-05-01T08:00:00Z");
      await tenant.clock(sent.toISOString());
      const row = await (await tenant.anew()).add({ status: "invited" });
      const { token } = await tenant.linkOf(row.email);
      await tenant.clock(new Date(sent.getTime() + DAY - 1000).toISOString());
      done(await open(tenant, row.id, token));
      await tenant.clock(new Date(sent.getTime() + DAY).toISOString());
      refused(await open(tenant, row.id, token), "CXE-INV-05", 403);
      const password = { password: "Secret-123" };
      refused(await tenant.at("PUT", `/users/${row.id}`, password, token), "CXE-INV-05", 403);
    },
  },
  {
    title: "CXE-INV-06 denies access once an invitation has expired",
    run: async (tenant) => {
      const other = await newTenant(tenant.server);
      const person = await other.person();
      const row = await tenant.add({ email: person.email, status: "invited" });
      await tenant.clock(later(DAY + 1000));
      const token = await tenant.tokenOf(person.email);
      refused(await tenant.on("GET", "", undefined, token), "CXE-INV-06", 403);
      const shown = await (await tenant.anew()).user(row.id);
      expect(shown.invitationStatus).toBe("expired");
    },
  },
  {
    title: "CXE-INV-07 answers an invitation to a refused address, sends nothing and says so",
    fixture: { blocked: ["Bounced@people.example"] },
    run: async (tenant) => {
      const row = await tenant.add({ email: "bounced@people.example", status: "invited" });
      expect([row.blocked, await to(tenant, row.email)]).toEqual([true, 0]);
      expect(done(await tenant.put(row.id, { status: "invited" })).blocked).toBe(true);
      expect(await to(tenant, row.email)).toBe(0);
    },
  },
  {
    title: "CXE-INV-08 lets only the operator lift a block",
    fixture: { blocked: ["stuck@people.example"] },
    run: async (tenant) => {
      const row = await tenant.add({ email: "stuck@people.example", status: "invited" });
      done(await tenant.put(row.id, { blocked: false }));
      expect((await tenant.user(row.id)).blocked).toBe(true);
      await operate(tenant.server, "DELETE", `/accounts/${tenant.id}/blocked/stuck@people.example`);
      expect((await tenant.user(row.id)).blocked).toBe(false);
      done(await tenant.put(row.id, { status: "invited" }));
      expect(await to(tenant, row.email)).toBe(1);
    },
  },
  {
    title: "CXE-INV-09 invites again only who has not accepted",
    run: async (tenant) => {
      const { id, email } = await tenant.person();
      refused(await tenant.put(id, { status: "invited" }), "CXE-INV-09");
      done(await tenant.put(id, { status: "disabled" }));
      refused(await tenant.put(id, { status: "invited" }), "CXE-INV-09");
      expect(await to(tenant, email)).toBe(1);
    },
  },
  {
    title: "CXE-INV-10 derives the invitation status",
    run: async (tenant) => {
      const person = await tenant.person();
      const row = done(await tenant.put(person.id, { invitationStatus: "disabled" }));
      expect(row).toMatchObject({ invitationStatus: "enabled", status: "accepted" });
      const strict = await newTenant(tenant.server, { unknownMembers: "refused" });
      const there = await strict.add();
      refused(await strict.put(there.id, { invitationStatus: "enabled" }), "CXE-INV-10");
    },
  },
];

const states: readonly Case[] = [
  {
    title: "CXE-B-01 shows the state in the tenant beside that on the platform",
    run: async (tenant) => {
      const { id } = await tenant.person();
      done(await tenant.put(id, { status: "disabled" }));
      expect(await tenant.user(id)).toMatchObject({ status: "disabled", platformStatus: "enabled" });
    },
  },
  {
    title: "CXE-B-02 knows six states",
    fixture: { identityProviders: ["Okta"], defaultIdentityProvider: "Okta" },
    run: async (tenant) => {
      const rows = {
        pending: await tenant.add(),
        invited: await tenant.add({ status: "invited" }),
        enabled: await tenant.person(),
        disabled: await tenant.person(),
        "sso-only": await tenant.add({ status: "accepted", noPassword: true }),
      };
      done(await tenant.put(rows.disabled.id, { status: "disabled" }));
      for (const [state, { id }] of Object.entries(rows))
        expect((await tenant.user(id)).invitationStatus).toBe(state);
      await tenant.clock(later(DAY + 1000));
      const shown = await (await tenant.anew()).user(rows.invited.id);
      expect(shown.invitationStatus).toBe("expired");
    },
  },
  {
    title: "CXE-B-03 disables in every tenant who is disabled on the platform",
    run: async (tenant) => {
      const person = await tenant.person();
      done(await tenant.at("PUT", `/users/${person.id}`, { status: "disabled" }));
      expect(await tenant.user(person.id)).toMatchObject({
        status: "accepted",
        invitationStatus: "disabled",
      });
      refused(await tenant.on("GET", "", undefined, person.token), "CXE-B-03", 403);
      done(await tenant.put(person.id, { status: "disabled" }));
      refused(await tenant.put(person.id, { status: "accepted" }), "CXE-B-03");
    },
  },
  {
    title: "CXE-B-04 says who signs in by a provider only",
    fixture: { identityProviders: ["Okta"], defaultIdentityProvider: "Okta" },
    run: async (tenant) => {
      const { id } = await tenant.person();
      expect(done(await tenant.put(id, { noPassword: true })).invitationStatus).toBe("sso-only");
      expect(done(await tenant.put(id, { noPassword: null })).invitationStatus).toBe("enabled");
    },
  },
  {
    title: "CXE-B-05 adds nobody above oneself",
    run: async (tenant) => {
      const boss = await tenant.person({ role: "Supervisor" });
      const add = async (role: string) =>
        tenant.on(
          "POST",
          "/users",
          { email: `x${crypto.randomUUID()}@people.example`, roleId: await tenant.role(role) },
          boss.token,
        );
      refused(await add("Administrator"), "CXE-B-05", 403);
      done(await add("Supervisor"), 201);
    },
  },
  {
    title: "CXE-B-06 lets people in by their provider without an acceptance",
    fixture: { identityProviders: ["Okta"], defaultIdentityProvider: "Okta" },
    run: async (tenant) => {
      const row = await tenant.add({ role: "Supervisor", status: "invited" });
      done(await tenant.on("GET", "", undefined, await tenant.tokenOf(row.email, "Okta")));
    },
  },
  {
    title: "CXE-B-07 sends a postponed invitation",
    run: async (tenant) => {
      const row = await tenant.add();
      expect(done(await tenant.put(row.id, { status: "invited" })).invitationStatus).toBe("invited");
      expect(await to(tenant, row.email)).toBe(1);
    },
  },
  {
    title: "CXE-B-08 replaces the link with every new invitation",
    run: async (tenant) => {
      const row = await tenant.add({ status: "invited" });
      const first = (await tenant.linkOf(row.email)).token;
      done(await tenant.put(row.id, { status: "invited" }));
      refused(await open(tenant, row.id, first), "CXE-B-08", 403);
      done(await open(tenant, row.id, (await tenant.linkOf(row.email)).token));
    },
  },
  {
    title: "CXE-B-09 takes an open invitation back, here only",
    run: async (tenant) => {
      const other = await newTenant(tenant.server);
      const row = await tenant.add({ status: "invited" });
      await other.add({ email: row.email, status: "invited" });
      const { token } = await tenant.linkOf(row.email);
      expect(done(await tenant.put(row.id, { status: "pending" })).invitationStatus).toBe("pending");
      refused(await open(tenant, row.id, token), "CXE-B-09", 403);
      done(await open(other, row.id, (await other.linkOf(row.email)).token));
      refused(await tenant.put(row.id, { status: "pending" }), "CXE-B-09");
    },
  },
  {
    title: "CXE-B-10 disables nobody who is online, where the tenant says so",
    fixture: { disableOnline: "refused" },
    run: async (tenant) => {
      const person = await tenant.person();
      done(await tenant.on("POST", `/presence/${person.id}`, { state: "ready" }, person.token));
      refused(await tenant.put(person.id, { status: "disabled" }), "CXE-B-10");
      done(await tenant.on("POST", `/presence/${person.id}`, { state: "offline" }, person.token));
      done(await tenant.put(person.id, { status: "disabled" }));
    },
  },
  {
    title: "CXE-B-11 lets somebody in again without a message",
    run: async (tenant) => {
      const { id, email } = await tenant.person();
      done(await tenant.put(id, { status: "disabled" }));
      expect(done(await tenant.put(id, { status: "accepted" })).invitationStatus).toBe("enabled");
      expect(await to(tenant, email)).toBe(1);
    },
  },
  {
    title: "CXE-B-12 adds somebody the platform knows as they are",
    run: async (tenant) => {
      const other = await newTenant(tenant.server);
      const person = await other.person();
      const row = await tenant.add({
        email: person.email.toUpperCase(),
        firstName: "Nobody",
        status: "invited",
      });
      expect(row).toMatchObject({
        id: person.id,
        email: person.email,
        firstName: "Ana",
        platformStatus: "enabled",
      });
    },
  },
  {
    title: "CXE-B-13 lets known people join by signing in, with no password to choose",
    run: async (tenant) => {
      const other = await newTenant(tenant.server);
      const person = await other.person();
      await tenant.add({ email: person.email, status: "invited" });
      const { token } = await tenant.linkOf(person.email);
      const password = { password: "Other-456" };
      refused(await tenant.at("PUT", `/users/${person.id}`, password, token), "CXE-B-13", 403);
      refused(await tenant.put(person.id, { status: "accepted" }, token), "CXE-B-13", 403);
      done(await tenant.put(person.id, { status: "accepted" }, person.token));
      done(await tenant.on("GET", "", undefined, person.token));
    },
  },
];

export const invitationCases: readonly Case[] = [...invitations, ...states];
