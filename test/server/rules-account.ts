/** Organization, profile, workspaces, categories, search. */
import { createHash } from "node:crypto";
import { expect } from "vitest";
import { type Account, done, operate, refused } from "./client.ts";
import type { Case } from "./rules.ts";

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]);
const png = { headers: { "content-type": "image/png" }, bytes: PNG };
const sha256 = createHash("sha256").update(PNG).digest("hex");
const names = (rows: readonly { name: string }[]) => rows.map((row) => row.name);

const organization: readonly Case[] = [
  {
    title: "ECX-ORG-01 lists the caller's organizations and no others",
    run: async (account) => {
      const stranger = await operate(account.server, "POST", "/tokens", {
        email: `s${account.id}@people.example`,
      });
      expect(
        done(await account.at("GET", "/organizations")).body.items.map((row: { id: string }) => row.id),
      ).toEqual([account.id]);
      expect(
        done(await account.at("GET", "/organizations", undefined, stranger.body.token)).body.items,
      ).toEqual([]);
    },
  },
  {
    title: "ECX-ORG-02 answers 404 below an organization that is unknown or not the caller's",
    run: async (account) => {
      const stranger = (
        await operate(account.server, "POST", "/tokens", { email: `t${account.id}@people.example` })
      ).body.token;
      refused(await account.at("GET", "/organizations/org_nowhere/workspaces"), "ECX-ORG-02", 404);
      refused(await account.on("GET", "/workspaces", undefined, stranger), "ECX-ORG-02", 404);
    },
  },
  {
    title: "ECX-ORG-03 needs a name",
    run: async (account) => {
      refused(await account.at("POST", "/organizations", {}), "ECX-ORG-03", 422);
      refused(await account.at("POST", "/organizations", { name: "  " }), "ECX-ORG-03", 422);
      refused(await account.on("PATCH", "", { name: "x".repeat(256) }), "ECX-ORG-03", 422);
    },
  },
  {
    title: "ECX-ORG-04 takes an image as logo and nothing else",
    run: async (account) => {
      expect(done(await account.on("GET", "")).body.logo).toBeNull();
      expect(done(await account.on("PUT", "/logo", undefined, account.token, png)).body.logo).toEqual({
        contentType: "image/png",
        sha256,
      });
      expect((await account.on("GET", "/logo")).headers.get("content-type")).toBe("image/png");
      const text = { headers: { "content-type": "text/plain" }, bytes: PNG };
      refused(await account.on("PUT", "/logo", undefined, account.token, text), "ECX-ORG-04", 422);
      const large = { headers: png.headers, bytes: new Uint8Array(1_048_577) };
      refused(await account.on("PUT", "/logo", undefined, account.token, large), "ECX-ORG-04", 422);
    },
  },
  {
    title: "ECX-ORG-05 creates from name and logo alone",
    run: async (account) => {
      const logo = { contentType: "image/png", base64: Buffer.from(PNG).toString("base64") };
      const made = done(await account.at("POST", "/organizations", { name: "Second", logo }), 201).body;
      expect(made.logo.sha256).toBe(sha256);
      const user = done(await account.at("GET", `/organizations/${made.id}/me`)).body;
      expect(user.manageOrganization).toBe(true);
      refused(
        await account.at("POST", "/organizations", { name: "Third", defaultTimezone: "UTC" }),
        "ECX-ORG-05",
        422,
      );
    },
  },
  {
    title: "ECX-ORG-06 renames in place",
    run: async (account) => {
      const row = done(await account.on("PATCH", "", { name: "Northwind Two" })).body;
      expect([row.id, row.name]).toEqual([account.id, "Northwind Two"]);
    },
  },
  {
    title: "ECX-ORG-07 takes time zones of the list only",
    run: async (account) => {
      done(await account.on("PATCH", "", { defaultTimezone: "Europe/Bucharest" }));
      for (const defaultTimezone of ["Mars/Olympus", "+02:00", "", 5])
        refused(await account.on("PATCH", "", { defaultTimezone }), "ECX-ORG-07", 422);
    },
  },
  {
    title: "ECX-ORG-08 gives the default time zone to users without one",
    run: async (account) => {
      done(await account.on("PATCH", "", { defaultTimezone: "Asia/Tokyo" }));
      expect((await account.rows("/users"))[0].timezone).toBe("Asia/Tokyo");
    },
  },
  {
    title: "ECX-ORG-09 overrides every user's time zone while switched on",
    run: async (account) => {
      done(await account.at("PATCH", "/me", { timezone: "Europe/Paris" }));
      expect((await account.rows("/users"))[0].timezone).toBe("Europe/Paris");
      done(await account.on("PATCH", "", { defaultTimezone: "Asia/Tokyo", timezoneForAllUsers: true }));
      await account.make("/users", { email: "late@people.example" });
      expect((await account.rows("/users")).map((row: { timezone: string }) => row.timezone)).toEqual([
        "Asia/Tokyo",
        "Asia/Tokyo",
      ]);
    },
  },
  {
    title: "ECX-ORG-10 changes all fields or none",
    run: async (account) => {
      await account.on("PATCH", "", {
        name: "Half",
        timezoneForAllUsers: true,
        defaultTimezone: "Mars/Olympus",
      });
      expect(done(await account.on("GET", "")).body).toMatchObject({
        name: "Northwind",
        timezoneForAllUsers: false,
      });
    },
  },
  {
    title: "ECX-ORG-11 refuses to remove an organization",
    run: async (account) => {
      refused(await account.on("DELETE", "?confirm=true"), "ECX-ORG-11", 405);
      done(await account.on("GET", ""));
    },
  },
];

