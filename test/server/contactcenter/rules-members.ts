/** Members. */
import { expect } from "vitest";
import { done, operate, refused } from "../call.ts";
import { type Account, newAccount } from "./client.ts";
import type { Case } from "./rules.ts";

const post = (account: Account, fields: object) =>
  account.on("POST", "/members", { email: "new@people.example", workspaces: [account.workspace], ...fields });
const one = async (account: Account, { id }: { id: string }) =>
  done(await account.on("GET", `/members/${id}`)).body;

export const memberCases: readonly Case[] = [
  {
    title: "CTC-TM-01 lists everyone with access, and lets nobody else in",
    run: async (account) => {
      const pending = await account.invited();
      const emails = (await account.rows("/members")).map((row: { email: string }) => row.email);
      expect(emails).toEqual([account.email, pending.email]);
      const stranger = await newAccount(account.server);
      refused(await account.on("GET", "/members", undefined, stranger.token), "CTC-TM-01", 404);
    },
  },
  {
    title: "CTC-TM-02 shows a name once the invitee has given it",
    run: async (account) => {
      const known = await account.member();
      expect(await one(account, known)).toMatchObject({ firstName: "Mia", lastName: "Member" });
      const other = await newAccount(account.server);
      const invited = await other.invited({ email: known.email, workspaces: [other.workspace] });
      expect(await one(other, invited)).toMatchObject({ firstName: "", lastName: "", status: "pending" });
    },
  },
  {
    title: "CTC-TM-03 takes an address once, whatever its letter case",
    run: async (account) => {
      const row = done(await post(account, { email: " Ann@People.example " }), 201).body;
      expect(row).toMatchObject({ email: "Ann@People.example", invitedEmail: "Ann@People.example" });
      refused(await post(account, { email: "ann@people.EXAMPLE" }), "CTC-TM-03", 409);
      refused(await post(account, { email: account.email }), "CTC-TM-03", 409);
      for (const email of [
        undefined,
        "nobody",
        "a@b.example, c@d.example",
        "a@b.example\r\nBcc: c@d.example",
      ])
        refused(await post(account, { email }), "CTC-TM-03", 422);
    },
  },
  {
    title: "CTC-TM-04 lets the role decide what a member may do",
    run: async (account) => {
      const other = await account.member();
      const path = `/accounts/${account.id}/members/${other.id}`;
      expect(done(await operate(account.server, "PATCH", path, { role: "Agent" })).body.role).toBe("Agent");
      const on = (method: string, at: string, body?: unknown) => account.on(method, at, body, other.token);
      refused(await on("GET", "/management"), "CTC-TM-04", 403);
      refused(await on("POST", "/workspaces", { name: "Mine" }), "CTC-TM-04", 403);
      refused(await on("DELETE", `/members/${other.id}?confirm=true`), "CTC-TM-04", 403);
      expect(done(await on("GET", "/me")).body).toMatchObject({ role: "Agent", manageAccount: false });
      done(await on("GET", `/workspaces/${account.workspace}/content`));
    },
  },
  {
    title: "CTC-TM-05 gives invited members the role Super Admin",
    run: async (account) => {
      expect(done(await post(account, {}), 201).body.role).toBe("Super Admin");
    },
  },
  {
    title: "CTC-TM-06 gives a Super Admin full access to the workspace, and the account to manage",
    run: async (account) => {
      const other = await account.member();
      const on = (method: string, path: string, body?: unknown) =>
        account.on(method, path, body, other.token);
      const path = `/workspaces/${account.workspace}`;
      for (const each of [path, `${path}/content`, "/management"]) done(await on("GET", each));
      done(await on("POST", `${path}/content`, { kind: "template", name: "Welcome" }), 201);
      done(await on("POST", `${path}/switch`));
      const { id } = done(await on("POST", "/workspaces", { name: "Theirs" }), 201).body;
      done(await on("DELETE", `/workspaces/${id}?confirm=true`), 204);
    },
  },
  {
    title: "CTC-TM-07 opens the workspaces of the invitation and no others; the owner opens all",
    run: async (account) => {
      const { id } = await account.make("/workspaces", { name: "Second" });
      const other = await account.member({ workspaces: [id] });
      expect((await one(account, other)).workspaces).toEqual([id]);
      const open = (workspace: string, token: string) =>
        account.on("GET", `/workspaces/${workspace}/content`, undefined, token);
      done(await open(id, other.token));
      refused(await open(account.workspace, other.token), "CTC-TM-07", 403);
      for (const workspace of [id, account.workspace]) done(await open(workspace, account.token));
      expect((await account.rows("/members"))[0].workspaces).toEqual([account.workspace, id]);
    },
  },
  {
    title: "CTC-TM-08 tells pending members from active ones, and keeps the pending out",
    run: async (account) => {
      const pending = await account.invited();
      expect((await one(account, pending)).status).toBe("pending");
      const token = await account.tokenOf(pending.email);
      for (const path of ["/me", "/workspaces", `/workspaces/${account.workspace}/content`, "/management"])
        refused(await account.on("GET", path, undefined, token), "CTC-TM-08", 403);
      refused(await account.at("GET", "/me", undefined, token), "CTC-TM-08", 403);
      expect(done(await account.at("GET", "/accounts", undefined, token)).body.items).toEqual([]);
      expect((await one(account, await account.member())).status).toBe("active");
    },
  },
  {
    title: "CTC-TM-09 shows when a member was added",
    run: async (account) => {
      await account.clock("2031-02-03T04:05:06Z");
      expect(done(await post(account, {}), 201).body.addedAt).toBe("2031-02-03T04:05:06Z");
    },
  },
  {
    title: "CTC-TM-10 shows the last login, and none before the first",
    run: async (account) => {
      const pending = await account.invited();
      await account.tokenOf(pending.email);
      expect((await one(account, pending)).lastLogin).toBeNull();
      const other = await account.member();
      await account.clock("2031-02-03T04:05:06Z");
      await account.tokenOf(other.email);
      expect((await one(account, other)).lastLogin).toBe("2031-02-03T04:05:06Z");
    },
  },
  {
    title: "CTC-TM-11 wants a paid plan for further members",
    fixture: { subscription: "free" },
    run: async (account) => {
      refused(await post(account, {}), "CTC-TM-11", 402);
      expect((await account.outbox()).length).toBe(0);
      await account.set({ subscription: "email" });
      done(await post(account, {}), 201);
    },
  },
  {
    title: "CTC-TM-12 gives an account ten members, the owner and pending ones counted",
    run: async (account) => {
      for (let count = 2; count <= 10; count++)
        done(await post(account, { email: `m${count}@people.example` }), 201);
      refused(await post(account, { email: "m11@people.example" }), "CTC-TM-12", 409);
      const last = (await account.rows("/members")).at(-1);
      done(await account.on("DELETE", `/members/${last.id}?confirm=true`), 204);
      done(await post(account, { email: "m11@people.example" }), 201);
    },
  },
  {
    title: "CTC-TM-13 removes after confirmation, but not the owner",
    run: async (account) => {
      const other = await account.member();
      refused(await account.on("DELETE", `/members/${other.id}`), "CTC-TM-13", 428);
      const [owner] = await account.rows("/members");
      refused(await account.on("DELETE", `/members/${owner.id}?confirm=true`), "CTC-TM-13", 409);
      done(await account.on("DELETE", `/members/${other.id}?confirm=true`), 204);
      expect((await account.on("GET", `/members/${other.id}`)).status).toBe(404);
    },
  },
  {
    title: "CTC-TM-14 ends the sessions of a removed member at once, and only those",
    run: async (account) => {
      const other = await account.member();
      const elsewhere = await newAccount(account.server);
      const link = await elsewhere.invited({ email: other.email, workspaces: [elsewhere.workspace] });
      await fetch(link.link, {
        method: "POST",
        body: new URLSearchParams({ firstName: "M", lastName: "M" }),
      });
      const there = await elsewhere.tokenOf(other.email);
      done(await account.on("DELETE", `/members/${other.id}?confirm=true`), 204);
      for (const path of ["/me", `/workspaces/${account.workspace}/content`])
        refused(await account.on("GET", path, undefined, other.token), "CTC-TM-14", 401);
      refused(await account.at("GET", "/me", undefined, other.token), "CTC-TM-14", 401);
      done(await elsewhere.on("GET", "/me", undefined, there));
      refused(await account.on("GET", "/me", undefined, there), "CTC-TM-01", 404);
      const again = await account.member({ email: other.email });
      refused(await account.on("GET", "/me", undefined, other.token), "CTC-TM-14", 401);
      done(await account.on("GET", "/me", undefined, again.token));
    },
  },
  {
    title: "CTC-TM-15 changes no member: neither role nor workspaces",
    run: async (account) => {
      const other = await account.member();
      for (const change of [{ role: "Super Admin" }, { workspaces: [] }, {}])
        refused(await account.on("PATCH", `/members/${other.id}`, change), "CTC-TM-15", 405);
    },
  },
];
