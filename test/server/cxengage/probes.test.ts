import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningServer } from "../../../src/server/server.ts";
import { newTenant, type Person, type Tenant, testServer } from "./client.ts";

interface Probe {
  readonly permission: string;
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

const text = await readFile(new URL("../../../docs/access.md", import.meta.url), "utf8");
const section = text.slice(text.indexOf("## CxEngage"));
const probes = [...section.matchAll(/^\| `([\w.]+)` \| [^|]+ \| `(\w+) (\S+)` \| (?:`(.+)` )?\|$/gm)].map(
  ([, permission = "", method = "", path = "", body = ""]): Probe => ({ permission, method, path, body }),
);

let server: RunningServer;
let tenant: Tenant;
let powerless: Person;
let places: { readonly [name: string]: string };
beforeAll(async () => {
  server = await testServer();
  tenant = await newTenant(server);
  powerless = await tenant.person({ role: await tenant.newRole() });
  const user = await tenant.add({ role: await tenant.newRole() });
  const group = await tenant.ok("POST", "/groups", { name: "Desk" });
  places = { tenant: tenant.id, user: user.id, group: group.id, none: tenant.id };
});
afterAll(() => server.stop());

async function statusOf({ method, path, body }: Probe, self: string, token: string): Promise<number> {
  const fill = (template: string) =>
    template.replace(/\{(\w+)\}/g, (_, name: string) => (name === "self" ? self : (places[name] ?? "?")));
  const answer = await tenant.at(method, fill(path), body === "" ? null : JSON.parse(fill(body)), token);
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(500);
  return answer.status;
}

test("the table has a probe for every name of the tenant's routes and of the platform's", () => {
  expect(probes.length).toBe(section.split("\n").filter((line) => line.startsWith("| `")).length);
  expect(probes.length).toBe(40);
});

test.each(probes)("$permission opens its probe and nothing else does", async (probe) => {
  const { permission } = probe;
  const closed = await statusOf(probe, powerless.id, powerless.token);
  if (permission === "tenant.enter") {
    expect(closed).toBe(200);
    const stranger = await newTenant(server, { owner: { platformRole: "Platform User" } });
    expect(await statusOf(probe, powerless.id, stranger.token)).toBe(403);
    return;
  }
  expect(closed).toBe(403);
  const owner = await tenant.ok("GET", "/users");
  const holder = permission.startsWith("PLATFORM_")
    ? { id: owner[0].id, token: tenant.token }
    : await tenant.person({ role: await tenant.newRole(permission) });
  expect(await statusOf(probe, holder.id, holder.token)).not.toBe(403);
});
