/** Categories, and searching every list. */
import { expect } from "vitest";
import { done, refused } from "./call.ts";
import type { Account } from "./client.ts";
import type { Case } from "./rules.ts";

const names = (rows: readonly { name: string }[]) => rows.map((row) => row.name);

const categories: readonly Case[] = [
  {
    title: "ECX-CAT-01 creates from a name alone",
    run: async (account) => {
      expect(await account.make("/categories", { name: "Daily Work" })).toMatchObject({
        order: 1,
        columns: 1,
      });
      refused(await account.on("POST", "/categories", { name: "Other", order: 2 }), "ECX-CAT-01", 422);
    },
  },
  {
    title: "ECX-CAT-02 needs a name of its own, which may change",
    run: async (account) => {
      const { id } = await account.make("/categories", { name: "Daily Work" });
      refused(await account.on("POST", "/categories", { name: "" }), "ECX-CAT-02", 422);
      refused(await account.on("POST", "/categories", { name: "daily work" }), "ECX-CAT-02", 409);
      expect(done(await account.on("PATCH", `/categories/${id}`, { name: "Work" })).body).toMatchObject({
        id,
        name: "Work",
      });
    },
  },
  {
    title: "ECX-CAT-03 takes positive whole numbers as order",
    run: async (account) => {
      const { id } = await account.make("/categories", { name: "Daily Work" });
      expect(done(await account.on("PATCH", `/categories/${id}`, { order: 7 })).body.order).toBe(7);
      for (const order of [0, -1, 1.5, "1", null])
        refused(await account.on("PATCH", `/categories/${id}`, { order }), "ECX-CAT-03", 422);
    },
  },
  {
    title: "ECX-CAT-04 takes as many columns as the account has",
    fixture: { columns: 3 },
    run: async (account) => {
      const { id } = await account.make("/categories", { name: "Daily Work" });
      expect(done(await account.on("PATCH", `/categories/${id}`, { columns: 3 })).body.columns).toBe(3);
      for (const columns of [0, 4, "2-columns"])
        refused(await account.on("PATCH", `/categories/${id}`, { columns }), "ECX-CAT-04", 422);
    },
  },
  {
    title: "ECX-CAT-05 changes all fields or none",
    run: async (account) => {
      const { id } = await account.make("/categories", { name: "Daily Work" });
      refused(
        await account.on("PATCH", `/categories/${id}`, { name: "Half", order: 3, columns: 99 }),
        "ECX-CAT-04",
        422,
      );
      expect(done(await account.on("GET", `/categories/${id}`)).body).toMatchObject({
        name: "Daily Work",
        order: 1,
      });
    },
  },
  {
    title: "ECX-CAT-06 deletes empty categories after confirmation",
    run: async (account) => {
      const app = await account.installed();
      const { id } = await account.make("/categories", { name: "Empty" });
      refused(await account.on("DELETE", `/categories/${id}`), "ECX-CAT-06", 428);
      refused(await account.on("DELETE", `/categories/${app.category}?confirm=true`), "ECX-CAT-06", 409);
      done(await account.on("DELETE", `/categories/${id}?confirm=true`), 204);
    },
  },
  {
    title: "ECX-CAT-07 keeps Featured and Installed as filters",
    run: async (account) => {
      refused(await account.on("POST", "/categories", { name: "featured" }), "ECX-CAT-07", 409);
      const { id } = await account.make("/categories", { name: "Daily Work" });
      refused(await account.on("PATCH", `/categories/${id}`, { name: "INSTALLED" }), "ECX-CAT-07", 409);
      await account.installed("tasks");
      expect(names(await account.rows("/apps?filter=installed"))).toEqual(["Tasks"]);
      expect((await account.rows("/apps?filter=featured")).length).toBeGreaterThan(0);
    },
  },
  {
    title: "ECX-CAT-08 classifies apps by purpose",
    run: async (account) => {
      const types = new Set((await account.rows("/apps")).map((row: { type: string }) => row.type));
      expect([...types].sort()).toEqual(["Design Software", "Digital Experience", "Productivity"]);
    },
  },
  {
    title: "ECX-CAT-09 lists categories",
    run: async (account) => {
      await account.make("/categories", { name: "Daily Work" });
      expect(names(await account.rows("/categories"))).toEqual(["Daily Work"]);
    },
  },
];

/** A list holds these names; a search for the first argument finds only the second. */
function searches(
  title: string,
  path: string,
  term: string,
  found: readonly string[],
  prepare: (account: Account) => Promise<unknown>,
): Case {
  return {
    title,
    fixture: {
      licenses: [
        { name: "North 26", app: "tasks", seats: 1 },
        { name: "South 26", app: "tasks", seats: 1 },
      ],
    },
    run: async (account) => {
      await prepare(account);
      expect((await account.rows(path)).length).toBeGreaterThan(found.length);
      const rows: { name: string; email?: string }[] = await account.rows(
        `${path}?search=${encodeURIComponent(term)}`,
      );
      expect(rows.map((row) => row.email ?? row.name)).toEqual(found);
      expect(await account.rows(`${path}?search=%25`)).toEqual([]);
    },
  };
}

const two = (path: string) => async (account: Account) => {
  await account.make(path, { name: "QA North" });
  await account.make(path, { name: "QA South" });
};
const search: readonly Case[] = [
  searches(
    "ECX-SRCH-01 finds workspaces by part of a name",
    "/workspaces",
    "a nOr",
    ["QA North"],
    two("/workspaces"),
  ),
  searches("ECX-SRCH-02 finds licenses by part of a name", "/licences", "orth", ["North 26"], async () => {}),
  searches(
    "ECX-SRCH-03 finds categories by part of a name",
    "/categories",
    "NORTH",
    ["QA North"],
    two("/categories"),
  ),
  searches(
    "ECX-SRCH-04 finds users by part of name or address",
    "/users",
    "NOR",
    ["nora@people.example"],
    (account) => account.make("/users", { email: "nora@people.example" }),
  ),
  searches("ECX-SRCH-05 finds groups by part of a name", "/groups", "north", ["QA North"], two("/groups")),
  searches("ECX-SRCH-06 finds apps by part of a name", "/apps", "SPACE", ["Workspaces"], async () => {}),
  {
    title: "ECX-SRCH-07 lists everything without a term",
    run: async (account) => {
      expect((await account.rows("/groups")).length).toBe(2);
      expect((await account.rows("/groups?search=%20")).length).toBe(2);
    },
  },
];

export const categoryCases: readonly Case[] = [...categories, ...search];
