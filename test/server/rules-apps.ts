/** Catalogue, installation, trials, demos, licenses and seats. */
import { expect } from "vitest";
import { type Account, done, operate, refused } from "./client.ts";
import type { Case } from "./rules.ts";

const DAY = 24 * 60 * 60 * 1000;
const START = Date.parse("2030-01-01T00:00:00Z");
const at = (account: Account, milliseconds: number) =>
  operate(account.server, "POST", "/clock", { now: new Date(milliseconds).toISOString() });
const appOf = async (account: Account, app: string) => done(await account.on("GET", `/apps/${app}`)).body;
const openOf = (account: Account, app: string, token = account.token) =>
  account.on("GET", `/apps/${app}/open`, undefined, token);
const everyone = async (account: Account) => ({ groups: [(await account.group("Everyone")).id] });
const held = {
  licenses: [
    { name: "Tasks 30", app: "tasks", seats: 2, expiresAt: "2031-01-01T00:00:00Z" },
    { name: "Journeys 30", app: "journeys", seats: 1, expiresAt: "2031-01-01T00:00:00Z" },
  ],
};
const license = (account: Account, index = 0) => account.licenses[index]?.id ?? "";

/** Tasks is installed for everyone and licensed; the owner has the first of two seats. */
async function licensed(account: Account) {
  await account.installed("tasks", await everyone(account));
  return account.make("/apps/tasks/licences", { license: license(account) });
}

