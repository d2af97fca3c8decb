/** The account, its plan, and people's own logins. */
import { expect } from "vitest";
import { done, operate, refused } from "../call.ts";
import { newAccount } from "./client.ts";
import type { Case } from "./rules.ts";

export const accountCases: readonly Case[] = [
  {
    title: "CTC-ACC-01 holds settings for the account, whatever workspace is current",
    run: async (account) => {
      const { id } = await account.make("/workspaces", { name: "Second" });
      const before = done(await account.on("GET", "")).body;
      done(await account.on("POST", `/workspaces/${id}/switch`));
      expect(done(await account.on("GET", "")).body).toEqual(before);
      expect(before).toMatchObject({ name: "Northwind", limits: { workspaces: 10, members: 10 } });
    },
  },
  {
    title: "CTC-ACC-02 lists workspaces and members",
    run: async (account) => {
      expect(await account.rows("/workspaces")).toMatchObject([{ name: "Main" }]);
      expect(await account.rows("/members")).toMatchObject([{ email: account.email, isOwner: true }]);
    },
  },
  {
    title: "CTC-ACC-03 keeps one subscription for all workspaces",
    run: async (account) => {
      expect(done(await account.on("GET", "")).body.subscription).toBe("omnichannel");
      expect((await account.rows("/workspaces"))[0]).not.toHaveProperty("subscription");
    },
  },
  {
    title: "CTC-B-01 lets members change their own names, and nobody else",
    run: async (account) => {
      const other = await account.member();
      const named = await account.at("PATCH", "/me", { firstName: "Ana", lastName: "Popa" }, other.token);
      expect(done(named).body).toMatchObject({ firstName: "Ana", lastName: "Popa" });
      expect(done(await account.on("GET", `/members/${other.id}`)).body.firstName).toBe("Ana");
      refused(await account.at("PATCH", "/me", { firstName: " " }, other.token), "CTC-B-01", 422);
      refused(await account.on("PATCH", `/members/${other.id}`, { firstName: "B" }), "CTC-TM-15", 405);
    },
  },
  {
    title: "CTC-B-02 changes the own address once the link mailed there is followed",
    run: async (account) => {
      const other = await account.member();
      const email = `new${other.email}`;
      const ask = (to: string) => account.at("POST", "/me/email", { email: to }, other.token);
      refused(await ask("nowhere"), "CTC-B-02", 422);
      refused(await ask(account.email), "CTC-TM-03", 409);
      done(await ask(email), 202);
      const link = (await account.outbox()).at(-1);
      expect([link?.to, link?.kind]).toEqual([email, "email-change"]);
      expect(done(await account.on("GET", `/members/${other.id}`)).body.email).toBe(other.email);
      expect((await fetch(link?.link ?? "", { method: "POST" })).status).toBe(200);
      const row = { id: other.id, email, invitedEmail: other.email };
      expect(done(await account.on("GET", `/members/${other.id}`)).body).toMatchObject(row);
      expect(done(await account.at("GET", "/me", undefined, other.token)).body.email).toBe(email);
      expect((await fetch(link?.link ?? "", { method: "POST" })).status).toBe(410);
      const again = await account.on("GET", "/me", undefined, await account.tokenOf(email));
      expect(done(again).body.id).toBe(other.id);
    },
  },
  {
    title: "CTC-B-03 lets members switch news and promotions later",
    run: async (account) => {
      expect(done(await account.at("GET", "/me")).body.updates).toBe(false);
      expect(done(await account.at("PATCH", "/me", { updates: true })).body.updates).toBe(true);
      expect(done(await account.at("GET", "/me")).body.updates).toBe(true);
    },
  },
  {
    title: "CTC-B-04 knows the plans free, email and omnichannel",
    run: async (account) => {
      const path = `/accounts/${account.id}/subscription`;
      refused(await operate(account.server, "PATCH", path, { subscription: "gold" }), "CTC-B-04", 422);
      refused(await account.on("PUT", "/subscription", { subscription: "gold" }), "CTC-B-04", 422);
      for (const subscription of ["free", "email", "omnichannel"]) {
        await account.set({ subscription });
        expect(done(await account.on("GET", "")).body.subscription).toBe(subscription);
      }
    },
  },
  {
    title: "CTC-B-05 begins a lower plan with the next billing period",
    run: async ({ server }) => {
      done(await operate(server, "POST", "/clock", { now: "2030-01-31T10:00:00Z" }));
      const account = await newAccount(server);
      await account.clock("2030-02-10T00:00:00Z");
      const changed = done(await account.on("PUT", "/subscription", { subscription: "free" })).body;
      expect(changed).toMatchObject({
        subscription: "omnichannel",
        subscriptionNext: { subscription: "free", from: "2030-02-28T10:00:00Z" },
      });
      await account.make("/workspaces", { name: "Still" });
      await account.clock("2030-02-28T10:00:00Z");
      expect(done(await account.on("GET", "")).body).toMatchObject({
        subscription: "free",
        subscriptionNext: null,
      });
      refused(await account.on("POST", "/workspaces", { name: "Late" }), "CTC-WS-05", 402);
    },
  },
  {
    title: "CTC-B-06 wants a positive balance for a higher plan",
    fixture: { subscription: "free", balance: 0 },
    run: async (account) => {
      const upgrade = () => account.on("PUT", "/subscription", { subscription: "email" });
      refused(await upgrade(), "CTC-B-06", 402);
      await account.set({ balance: 1 });
      expect(done(await upgrade()).body).toMatchObject({ subscription: "email", subscriptionNext: null });
    },
  },
];
