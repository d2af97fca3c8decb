/** Talks to EngageCX organizations on a server under test. */
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { RunningServer } from "../../src/server/server.ts";
import { done, operate } from "./call.ts";
import { ServedAccount } from "./served-account.ts";

export const MOUNT = "/engagecx/v1";
const DOOR = { mount: MOUNT, accounts: "organizations" };

interface Made {
  readonly id: string;
  readonly token: string;
  readonly licenses: readonly { readonly id: string }[];
}

/** One organization and its owner, with shortcuts for calls below it. */
export class Account extends ServedAccount {
  readonly licenses: Made["licenses"];

  constructor(server: RunningServer, made: Made, email: string) {
    super(server, made, email, DOOR);
    this.licenses = made.licenses;
  }

  async group(name: string) {
    const rows: { name: string }[] = await this.rows(`/groups?search=${encodeURIComponent(name)}`);
    const row = rows.find((each) => each.name === name);
    expect(row, name).toBeDefined();
    return row as {
      id: string;
      name: string;
      isDefault: boolean;
      manageOrganization: boolean;
      workspaces: string[];
    };
  }

  /** Adds a user and signs them in. */
  async person(fields: object = {}): Promise<{ id: string; email: string; token: string }> {
    const email = `p${randomUUID()}@people.example`;
    const row = await this.make("/users", { email, enabled: true, ...fields });
    return { id: row.id, email, token: await this.tokenOf(email) };
  }

  async installed(app = "communications", rights: object = {}) {
    const category = await this.make("/categories", { name: `C ${randomUUID()}` });
    return this.make(`/apps/${app}/installation`, { category: category.id, ...rights });
  }
}

export async function newAccount(server: RunningServer, more: object = {}): Promise<Account> {
  const email = `owner${randomUUID()}@owners.example`;
  const answer = await operate(server, "POST", "/accounts", {
    platform: "engagecx",
    name: "Northwind",
    owner: { email, name: "Olga Owner" },
    ...more,
  });
  return new Account(server, done(answer, 201).body, email);
}