const profile: readonly Case[] = [
  {
    title: "ECX-ACC-01 lets a profile be changed by its owner only",
    run: async (account) => {
      const other = await account.person();
      const { id } = done(await account.at("GET", "/me", undefined, other.token)).body;
      refused(await account.at("PATCH", `/people/${id}`, { name: "Not Me" }), "ECX-ACC-01", 403);
      expect(done(await account.at("PATCH", `/people/${id}`, { name: "Me" }, other.token)).body.name).toBe(
        "Me",
      );
    },
  },
  {
    title: "ECX-ACC-02 takes a photo",
    run: async (account) => {
      const row = done(await account.at("PUT", "/me/avatar", undefined, account.token, png)).body;
      expect(row.avatar).toEqual({ contentType: "image/png", sha256 });
    },
  },
  {
    title: "ECX-ACC-03 stores profile edits",
    run: async (account) => {
      expect(done(await account.at("PATCH", "/me", { name: "Olga New" })).body.name).toBe("Olga New");
    },
  },
  {
    title: "ECX-ACC-04 shows a changed profile from the next sign-in on",
    run: async (account) => {
      done(await account.at("PATCH", "/me", { name: "Olga New" }));
      expect(done(await account.at("GET", "/me")).body.name).toBe("Olga Owner");
      const again = await account.tokenOf(account.email);
      expect(done(await account.at("GET", "/me", undefined, again)).body.name).toBe("Olga New");
    },
  },
  {
    title: "ECX-ACC-05 shows initials and no avatar by default",
    run: async (account) => {
      expect(done(await account.at("GET", "/me")).body).toMatchObject({ avatar: null, initials: "OO" });
    },
  },
];

