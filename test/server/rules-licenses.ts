/** Trials, demos, licenses and seats. */

import { expect } from "vitest";
import { appOf, at, DAY, everyone, held, license, licensed, openOf, START } from "./app-steps.ts";
import { done, operate, refused } from "./call.ts";
import type { Case } from "./rules.ts";

const trials: readonly Case[] = [
  {
    title: "ECX-TRI-01 ends a trial after 30 days",
    run: async (account) => {
      await at(account, START);
      await account.installed("tasks", await everyone(account));
      const app = done(await account.on("POST", "/apps/tasks/trial"), 201).body;
      expect(app).toMatchObject({ status: "trial", trialEndsAt: "2030-01-31T00:00:00Z" });
      await at(account, START + 30 * DAY - 1000);
      done(await openOf(account, "tasks"));
      await at(account, START + 30 * DAY);
      refused(await openOf(account, "tasks"), "ECX-TRI-01", 403);
      expect((await appOf(account, "tasks")).status).toBe("expired");
    },
  },
  {
    title: "ECX-TRI-02 tries installed apps only",
    run: async (account) => {
      refused(await account.on("POST", "/apps/tasks/trial"), "ECX-TRI-02", 409);
      await account.installed("tasks");
      expect(done(await account.on("POST", "/apps/tasks/trial"), 201).body.activation).toBe("trial");
    },
  },
  {
    title: "ECX-TRI-03 starts the clock once, at Start Trial",
    run: async (account) => {
      await at(account, START);
      expect((await account.installed("tasks")).trialEndsAt).toBeNull();
      await at(account, START + DAY);
      expect(done(await account.on("POST", "/apps/tasks/trial"), 201).body.trialEndsAt).toBe(
        "2030-02-01T00:00:00Z",
      );
      refused(await account.on("POST", "/apps/tasks/trial"), "ECX-TRI-03", 409);
      await at(account, START + 90 * DAY);
      refused(await account.on("POST", "/apps/tasks/trial"), "ECX-TRI-03", 409);
    },
  },
  {
    title: "ECX-DEM-01 takes demo requests from anybody who fills the form",
    run: async (account) => {
      const form = { email: "lead@people.example", name: "Lead", company: "Lead Inc" };
      done(await account.at("POST", "/demo-requests", form, ""), 202);
      for (const field of ["email", "name", "company"])
        refused(
          await account.at("POST", "/demo-requests", { ...form, [field]: undefined }, ""),
          "ECX-DEM-01",
          422,
        );
    },
  },
  {
    title: "ECX-DEM-02 answers a demo request by one e-mail",
    run: async (account) => {
      const email = `lead-${account.id.replace("_", "-")}@people.example`;
      done(await account.at("POST", "/demo-requests", { email, name: "Lead", company: "Lead Inc" }, ""), 202);
      const { items } = (await operate(account.server, "GET", "/outbox?limit=500")).body;
      expect(items.filter((item: { to: string }) => item.to === email)).toMatchObject([{ kind: "demo" }]);
    },
  },
];

