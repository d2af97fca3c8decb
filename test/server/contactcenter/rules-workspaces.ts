/** Workspaces. */
import { expect } from "vitest";
import { done, refused } from "../call.ts";
import { newAccount } from "./client.ts";
import type { Case } from "./rules.ts";

const names = (rows: readonly { name: string }[]) => rows.map((row) => row.name);

export const workspaceCases: readonly Case[] = [
  {
    title: "CTC-WS-01 keeps what workspaces hold apart",
    run: async (account) => {
      const { id } = await account.make("/workspaces", { name: "Second" });
      const item = await account.make(`/workspaces/${id}/content`, { kind: "contact", name: "Carla" });
      expect(await account.rows(`/workspaces/${id}/content`)).toEqual([item]);
      expect(await account.rows(`/workspaces/${account.workspace}/content`)).toEqual([]);
    },
  },
  {
    title: "CTC-WS-02 needs a name, once per account however it is spelled",
    run: async (account) => {
      for (const name of [undefined, " ", "x".repeat(256), 7])
        refused(await account.on("POST", "/workspaces", { name }), "CTC-WS-02", 422);
      refused(await account.on("POST", "/workspaces", { name: " MAIN " }), "CTC-WS-02", 409);
      await account.make("/workspaces", { name: "Front-Office / 2" });
    },
  },
  {
    title: "CTC-WS-03 shows when a workspace was made",
    run: async (account) => {
      await account.clock("2031-02-03T04:05:06Z");
      const row = await account.make("/workspaces", { name: "Second" });
      expect(row.createdAt).toBe("2031-02-03T04:05:06Z");
      expect((await account.on("POST", "/workspaces", { name: "B", createdAt: "2020-01-01" })).status).toBe(
        400,
      );
    },
  },
  {
    title: "CTC-WS-04 marks one workspace as current, for each caller",
    run: async (account) => {
      const { id } = await account.make("/workspaces", { name: "Second" });
      const other = await account.member({ workspaces: [id] });
      expect([await account.current(), await account.current(other.token)]).toEqual([["Main"], ["Second"]]);
    },
  },
  {
    title: "CTC-WS-05 wants a paid plan for further workspaces",
    fixture: { subscription: "free" },
    run: async (account) => {
      refused(await account.on("POST", "/workspaces", { name: "Second" }), "CTC-WS-05", 402);
      await account.set({ subscription: "email" });
      await account.make("/workspaces", { name: "Second" });
    },
  },
  {
    title: "CTC-WS-06 gives an account ten workspaces, and never more than its limit",
    run: async (account) => {
      for (let count = 2; count <= 10; count++) await account.make("/workspaces", { name: `W${count}` });
      refused(await account.on("POST", "/workspaces", { name: "W11" }), "CTC-WS-06", 409);
      await account.set({ limits: { workspaces: 12 } });
      for (const name of ["W11", "W12"]) await account.make("/workspaces", { name });
      await account.set({ limits: { workspaces: 10 } });
      const [first] = await account.workspaces();
      done(await account.on("DELETE", `/workspaces/${first?.id}?confirm=true`), 204);
      expect((await account.workspaces()).length).toBe(11);
      refused(await account.on("POST", "/workspaces", { name: "W13" }), "CTC-WS-06", 409);
    },
  },
  {
    title: "CTC-WS-07 lists a workspace once it is made",
    run: async (account) => {
      const row = await account.make("/workspaces", { name: "Second" });
      expect((await account.rows("/workspaces")).at(-1)).toEqual(row);
    },
  },
  {
    title: "CTC-WS-08 switches to a workspace the caller may open",
    run: async (account) => {
      const { id } = await account.make("/workspaces", { name: "Second" });
      expect(done(await account.on("POST", `/workspaces/${id}/switch`)).body.current).toBe(true);
      const other = await account.member();
      const refusal = await account.on("POST", `/workspaces/${id}/switch`, undefined, other.token);
      refused(refusal, "CTC-TM-07", 403);
    },
  },
  {
    title: "CTC-WS-10 makes the chosen workspace current at once, and another one once it is gone",
    run: async (account) => {
      const { id } = await account.make("/workspaces", { name: "Second" });
      done(await account.on("POST", `/workspaces/${id}/switch`));
      expect(await account.current()).toEqual(["Second"]);
      done(await account.on("DELETE", `/workspaces/${id}?confirm=true`), 204);
      expect(await account.current()).toEqual(["Main"]);
    },
  },
  {
    title: "CTC-WS-11 deletes after confirmation, but not the last workspace",
    run: async (account) => {
      const path = `/workspaces/${account.workspace}`;
      const { id } = await account.make("/workspaces", { name: "Second" });
      refused(await account.on("DELETE", path), "CTC-WS-11", 428);
      refused(await account.on("DELETE", `${path}?confirm=yes`), "CTC-WS-11", 428);
      done(await account.on("DELETE", `${path}?confirm=true`), 204);
      refused(await account.on("DELETE", `/workspaces/${id}?confirm=true`), "CTC-WS-11", 409);
    },
  },
  {
    title: "CTC-WS-12 deletes a workspace for good; members keep their others, or none",
    run: async (account) => {
      const { id } = await account.make("/workspaces", { name: "Second" });
      await account.make(`/workspaces/${id}/content`, { kind: "campaign", name: "Spring" });
      const [both, only] = [
        await account.member({ workspaces: [account.workspace, id] }),
        await account.member({ workspaces: [id] }),
      ];
      done(await account.on("DELETE", `/workspaces/${id}?confirm=true`), 204);
      for (const path of ["", "/content"])
        refused(await account.on("GET", `/workspaces/${id}${path}`), "not-found", 404);
      const of = async (member: { id: string }) =>
        done(await account.on("GET", `/members/${member.id}`)).body;
      expect([(await of(both)).workspaces, (await of(only)).workspaces]).toEqual([[account.workspace], []]);
      expect(await account.current(only.token)).toEqual([]);
      const again = await account.make("/workspaces", { name: "Second" });
      expect(await account.rows(`/workspaces/${again.id}/content`)).toEqual([]);
    },
  },
  {
    title: "CTC-WS-13 renames no workspace",
    run: async (account) => {
      const other = await newAccount(account.server);
      const path = `/workspaces/${account.workspace}`;
      refused(await account.on("PATCH", path, { name: "Other" }), "CTC-WS-13", 405);
      expect(names(await account.rows("/workspaces"))).toEqual(["Main"]);
      refused(await other.on("GET", path), "not-found", 404);
    },
  },
];
