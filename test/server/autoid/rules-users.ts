/** Users and their invitations. */
import { expect } from "vitest";
import { done, refused } from "../call.ts";
import type { Account } from "./client.ts";
import type { Case } from "./rules.ts";

const post = (account: Account, fields: object, node = account.group) =>
  account.on("POST", `/nodes/${node}/users`, { email: "new@people.example", role: "User", ...fields });
const content = (account: Account, node: string, token: string) =>
  account.on("GET", `/nodes/${node}/content`, undefined, token);

export const userCases: readonly Case[] = [
  {
    title: "AID-USR-01 adds a user by address and role",
    run: async (account) => {
      const row = done(await post(account, { role: "Messaging Agent" }), 201).body;
      expect(row).toMatchObject({ node: account.group, roles: ["Messaging Agent"], lastLogin: null });
      expect((await account.rows(`/nodes/${account.group}/users`)).at(-1)).toEqual(row);
      expect((await account.rows("/users")).at(-1)).toEqual(row);
      for (const path of [`/nodes/${account.group}/users`, "/users"])
        expect(done(await account.on("GET", `${path}/${row.id}`)).body).toEqual(row);
    },
  },
  {
    title: "AID-USR-02 takes an address once per node, whatever its letter case",
    run: async (account) => {
      done(await post(account, { email: " Ann@People.example " }), 201);
      refused(await post(account, { email: "ann@people.EXAMPLE" }), "AID-USR-02", 409);
      done(await post(account, { email: "ann@people.example" }, await account.node("Sub")), 201);
      for (const email of [undefined, "nobody", "a@b.example, c@d.example"])
        refused(await post(account, { email }), "AID-USR-02", 422);
    },
  },
  {
    title: "AID-USR-03 lists users with login and roles",
    run: async (account) => {
      done(await post(account, { email: "Ann@People.example" }), 201);
      expect((await account.rows(`/nodes/${account.group}/users`)).at(-1)).toMatchObject({
        email: "Ann@People.example",
        login: "ann@people.example",
        roles: ["User"],
      });
    },
  },
  {
    title: "AID-USR-04 ends what was given on a node, and only there",
    run: async (account) => {
      const sub = await account.node("Sub");
      const other = await account.person(sub);
      const above = await account.person();
      refused(await account.on("DELETE", `/nodes/${sub}/users/${above.id}?confirm=true`), "AID-USR-04", 409);
      refused(await account.on("DELETE", `/nodes/${account.group}/users/${other.id}`), "not-found", 404);
      done(await content(account, sub, other.token));
      done(await account.on("DELETE", `/nodes/${sub}/users/${other.id}?confirm=true`), 204);
      expect((await content(account, sub, other.token)).status).toBe(404);
      done(await post(account, { email: above.email }, sub), 201);
      const direct = (await account.rows(`/nodes/${sub}/users`)).at(-1);
      done(await account.on("DELETE", `/users/${direct.id}`), 204);
      done(await content(account, sub, above.token));
    },
  },
  {
    title: "AID-USR-05 edits the roles of a user",
    run: async (account) => {
      const { id } = await account.added();
      const roles = ["User", "Messaging Agent"];
      const row = done(await account.on("PATCH", `/users/${id}`, { roles: [...roles].reverse() })).body;
      expect(row.roles).toEqual(roles);
      const path = `/nodes/${account.group}/users/${id}`;
      const stale = { headers: { "if-match": '"stale"' } };
      expect((await account.on("PATCH", path, { roles: ["User"] }, account.token, stale)).status).toBe(412);
      expect(done(await account.on("PATCH", path, { roles: ["User"] })).body.roles).toEqual(["User"]);
    },
  },
  {
    title: "AID-USR-06 edits nothing but the roles",
    run: async (account) => {
      const { id } = await account.added();
      for (const change of [{ email: "b@people.example" }, { node: account.group }, { login: "b" }])
        refused(await account.on("PATCH", `/users/${id}`, { roles: ["User"], ...change }), "AID-USR-06", 422);
    },
  },
  {
    title: "AID-INV-01 sends one e-mail for a new user",
    run: async (account) => {
      const { id } = done(await post(account, {}), 201).body;
      done(await account.on("PATCH", `/users/${id}`, { roles: ["Account Admin"] }));
      const [message, ...more] = await account.outbox();
      expect([message?.to, message?.kind, more.length]).toEqual(["new@people.example", "invitation", 0]);
      expect(message?.text).toContain("Northwind on AutoID as User");
    },
  },
  {
    title: "AID-INV-02 sends the invitation again until the first login",
    run: async (account) => {
      const { id } = done(await post(account, {}), 201).body;
      const resend = () => account.on("POST", `/nodes/${account.group}/users/${id}/resend`);
      done(await resend(), 202);
      const [first, second, ...more] = await account.outbox();
      expect([second?.to, more.length]).toEqual(["new@people.example", 0]);
      expect((await fetch(first?.link ?? "")).status).toBe(410);
      const login = await fetch(second?.link ?? "", { method: "POST" });
      expect(login.status).toBe(200);
      expect(done(await account.on("GET", `/users/${id}`)).body.lastLogin).not.toBeNull();
      refused(await resend(), "AID-INV-02", 409);
      expect((await account.outbox()).length).toBe(2);
    },
  },
  {
    title: "AID-INV-03 knows neither states nor an end of invitations",
    run: async (account) => {
      const other = await account.person();
      done(await content(account, account.group, other.token));
      done(await post(account, {}), 201);
      await account.clock("2040-01-01T00:00:00Z");
      const link = (await account.outbox()).at(-1)?.link ?? "";
      expect((await fetch(link)).status).toBe(200);
      expect((await fetch(link, { method: "POST" })).status).toBe(200);
    },
  },
];
