import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningServer } from "../../src/server/server.ts";
import { call, done, OPERATOR, operate, refused, testServer } from "./call.ts";
import { type Account, MOUNT, newAccount } from "./client.ts";

let server: RunningServer;
let account: Account;
beforeAll(async () => {
  server = await testServer();
  account = await newAccount(server);
});
afterAll(() => server.stop());

test("a plain request id comes back, any other is replaced", async () => {
  const own = await account.on("GET", "/me", undefined, account.token, {
    headers: { "x-request-id": "run-7.1" },
  });
  expect(own.headers.get("x-request-id")).toBe("run-7.1");
  const odd = await account.on("GET", "/me", undefined, account.token, {
    headers: { "x-request-id": "<script>" },
  });
  expect(odd.headers.get("x-request-id")).toMatch(/^[\w-]+$/);
  expect((await call(`${server.url}/nowhere`, "", "GET")).headers.get("x-request-id")).toMatch(/^[\w-]+$/);
});

test("malformed requests are told apart", async () => {
  const bytes = (text: string) => ({ bytes: new TextEncoder().encode(text) });
  const post = (text: string) => account.on("POST", "/workspaces", undefined, account.token, bytes(text));
  refused(await post("{"), "bad-json", 400);
  refused(await post("[]"), "bad-json", 400);
  refused(
    await account.on("POST", "/workspaces", undefined, account.token, { bytes: new Uint8Array([0xff]) }),
    "bad-json",
    400,
  );
  refused(await post('{"name":"A","color":"red"}'), "unknown-field", 400);
  refused(await post('{"name":"A","__proto__":{}}'), "unknown-field", 400);
  refused(await account.on("POST", "/users", { email: "a@b.example", enabled: "yes" }), "bad-type", 400);
  refused(await account.on("POST", "/users", { email: "a@b.example", groups: [1] }), "bad-type", 400);
  refused(await post(`{"name":"${"x".repeat(5_000_000)}"}`), "too-large", 413);
  expect((await account.rows("/workspaces")).length).toBe(1);
});

test("callers without a valid token get 401", async () => {
  refused(await account.on("GET", "/me", undefined, ""), "unauthorized", 401);
  refused(await account.on("GET", "/me", undefined, "cxr_guess"), "unauthorized", 401);
  refused(await account.at("GET", "/organizations", undefined, OPERATOR), "unauthorized", 401);
});

test("unknown paths are 404, known ones with another method 405", async () => {
  refused(await account.at("GET", "/nowhere"), "not-found", 404);
  const answer = await account.on("PUT", "/workspaces", {});
  refused(answer, "method-not-allowed", 405);
  expect(answer.headers.get("allow")).toBe("GET, POST");
});

test("limits and cursors are checked", async () => {
  for (const limit of ["0", "501", "x", "-1", "1e2"])
    refused(await account.on("GET", `/users?limit=${limit}`), "bad-limit", 400);
  for (const cursor of ["", "x", "W10", Buffer.from('["/elsewhere","x"]').toString("base64url")])
    refused(await account.on("GET", `/users?cursor=${cursor}`), "bad-cursor", 400);
  refused(await account.on("GET", "/apps?filter=all"), "bad-filter", 400);
});

test("objects of another organization do not exist here", async () => {
  const other = await newAccount(server);
  const theirs = await other.make("/workspaces", { name: "Theirs" });
  const group = await other.make("/groups", { name: "Theirs" });
  const mine = await account.make("/groups", { name: "Mine" });
  refused(await account.on("GET", `/workspaces/${theirs.id}`), "not-found", 404);
  refused(await account.on("PATCH", `/workspaces/${theirs.id}`, { name: "Ours" }), "not-found", 404);
  refused(await account.on("DELETE", `/groups/${group.id}?confirm=true`), "not-found", 404);
  refused(
    await account.on("POST", `/groups/${mine.id}/workspaces`, { workspace: theirs.id }),
    "ECX-PERM-05",
    422,
  );
  refused(
    await account.on("POST", "/users", { email: "z@people.example", groups: [group.id] }),
    "ECX-USR-04",
    422,
  );
});

test("an entity tag guards against writing over someone else's change", async () => {
  const { id } = await account.make("/workspaces", { name: "Tagged" });
  const tag = (await account.on("GET", `/workspaces/${id}`)).headers.get("etag") ?? "";
  const guarded = (method: string, path: string, body: unknown, match: string) =>
    account.on(method, path, body, account.token, { headers: { "if-match": match } });
  const renamed = done(await guarded("PATCH", `/workspaces/${id}`, { name: "Tagged 2" }, tag));
  expect(renamed.headers.get("etag")).not.toBe(tag);
  const stale = await guarded("PATCH", `/workspaces/${id}`, { name: "Tagged 3" }, tag);
  expect([stale.status, stale.body.error.rule, stale.headers.get("x-rule-id")]).toEqual([
    412,
    "precondition-failed",
    null,
  ]);
  expect((await guarded("DELETE", `/workspaces/${id}?confirm=true`, undefined, tag)).status).toBe(412);
  done(await guarded("PATCH", `/workspaces/${id}`, { name: "Tagged 4" }, "*"));
  const now = (await account.on("GET", `/workspaces/${id}`)).headers.get("etag") ?? "";
  done(await guarded("DELETE", `/workspaces/${id}?confirm=true`, undefined, `"other", ${now}`), 204);
});

