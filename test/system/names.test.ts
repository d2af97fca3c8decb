/** Names of every script and length travel through every call, and odd answers are never taken for success. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { AccountClient } from "../../src/platform/account-client.ts";
import { engagecxTable } from "../../src/platform/engagecx/index.ts";
import { createHttp } from "../../src/platform/http.ts";
import { Rehearsal } from "../support/rehearsal.ts";

test("names beyond Latin and of full length are created, linked and found again", async () => {
  const rehearsal = await Rehearsal.start();
  const long = "ș".repeat(250);
  const email = `${"x".repeat(60)}@${"y".repeat(60)}.${"z".repeat(60)}.example`;
  const manifest = `
workspaces: [{ name: 日本 }]
groups: [{ name: Ελλάδα, workspaces: [日本] }, { name: ${long} }]
users: { include: [{ email: ${email}, groups: [Ελλάδα, ${long}] }, { email: a/b@x.example, groups: [Ελλάδα] }] }
`;
  try {
    await rehearsal.sync(manifest);
    expect((await rehearsal.plan(manifest)).changes).toEqual([]);
  } finally {
    await rehearsal.stop();
  }
});

test("a redirect is no success", async () => {
  const server = createServer((_, response) => response.writeHead(302, { location: "/login" }).end());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const http = createHttp({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    headers: () => Promise.resolve({}),
    concurrency: 1,
    timeoutMilliseconds: 1_000,
  });
  const call = {
    kind: "user",
    op: "delete",
    id: "u1",
    args: {},
    idempotencyKey: "k",
    repeat: "safe",
  } as const;
  await expect(new AccountClient(http, engagecxTable, "").execute(call)).rejects.toMatchObject({
    status: 302,
  });
  await http.close();
  server.close();
});

test("ECX-ORG-01 an organization is created once, by its declared name only", async () => {
  const rehearsal = await Rehearsal.start();
  const connect = (accountNames: readonly string[]) =>
    rehearsal.connect(undefined, { account: null, create: true, accountNames });
  try {
    const manifest = "organization: { name: Second }\nworkspaces: [{ name: Claims }]";
    const plan = await rehearsal.plan(manifest, { client: connect(["Second"]) });
    expect(plan.target.account).toEqual({ id: null, name: "Second" });
    expect((await rehearsal.apply(plan, { client: connect(["Second"]) })).status).toBe("applied");
    const again = await rehearsal.apply(plan, { client: connect(["Second"]) });
    expect([again.status, again.writes]).toEqual(["stale", 0]);
    const renamed = "organization: { name: Third, renamedFrom: Second }";
    const rename = await rehearsal.plan(renamed, { client: connect(["Third", "Second"]) });
    expect(rename.changes.map((change) => change.verb)).toEqual(["update"]);
    await expect(rehearsal.plan("workspaces: []", { client: connect([]) })).rejects.toThrow(
      "several organizations",
    );
  } finally {
    await rehearsal.stop();
  }
});
