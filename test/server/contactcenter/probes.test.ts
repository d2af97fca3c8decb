import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningServer } from "../../../src/server/server.ts";
import { done, operate, testServer } from "../call.ts";
import { type Account, newAccount, register } from "./client.ts";

let server: RunningServer;
let account: Account;
let second: string;

/** What the probes say to a token: `ok`, or the rule that refused. */
async function probe(token: string): Promise<string[]> {
  const content = [account.workspace, second].map((id) => `/workspaces/${id}/content`);
  const paths = ["/me", "/management", ...content];
  const answers = await Promise.all(paths.map((path) => account.on("GET", path, undefined, token)));
  return answers.map(({ status, body }) => (status === 200 ? "ok" : `${status} ${body.error.rule}`));
}

beforeAll(async () => {
  server = await testServer();
  account = await newAccount(server);
  second = (await account.make("/workspaces", { name: "Second" })).id;
});
afterAll(() => server.stop());

test("the owner gets through every probe, a Super Admin through those of the invitation", async () => {
  expect(await probe(account.token)).toEqual(["ok", "ok", "ok", "ok"]);
  const other = await account.member({ workspaces: [second] });
  expect(await probe(other.token)).toEqual(["ok", "ok", "403 CTC-TM-07", "ok"]);
});

test("another role manages nothing and opens what it did", async () => {
  const other = await account.member();
  const path = `/accounts/${account.id}/members/${other.id}`;
  done(await operate(server, "PATCH", path, { role: "Agent" }));
  expect(await probe(other.token)).toEqual(["ok", "403 CTC-TM-04", "ok", "403 CTC-TM-07"]);
});

test("a pending person is refused everywhere, until registered", async () => {
  const { email, link } = await account.invited();
  const token = await account.tokenOf(email);
  expect(await probe(token)).toEqual(Array(4).fill("403 CTC-TM-08"));
  await register(link);
  expect(await probe(token)).toEqual(["ok", "ok", "ok", "403 CTC-TM-07"]);
});

test("a removed person is signed out, and a stranger after signing in again", async () => {
  const other = await account.member();
  done(await account.on("DELETE", `/members/${other.id}?confirm=true`), 204);
  expect(await probe(other.token)).toEqual(Array(4).fill("401 CTC-TM-14"));
  expect(await probe(await account.tokenOf(other.email))).toEqual(Array(4).fill("404 CTC-TM-01"));
});

test("removing oneself ends the session that did it", async () => {
  const other = await account.member();
  done(await account.on("DELETE", `/members/${other.id}?confirm=true`, undefined, other.token), 204);
  expect((await probe(other.token))[0]).toBe("401 CTC-TM-14");
});

test("an ended session replays no answer it had by a key", async () => {
  const other = await account.member();
  const post = () =>
    account.on("POST", "/workspaces", { name: "Keyed" }, other.token, {
      headers: { "idempotency-key": "k" },
    });
  done(await post(), 201);
  done(await account.on("DELETE", `/members/${other.id}?confirm=true`), 204);
  expect((await post()).status).toBe(401);
});

test("two invitations at once never pass a limit", async () => {
  const full = await newAccount(server, { limits: { members: 3 } });
  const emails = Array.from({ length: 8 }, (_, index) => `p${index}@people.example`);
  const answers = await Promise.all(
    emails.map((email) => full.on("POST", "/members", { email, workspaces: [full.workspace] })),
  );
  expect(answers.filter((answer) => answer.status === 201).length).toBe(2);
  expect((await full.rows("/members")).length).toBe(3);
  expect((await full.outbox()).length).toBe(2);
});

test("an address that two people want goes to the first who confirms", async () => {
  const [ana, bob] = [await account.member(), await account.member()];
  const wanted = `wanted-${ana.id}@people.example`;
  const links = [];
  for (const { token } of [ana, bob]) {
    done(await account.at("POST", "/me/email", { email: wanted }, token), 202);
    links.push((await account.outbox()).at(-1)?.link ?? "");
  }
  const confirm = async (link = "") => (await fetch(link, { method: "POST" })).status;
  expect([await confirm(links[1]), await confirm(links[0])]).toEqual([200, 409]);
  expect(done(await account.on("GET", `/members/${bob.id}`)).body.email).toBe(wanted);
  // The address that was left is free for somebody else.
  const heir = await account.member({ email: bob.email });
  expect(done(await account.at("GET", "/me", undefined, heir.token)).body.email).toBe(bob.email);
  expect(done(await account.at("GET", "/me", undefined, bob.token)).body.email).toBe(wanted);
});
