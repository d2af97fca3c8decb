/** A kind is one definition and one list entry: everything else follows from it. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { applyPlan } from "../../src/apply/apply-plan.ts";
import { kindPage } from "../../src/emit/kind-page.ts";
import { jsonSchema } from "../../src/emit/manifest-schema.ts";
import { integer, links, string } from "../../src/kind/attribute.ts";
import { defineKind } from "../../src/kind/kind.ts";
import { defineTable } from "../../src/kind/table.ts";
import type { AccountApi } from "../../src/platform/account-api.ts";
import { AccountClient } from "../../src/platform/account-client.ts";
import type { Client } from "../../src/platform/contract.ts";
import { engagecxTable } from "../../src/platform/engagecx/index.ts";
import { createHttp } from "../../src/platform/http.ts";
import { NORTHWIND } from "../support/accounts.ts";
import { mustPlan, planOf } from "../support/plans.ts";

const lantern = defineKind<AccountApi>({
  name: "lantern",
  manifestKey: "lanterns",
  summary: "A lamp that hangs in workspaces.",
  source: "https://lantern.example/",
  attributes: {
    name: string({ required: true, format: "name", doc: "Name of the lantern.", example: "Old Lamp" }),
    brightness: integer({
      minimum: 1,
      maximum: 9,
      unit: "candles",
      doc: "Brightness in candles.",
      example: 3,
    }),
    hangsIn: links("workspace", { doc: "Workspaces it lights.", example: ["Claims"] }),
  },
  identity: ["name"],
  rename: { as: "update", rule: "ECX-B-03" },
  removal: { effect: "delete", rule: "ECX-B-03" },
  api: {
    list: "/lanterns",
    links: {
      hangsIn: {
        field: "hangsIn",
        add: { path: "/lanterns/{id}/workspaces", member: "workspace" },
        remove: "/lanterns/{id}/workspaces/{to}",
        create: "hangsIn",
      },
    },
  },
});
const table = defineTable({ ...engagecxTable, kinds: [...engagecxTable.kinds, lantern] });
const MANIFEST = "lanterns: [{ name: Old Lamp, brightness: 3, hangsIn: [Claims] }]";

const seen: string[] = [];
let server: Server;
beforeAll(async () => {
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      if (request.method !== "GET") seen.push(`${request.method} ${request.url} ${body}`);
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(request.method === "GET" ? { items: [], next: null } : { id: "l-1" }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => server.close());

test("it stands in the JSON Schema and on a reference page", () => {
  expect(JSON.stringify(jsonSchema(table))).toContain("Brightness in candles.");
  expect(kindPage(table, lantern)).toContain("Brightness in candles.");
});

test("a manifest that breaks it is refused with a place", () => {
  const { diagnostics } = planOf("lanterns: [{ name: Old Lamp, brightness: 12 }]", NORTHWIND, { table });
  expect(diagnostics.map((each) => [each.severity, each.at?.line])).toEqual([["error", 3]]);
});

test("it is planned and applied", async () => {
  const plan = mustPlan(MANIFEST, NORTHWIND, { table });
  expect(plan.changes.map((change) => `${change.verb} ${change.id}`)).toEqual(["create lantern:old lamp"]);
  const { port } = server.address() as AddressInfo;
  const http = createHttp({
    endpoint: `http://127.0.0.1:${port}`,
    headers: () => Promise.resolve({}),
    concurrency: 1,
    timeoutMilliseconds: 5_000,
  });
  const api = new AccountClient(http, table, "");
  const client: Client = {
    account: () => Promise.resolve({ id: "organization-1", name: "Northwind" }),
    readLive: () => Promise.reject(new Error("not read")),
    readEach: (kind, ids) => api.readEach(kind, ids),
    readAll: (...kinds) => api.readAll(...kinds),
    find: (kind, attribute, value) => api.find(kind, attribute, value),
    execute: (call) => api.execute(call),
    calls: http.calls,
    close: () => http.close(),
  };
  const run = await applyPlan({
    plan,
    table,
    client,
    ledger: null,
    concurrency: 1,
    now: plan.evaluatedAt,
    secrets: () => "",
    files: () => new Uint8Array(),
  });
  await client.close();
  expect(run.status).toBe("applied");
  const body = JSON.stringify({ name: "Old Lamp", brightness: 3, hangsIn: ["workspace-claims"] });
  expect(seen).toEqual([`POST /lanterns ${body}`]);
});
