/** Groups and permissions. */
import { expect } from "vitest";
import { done, refused } from "./call.ts";
import type { Case } from "./rules.ts";

const groups: readonly Case[] = [
  {
    title: "ECX-GRP-01 needs a name of its own",
    run: async (account) => {
      await account.make("/groups", { name: "Developers" });
      refused(await account.on("POST", "/groups", { name: "DEVELOPERS" }), "ECX-GRP-01", 409);
      refused(await account.on("POST", "/groups", { name: " " }), "ECX-GRP-01", 422);
    },
  },
  {
    title: "ECX-GRP-02 opens existing workspaces",
    run: async (account) => {
      const [{ id }] = await account.rows("/workspaces");
      const group = await account.make("/groups", { name: "G", workspaces: [id] });
      expect(group.workspaces).toEqual([id]);
      refused(
        await account.on("POST", "/groups", { name: "H", workspaces: ["wsp_nowhere"] }),
        "ECX-GRP-02",
        422,
      );
      refused(
        await account.on("PATCH", `/groups/${group.id}`, { workspaces: ["wsp_nowhere"] }),
        "ECX-GRP-02",
        422,
      );
    },
  },
  {
    title: "ECX-GRP-03 lets members of a managing group manage",
    run: async (account) => {
      const group = await account.make("/groups", { name: "G" });
      const other = await account.person({ groups: [group.id] });
      refused(await account.on("GET", "/management", undefined, other.token), "ECX-GRP-03", 403);
      done(await account.on("PATCH", `/groups/${group.id}`, { manageOrganization: true }));
      done(await account.on("GET", "/management", undefined, other.token));
      done(await account.on("POST", "/workspaces", { name: "Theirs" }, other.token), 201);
    },
  },
  {
    title: "ECX-GRP-04 starts with Administrators and Everyone, which nobody leaves",
    run: async (account) => {
      expect(await account.rows("/groups")).toMatchObject([
        { name: "Administrators", isDefault: true, manageOrganization: true },
        { name: "Everyone", isDefault: true, manageOrganization: false, workspaces: [] },
      ]);
      const everyone = await account.group("Everyone");
      const other = await account.person({ groups: [everyone.id] });
      expect(done(await account.on("GET", `/users/${other.id}`)).body.groups).toEqual([]);
      done(await account.on("POST", `/users/${other.id}/groups`, { group: everyone.id }), 200);
      refused(await account.on("DELETE", `/users/${other.id}/groups/${everyone.id}`), "ECX-GRP-04", 409);
      const { id } = await account.make("/workspaces", { name: "All" });
      done(await account.on("POST", `/groups/${everyone.id}/workspaces`, { workspace: id }), 201);
      done(await account.on("GET", `/workspaces/${id}/content`, undefined, other.token));
    },
  },
  {
    title: "ECX-GRP-05 keeps the default groups",
    run: async (account) => {
      for (const name of ["Administrators", "Everyone"])
        refused(
          await account.on("DELETE", `/groups/${(await account.group(name)).id}?confirm=true`),
          "ECX-GRP-05",
          409,
        );
    },
  },
  {
    title: "ECX-GRP-06 neither renames default groups nor takes management from Administrators",
    run: async (account) => {
      const [administrators, everyone] = [
        await account.group("Administrators"),
        await account.group("Everyone"),
      ];
      refused(await account.on("PATCH", `/groups/${everyone.id}`, { name: "All" }), "ECX-GRP-06", 409);
      refused(
        await account.on("PATCH", `/groups/${administrators.id}`, { manageOrganization: false }),
        "ECX-GRP-06",
        409,
      );
      done(await account.on("PATCH", `/groups/${everyone.id}`, { manageOrganization: true }));
    },
  },
  {
    title: "ECX-GRP-07 creates a group",
    run: async (account) => {
      const group = await account.make("/groups", { name: "G", manageOrganization: true });
      expect((await account.rows("/groups"))[2]).toEqual(group);
    },
  },
  {
    title: "ECX-GRP-08 edits a group in place",
    run: async (account) => {
      const { id } = await account.make("/groups", { name: "G" });
      expect(done(await account.on("PATCH", `/groups/${id}`, { name: "H" })).body).toMatchObject({
        id,
        name: "H",
      });
    },
  },
  {
    title: "ECX-GRP-09 deletes after confirmation; members lose this group only",
    run: async (account) => {
      const [first, second] = [
        await account.make("/groups", { name: "A" }),
        await account.make("/groups", { name: "B" }),
      ];
      const other = await account.person({ groups: [first.id, second.id] });
      refused(await account.on("DELETE", `/groups/${first.id}`), "ECX-GRP-09", 428);
      done(await account.on("DELETE", `/groups/${first.id}?confirm=true`), 204);
      expect(done(await account.on("GET", `/users/${other.id}`)).body.groups).toEqual([second.id]);
    },
  },
];

