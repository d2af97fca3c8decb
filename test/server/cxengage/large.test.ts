import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningServer } from "../../../src/server/server.ts";
import { newTenant, type Tenant, testServer } from "./client.ts";

const USERS = 2000;
let server: RunningServer;
let tenant: Tenant;
beforeAll(async () => {
  server = await testServer();
  tenant = await newTenant(server);
});
afterAll(() => server.stop());

test(`${USERS} users made by eight callers at once come back complete, each once, in one answer`, async () => {
  const roleId = await tenant.role("Agent");
  let next = 0;
  const worker = async () => {
    while (next < USERS)
      await tenant.ok("POST", "/users", { email: `u${next++}@people.example`, roleId, status: "invited" });
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  const rows: { id: string; email: string; invitationStatus: string }[] = await tenant.ok("GET", "/users");
  expect(rows.length).toBe(USERS + 1);
  expect(new Set(rows.map((row) => row.email)).size).toBe(USERS + 1);
  expect(rows.map((row) => row.id)).toEqual(rows.map((row) => row.id).sort());
  expect(rows.filter((row) => row.invitationStatus === "invited").length).toBe(USERS);
}, 60_000);