const apps: readonly Case[] = [
  {
    title: "ECX-APP-01 has ten catalogue rows, of which sections cannot be installed",
    run: async (account) => {
      const rows: { name: string; section: boolean }[] = await account.rows("/apps");
      expect(rows.map((row) => row.name).sort()).toEqual([
        "Admin",
        "Communications",
        "Developer",
        "Documents",
        "Experience",
        "Journeys",
        "People",
        "Promotions",
        "Tasks",
        "Workspaces",
      ]);
      expect(
        rows
          .filter((row) => row.section)
          .map((row) => row.name)
          .sort(),
      ).toEqual(["Developer", "Documents", "Experience"]);
      refused(
        await account.on("POST", "/apps/documents/installation", { category: "documents" }),
        "ECX-APP-01",
        422,
      );
    },
  },
  {
    title: "ECX-APP-02 describes apps, but not the three sections",
    run: async (account) => {
      const rows: { name: string; description: string }[] = await account.rows("/apps");
      expect(
        rows
          .filter((row) => row.description === "")
          .map((row) => row.name)
          .sort(),
      ).toEqual(["Developer", "Documents", "Experience"]);
    },
  },
  {
    title: "ECX-APP-03 keeps the category on the installation, where it can change",
    run: async (account) => {
      const app = await account.installed("tasks");
      const { id } = await account.make("/categories", { name: "Other" });
      expect(app.category).not.toBeNull();
      expect(
        done(await account.on("PATCH", "/apps/tasks/installation", { category: id })).body.category,
      ).toBe(id);
      expect(
        done(await account.on("PATCH", "/apps/tasks/installation", { category: "experience" })).body.category,
      ).toBe("experience");
    },
  },
  {
    title: "ECX-APP-04 lists every app, own rows of the account included",
    fixture: { apps: [{ id: "leads", name: "Leads App" }] },
    run: async (account) => {
      const rows: { id: string }[] = await account.rows("/apps");
      expect(rows.length).toBe(11);
      expect(rows.some((row) => row.id === "leads")).toBe(true);
    },
  },
  {
    title: "ECX-APP-06 installs an app once",
    run: async (account) => {
      const app = await account.installed("tasks");
      expect(app.installed).toBe(true);
      refused(
        await account.on("POST", "/apps/tasks/installation", { category: app.category }),
        "ECX-APP-06",
        409,
      );
    },
  },
  {
    title: "ECX-APP-07 installs into an existing category",
    run: async (account) => {
      refused(await account.on("POST", "/apps/tasks/installation", {}), "ECX-APP-07", 422);
      refused(
        await account.on("POST", "/apps/tasks/installation", { category: "cat_nowhere" }),
        "ECX-APP-07",
        422,
      );
    },
  },
  {
    title: "ECX-APP-08 gives rights to existing groups and users, and opens to them only",
    run: async (account) => {
      const group = await account.make("/groups", { name: "G" });
      const other = await account.person({ groups: [group.id] });
      const app = await account.installed("tasks", { groups: [group.id] });
      done(await account.on("POST", "/apps/tasks/trial", {}), 201);
      done(await openOf(account, "tasks", other.token));
      refused(await openOf(account, "tasks"), "ECX-APP-08", 403);
      refused(await account.on("POST", "/apps/tasks/groups", { group: group.id }), "ECX-APP-08", 409);
      refused(await account.on("POST", "/apps/tasks/users", { user: "usr_nobody" }), "ECX-APP-08", 422);
      refused(
        await account.on("POST", "/apps/people/installation", {
          category: app.category,
          users: ["usr_nobody"],
        }),
        "ECX-APP-08",
        422,
      );
      done(await account.on("DELETE", `/apps/tasks/groups/${group.id}`), 204);
      refused(await openOf(account, "tasks", other.token), "ECX-APP-08", 403);
      done(await account.on("POST", "/apps/tasks/users", { user: other.id }), 201);
      done(await openOf(account, "tasks", other.token));
    },
  },
  {
    title: "ECX-APP-09 tells installed, trial and licensed apart",
    fixture: held,
    run: async (account) => {
      await account.installed("tasks", await everyone(account));
      expect(await appOf(account, "tasks")).toMatchObject({ status: "installed", activation: null });
      refused(await openOf(account, "tasks"), "ECX-APP-09", 403);
      const { id } = await account.make("/apps/tasks/licences", { license: license(account) });
      expect(await appOf(account, "tasks")).toMatchObject({ status: "licensed", activation: "license" });
      done(await account.on("DELETE", `/licences/${id}?confirm=true`), 204);
      expect((await appOf(account, "tasks")).status).toBe("installed");
    },
  },
  {
    title: "ECX-APP-10 activates only what is licensed or on trial",
    fixture: held,
    run: async (account) => {
      await account.installed("tasks");
      refused(await account.on("POST", "/apps/tasks/activation"), "ECX-APP-10", 409);
      await account.make("/apps/tasks/licences", { license: license(account) });
      done(await account.on("POST", "/apps/tasks/activation"), 201);
      refused(await account.on("POST", "/apps/tasks/trial"), "ECX-APP-10", 409);
    },
  },
  {
    title: "ECX-APP-11 refuses to uninstall",
    run: async (account) => {
      await account.installed("tasks");
      refused(await account.on("DELETE", "/apps/tasks/installation"), "ECX-APP-11", 405);
    },
  },
  {
    title: "ECX-APP-12 marks installed apps",
    run: async (account) => {
      await account.installed("tasks");
      const rows: { id: string; installed: boolean }[] = await account.rows("/apps");
      expect(rows.filter((row) => row.installed).map((row) => row.id)).toEqual(["tasks"]);
    },
  },
  {
    title: "ECX-B-01 takes groups and users as access rights when installing",
    run: async (account) => {
      const { groups } = await everyone(account);
      const other = await account.person();
      expect(await account.installed("tasks", { groups, users: [other.id] })).toMatchObject({
        groups,
        users: [other.id],
      });
    },
  },
  {
    title: "ECX-B-03 offers Admin",
    run: async (account) => expect((await account.installed("admin")).installed).toBe(true),
  },
  {
    title: "ECX-B-04 offers Workspaces",
    run: async (account) => expect((await account.installed("workspaces")).installed).toBe(true),
  },
];

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

export const appCases: readonly Case[] = [...apps, ...trials, ...licenses];
