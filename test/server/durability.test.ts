import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { ENGAGECX_SCHEMA } from "../../src/server/engagecx/tables.ts";
import { hashToken } from "../../src/server/people.ts";
import type { RunningServer } from "../../src/server/server.ts";
import { CORE_SCHEMA } from "../../src/server/store/schema.ts";
import { Store } from "../../src/server/store/store.ts";
import { newAccount as newTree } from "./autoid/client.ts";
import { type Answer, call, done, operate, testServer } from "./call.ts";
import { Account, newAccount } from "./client.ts";
import { newAccount as newWorkplace } from "./contactcenter/client.ts";

const BLANK = { avatar_type: null, avatar_sha256: null, avatar: null, timezone: null, last_login_at: null };

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

const on = (account: Account, server: RunningServer) => new Account(server, account, account.email);

/** Adds somebody to an account that stays the same while its server is another one, and lists the ids of all. */
interface Crowd {
  readonly add: (server: RunningServer, index: number) => Promise<Answer>;
  readonly ids: (server: RunningServer) => Promise<string[]>;
}

function crowd(token: string, path: string, person: (index: number) => object): Crowd {
  const ids = async ({ url }: RunningServer) =>
    done(await call(`${url}${path}?limit=500`, token, "GET")).body.items.map((row: { id: string }) => row.id);
  const add = ({ url }: RunningServer, index: number) =>
    call(url + path, token, "POST", person(index), { headers: { "idempotency-key": `k${index}` } });
  return { add, ids };
}

const email = (index: number) => `u${index}@people.example`;
const crowds: { readonly [platform: string]: (server: RunningServer) => Promise<Crowd> } = {
  engagecx: async (server) => {
    const { token, id } = await newAccount(server);
    const path = `/engagecx/v1/organizations/${id}/users`;
    return crowd(token, path, (index) => ({ email: email(index), sendInvitation: true }));
  },
  contactcenter: async (server) => {
    const { token, id, workspace } = await newWorkplace(server, { limits: { members: 10_000 } });
    const path = `/contactcenter/v1/accounts/${id}/members`;
    return crowd(token, path, (index) => ({ email: email(index), workspaces: [workspace] }));
  },
  autoid: async (server) => {
    const { token, id, group } = await newTree(server);
    const path = `/autoid/v1/accounts/${id}/nodes/${group}/users`;
    return crowd(token, path, (index) => ({ email: email(index), role: "User" }));
  },
};

test.for(Object.entries(crowds))(
  "what was acknowledged is there after kill -9, keys and mails included: %s",
  {
    timeout: 60_000,
  },
  async ([, open]) => {
    const store = join(folder, "store.db");
    const first = await spawned(store);
    const { add, ids } = await open(first.server);
    const acknowledged = new Map<number, string>();
    let next = 0;
    const worker = async () => {
      for (;;) {
        const index = next++;
        const answer = await add(first.server, index);
        if (answer.status === 201) acknowledged.set(index, answer.body.id);
        if (acknowledged.size === 40) first.child.kill("SIGKILL");
      }
    };
    await Promise.allSettled([worker(), worker(), worker(), worker()]);
    const second = await spawned(store);
    const kept = new Set(await ids(second.server));
    expect(acknowledged.size).toBeGreaterThanOrEqual(40);
    expect([...acknowledged.values()].filter((id) => !kept.has(id))).toEqual([]);
    for (let index = 0; index < next; index++) {
      const answer = done(await add(second.server, index), 201);
      if (acknowledged.has(index)) {
        expect(answer.headers.get("idempotency-replayed")).toBe("true");
        expect(answer.body.id).toBe(acknowledged.get(index));
      }
    }
    const { items } = (await operate(second.server, "GET", "/outbox?limit=500")).body;
    expect(items.length).toBe(next);
    second.child.kill("SIGTERM");
  },
);

test("a store of an earlier version is brought up to date, and its tokens go on", async () => {
  const file = join(folder, "store.db");
  const [oldest] = CORE_SCHEMA;
  const old = await Store.open(file, oldest ? [oldest, ENGAGECX_SCHEMA] : []);
  const person = {
    id: "per_1",
    email: "a@b.example",
    email_key: "a@b.example",
    name: "Ana",
    name_key: "ana",
  };
  await old.write(async (db) => {
    await db
      .insertInto("people")
      .values({ ...person, ...BLANK })
      .execute();
    const token = {
      hash: hashToken("kept"),
      person_id: "per_1",
      name: "Ana",
      issued_at: "2026-01-01T00:00:00Z",
    };
    await sql`insert into tokens (hash, person_id, name, issued_at)
      values (${token.hash}, ${token.person_id}, ${token.name}, ${token.issued_at})`.execute(db);
  });
  await old.close();
  const server = await testServer({ store: file });
  expect(done(await call(`${server.url}/engagecx/v1/me`, "kept", "GET")).body.name).toBe("Ana");
  await newTree(server);
  await server.stop();
});

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
    60_000,
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
