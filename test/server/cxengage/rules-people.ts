/** Users, platform roles, tenant roles, and who may edit what. */
import { expect } from "vitest";
import { done, newTenant, refused } from "./client.ts";
import type { Case } from "./rules.ts";

const SELF = { password: "Secret-123" };
const email = (name: string) => `${name}${crypto.randomUUID()}@people.example`;

const users: readonly Case[] = [
  {
    title: "CXE-USR-01 adds somebody the platform does not know",
    run: async (tenant) => {
      const roleId = await tenant.role("Agent");
      const row = done(await tenant.on("POST", "/users", { email: email("new"), roleId }), 201);
      expect(row).toMatchObject({ status: "pending", platformStatus: "pending", roleName: "Agent" });
    },
  },
  {
    title: "CXE-USR-02 needs an e-mail address",
    run: async (tenant) => {
      const roleId = await tenant.role("Agent");
      for (const missing of [undefined, null, ""])
        refused(await tenant.on("POST", "/users", { email: missing, roleId }), "CXE-USR-02");
    },
  },
  {
    title: "CXE-USR-03 takes addresses in any case for the same",
    run: async (tenant) => {
      const row = await tenant.add({ email: email("Case") });
      const again = { email: row.email.toUpperCase(), roleId: row.roleId };
      refused(await tenant.on("POST", "/users", again), "CXE-USR-03");
    },
  },
  {
    title: "CXE-USR-04 never changes an address",
    run: async (tenant) => {
      const row = await tenant.add();
      done(await tenant.put(row.id, { email: email("other") }));
      expect((await tenant.user(row.id)).email).toBe(row.email);
      const strict = await newTenant(tenant.server, { unknownMembers: "refused" });
      const there = await strict.add();
      refused(await strict.put(there.id, { email: email("other") }), "CXE-USR-04");
    },
  },
  ...(["firstName", "lastName", "externalId"] as const).map((field, index) => ({
    title: `CXE-USR-0${6 + index} takes ${field} at creation, or goes without`,
    run: async (tenant: Parameters<Case["run"]>[0]) => {
      expect([(await tenant.add({ [field]: "Zoë" }))[field], (await tenant.add())[field]]).toEqual([
        "Zoë",
        null,
      ]);
    },
  })),
  {
    title: "CXE-USR-09 disables users and shuts them out",
    run: async (tenant) => {
      const person = await tenant.person();
      done(await tenant.put(person.id, { status: "disabled" }));
      expect((await tenant.user(person.id)).status).toBe("disabled");
      refused(await tenant.on("GET", "", undefined, person.token), "CXE-USR-09", 401);
    },
  },
  {
    title: "CXE-USR-10 deletes no user",
    run: async (tenant) => {
      const row = await tenant.add();
      refused(await tenant.on("DELETE", `/users/${row.id}`), "CXE-USR-10", 404);
      expect((await tenant.user(row.id)).id).toBe(row.id);
    },
  },
  {
    title: "CXE-USR-11 shows a changed name in every tenant",
    run: async (tenant) => {
      const person = await tenant.person();
      const other = await newTenant(tenant.server);
      await other.add({ email: person.email, status: "accepted" });
      done(await tenant.at("PUT", `/users/${person.id}`, { firstName: "Anca" }, person.token));
      for (const each of [tenant, other]) expect((await each.user(person.id)).firstName).toBe("Anca");
    },
  },
  {
    title: "CXE-USR-13 changes all of a body or nothing",
    run: async (tenant) => {
      const row = await tenant.add();
      const answer = await tenant.put(row.id, { workStationId: "W1", location: "Cluj", roleId: row.id });
      refused(answer, "CXE-TROLE-02");
      expect(await tenant.user(row.id)).toMatchObject({ workStationId: null, location: null });
    },
  },
  {
    title: "CXE-USR-14 changes only what is a detail of the user, and in a strict tenant says so",
    fixture: { unknownMembers: "refused" },
    run: async (tenant) => {
      const row = await tenant.add();
      refused(await tenant.put(row.id, { platformStatus: "enabled" }), "CXE-USR-14");
      const mild = await newTenant(tenant.server);
      const there = await mild.add();
      expect(done(await mild.put(there.id, { platformStatus: "enabled", userId: "x" })).platformStatus).toBe(
        "pending",
      );
    },
  },
];

