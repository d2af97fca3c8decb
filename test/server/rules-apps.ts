/** Catalogue and installation. */

import { expect } from "vitest";
import { appOf, everyone, held, license, openOf } from "./app-steps.ts";
import { done, refused } from "./call.ts";
import type { Case } from "./rules.ts";

export const appCases: readonly Case[] = [
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
