import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import type { RunningServer } from "../../src/server/server.ts";
import { Store } from "../../src/server/store/store.ts";
import { Account, done, newAccount, operate, testServer } from "./client.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cxroster-server-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function spawned(store: string): Promise<{ child: ChildProcess; server: RunningServer }> {
  const script = fileURLToPath(new URL("./serve.ts", import.meta.url));
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", script, store], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (!child.stdout) throw new Error("no output");
  const [url] = await once(createInterface({ input: child.stdout }), "line");
  return { child, server: { url, port: Number(new URL(url).port), stop: async () => {} } };
}

const on = (account: Account, server: RunningServer) =>
  new Account(server, account.id, account.token, account.email, []);

test("what was acknowledged is there after kill -9, keys and mails included", async () => {
  const store = join(folder, "store.db");
  const first = await spawned(store);
  const account = await newAccount(first.server);
  const add = (to: Account, index: number) =>
    to.on("POST", "/users", { email: `u${index}@people.example`, sendInvitation: true }, to.token, {
      headers: { "idempotency-key": `k${index}` },
    });
  const acknowledged = new Map<number, string>();
  let next = 0;
  const worker = async () => {
    for (;;) {
      const index = next++;
      const answer = await add(account, index);
      if (answer.status === 201) acknowledged.set(index, answer.body.id);
      if (acknowledged.size === 60) first.child.kill("SIGKILL");
    }
  };
  await Promise.allSettled([worker(), worker(), worker(), worker()]);
  const second = await spawned(store);
  const again = on(account, second.server);
  const ids = new Set((await again.rows("/users?limit=500")).map((row: { id: string }) => row.id));
  expect(acknowledged.size).toBeGreaterThanOrEqual(60);
  expect([...acknowledged.values()].filter((id) => !ids.has(id))).toEqual([]);
  for (let index = 0; index < next; index++) {
    const answer = done(await add(again, index), 201);
    if (acknowledged.has(index)) {
      expect(answer.headers.get("idempotency-replayed")).toBe("true");
      expect(answer.body.id).toBe(acknowledged.get(index));
    }
  }
  const { items } = (await operate(second.server, "GET", "/outbox?limit=500")).body;
  expect(items.length).toBe(next);
  second.child.kill("SIGTERM");
}, 60_000);

test("a key replays across a restart, is refused with another body, and is free again after a day", async () => {
  const store = join(folder, "store.db");
  let server = await testServer({ store });
  let account = await newAccount(server);
  const post = (body: unknown, path = "/workspaces") =>
    account.on("POST", path, body, account.token, { headers: { "idempotency-key": "key" } });
  const made = done(await post({ name: "One" }), 201);
  await server.stop();
  server = await testServer({ store });
  account = on(account, server);
  const replayed = await post({ name: "One" });
  expect([
    replayed.status,
    replayed.body,
    replayed.headers.get("idempotency-replayed"),
    replayed.headers.get("etag"),
  ]).toEqual([201, made.body, "true", made.headers.get("etag")]);
  for (const answer of [await post({ name: "Two" }), await post({ name: "One" }, "/groups")])
    expect([answer.status, answer.body.error.rule]).toEqual([422, "idempotency-key-reused"]);
  await operate(server, "POST", "/clock", { now: new Date(Date.now() + 25 * 3_600_000).toISOString() });
  expect((await post({ name: "One" })).body.error.rule).toBe("ECX-WS-01");
  await server.stop();
});

test("a key is its caller's, and a refusal is not kept", async () => {
  const server = await testServer();
  const account = await newAccount(server);
  const group = await account.make("/groups", { name: "G", manageOrganization: true });
  const other = await account.person({ groups: [group.id] });
  const post = (name: string, token: string) =>
    account.on("POST", "/workspaces", { name }, token, { headers: { "idempotency-key": "same" } });
  done(await post("One", account.token), 201);
  done(await post("Two", other.token), 201);
  const refusedOnce = () =>
    account.on("POST", "/groups", { name: "H", workspaces: ["wsp_nowhere"] }, account.token, {
      headers: { "idempotency-key": "r" },
    });
  expect((await refusedOnce()).headers.get("idempotency-replayed")).toBeNull();
  expect((await refusedOnce()).headers.get("idempotency-replayed")).toBeNull();
  await server.stop();
});

test("a set clock survives a restart", async () => {
  const store = join(folder, "store.db");
  const first = await testServer({ store });
  expect(done(await operate(first, "POST", "/clock", { now: "2031-05-06T07:08:09+02:00" })).body).toEqual({
    now: "2031-05-06T05:08:09Z",
  });
  await first.stop();
  const second = await testServer({ store });
  expect(done(await operate(second, "GET", "/clock")).body).toEqual({ now: "2031-05-06T05:08:09Z" });
  done(await operate(second, "POST", "/clock", { now: null }));
  expect(Math.abs(Date.parse((await operate(second, "GET", "/clock")).body.now) - Date.now())).toBeLessThan(
    5000,
  );
  expect((await operate(second, "POST", "/clock", { now: "tomorrow" })).status).toBe(422);
  await second.stop();
});

test("a clock whose setting could not be committed goes on as before", async () => {
  const server = await testServer({ log: () => {} });
  const write = Store.prototype.write;
  const failing = vi.spyOn(Store.prototype, "write").mockImplementationOnce(function (this: Store, work) {
    return write.call(this, async (db) => {
      await work(db);
      throw new Error("the disk is full");
    }) as never;
  });
  onTestFinished(() => failing.mockRestore());
  expect((await operate(server, "POST", "/clock", { now: "2031-05-06T07:08:09Z" })).status).toBe(500);
  expect((await operate(server, "GET", "/clock")).body.now).not.toContain("2031");
  done(await operate(server, "POST", "/clock", { now: "2032-05-06T07:08:09Z" }));
  expect((await operate(server, "GET", "/clock")).body.now).toBe("2032-05-06T07:08:09Z");
  await server.stop();
});