const platformRoles: readonly Case[] = [
  {
    title: "CXE-PROLE-01 knows its platform roles",
    run: async (tenant) => {
      const roleId = await tenant.role("Agent");
      const body = { email: email("x"), roleId, platformRoleId: roleId };
      refused(await tenant.on("POST", "/users", body), "CXE-PROLE-01");
      const restricted = await tenant.platformRole("Platform User - Password Restricted");
      const row = await tenant.add({ platformRoleId: restricted });
      expect(done(await tenant.at("GET", `/users/${row.id}`)).roleId).toBe(restricted);
    },
  },
  {
    title: "CXE-PROLE-02 gives Platform User where no role is named",
    run: async (tenant) => {
      const answer = await tenant.on("POST", "/users", {
        email: email("x"),
        roleId: await tenant.role("Agent"),
      });
      const row = done(answer, 201);
      expect(done(await tenant.at("GET", `/users/${row.id}`)).roleId).toBe(
        await tenant.platformRole("Platform User"),
      );
    },
  },
  {
    title: "CXE-PROLE-03 opens one's own account without any tenant",
    run: async (tenant) => {
      const person = await tenant.person();
      done(await tenant.put(person.id, { status: "disabled" }));
      expect(done(await tenant.at("GET", "/me", undefined, person.token))).toEqual([]);
      expect(done(await tenant.at("GET", `/users/${person.id}`, undefined, person.token)).email).toBe(
        person.email,
      );
    },
  },
  {
    title: "CXE-PROLE-04 lets people change their own names, external id and password",
    run: async (tenant) => {
      const { id, token, email: username } = await tenant.person();
      const change = { firstName: "Ada", lastName: "Lee", externalId: "E7" };
      expect(done(await tenant.at("PUT", `/users/${id}`, change, token))).toMatchObject(change);
      const password = { password: "Other-456", currentPassword: SELF.password };
      done(await tenant.at("PUT", `/users/${id}`, password, token));
      refused(await tenant.at("GET", "/me", undefined, token), "unauthorized", 401);
      const again = await tenant.at("POST", "/tokens", { username, password: "Other-456" }, "");
      expect(again.status).toBe(201);
    },
  },
  {
    title: "CXE-PROLE-05 shows people their address but does not let them change it",
    run: async (tenant) => {
      const person = await tenant.person();
      done(await tenant.at("PUT", `/users/${person.id}`, { email: email("mine") }, person.token));
      expect(done(await tenant.at("GET", `/users/${person.id}`, undefined, person.token)).email).toBe(
        person.email,
      );
    },
  },
  {
    title: "CXE-PROLE-06 keeps the password of restricted people after the first",
    run: async (tenant) => {
      const platformRoleId = await tenant.platformRole("Platform User - Password Restricted");
      const person = await tenant.person({ platformRoleId });
      const body = { password: "Other-456", currentPassword: SELF.password };
      refused(await tenant.at("PUT", `/users/${person.id}`, body, person.token), "CXE-PROLE-06", 403);
      done(await tenant.at("PUT", `/users/${person.id}`, { firstName: "Shared" }, person.token));
    },
  },
];

const tenantRoles: readonly Case[] = [
  {
    title: "CXE-TROLE-01 needs a role at creation",
    run: async (tenant) => refused(await tenant.on("POST", "/users", { email: email("x") }), "CXE-TROLE-01"),
  },
  {
    title: "CXE-TROLE-02 knows the tenant's roles, its own ones included",
    run: async (tenant) => {
      const stranger = await newTenant(tenant.server);
      for (const roleId of ["nowhere", await stranger.role("Agent")])
        refused(await tenant.on("POST", "/users", { email: email("x"), roleId }), "CXE-TROLE-02");
      const own = await tenant.newRole("VIEW_ALL_USERS");
      expect((await tenant.add({ role: own })).roleId).toBe(own);
    },
  },
  {
    title: "CXE-TROLE-03 lets only somebody above change a role",
    run: async (tenant) => {
      const boss = await tenant.person({ role: "Supervisor" });
      const [peer, below] = [await tenant.add({ role: "Supervisor" }), await tenant.add()];
      const agent = await tenant.role("Agent");
      refused(await tenant.put(peer.id, { roleId: agent }, boss.token), "CXE-TROLE-03", 403);
      done(await tenant.put(below.id, { roleId: peer.roleId }, boss.token));
      const equal = await newTenant(tenant.server, { rankBound: "equal" });
      const there = await equal.person({ role: "Supervisor" });
      const equalPeer = await equal.add({ role: "Supervisor" });
      done(await equal.put(equalPeer.id, { roleId: await equal.role("Agent") }, there.token));
    },
  },
  {
    title: "CXE-TROLE-04 gives no role above one's own",
    run: async (tenant) => {
      const boss = await tenant.person({ role: "Supervisor" });
      const row = await tenant.add();
      const roleId = await tenant.role("Administrator");
      refused(await tenant.put(row.id, { roleId }, boss.token), "CXE-TROLE-04", 403);
    },
  },
  {
    title: "CXE-TROLE-05 changes nobody's own role",
    run: async (tenant) => {
      const boss = await tenant.person({ role: "Administrator" });
      const answer = await tenant.put(boss.id, { roleId: await tenant.role("Agent") }, boss.token);
      refused(answer, "CXE-TROLE-05", 403);
      done(await tenant.put(boss.id, { roleId: boss.row.roleId }, boss.token));
    },
  },
];

