/** One case per EngageCX rule the server enforces; the title starts with the rule's id. */
import { expect } from "vitest";
import type { Account } from "./client.ts";
import { operate } from "./client.ts";
import { appCases } from "./rules-apps.ts";
import { categoryCases } from "./rules-categories.ts";
import { groupCases } from "./rules-groups.ts";
import { licenseCases } from "./rules-licenses.ts";
import { organizationCases } from "./rules-organization.ts";
import { userCases } from "./rules-users.ts";
import { workspaceCases } from "./rules-workspaces.ts";

export interface Case {
  readonly title: string;
  /** Further members of `POST /admin/accounts`. */
  readonly fixture?: object;
  /** Talks to a fresh account and asserts. */
  readonly run: (account: Account) => Promise<void>;
}

export const cases: readonly Case[] = [
  ...organizationCases,
  ...workspaceCases,
  ...categoryCases,
  ...appCases,
  ...licenseCases,
  ...userCases,
  ...groupCases,
];

export function ruleOf({ title }: Case): string {
  const rule = /^ECX-[A-Z]+-\d\d/.exec(title)?.[0];
  expect(rule, title).toBeDefined();
  return rule ?? "";
}

/** Runs a case at real time and hands the clock back whatever happens. */
export async function runCase({ run }: Case, account: Account): Promise<void> {
  try {
    await run(account);
  } finally {
    await operate(account.server, "POST", "/clock", { now: null });
  }
}
