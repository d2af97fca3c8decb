/** Organization and profile. */
import { createHash } from "node:crypto";
import { expect } from "vitest";
import { done, operate, refused } from "./call.ts";
import type { Case } from "./rules.ts";

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]);
const png = { headers: { "content-type": "image/png" }, bytes: PNG };
const sha256 = createHash("sha256").update(PNG).digest("hex");

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

export const organizationCases: readonly Case[] = [...organization, ...profile];