const edits: readonly Case[] = [
  {
    title: "CXE-EDIT-01 leaves names to the person",
    run: async (tenant) => {
      const person = await tenant.person();
      const boss = await tenant.person({ role: "Supervisor" });
      for (const change of [{ firstName: "X" }, { lastName: "X" }])
        refused(await tenant.at("PUT", `/users/${person.id}`, change, boss.token), "CXE-EDIT-01", 403);
    },
  },
  {
    title: "CXE-EDIT-02 leaves the external id to the person",
    run: async (tenant) => {
      const person = await tenant.person();
      const boss = await tenant.person({ role: "Supervisor" });
      const answer = await tenant.at("PUT", `/users/${person.id}`, { externalId: "X" }, boss.token);
      refused(answer, "CXE-EDIT-02", 403);
    },
  },
  {
    title: "CXE-EDIT-03 lets nobody change the login of another",
    run: async (tenant) => {
      const person = await tenant.person();
      expect(done(await tenant.at("PUT", `/users/${person.id}`, { email: email("z") })).email).toBe(
        person.email,
      );
      const strict = await newTenant(tenant.server, { unknownMembers: "refused" });
      const there = await strict.add();
      refused(await strict.at("PUT", `/users/${there.id}`, { email: email("z") }), "CXE-EDIT-03");
    },
  },
  {
    title: "CXE-EDIT-04 needs a supervisor for locations",
    run: async (tenant) => {
      const agent = await tenant.person();
      refused(await tenant.put(agent.id, { location: "Iași" }, agent.token), "CXE-EDIT-04", 403);
      const boss = await tenant.person({ role: "Supervisor" });
      done(await tenant.put(agent.id, { location: "Iași" }, boss.token));
    },
  },
  {
    title: "CXE-EDIT-05 needs a permission for the extensions of others",
    run: async (tenant) => {
      const row = await tenant.add();
      const extensions = [...row.extensions, { type: "pstn", value: "+40211234567", description: "Desk" }];
      const custom = await tenant.person({ role: await tenant.newRole("VIEW_ALL_USERS") });
      refused(await tenant.put(row.id, { extensions }, custom.token), "CXE-EDIT-05", 403);
      const boss = await tenant.person({ role: "Supervisor" });
      done(await tenant.put(row.id, { extensions }, boss.token));
    },
  },
  {
    title: "CXE-EDIT-06 needs a supervisor for skills",
    run: async (tenant) => {
      const agent = await tenant.person();
      const skill = await tenant.ok("POST", "/skills", { name: "Dutch" });
      const add = (token: string) =>
        tenant.on("POST", `/users/${agent.id}/skills`, { skillId: skill.id }, token);
      refused(await add(agent.token), "CXE-EDIT-06", 403);
      done(await add((await tenant.person({ role: "Supervisor" })).token), 201);
    },
  },
  {
    title: "CXE-EDIT-07 needs a supervisor for groups",
    run: async (tenant) => {
      const agent = await tenant.person();
      const group = await tenant.ok("POST", "/groups", { name: "Desk" });
      const add = (token: string) =>
        tenant.on("POST", `/groups/${group.id}/users`, { userId: agent.id }, token);
      refused(await add(agent.token), "CXE-EDIT-07", 403);
      done(await add((await tenant.person({ role: "Supervisor" })).token), 201);
    },
  },
  {
    title: "CXE-EDIT-08 lets nobody set the password of another",
    run: async (tenant) => {
      const person = await tenant.person();
      refused(await tenant.at("PUT", `/users/${person.id}`, { password: "Other-456" }), "CXE-EDIT-08", 403);
    },
  },
  {
    title: "CXE-EDIT-09 keeps names from editors with the permission, unless the tenant leaves them to these",
    run: async (tenant) => {
      const person = await tenant.person();
      refused(await tenant.at("PUT", `/users/${person.id}`, { firstName: "X" }), "CXE-EDIT-01", 403);
      const open = await newTenant(tenant.server, { namesEditing: "permission" });
      const there = await open.person();
      expect(done(await open.at("PUT", `/users/${there.id}`, { firstName: "X" })).firstName).toBe("X");
    },
  },
  {
    title: "CXE-EDIT-10 keeps status and authentication from those below, and applies nothing else",
    run: async (tenant) => {
      const boss = await tenant.person({ role: "Supervisor" });
      const admin = await tenant.person({ role: "Administrator" });
      const body = { status: "disabled", workStationId: "W9" };
      refused(await tenant.put(admin.id, body, boss.token), "CXE-EDIT-10", 403);
      expect(await tenant.user(admin.id)).toMatchObject({ status: "accepted", workStationId: null });
      const agent = await tenant.person();
      refused(await tenant.put(agent.id, { noPassword: false }, boss.token), "CXE-EDIT-10", 403);
      done(await tenant.put(agent.id, { status: "disabled" }, boss.token));
    },
  },
];

export const peopleCases: readonly Case[] = [...users, ...platformRoles, ...tenantRoles, ...edits];
