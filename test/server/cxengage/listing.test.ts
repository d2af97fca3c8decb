import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningServer } from "../../../src/server/server.ts";
import { newTenant, type Tenant, testServer } from "./client.ts";

let server: RunningServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.stop());

async function filled(listing?: string): Promise<{ tenant: Tenant; id: string }> {
  const tenant = await newTenant(server, listing === undefined ? {} : { listing });
  const row = await tenant.add();
  const skill = await tenant.ok("POST", "/skills", { name: "Dutch", hasProficiency: true });
  const group = await tenant.ok("POST", "/groups", { name: "Desk" });
  await tenant.ok("POST", `/users/${row.id}/skills`, { skillId: skill.id, proficiency: 40 });
  await tenant.ok("POST", `/groups/${group.id}/users`, { userId: row.id });
  return { tenant, id: row.id };
}

test.each([undefined, "with-associations"])("rows carry groups and skills (%s)", async (listing) => {
  const { tenant, id } = await filled(listing);
  const rows: { id: string }[] = await tenant.ok("GET", "/users");
  expect(rows.map((row) => row.id)).toEqual([expect.any(String), id]);
  expect(rows[1]).toMatchObject({
    groups: [{ name: "everyone" }, { name: "Desk", memberId: id, memberType: "user" }],
    skills: [{ name: "Dutch", proficiency: 40, hasProficiency: true }],
  });
  expect(rows[0]).toMatchObject({ groups: [{ name: "everyone" }], skills: [] });
});

test("rows of a plain listing lack these keys, and members are read by group and skill", async () => {
  const { tenant, id } = await filled("plain");
  const rows: object[] = await tenant.ok("GET", "/users");
  for (const row of rows) {
    expect(row).not.toHaveProperty("groups");
    expect(row).not.toHaveProperty("skills");
    expect(row).toHaveProperty("extensions");
  }
  expect(rows[1]).toMatchObject({ id, invitationStatus: "pending" });
  const [everyone, desk] = await tenant.ok("GET", "/groups");
  expect([everyone.type, desk.type]).toEqual(["everyone", "group"]);
  expect((await tenant.ok("GET", `/groups/${everyone.id}/users`)).length).toBe(2);
  expect(await tenant.ok("GET", `/groups/${desk.id}/users`)).toMatchObject([{ memberId: id }]);
  const [skill] = await tenant.ok("GET", "/skills");
  expect(await tenant.ok("GET", `/skills/${skill.id}/users`)).toMatchObject([
    { userId: id, proficiency: 40 },
  ]);
});

test("a row of the listing says what the row alone says", async () => {
  const { tenant, id } = await filled();
  const rows: { id: string }[] = await tenant.ok("GET", "/users");
  expect(rows.find((row) => row.id === id)).toEqual(await tenant.user(id));
});
