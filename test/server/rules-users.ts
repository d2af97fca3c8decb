/** Users. */
import { expect } from "vitest";
import { done, refused } from "./call.ts";
import type { Case } from "./rules.ts";

export const userCases: readonly Case[] = [
  {
    title: "ECX-USR-01 starts with the owner as default user",
    run: async (account) => {
      expect(await account.rows("/users")).toMatchObject([
        { email: account.email, isDefault: true, enabled: true, pending: false },
      ]);
    },
  },
  {
    title: "ECX-USR-02 keeps the default user",
    run: async (account) => {
      const [{ id }] = await account.rows("/users");
      refused(await account.on("DELETE", `/users/${id}?confirm=true`), "ECX-USR-02", 409);
    },
  },
  {
    title: "ECX-USR-03 needs an address that no user of the organization has",
    run: async (account) => {
      await account.make("/users", { email: "Ana@People.example" });
      refused(await account.on("POST", "/users", { email: "ana@people.example" }), "ECX-USR-03", 409);
      for (const email of [
        undefined,
        "",
        "ana",
        "a@b",
        "a b@c.example",
        "a@b.example\r\nBcc: evil@x.example",
        "a@b.example,c@d.example",
        7,
      ])
        refused(await account.on("POST", "/users", { email }), "ECX-USR-03", 422);
    },
  },
  {
    title: "ECX-USR-04 puts users into existing groups",
    run: async (account) => {
      const other = await account.person();
      refused(
        await account.on("POST", "/users", { email: "b@people.example", groups: ["grp_nowhere"] }),
        "ECX-USR-04",
        422,
      );
      refused(
        await account.on("PATCH", `/users/${other.id}`, { groups: ["grp_nowhere"] }),
        "ECX-USR-04",
        422,
      );
      refused(
        await account.on("POST", `/users/${other.id}/groups`, { group: "grp_nowhere" }),
        "ECX-USR-04",
        422,
      );
    },
  },
  {
    title: "ECX-USR-05 shuts disabled users out, which is how users start",
    run: async (account) => {
      const row = await account.make("/users", { email: `d${account.id}@people.example` });
      expect(row.enabled).toBe(false);
      const token = await account.tokenOf(row.email);
      refused(await account.on("GET", "/me", undefined, token), "ECX-USR-05", 403);
      done(await account.on("PATCH", `/users/${row.id}`, { enabled: true }));
      done(await account.on("GET", "/me", undefined, token));
    },
  },
  {
    title: "ECX-USR-06 invites by one e-mail, and only when asked to",
    run: async (account) => {
      const quiet = await account.make("/users", { email: "quiet@people.example", enabled: true });
      expect([quiet.pending, (await account.outbox()).length]).toEqual([false, 0]);
      const invited = await account.person({ sendInvitation: true });
      const [message, ...more] = await account.outbox();
      expect([message?.to, message?.kind, more.length]).toEqual([invited.email, "invitation", 0]);
      refused(await account.on("GET", "/me", undefined, invited.token), "ECX-USR-06", 403);
      expect((await fetch(message?.link ?? "", { method: "POST" })).status).toBe(200);
      expect(done(await account.on("GET", "/me", undefined, invited.token)).body.pending).toBe(false);
      expect((await fetch(message?.link ?? "", { method: "POST" })).status).toBe(410);
    },
  },
  {
    title: "ECX-USR-07 stores a new user",
    run: async (account) => {
      const row = await account.make("/users", { email: "new@people.example", enabled: true });
      expect((await account.rows("/users"))[1]).toEqual(row);
    },
  },
  {
    title: "ECX-USR-08 edits groups and enabled",
    run: async (account) => {
      const group = await account.make("/groups", { name: "G" });
      const other = await account.person();
      const row = done(
        await account.on("PATCH", `/users/${other.id}`, { groups: [group.id], enabled: false }),
      ).body;
      expect(row).toMatchObject({ groups: [group.id], enabled: false });
    },
  },
  {
    title: "ECX-USR-09 keeps a disabled user",
    run: async (account) => {
      const other = await account.person();
      done(await account.on("PATCH", `/users/${other.id}`, { enabled: false }));
      expect((await account.rows("/users")).map((row: { id: string }) => row.id)).toContain(other.id);
    },
  },
  {
    title: "ECX-USR-10 deletes after confirmation, for good",
    run: async (account) => {
      const other = await account.person();
      refused(await account.on("DELETE", `/users/${other.id}`), "ECX-USR-10", 428);
      done(await account.on("DELETE", `/users/${other.id}?confirm=true`), 204);
      expect((await account.on("GET", `/users/${other.id}`)).status).toBe(404);
      refused(await account.on("GET", "/me", undefined, other.token), "ECX-ORG-02", 404);
    },
  },
];
