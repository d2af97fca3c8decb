/** The tree and what reaches along it. */
import { expect } from "vitest";
import { done, refused } from "../call.ts";
import { type Account, newAccount } from "./client.ts";
import type { Case } from "./rules.ts";

const content = (account: Account, node: string, token: string) =>
  account.on("GET", `/nodes/${node}/content`, undefined, token);
const post = (account: Account, body: object) => account.on("POST", "/nodes", body);

export const treeCases: readonly Case[] = [
  {
    title: "AID-TREE-01 lets those in who were given access to some account, and nobody else",
    run: async (account) => {
      const other = await account.person();
      expect(await account.rows(`/nodes/${account.group}/users`)).toMatchObject([
        { email: account.email, roles: ["Account Admin"], isOwner: true },
        { email: other.email, node: account.group, roles: ["User"], isOwner: false },
      ]);
      const stranger = await newAccount(account.server);
      for (const path of ["", "/nodes", "/users", `/nodes/${account.group}`])
        refused(await account.on("GET", path, undefined, stranger.token), "AID-TREE-01", 404);
      done(await account.on("DELETE", `/users/${other.id}`), 204);
      refused(await account.on("GET", "/me", undefined, other.token), "AID-TREE-01", 404);
    },
  },
  {
    title: "AID-TREE-02 lets a user of an account reach all locations under it",
    run: async (account) => {
      const sub = await account.node("Sub");
      const [near, far] = [
        await account.node("Near", "location"),
        await account.node("Far", "location", sub),
      ];
      const other = await account.person();
      for (const node of [near, far]) done(await content(account, node, other.token));
    },
  },
  {
    title: "AID-TREE-03 puts sub-groups and locations below groups, under names of their own",
    run: async (account) => {
      const sub = await account.node("Sub");
      const deep = await account.node("Deep", "subgroup", sub);
      expect(done(await account.on("GET", `/nodes/${deep}`)).body).toMatchObject({
        kind: "subgroup",
        parent: sub,
      });
      const wrong: object[] = [
        { name: "A", kind: "subgroup", parent: "nod_nowhere" },
        { name: "A", kind: "location", parent: (await newAccount(account.server)).group },
        { name: "A", kind: "subgroup", parent: null },
        { name: "A", kind: "location" },
        { name: "A", kind: "group", parent: sub },
        { name: "A", kind: "account", parent: sub },
        { name: "A", kind: "subgroup", parent: 7 },
        { name: " ", kind: "subgroup", parent: sub },
      ];
      for (const body of wrong) refused(await post(account, body), "AID-TREE-03", 422);
      refused(
        await post(account, { name: " SUB", kind: "location", parent: account.group }),
        "AID-TREE-03",
        409,
      );
      refused(await post(account, { name: "northwind", kind: "group", parent: null }), "AID-TREE-03", 409);
      await account.node("Sub", "subgroup", sub);
    },
  },
  {
    title: "AID-TREE-04 gives a user at the top access to all accounts below",
    run: async (account) => {
      const sub = await account.node("Sub");
      const deep = await account.node("Deep", "subgroup", sub);
      const other = await account.person();
      for (const node of [account.group, sub, deep]) done(await content(account, node, other.token));
    },
  },
  {
    title: "AID-TREE-05 keeps a user of a sub-group from the accounts beside it",
    run: async (account) => {
      const [sub, beside] = [await account.node("Sub"), await account.node("Beside")];
      const other = await account.person(sub);
      done(await content(account, sub, other.token));
      refused(await content(account, beside, other.token), "AID-TREE-05", 403);
      refused(await account.on("GET", `/nodes/${beside}`, undefined, other.token), "AID-TREE-05", 403);
      expect((await content(account, account.group, other.token)).status).toBe(403);
      const names = (await account.rows("/nodes", other.token)).map((row: { name: string }) => row.name);
      expect(names).toEqual(["Northwind", "Sub"]);
    },
  },
  {
    title: "AID-TREE-06 wants a node that exists",
    run: async (account) => {
      for (const path of ["/nodes/nod_nowhere", "/nodes/nod_nowhere/content", "/nodes/nod_nowhere/users"])
        refused(await account.on("GET", path), "AID-TREE-06", 404);
      const add = { email: "a@people.example", role: "User" };
      refused(await account.on("POST", "/nodes/nod_nowhere/users", add), "AID-TREE-06", 404);
    },
  },
  {
    title: "AID-TREE-07 gives no access upwards, and shows of what is above only the place",
    run: async (account) => {
      const sub = await account.node("Sub");
      const leaf = await account.node("Leaf", "location", sub);
      const other = await account.person(leaf, "Account Admin");
      done(await content(account, leaf, other.token));
      for (const node of [sub, account.group])
        for (const path of ["", "/content", "/settings", "/management"])
          refused(
            await account.on("GET", `/nodes/${node}${path}`, undefined, other.token),
            "AID-TREE-07",
            403,
          );
      expect(await account.rows("/nodes", other.token)).toEqual([
        { id: account.group, name: "Northwind", kind: "group", parent: null },
        { id: sub, name: "Sub", kind: "subgroup", parent: account.group },
        done(await account.on("GET", `/nodes/${leaf}`)).body,
      ]);
    },
  },
  {
    title: "AID-TREE-08 neither renames, moves, deactivates nor removes a node",
    run: async (account) => {
      const sub = await account.node("Sub");
      done(await account.on("POST", `/nodes/${sub}/activate`));
      for (const change of [{ name: "Other" }, { parent: null }, { active: false }])
        refused(await account.on("PATCH", `/nodes/${sub}`, change), "AID-TREE-08", 405);
      refused(await account.on("DELETE", `/nodes/${sub}?confirm=true`), "AID-TREE-08", 405);
      expect(done(await account.on("GET", `/nodes/${sub}`)).body).toMatchObject({
        name: "Sub",
        active: true,
      });
    },
  },
  {
    title: "AID-NAV-01 has locations as leaves",
    run: async (account) => {
      const leaf = await account.node("Leaf", "location");
      for (const kind of ["location", "subgroup"])
        refused(await post(account, { name: "Below", kind, parent: leaf }), "AID-NAV-01", 422);
    },
  },
];
