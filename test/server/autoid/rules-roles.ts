/** Roles: what each lets people do, and how they add up. */
import { expect } from "vitest";
import { done, refused } from "../call.ts";
import type { Account, Person } from "./client.ts";
import type { Case } from "./rules.ts";

const on = (account: Account, { node, token }: Person, method: string, path: string, body?: unknown) =>
  account.on(method, `/nodes/${node}${path}`, body, token);
const text = { text: "Your table is booked." };

export const roleCases: readonly Case[] = [
  {
    title: "AID-ROLE-01 knows three roles",
    run: async (account) => {
      for (const role of ["User", "Account Admin", "Messaging Agent"])
        await account.added(account.group, role);
      const post = (role: unknown) =>
        account.on("POST", `/nodes/${account.group}/users`, { email: "new@people.example", role });
      for (const role of ["user", "Owner", "", null, undefined])
        refused(await post(role), "AID-ROLE-01", 422);
      const { id } = await account.added();
      refused(await account.on("PATCH", `/users/${id}`, { roles: ["User", "Owner"] }), "AID-ROLE-01", 422);
    },
  },
  {
    title: "AID-ROLE-02 lets a User view, and only that",
    run: async (account) => {
      const other = await account.person();
      for (const path of ["", "/content", "/settings", "/users"]) done(await on(account, other, "GET", path));
      const add = { email: "a@people.example", role: "User" };
      const writes = [
        await on(account, other, "PUT", "/settings", {}),
        await on(account, other, "POST", "/users", add),
        await on(account, other, "POST", "/activate"),
        await on(account, other, "POST", "/messages", text),
        await account.on(
          "POST",
          "/nodes",
          { name: "A", kind: "subgroup", parent: account.group },
          other.token,
        ),
        await account.on("DELETE", `/users/${other.id}`, undefined, other.token),
      ];
      expect(writes.map((answer) => answer.status)).toEqual(writes.map(() => 403));
    },
  },
  {
    title: "AID-ROLE-03 keeps text and chat from a User",
    run: async (account) => {
      const other = await account.person();
      refused(await on(account, other, "GET", "/messages"), "AID-ROLE-03", 403);
      refused(await on(account, other, "POST", "/messages", text), "AID-ROLE-03", 403);
    },
  },
  {
    title: "AID-ROLE-04 lets a User change no settings",
    run: async (account) => {
      const other = await account.person();
      refused(await on(account, other, "PUT", "/settings", { chat: true }), "AID-ROLE-04", 403);
    },
  },
  {
    title: "AID-ROLE-05 lets an Account Admin change features and settings",
    run: async (account) => {
      const other = await account.person(account.group, "Account Admin");
      done(await on(account, other, "GET", "/content"));
      const changed = done(await on(account, other, "PUT", "/settings", { chat: true })).body;
      expect(changed).toEqual({ id: account.group, texting: false, chat: true });
      expect(done(await on(account, other, "GET", "/settings")).body).toEqual(changed);
    },
  },
  {
    title: "AID-ROLE-06 lets an Account Admin, and nobody else, add and remove users",
    run: async (account) => {
      const sub = await account.node("Sub");
      const admin = await account.person(sub, "Account Admin");
      const add = (who: Person) =>
        on(account, { ...who, node: sub }, "POST", "/users", { email: "a@people.example", role: "User" });
      for (const role of ["User", "Messaging Agent"])
        refused(await add(await account.person(sub, role)), "AID-ROLE-06", 403);
      done(await on(account, admin, "GET", "/management"));
      const { id } = done(await add(admin), 201).body;
      const agent = await account.person(sub, "Messaging Agent");
      refused(await account.on("DELETE", `/users/${id}`, undefined, agent.token), "AID-ROLE-06", 403);
      done(await account.on("DELETE", `/users/${id}`, undefined, admin.token), 204);
    },
  },
  {
    title: "AID-ROLE-07 lets an Account Admin, and nobody else, create accounts and then activate them",
    run: async (account) => {
      const sub = await account.node("Sub");
      const [admin, user] = [await account.person(sub, "Account Admin"), await account.person(sub)];
      const create = (who: Person, parent: string | null = sub, kind = "subgroup") =>
        account.on("POST", "/nodes", { name: "New", kind, parent }, who.token);
      refused(await create(user), "AID-ROLE-07", 403);
      refused(await create(admin, account.group), "AID-ROLE-07", 403);
      refused(await create(admin, null, "group"), "AID-ROLE-07", 403);
      const made = done(await create(admin), 201).body;
      expect(made.active).toBe(false);
      const path = `/nodes/${made.id}/activate`;
      refused(await account.on("POST", path, undefined, user.token), "AID-ROLE-07", 403);
      for (let count = 0; count < 2; count++)
        expect(done(await account.on("POST", path, undefined, admin.token)).body.active).toBe(true);
    },
  },
  {
    title: "AID-ROLE-08 lets a Messaging Agent read and answer messages, and change no settings",
    run: async (account) => {
      const agent = await account.person(account.group, "Messaging Agent");
      const message = done(await on(account, agent, "POST", "/messages", text), 201).body;
      expect(message).toMatchObject({ author: agent.email, ...text });
      expect(done(await on(account, agent, "GET", "/messages")).body.items).toEqual([message]);
      refused(await on(account, agent, "PUT", "/settings", {}), "AID-ROLE-08", 403);
    },
  },
  {
    title: "AID-ROLE-09 gives a user several roles, at least one, none twice",
    run: async (account) => {
      const { id } = await account.added();
      const patch = (body: object) => account.on("PATCH", `/users/${id}`, body);
      for (const body of [{ roles: [] }, {}, { roles: ["User", "User"] }])
        refused(await patch(body), "AID-ROLE-09", 422);
      const all = ["User", "Account Admin", "Messaging Agent"];
      expect(done(await patch({ roles: all })).body.roles).toEqual(all);
    },
  },
  {
    title: "AID-ROLE-10 invites with one role, and takes more by edit",
    run: async (account) => {
      const post = (roles: object) =>
        account.on("POST", `/nodes/${account.group}/users`, { email: "new@people.example", ...roles });
      const several = ["User", "Messaging Agent"];
      for (const body of [{ roles: several }, { role: several }, { role: "User", roles: several }])
        refused(await post(body), "AID-ROLE-10", 422);
      expect((await account.outbox()).length).toBe(0);
      const { id } = done(await post({ role: "User" }), 201).body;
      expect(done(await account.on("PATCH", `/users/${id}`, { roles: several })).body.roles).toEqual(several);
    },
  },
  {
    title: "AID-ROLE-11 adds roles up along the path, and lets none include another",
    run: async (account) => {
      const sub = await account.node("Sub");
      const admin = await account.person(account.group, "Account Admin");
      const agent = await account.person(account.group, "Messaging Agent");
      refused(await on(account, admin, "GET", "/messages"), "AID-ROLE-11", 403);
      for (const path of ["/content", "/settings", "/users"])
        refused(await on(account, agent, "GET", path), "AID-ROLE-11", 403);
      done(await account.on("POST", `/nodes/${sub}/users`, { email: agent.email, role: "User" }), 201);
      const below = { ...agent, node: sub };
      for (const path of ["/content", "/messages"]) done(await on(account, below, "GET", path));
      refused(await on(account, agent, "GET", "/content"), "AID-ROLE-11", 403);
    },
  },
];
