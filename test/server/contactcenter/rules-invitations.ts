/** Inviting, registering, coming in. */
import { expect } from "vitest";
import { done, refused } from "../call.ts";
import { type Account, NAMES, register } from "./client.ts";
import type { Case } from "./rules.ts";

const post = (account: Account, fields: object) =>
  account.on("POST", "/members", { email: "new@people.example", workspaces: [account.workspace], ...fields });
const open = async (link: string) => (await fetch(link)).status;

export const invitationCases: readonly Case[] = [
  {
    title: "CTC-INV-01 invites by address and workspaces, which leaves a pending member",
    run: async (account) => {
      const row = done(await post(account, {}), 201).body;
      expect(row).toMatchObject({ status: "pending", workspaces: [account.workspace], isOwner: false });
      expect((await account.rows("/members")).at(-1)).toEqual(row);
    },
  },
  {
    title: "CTC-INV-02 wants at least one workspace",
    run: async (account) => {
      for (const workspaces of [undefined, []])
        refused(await post(account, { workspaces }), "CTC-INV-02", 422);
    },
  },
  {
    title: "CTC-INV-03 wants existing workspaces of this account",
    run: async (account) => {
      const workspaces = [account.workspace, "wsp_nowhere"];
      refused(await post(account, { workspaces }), "CTC-INV-03", 422);
      expect((await account.rows("/members")).length).toBe(1);
    },
  },
  {
    title: "CTC-INV-04 gives no other role than Super Admin",
    run: async (account) => {
      for (const role of ["Agent", "", null]) refused(await post(account, { role }), "CTC-INV-04", 422);
      done(await post(account, { role: "Super Admin" }), 201);
    },
  },
  {
    title: "CTC-INV-05 sends one e-mail that names the workspaces",
    run: async (account) => {
      done(await post(account, {}), 201);
      const [message, ...more] = await account.outbox();
      expect([message?.to, message?.kind, more.length]).toEqual(["new@people.example", "invitation", 0]);
      expect(message?.text).toContain("Main");
    },
  },
  {
    title: "CTC-INV-06 opens the registration from the link in the mail",
    run: async (account) => {
      const { link } = await account.invited();
      const page = await fetch(link);
      expect(page.status).toBe(200);
      expect(await page.text()).toMatch(/name="firstName".*name="lastName".*name="updates"/s);
    },
  },
  {
    title: "CTC-INV-07 wants first and last name of the invitee",
    run: async (account) => {
      const { id, link } = await account.invited();
      for (const form of [{}, { firstName: "Mia" }, { ...NAMES, lastName: " " }]) {
        const answer = await register(link, form as { [name: string]: string });
        expect([answer.status, answer.rule, answer.session]).toEqual([422, "CTC-INV-07", ""]);
        expect(answer.text).toContain('role="alert"');
      }
      expect(done(await account.on("GET", `/members/${id}`)).body.status).toBe("pending");
      expect((await register(link)).status).toBe(200);
      expect(done(await account.on("GET", `/members/${id}`)).body).toMatchObject(NAMES);
    },
  },
  {
    title: "CTC-INV-08 keeps the invitee's choice on updates and promotions",
    run: async (account) => {
      const [yes, no] = [await account.invited(), await account.invited()];
      const odd = await register(yes.link, { ...NAMES, updates: "perhaps" });
      expect([odd.status, odd.rule]).toEqual([422, "CTC-INV-08"]);
      const chosen = async (link: string, form: { [name: string]: string }) => {
        const { session } = await register(link, { ...NAMES, ...form });
        return done(await account.at("GET", "/me", undefined, session)).body.updates;
      };
      expect([await chosen(yes.link, { updates: "yes" }), await chosen(no.link, {})]).toEqual([true, false]);
    },
  },
  {
    title: "CTC-INV-09 signs the invitee in, with access to the workspaces of the invitation",
    run: async (account) => {
      const { id, link } = await account.invited();
      const { session } = await register(link);
      done(await account.on("GET", `/workspaces/${account.workspace}/content`, undefined, session));
      const row = done(await account.on("GET", `/members/${id}`)).body;
      expect([row.status, row.lastLogin]).toEqual(["active", expect.any(String)]);
      expect((await register(link)).status).toBe(410);
    },
  },
  {
    title: "CTC-INV-11 neither ends an invitation by time nor sends it again; removal ends it",
    run: async (account) => {
      const [late, gone] = [await account.invited(), await account.invited()];
      refused(await account.on("POST", `/members/${late.id}/resend`), "CTC-INV-11", 405);
      done(await account.on("DELETE", `/members/${gone.id}?confirm=true`), 204);
      expect([await open(late.link), await open(gone.link)]).toEqual([200, 410]);
      await account.clock("2040-01-01T00:00:00Z");
      expect((await register(late.link)).status).toBe(200);
    },
  },
];
