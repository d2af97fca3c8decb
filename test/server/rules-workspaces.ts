/** Workspaces. */
import { expect } from "vitest";
import { done, refused } from "./call.ts";
import type { Case } from "./rules.ts";

const names = (rows: readonly { name: string }[]) => rows.map((row) => row.name);

export const workspaceCases: readonly Case[] = [
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