test("a sign-in does not change a user's entity tag", async () => {
  const person = await account.person();
  const tag = (await account.on("GET", `/users/${person.id}`)).headers.get("etag");
  await account.tokenOf(person.email);
  expect((await account.on("GET", `/users/${person.id}`)).headers.get("etag")).toBe(tag);
});

test("hostile search terms are plain text", async () => {
  for (const term of ["%", "_", "\\", "\0", "' or 1=1 --"])
    expect(await account.rows(`/users?search=${encodeURIComponent(term)}`)).toEqual([]);
});

test("the operator's surface wants its token and is absent without one", async () => {
  refused(await call(`${server.url}/admin/clock`, account.token, "GET"), "unauthorized", 401);
  refused(await call(`${server.url}/admin/accounts`, "", "POST", {}), "unauthorized", 401);
  const closed = await testServer({ adminToken: undefined as never });
  refused(await call(`${closed.url}/admin/clock`, "demo", "GET"), "not-found", 404);
  await closed.stop();
  const demo = await testServer({ adminToken: undefined as never, demo: true });
  done(await call(`${demo.url}/admin/clock`, "demo", "GET"));
  await demo.stop();
});

test("counters tell reads, writes and mails, refusals aside", async () => {
  const own = await newAccount(server);
  await operate(server, "POST", "/counters/reset");
  await own.rows("/users");
  await own.make("/users", { email: "m@people.example", sendInvitation: true });
  await own.on("POST", "/users", { email: "m@people.example" });
  const counted = done(await operate(server, "GET", "/counters")).body;
  expect(counted.accounts).toEqual({ [own.id]: { reads: 1, writes: 1, mails: 1 } });
  expect(counted).toMatchObject({ reads: 1, writes: 1, mails: 1 });
});

test("health needs no token", async () => {
  expect((await call(`${server.url}/healthz`, "", "GET")).body).toEqual({ status: "ok" });
});

test("a database URL is refused as store", async () => {
  await expect(testServer({ store: "postgres://localhost/x" })).rejects.toMatchObject({
    code: "store-not-supported",
  });
});

test("pages stay whole while rows come and go", async () => {
  const own = await newAccount(server);
  const first: string[] = [];
  for (let index = 0; index < 30; index++)
    first.push((await own.make("/users", { email: `k${index}@people.example` })).id);
  const seen: string[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < 50; page++) {
    const answer: { body: { items: { id: string }[]; next: string | null } } = await own.on(
      "GET",
      `/users?limit=7${cursor === null ? "" : `&cursor=${cursor}`}`,
    );
    seen.push(...answer.body.items.map((row) => row.id));
    cursor = answer.body.next;
    if (cursor === null) break;
    if (page < 4) await own.make("/users", { email: `late${page}@people.example` });
    if (page === 1) await own.on("DELETE", `/users/${first[0]}?confirm=true`);
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toEqual([...seen].sort());
  expect(first.filter((id) => !seen.includes(id))).toEqual([]);
  expect(seen.length).toBe(1 + 30 + 4);
});

test("all clients together make one user and one invitation", async () => {
  const own = await newAccount(server);
  const body = { email: "race@people.example", sendInvitation: true };
  const answers = await Promise.all(Array.from({ length: 20 }, () => own.on("POST", "/users", body)));
  expect(answers.map((answer) => answer.status).sort()).toEqual([201, ...Array(19).fill(409)]);
  expect((await own.outbox()).length).toBe(1);
});

test("described calls and served calls are the same", async () => {
  const document = (await call(`${server.url}/openapi/engagecx.json`, "", "GET")).body;
  for (const [path, item] of Object.entries(document.paths)) {
    const url = `${server.url}${MOUNT}${path.replace(/\{\w+\}/g, "x")}`;
    for (const method of ["GET", "POST", "PATCH", "PUT", "DELETE"]) {
      const answer = await call(url, "", method, method === "GET" ? undefined : {});
      const served =
        answer.body?.error?.rule !== "method-not-allowed" && answer.body?.error?.rule !== "not-found";
      expect(served, `${method} ${path}`).toBe(Object.hasOwn(item as object, method.toLowerCase()));
    }
  }
});
