import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cxengage } from "../../../src/server/cxengage/mount.ts";
import { NO_EFFECT } from "../../../src/server/cxengage/no-effect.ts";
import type { RunningServer } from "../../../src/server/server.ts";
import { newTenant, testServer } from "./client.ts";
import { cases, ruleOf, runCase } from "./rules.ts";

/** How many rules section 2 of the catalogue has per family, and the further ones about CxEngage. */
const FAMILIES = {
  ...{
    USR: 14,
    PROLE: 7,
    TROLE: 5,
    INV: 10,
    EDIT: 10,
    SSO: 10,
    EXT: 3,
    SKILL: 2,
    GRP: 1,
    LOC: 1,
    PRL: 1,
    CAP: 1,
  },
  B: 47,
};
const catalogue = Object.entries(FAMILIES).flatMap(([family, count]) =>
  Array.from({ length: count }, (_, index) => `CXE-${family}-${String(index + 1).padStart(2, "0")}`),
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

for (const each of cases) test(each.title, async () => runCase(each, await newTenant(server, each.fixture)));

test("every CxEngage rule has exactly one case or a reason for having none", () => {
  expect(catalogue.length).toBe(112);
  expect([...cases.map(ruleOf), ...Object.keys(NO_EFFECT)].sort()).toEqual([...catalogue].sort());
});

/** Rules whose whole effect is that a call exists are announced by the call itself. */
test("every case made its rule speak", () => {
  expect(cases.map(ruleOf).filter((rule) => !spoken.has(rule))).toEqual([]);
});

test("the API's description names every rule with an effect", () => {
  const named = new Set(
    cxengage.routes.flatMap((route) => [...(route.rules ?? []), route.guard ?? "", route.atomic ?? ""]),
  );
  // Statuses are a matter of every call.
  expect(cases.map(ruleOf).filter((rule) => !named.has(rule))).toEqual(["CXE-B-47"]);
});
