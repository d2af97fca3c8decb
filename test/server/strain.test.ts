import { afterEach, expect, test } from "vitest";
import { MOUNTS } from "../../src/server/mounts.ts";
import { RateLimit } from "../../src/server/rate-limit.ts";
import type { RunningServer, ServerOptions } from "../../src/server/server.ts";
import { operate, refused, testServer } from "./call.ts";
import { type Account, newAccount } from "./client.ts";

let server: RunningServer | undefined;
async function start(options: ServerOptions = {}): Promise<Account> {
  server = await testServer(options);
  return newAccount(server);
}
const faults = (account: Account, body: object) => operate(account.server, "POST", "/faults", body);
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

test("a caller beyond the rate waits as long as told, others do not", async () => {
  const account = await start({ rateLimitPerMinute: 5 });
  const other = await account.tokenOf(account.email);
  for (let count = 0; count < 5; count++) expect((await account.on("GET", "/me")).status).toBe(200);
  const answer = await account.on("GET", "/me");
  refused(answer, "too-many-requests", 429);
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThanOrEqual(11);
  expect((await account.on("GET", "/me", undefined, other)).status).toBe(200);
});

test("a bucket fills again with time", () => {
  let now = 0;
  const limit = new RateLimit(60, () => now);
  for (let count = 0; count < 60; count++) expect(limit.take("a")).toBeNull();
  expect(limit.take("a")).toBe(1);
  now += 999;
  expect(limit.take("a")).toBe(1);
  now += 1;
  expect(limit.take("a")).toBeNull();
  expect(limit.take("a")).toBe(1);
});

test("a failure before the work does nothing, one after it is committed", async () => {
  const account = await start();
  await faults(account, { rate500Before: 1, methods: ["POST"] });
  refused(await account.on("POST", "/workspaces", { name: "Before" }), "internal", 500);
  await faults(account, { rate500After: 1, methods: ["POST"] });
  refused(await account.on("POST", "/workspaces", { name: "After" }), "internal", 500);
  expect((await account.rows("/workspaces")).map((row: { name: string }) => row.name)).toEqual([
    "Default",
    "After",
  ]);
});

test("a dropped connection leaves the effect out or in, as asked", async () => {
  const account = await start();
  await faults(account, { rateDrop: 1, methods: ["POST"] });
  await expect(account.on("POST", "/workspaces", { name: "Before" })).rejects.toThrow("fetch failed");
  await faults(account, { rateDropAfter: 1, methods: ["POST"] });
  await expect(account.on("POST", "/workspaces", { name: "After" })).rejects.toThrow("fetch failed");
  expect((await account.rows("/workspaces")).map((row: { name: string }) => row.name)).toEqual([
    "Default",
    "After",
  ]);
});

test("a lost answer is had again with its key, also after a 500 and a hang-up", async () => {
  const account = await start();
  const post = (key: string, name: string) =>
    account.on("POST", "/workspaces", { name }, account.token, { headers: { "idempotency-key": key } });
  await faults(account, { rate500After: 1 });
  expect((await post("k1", "One")).status).toBe(500);
  await faults(account, {});
  const again = await post("k1", "One");
  expect([again.status, again.headers.get("idempotency-replayed"), again.body.name]).toEqual([
    201,
    "true",
    "One",
  ]);
});

test("429 and latency come as asked, on the mount that is named", async () => {
  const account = await start();
  await faults(account, { rate429: 1, retryAfterSeconds: 9, mount: "/engagecx/v1" });
  const answer = await account.on("GET", "/me");
  refused(answer, "too-many-requests", 429);
  expect(answer.headers.get("retry-after")).toBe("9");
  await faults(account, { rate429: 1, mount: "autoid" });
  expect((await account.on("GET", "/me")).status).toBe(200);
  await faults(account, { latencyMilliseconds: 1_000, methods: ["POST"] });
  const answered: string[] = [];
  const slow = account.on("POST", "/workspaces", { name: "Slow" }).then(() => answered.push("slow"));
  await account.on("GET", "/me").then(() => answered.push("quick"));
  await slow;
  expect(answered).toEqual(["quick", "slow"]);
});

test("troubles of one mount leave the others alone", async () => {
  const { server: running } = await start();
  const first = MOUNTS.map(({ platform, prefix, routes }) => {
    const path = routes.find(
      ({ method, path, open }) => method === "GET" && !open && !path.includes("{"),
    )?.path;
    return { platform, url: `${running.url}${prefix}${path}` };
  });
  for (const { platform } of first) {
    await operate(running, "POST", "/faults", { rate429: 1, mount: platform });
    const limited = [];
    for (const each of first) if ((await fetch(each.url)).status === 429) limited.push(each.platform);
    expect(limited).toEqual([platform]);
  }
});

test("one seed brings the same troubles", async () => {
  const account = await start();
  const run = async (seed: number) => {
    await faults(account, { rate500Before: 0.5, seed });
    const statuses: number[] = [];
    for (let count = 0; count < 30; count++) statuses.push((await account.on("GET", "/me")).status);
    return statuses.join();
  };
  const first = await run(7);
  expect(await run(7)).toBe(first);
  expect(await run(8)).not.toBe(first);
  expect(first).toContain("200");
  expect(first).toContain("500");
});

test("odd troubles are refused", async () => {
  const account = await start();
  refused(await faults(account, { rate500: 1 }), "unknown-field", 400);
  refused(await faults(account, { rateDrop: 2 }), "bad-value", 422);
  refused(await faults(account, { methods: "POST" }), "bad-type", 400);
});
