/** Tokens: who asks for one, how often, and what of them is ever shown. */
import { afterEach, expect, test, vi } from "vitest";
import type { Client } from "../../src/platform/contract.ts";
import { Recorder, result, type Script } from "./recorder.ts";

const T = "/v1/tenants/t-1";
const OWNER = { username: "owner@x.example", password: "s3cret-word" };

let recorder: Recorder;
afterEach(async () => {
  vi.restoreAllMocks();
  await recorder.stop();
});

function jwt(seconds: number, more = ""): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "none" })}.${part({ exp: Math.floor(Date.now() / 1000) + seconds, more })}.x`;
}

/** A tenant whose tokens live this long; `late` comes before it. */
async function start(life: number, late: Script = () => undefined): Promise<Client> {
  let given = 0;
  recorder = await Recorder.start((asked) => {
    const answer = late(asked);
    if (answer !== undefined) return answer;
    if (asked.path === "/v1/tokens") return { status: 200, body: { token: jwt(life, String(++given)) } };
    return result(asked.path === T ? { id: "t-1", name: "Northwind" } : []);
  });
  return recorder.connect(OWNER);
}
const signIns = () => recorder.asked.filter((each) => each.path === "/v1/tokens").length;
const reads = (client: Client) => Promise.all(Array.from({ length: 50 }, () => client.readAll("group")));

/** Puts the clock here ahead. */
function wait(seconds: number): void {
  const now = Date.now() + seconds * 1_000;
  vi.spyOn(Date, "now").mockImplementation(() => now);
}

test("a token that is about to end is renewed before it is shown, once for all who wait", async () => {
  const client = await start(3_600);
  await client.account();
  wait(3_590);
  await reads(client);
  expect(signIns()).toBe(2);
  const last = recorder.asked.at(-1)?.authorization;
  expect(last).not.toBe(recorder.asked.find((each) => each.path === T)?.authorization);
});

test.each([30, 0, -7_200])("a fresh token of %s seconds is kept until it is refused", async (life) => {
  const client = await start(life);
  await reads(client);
  await reads(client);
  expect(signIns()).toBe(1);
});

test("many refused calls share one new sign-in", async () => {
  let first: string | undefined;
  const client = await start(30, ({ path, authorization }) => {
    if (path !== `${T}/groups`) return undefined;
    first ??= authorization;
    return authorization === first ? { status: 401, body: { error: { code: 401 } } } : undefined;
  });
  await reads(client);
  expect(signIns()).toBe(2);
});

test("CXE-B-47 an error shows no token or password, and little of what the platform writes", async () => {
  let token = "";
  const long = "x".repeat(500);
  const client = await start(3_600, ({ path, authorization = "" }) => {
    if (path !== `${T}/groups`) return undefined;
    token = authorization.replace("Token ", "");
    const message = `${"y".repeat(180)} ${token} ${OWNER.password} ${long}`;
    return { status: 400, body: { error: { message, attribute: { [OWNER.password]: "?" } } } };
  });
  const error: Error = await client.readAll("group").then(
    () => new Error("no error"),
    (thrown: Error) => thrown,
  );
  expect(token).not.toBe("");
  expect(error.message).toContain("yyy [hidden]");
  for (const secret of [token, token.slice(0, 20), OWNER.password]) {
    expect(error.message).not.toContain(secret);
  }
  expect(error.message.length).toBeLessThan(270);
});
