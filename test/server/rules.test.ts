import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { afterAll, beforeAll, expect, test } from "vitest";
import { engagecx } from "../../src/server/engagecx/mount.ts";
import { NO_EFFECT } from "../../src/server/engagecx/no-effect.ts";
import type { RunningServer } from "../../src/server/server.ts";
import { newAccount, testServer } from "./client.ts";
import { cases, ruleOf, runCase } from "./rules.ts";

/** How many rules section 1 of the catalogue has per family, and the further ones about EngageCX. */
const FAMILIES = {
  ORG: 12,
  ACC: 5,
  WS: 12,
  APP: 12,
  TRI: 3,
  DEM: 2,
  LIC: 8,
  SEAT: 5,
  CAT: 9,
  USR: 10,
  GRP: 9,
  PERM: 7,
  SRCH: 7,
  B: 6,
};
const catalogue = Object.entries(FAMILIES).flatMap(([family, count]) =>
  Array.from({ length: count }, (_, index) => `ECX-${family}-${String(index + 1).padStart(2, "0")}`),
);

const spoken = new Set<string>();
const listen = (message: unknown) => spoken.add((message as { rule: string }).rule);
let server: RunningServer;

beforeAll(async () => {
  subscribe("cxroster:refusal", listen);
  server = await testServer();
});
afterAll(async () => {
  unsubscribe("cxroster:refusal", listen);
  await server.stop();
});

for (const each of cases) test(each.title, async () => runCase(each, await newAccount(server, each.fixture)));

test("every EngageCX rule has exactly one case or a reason for having none", () => {
  expect(catalogue.length).toBe(107);
  expect([...cases.map(ruleOf), ...Object.keys(NO_EFFECT)].sort()).toEqual([...catalogue].sort());
});

test("every case made its rule speak", () => {
  expect(cases.map(ruleOf).filter((rule) => !spoken.has(rule))).toEqual([]);
});

test("the API's description names every rule with an effect", () => {
  const named = new Set(engagecx.routes.flatMap((route) => [...(route.rules ?? []), route.guard ?? ""]));
  expect(cases.map(ruleOf).filter((rule) => !named.has(rule))).toEqual([]);
});
