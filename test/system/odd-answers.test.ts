/** Endpoints, tokens and proxies that are not what they should be end in words and a code, never in a defect or a wait. */
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import type { Connection } from "../../src/platform/contract.ts";
import { platforms } from "../../src/platform/index.ts";

const servers: Server[] = [];

afterEach(() => {
  vi.unstubAllEnvs();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function answering(answer: (response: ServerResponse) => void): Promise<string> {
  const server = createServer((_, response) => answer(response));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

const accountPlatforms = platforms.filter((each) => each.table.platform !== "cxengage");

function connect(platform: (typeof platforms)[number], endpoint: string, more: Partial<Connection> = {}) {
  return platform.connect({
    endpoint,
    credentials: { token: "t" },
    account: "a1",
    accountNames: [],
    create: false,
    concurrency: 2,
    timeoutMilliseconds: 300,
    sends: 2,
    ...more,
  });
}

const ODD: readonly (readonly [string, string])[] = [
  ["a page of a sign-in", "<html>sign in</html>"],
  ["null", "null"],
  ["a list", "[]"],
  ["rows of something else", '{"items":[{"id":5}],"next":null}'],
  ["an account and nothing else", '{"id":"a1","name":"A"}'],
];

for (const platform of accountPlatforms) {
  test.each(ODD)(`${platform.table.platform}: %s in place of an account is refused`, async (_, text) => {
    const client = connect(platform, await answering((response) => response.end(text)));
    await expect(client.readLive(new Map())).rejects.toMatchObject({ reason: "refused" });
    await client.close();
  });
}

test("an answer that trickles in ends with the time a call may take", async () => {
  const endpoint = await answering((response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write(" "), 50);
    response.on("close", () => clearInterval(timer));
  });
  const [platform] = accountPlatforms;
  if (platform === undefined) throw new Error("no platform");
  const client = connect(platform, endpoint);
  await expect(client.readLive(new Map())).rejects.toMatchObject({
    reason: "unknown-outcome",
    message: expect.stringContaining("UND_ERR_BODY_TIMEOUT"),
  });
  await client.close();
});

test.each(platforms)(
  "$table.platform: a token that no header can carry is said, and nothing is sent",
  async (platform) => {
    let calls = 0;
    const endpoint = await answering((response) => {
      calls++;
      response.end("{}");
    });
    const client = connect(platform, endpoint, { credentials: { token: "t€" } });
    await expect(client.readLive(new Map())).rejects.toMatchObject({ reason: "unauthorized" });
    await client.close();
    expect(calls).toBe(0);
  },
);

test("a proxy that is no address is said", async () => {
  vi.stubEnv("HTTP_PROXY", "not an address");
  vi.stubEnv("http_proxy", "not an address");
  const [platform] = accountPlatforms;
  if (platform === undefined) throw new Error("no platform");
  const client = connect(platform, "http://127.0.0.1:9/v1");
  await expect(client.readLive(new Map())).rejects.toMatchObject({
    reason: "unreachable",
    message: expect.stringContaining("HTTP_PROXY"),
  });
  await client.close();
});