const licenses: readonly Case[] = [
  {
    title: "ECX-LIC-01 attaches a license to an installed app once",
    fixture: held,
    run: async (account) => {
      expect((await licensed(account)).attached).toBe(true);
      refused(
        await account.on("POST", "/apps/tasks/licences", { license: license(account) }),
        "ECX-LIC-01",
        409,
      );
    },
  },
  {
    title: "ECX-LIC-02 refuses the license of another app",
    fixture: held,
    run: async (account) => {
      await account.installed("tasks");
      refused(
        await account.on("POST", "/apps/tasks/licences", { license: license(account, 1) }),
        "ECX-LIC-02",
        422,
      );
    },
  },
  {
    title: "ECX-LIC-03 needs a held license and an installed app",
    fixture: held,
    run: async (account) => {
      refused(
        await account.on("POST", "/apps/tasks/licences", { license: license(account) }),
        "ECX-LIC-03",
        409,
      );
      await account.installed("tasks");
      refused(
        await account.on("POST", "/apps/tasks/licences", { license: "lic_nowhere" }),
        "ECX-LIC-03",
        404,
      );
      const [{ id }] = await account.rows("/users");
      refused(
        await account.on("POST", `/licences/${license(account)}/users`, { user: id }),
        "ECX-LIC-03",
        409,
      );
    },
  },
  {
    title: "ECX-LIC-04 shows app, seats and end of a license",
    fixture: held,
    run: async (account) => {
      const [row] = await account.rows("/licences");
      expect(row).toMatchObject({
        name: "Tasks 30",
        app: "tasks",
        appName: "Tasks",
        seats: 2,
        expiresAt: "2031-01-01T00:00:00Z",
        attached: false,
      });
    },
  },
  {
    title: "ECX-LIC-05 neither attaches nor opens with an expired license",
    fixture: held,
    run: async (account) => {
      const { id } = await licensed(account);
      await at(account, Date.parse("2031-01-01T00:00:00Z"));
      refused(await openOf(account, "tasks"), "ECX-LIC-05", 403);
      expect(done(await account.on("GET", `/licences/${id}`)).body.users.length).toBe(1);
      await account.installed("journeys");
      refused(
        await account.on("POST", "/apps/journeys/licences", { license: license(account, 1) }),
        "ECX-LIC-05",
        409,
      );
    },
  },
  {
    title: "ECX-LIC-06 activates the full product",
    fixture: held,
    run: async (account) => {
      await licensed(account);
      expect((await appOf(account, "tasks")).status).toBe("licensed");
      done(await openOf(account, "tasks"));
    },
  },
  {
    title: "ECX-LIC-07 releases after confirmation; the organization still holds the license",
    fixture: held,
    run: async (account) => {
      const { id } = await licensed(account);
      refused(await account.on("DELETE", `/licences/${id}`), "ECX-LIC-07", 428);
      done(await account.on("DELETE", `/licences/${id}?confirm=true`), 204);
      expect(done(await account.on("GET", `/licences/${id}`)).body).toMatchObject({
        attached: false,
        users: [],
      });
      expect((await account.on("DELETE", `/licences/${id}?confirm=true`)).status).toBe(404);
    },
  },
  {
    title: "ECX-LIC-08 seats whoever attaches the license",
    fixture: held,
    run: async (account) => {
      const { users } = await licensed(account);
      expect(users).toEqual([done(await account.on("GET", "/me")).body.id]);
    },
  },
  {
    title: "ECX-B-02 takes a product key and never returns it",
    fixture: held,
    run: async (account) => {
      await account.installed("tasks");
      const answer = await account.on("POST", "/apps/tasks/licences", {
        license: license(account),
        key: "SECRET-KEY",
      });
      expect(JSON.stringify(done(answer, 201).body)).not.toContain("SECRET-KEY");
      expect(JSON.stringify(await account.rows("/licences"))).not.toContain("SECRET-KEY");
    },
  },
  {
    title: "ECX-SEAT-01 lists licensed users",
    fixture: held,
    run: async (account) => {
      const { id } = await licensed(account);
      expect(await account.rows(`/licences/${id}/users`)).toMatchObject([{ email: account.email }]);
    },
  },
  {
    title: "ECX-SEAT-02 counts used and available seats",
    fixture: held,
    run: async (account) => {
      expect(await licensed(account)).toMatchObject({ seats: 2, used: 1, available: 1 });
    },
  },
  {
    title: "ECX-SEAT-03 gives no seat beyond the license",
    fixture: held,
    run: async (account) => {
      const { id } = await licensed(account);
      const [second, third] = [await account.person(), await account.person()];
      done(await account.on("POST", `/licences/${id}/users`, { user: second.id }), 201);
      refused(await account.on("POST", `/licences/${id}/users`, { user: third.id }), "ECX-SEAT-03", 409);
      done(await account.on("DELETE", `/licences/${id}/users/${second.id}`), 204);
      done(await account.on("POST", `/licences/${id}/users`, { user: third.id }), 201);
    },
  },
  {
    title: "ECX-SEAT-04 seats existing users once",
    fixture: held,
    run: async (account) => {
      const { id, users } = await licensed(account);
      refused(await account.on("POST", `/licences/${id}/users`, { user: "usr_nobody" }), "ECX-SEAT-04", 422);
      refused(await account.on("POST", `/licences/${id}/users`, { user: users[0] }), "ECX-SEAT-04", 409);
    },
  },
  {
    title: "ECX-SEAT-05 opens a licensed app to its licensed users only",
    fixture: held,
    run: async (account) => {
      const { id } = await licensed(account);
      const other = await account.person();
      refused(await openOf(account, "tasks", other.token), "ECX-SEAT-05", 403);
      done(await account.on("POST", `/licences/${id}/users`, { user: other.id }), 201);
      done(await openOf(account, "tasks", other.token));
    },
  },
];

export const licenseCases: readonly Case[] = [...trials, ...licenses];