const permissions: readonly Case[] = [
  {
    title: "ECX-PERM-01 gives a user the union of the groups' workspaces",
    run: async (account) => {
      const [first, second] = [
        await account.make("/workspaces", { name: "A" }),
        await account.make("/workspaces", { name: "B" }),
      ];
      const groups = [
        await account.make("/groups", { name: "A", workspaces: [first.id] }),
        await account.make("/groups", { name: "B", workspaces: [second.id] }),
      ];
      const other = await account.person({ groups: groups.map((group) => group.id) });
      expect((await account.rows("/workspaces", other.token)).length).toBe(2);
      done(await account.on("DELETE", `/users/${other.id}/groups/${groups[0].id}`), 204);
      expect((await account.rows("/workspaces", other.token)).map((row: { id: string }) => row.id)).toEqual([
        second.id,
      ]);
    },
  },
  {
    title: "ECX-PERM-02 puts a user into a group once",
    run: async (account) => {
      const group = await account.make("/groups", { name: "G" });
      const other = await account.person();
      expect(
        done(await account.on("POST", `/users/${other.id}/groups`, { group: group.id }), 201).body.groups,
      ).toEqual([group.id]);
      refused(await account.on("POST", `/users/${other.id}/groups`, { group: group.id }), "ECX-PERM-02", 409);
    },
  },
  {
    title: "ECX-PERM-03 takes a user out of one group they are in",
    run: async (account) => {
      const group = await account.make("/groups", { name: "G" });
      const other = await account.person({ groups: [group.id] });
      done(await account.on("DELETE", `/users/${other.id}/groups/${group.id}`), 204);
      refused(await account.on("DELETE", `/users/${other.id}/groups/${group.id}`), "ECX-PERM-03", 404);
      done(await account.on("GET", `/users/${other.id}`));
    },
  },
  {
    title: "ECX-PERM-04 lets only managers write",
    run: async (account) => {
      const other = await account.person();
      const [{ id }] = await account.rows("/workspaces");
      const writes: [string, string, object][] = [
        ["PATCH", "", { name: "X" }],
        ["PATCH", `/workspaces/${id}`, { name: "X" }],
        ["DELETE", `/workspaces/${id}?confirm=true`, {}],
        ["POST", "/users", { email: "x@people.example" }],
        ["POST", "/groups", { name: "X" }],
        ["POST", "/categories", { name: "X" }],
        ["POST", "/apps/tasks/installation", {}],
      ];
      for (const [method, path, body] of writes)
        refused(await account.on(method, path, body, other.token), "ECX-PERM-04", 403);
    },
  },
  {
    title: "ECX-PERM-05 adds existing workspaces to a group once",
    run: async (account) => {
      const [{ id }] = await account.rows("/workspaces");
      const group = await account.make("/groups", { name: "G" });
      refused(
        await account.on("POST", `/groups/${group.id}/workspaces`, { workspace: "wsp_nowhere" }),
        "ECX-PERM-05",
        422,
      );
      expect(
        done(await account.on("POST", `/groups/${group.id}/workspaces`, { workspace: id }), 201).body
          .workspaces,
      ).toEqual([id]);
      refused(
        await account.on("POST", `/groups/${group.id}/workspaces`, { workspace: id }),
        "ECX-PERM-05",
        409,
      );
    },
  },
  {
    title: "ECX-PERM-06 ends one grant and keeps the workspace",
    run: async (account) => {
      const [{ id }] = await account.rows("/workspaces");
      const group = await account.make("/groups", { name: "G", workspaces: [id] });
      done(await account.on("DELETE", `/groups/${group.id}/workspaces/${id}`), 204);
      expect(done(await account.on("GET", `/groups/${group.id}`)).body.workspaces).toEqual([]);
      expect((await account.rows("/workspaces")).length).toBe(1);
    },
  },
  {
    title: "ECX-PERM-07 grants no workspace to a single user",
    run: async (account) => {
      const other = await account.person();
      const group = await account.make("/groups", { name: "G" });
      refused(
        await account.on("POST", `/groups/${group.id}/workspaces`, { user: other.id }),
        "ECX-PERM-07",
        422,
      );
    },
  },
];

export const groupCases: readonly Case[] = [...groups, ...permissions];