const workspaces: readonly Case[] = [
  {
    title: "ECX-WS-01 names a workspace once per organization, however it is spelled",
    run: async (account) => {
      await account.make("/workspaces", { name: "Café" });
      refused(await account.on("POST", "/workspaces", { name: " CAFE\u0301 " }), "ECX-WS-01", 409);
      refused(await account.on("POST", "/workspaces", {}), "ECX-WS-01", 422);
    },
  },
  {
    title: "ECX-WS-02 starts with the workspace Default",
    run: async (account) => {
      expect(await account.rows("/workspaces")).toMatchObject([{ name: "Default", isDefault: true }]);
    },
  },
  {
    title: "ECX-WS-03 refuses special characters in a workspace name",
    run: async (account) => {
      await account.make("/workspaces", { name: "Приём 2 हिन्दी" });
      for (const name of ["Front-Office", "A/B", "Q&A", "A_B", "A\tB", "😀"])
        refused(
          await account.on("POST", "/workspaces", { name }),
          name === "A\tB" ? "ECX-WS-01" : "ECX-WS-03",
          422,
        );
      const { id } = await account.make("/workspaces", { name: "Plain" });
      refused(await account.on("PATCH", `/workspaces/${id}`, { name: "Not-plain" }), "ECX-WS-03", 422);
    },
  },
  {
    title: "ECX-WS-05 lets only managers create a workspace",
    run: async (account) => {
      const other = await account.person();
      refused(await account.on("POST", "/workspaces", { name: "Mine" }, other.token), "ECX-WS-05", 403);
    },
  },
  {
    title: "ECX-WS-06 lists a workspace once it is created",
    run: async (account) => {
      await account.make("/workspaces", { name: "Claims" });
      expect(names(await account.rows("/workspaces"))).toEqual(["Default", "Claims"]);
    },
  },
  {
    title: "ECX-WS-07 renames in place, keeping id and grants",
    run: async (account) => {
      const { id } = await account.make("/workspaces", { name: "Claims" });
      const group = await account.make("/groups", { name: "G", workspaces: [id] });
      expect(done(await account.on("PATCH", `/workspaces/${id}`, { name: "CLAIMS" })).body).toEqual({
        id,
        name: "CLAIMS",
        isDefault: false,
      });
      expect(done(await account.on("GET", `/groups/${group.id}`)).body.workspaces).toEqual([id]);
    },
  },
  {
    title: "ECX-WS-08 deletes through one call",
    run: async (account) => {
      const { id } = await account.make("/workspaces", { name: "Claims" });
      done(await account.on("DELETE", `/workspaces/${id}?confirm=true`), 204);
      expect(names(await account.rows("/workspaces"))).toEqual(["Default"]);
    },
  },
  {
    title: "ECX-WS-09 asks for confirmation and deletes for good",
    run: async (account) => {
      const { id } = await account.make("/workspaces", { name: "Claims" });
      refused(await account.on("DELETE", `/workspaces/${id}`), "ECX-WS-09", 428);
      done(await account.on("DELETE", `/workspaces/${id}?confirm=true`), 204);
      expect((await account.on("GET", `/workspaces/${id}`)).status).toBe(404);
      expect((await account.on("DELETE", `/workspaces/${id}?confirm=true`)).status).toBe(404);
    },
  },
  {
    title: "ECX-WS-10 shows and opens only the workspaces of the caller's groups",
    run: async (account) => {
      const open = await account.make("/workspaces", { name: "Open" });
      const shut = await account.make("/workspaces", { name: "Shut" });
      const group = await account.make("/groups", { name: "G", workspaces: [open.id] });
      const other = await account.person({ groups: [group.id] });
      expect(names(await account.rows("/workspaces", other.token))).toEqual(["Open"]);
      done(await account.on("GET", `/workspaces/${open.id}/content`, undefined, other.token));
      refused(
        await account.on("GET", `/workspaces/${shut.id}/content`, undefined, other.token),
        "ECX-WS-10",
        403,
      );
      done(await account.on("GET", `/workspaces/${shut.id}/content`));
    },
  },
  {
    title: "ECX-WS-11 lists workspaces and answers single ones",
    run: async (account) => {
      const { id } = await account.make("/workspaces", { name: "Claims" });
      expect(done(await account.on("GET", `/workspaces/${id}`)).body).toEqual(
        (await account.rows("/workspaces"))[1],
      );
    },
  },
  {
    title: "ECX-WS-12 keeps the Default workspace, under any name",
    run: async (account) => {
      const [{ id }] = await account.rows("/workspaces");
      done(await account.on("PATCH", `/workspaces/${id}`, { name: "Main" }));
      refused(await account.on("DELETE", `/workspaces/${id}?confirm=true`), "ECX-WS-12", 409);
    },
  },
  {
    title: "ECX-B-05 grants a workspace on the group only",
    run: async (account) => {
      const [{ id }] = await account.rows("/workspaces");
      refused(await account.on("POST", `/workspaces/${id}/users`, { user: "x" }), "ECX-B-05", 405);
    },
  },
];

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

export const accountCases: readonly Case[] = [
  ...organization,
  ...profile,
  ...workspaces,
  ...categories,
  ...search,
];
