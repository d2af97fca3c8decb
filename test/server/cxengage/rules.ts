/** One case per CxEngage rule the server enforces; the title starts with the rule's id. */
import { expect } from "vitest";
import type { Tenant } from "./client.ts";
import { invitationCases } from "./rules-invitations.ts";
import { objectCases } from "./rules-objects.ts";
import { peopleCases } from "./rules-people.ts";
import { signOnCases } from "./rules-sign-on.ts";

export interface Case {
  readonly title: string;
  /** Further members of `POST /admin/accounts`. */
  readonly fixture?: object;
  /** Talks to a fresh tenant and asserts. */
  readonly run: (tenant: Tenant) => Promise<void>;
}

export const cases: readonly Case[] = [...peopleCases, ...invitationCases, ...signOnCases, ...objectCases];

export function ruleOf({ title }: Case): string {
  const rule = /^CXE-[A-Z]+-\d\d/.exec(title)?.[0];
  expect(rule, title).toBeDefined();
  return rule ?? "";
}

/** Runs a case at real time and hands the clock back whatever happens. */
export async function runCase({ run }: Case, tenant: Tenant): Promise<void> {
  try {
    await run(tenant);
  } finally {
    await tenant.clock(null);
  }
}
