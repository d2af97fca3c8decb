import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningServer } from "../../../src/server/server.ts";
import { done, refused, testServer } from "../call.ts";
import { type Account, newAccount } from "./client.ts";

const ROLES = ["User", "Account Admin", "Messaging Agent"];
const PERMISSIONS: { readonly [role: string]: readonly string[] } = {
  User: ["view"],
  "Account Admin": ["view", "settings", "manage"],
  "Messaging Agent": ["messages"],
};
let server: RunningServer;
let account: Account;
/** North / Sub / Leaf, and Beside below North. */
let nodes: { readonly [name: string]: string };

/** What a token gets through to on a node. */
async function probe(node: string, token: string): Promise<string[]> {
  const calls = [
    ["view", "GET", "content"],
    ["settings", "PUT", "settings"],
    ["messages", "GET", "messages"],
    ["manage", "GET", "management"],
  ] as const;
  const held = await Promise.all(
    calls.map(async ([permission, method, path]) => {
      const body = method === "PUT" ? {} : undefined;
      const answer = await account.on(method, `/nodes/${node}/${path}`, body, token);
      if (answer.status !== 200) expect([403, 404]).toContain(answer.status);
      return answer.status === 200 ? [permission] : [];
    }),
  );
  return held.flat();
}

beforeAll(async () => {
  server = await testServer();
  account = await newAccount(server, { group: "North" });
  const sub = await account.node("Sub");
  nodes = {
    north: account.group,
    sub,
    leaf: await account.node("Leaf", "location", sub),
    beside: await account.node("Beside"),
  };
});
afterAll(() => server.stop());

for (let bits = 1; bits < 8; bits++) {
  const roles = ROLES.filter((_, index) => bits & (1 << index));
  test(`${roles.join(" and ")} on a sub-group reaches it and below, and nothing else`, async () => {
    const { sub = "", leaf = "", north = "", beside = "" } = nodes;
    const { token } = await account.person(sub, ...roles);
    const wanted = ["view", "settings", "messages", "manage"].filter((permission) =>
      roles.some((role) => PERMISSIONS[role]?.includes(permission)),
    );
    expect([await probe(sub, token), await probe(leaf, token)]).toEqual([wanted, wanted]);
    expect([await probe(north, token), await probe(beside, token)]).toEqual([[], []]);
  });
}

test("a role below adds to the one from above, and goes without it", async () => {
  const { north = "", leaf = "" } = nodes;
  const person = await account.person(north, "Messaging Agent");
  const row = await account.make(`/nodes/${leaf}/users`, { email: person.email, role: "User" });
  expect(await probe(leaf, person.token)).toEqual(["view", "messages"]);
  expect(await probe(north, person.token)).toEqual(["messages"]);
  done(await account.on("DELETE", `/users/${row.id}`), 204);
  expect(await probe(leaf, person.token)).toEqual(["messages"]);
});

test("whoever adds a group manages it, and a direct grant there is taken up without a conflict", async () => {
  const top = await account.node("South", "group", null);
  expect(await probe(top, account.token)).toEqual(["view", "settings", "manage"]);
  expect(await account.rows(`/nodes/${top}/users`)).toMatchObject([{ email: account.email, isOwner: true }]);
  const mails = (await account.outbox()).length;
  const add = { email: account.email.toUpperCase(), role: "Account Admin" };
  expect(await account.make(`/nodes/${top}/users`, add)).toMatchObject({ roles: ["Account Admin"] });
  expect((await account.rows(`/nodes/${top}/users`)).length).toBe(1);
  expect((await account.outbox()).length).toBe(mails + 1);
  expect(done(await account.on("GET", "/me")).body.manageAccount).toBe(true);
});

test("an Account Admin of one group at the top is none of another, and adds no further one", async () => {
  const other = await newAccount(server);
  const admin = await other.person(other.group, "Account Admin");
  expect(done(await other.on("GET", "/me", undefined, admin.token)).body.manageAccount).toBe(true);
  await other.node("Second", "group", null);
  const self = done(await other.on("GET", "/me", undefined, admin.token)).body;
  expect([self.manageAccount, self.login]).toEqual([false, admin.email]);
  const add = { name: "Third", kind: "group", parent: null };
  refused(await other.on("POST", "/nodes", add, admin.token), "AID-ROLE-07", 403);
});

test("listings show what a caller views, and always the own grants", async () => {
  const { sub = "", leaf = "" } = nodes;
  const viewer = await account.person(sub, "User");
  const agent = await account.person(sub, "Messaging Agent");
  const places = async (token: string) =>
    new Set((await account.rows("/users?limit=500", token)).map((row: { node: string }) => row.node));
  expect(await places(viewer.token)).toEqual(new Set([sub]));
  expect(await account.rows("/users", agent.token)).toMatchObject([{ email: agent.email, node: sub }]);
  done(await account.on("GET", `/users/${agent.id}`, undefined, agent.token));
  refused(await account.on("GET", `/users/${viewer.id}`, undefined, agent.token), "AID-ROLE-11", 403);
  await account.added(leaf);
  expect(await places(viewer.token)).toEqual(new Set([sub, leaf]));
});

test("a deep tree hands roles down to its end, and pages through", async () => {
  const deep = await newAccount(server);
  let parent = deep.group;
  for (let depth = 0; depth < 120; depth++) parent = await deep.node(`Level ${depth}`, "subgroup", parent);
  const other = await deep.person(deep.group, "User");
  done(await deep.on("GET", `/nodes/${parent}/content`, undefined, other.token));
  const low = await deep.person(parent, "User");
  const listed: { id: string; active?: boolean }[] = [];
  for (let next: string | null = ""; next !== null; ) {
    const page = done(
      await deep.on("GET", `/nodes?limit=50${next && `&cursor=${next}`}`, undefined, low.token),
    );
    listed.push(...page.body.items);
    next = page.body.next;
  }
  expect(listed.length).toBe(121);
  expect(listed.filter((row) => row.active !== undefined).map((row) => row.id)).toEqual([parent]);
});
