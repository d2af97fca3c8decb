import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningServer } from "../../src/server/server.ts";
import { operate, testServer } from "./call.ts";
import { type Account, newAccount } from "./client.ts";

let server: RunningServer;
let account: Account;
let workspace: string;
let tasks: { people: { [state: string]: { id: string; token: string } } };

/** What the three probes say to a token: `ok`, or the rule that refused. */
async function probe(token: string): Promise<string[]> {
  const paths = [`/workspaces/${workspace}/content`, "/apps/tasks/open", "/management"];
  const answers = await Promise.all(paths.map((path) => account.on("GET", path, undefined, token)));
  return answers.map((answer) =>
    answer.status === 200 ? "ok" : `${answer.status} ${answer.body.error.rule}`,
  );
}

beforeAll(async () => {
  server = await testServer();
  account = await newAccount(server, {
    licenses: [{ name: "Tasks", app: "tasks", seats: 9, expiresAt: "2035-01-01T00:00:00Z" }],
  });
  workspace = (await account.make("/workspaces", { name: "Claims" })).id;
  const group = await account.make("/groups", {
    name: "Handlers",
    workspaces: [workspace],
    manageOrganization: true,
  });
  await account.installed("tasks", { groups: [group.id] });
  const license = await account.make("/apps/tasks/licences", { license: account.licenses[0]?.id });
  const groups = [group.id];
  const people = {
    active: await account.person({ groups }),
    pending: await account.person({ groups, sendInvitation: true }),
    disabled: await account.person({ groups, enabled: false }),
    both: await account.person({ groups, enabled: false, sendInvitation: true }),
    outside: await account.person(),
  };
  for (const person of Object.values(people))
    await account.make(`/licences/${license.id}/users`, { user: person.id });
  tasks = { people };
});
afterAll(() => server.stop());

test("an entitled person gets through every probe", async () => {
  expect(await probe(tasks.people.active?.token ?? "")).toEqual(["ok", "ok", "ok"]);
});

test("a person without groups has a seat and still no right", async () => {
  expect(await probe(tasks.people.outside?.token ?? "")).toEqual([
    "403 ECX-WS-10",
    "403 ECX-APP-08",
    "403 ECX-GRP-03",
  ]);
});

test("managing the organization opens workspaces but no app", async () => {
  expect(await probe(account.token)).toEqual(["ok", "403 ECX-APP-08", "ok"]);
});

test("a disabled person is refused everywhere, until enabled", async () => {
  const { id, token } = tasks.people.disabled ?? { id: "", token: "" };
  expect(await probe(token)).toEqual(Array(3).fill("403 ECX-USR-05"));
  await account.on("PATCH", `/users/${id}`, { enabled: true });
  expect(await probe(token)).toEqual(["ok", "ok", "ok"]);
});

test("a pending person is refused everywhere, until the invitation is accepted", async () => {
  const { token } = tasks.people.pending ?? { token: "" };
  expect(await probe(token)).toEqual(Array(3).fill("403 ECX-USR-06"));
  expect(await probe(tasks.people.both?.token ?? "")).toEqual(Array(3).fill("403 ECX-USR-05"));
  const [message] = await account.outbox();
  expect((await fetch(message?.link ?? "", { method: "POST" })).status).toBe(200);
  expect(await probe(token)).toEqual(["ok", "ok", "ok"]);
});

test("when the license ends, the app shuts and the rest stays", async () => {
  const { token } = tasks.people.active ?? { token: "" };
  await operate(server, "POST", "/clock", { now: "2035-01-01T00:00:00Z" });
  expect(await probe(token)).toEqual(["ok", "403 ECX-LIC-05", "ok"]);
  await operate(server, "POST", "/clock", { now: null });
  expect(await probe(token)).toEqual(["ok", "ok", "ok"]);
});

test("a deleted person is a stranger", async () => {
  const { id, token } = tasks.people.active ?? { id: "", token: "" };
  await account.on("DELETE", `/users/${id}?confirm=true`);
  expect(await probe(token)).toEqual(Array(3).fill("404 ECX-ORG-02"));
});

test("an operator changes seats and end of a license", async () => {
  const path = `/accounts/${account.id}/licenses`;
  const made = await operate(server, "POST", path, {
    name: "More",
    app: "people",
    seats: 1,
    expiresAt: "2036-01-01T00:00:00Z",
  });
  expect([made.status, made.body.attached]).toEqual([201, false]);
  const changed = await operate(server, "PATCH", `${path}/${made.body.id}`, {
    seats: 5,
    expiresAt: "2037-01-01T00:00:00Z",
  });
  expect(changed.body).toMatchObject({ seats: 5, expiresAt: "2037-01-01T00:00:00Z" });
  expect((await operate(server, "POST", path, { name: "Odd", app: "nothing", seats: 1 })).status).toBe(422);
});
