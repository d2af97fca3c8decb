/** What every platform's rules owe: a case each, a voice of their own, and a mention in the API's description. */
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Mount } from "../../src/server/route.ts";
import type { RunningServer } from "../../src/server/server.ts";
import { testServer } from "./call.ts";
import { missesEveryRule } from "./mutation.ts";

/** One rule the server enforces; the title starts with the rule's id. */
export interface Case<Account> {
  readonly title: string;
  /** Further members of `POST /admin/accounts`. */
  readonly fixture?: object;
  /** Talks to a fresh account and asserts. */
  readonly run: (account: Account) => Promise<void>;
}

export interface Suite<Account> {
  readonly mount: Mount;
  /** What its ids begin with. */
  readonly prefix: string;
  /** How many rules the catalogue has per family. */
  readonly families: { readonly [family: string]: number };
  readonly cases: readonly Case<Account>[];
  /** Rules without a case, with the reason. */
  readonly noEffect: { readonly [rule: string]: string };
  /** Rules that no single call is about. */
  readonly ofEveryCall?: readonly string[];
  readonly open: (server: RunningServer, fixture: object | undefined) => Promise<Account>;
  /** Hands back what a case may have turned, such as the clock. */
  readonly settle: (account: Account) => Promise<unknown>;
}

export function ruleOf({ title }: { readonly title: string }): string {
  const rule = /^[A-Z]+-[A-Z]+-\d\d/.exec(title)?.[0];
  expect(rule, title).toBeDefined();
  return rule ?? "";
}

async function runCase<Account>(
  suite: Suite<Account>,
  { fixture, run }: Case<Account>,
  server: RunningServer,
) {
  const account = await suite.open(server, fixture);
  try {
    await run(account);
  } finally {
    await suite.settle(account);
  }
}

/** Runs every case on one server, and holds cases, catalogue and description against each other. */
export function showsEveryRule<Account>(suite: Suite<Account>): void {
  const { cases, prefix, families, mount, noEffect, ofEveryCall = [] } = suite;
  const catalogue = Object.entries(families).flatMap(([family, count]) =>
    Array.from({ length: count }, (_, index) => `${prefix}-${family}-${String(index + 1).padStart(2, "0")}`),
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

  for (const each of cases) test(each.title, () => runCase(suite, each, server));

  test(`every ${prefix} rule has exactly one case or a reason for having none`, () => {
    expect([...cases.map(ruleOf), ...Object.keys(noEffect)].sort()).toEqual([...catalogue].sort());
  });

  // Rules whose whole effect is that a call exists are announced by the call itself.
  test("every case made its rule speak", () => {
    expect(cases.map(ruleOf).filter((rule) => !spoken.has(rule))).toEqual([]);
  });

  test("the API's description names every rule with an effect", () => {
    const named = new Set(
      mount.routes.flatMap((route) => [...(route.rules ?? []), route.guard ?? "", route.atomic ?? ""]),
    );
    expect(cases.map(ruleOf).filter((rule) => !named.has(rule))).toEqual(ofEveryCall);
  });
}

/** Every case fails on a server that leaves its rule out. */
export function missesRules<Account>(suite: Suite<Account>): void {
  missesEveryRule(suite.cases, ruleOf, testServer, (each, server) => runCase(suite, each, server));
}
