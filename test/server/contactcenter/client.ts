/** Talks to contact.center accounts on a server under test. */
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { RunningServer } from "../../../src/server/server.ts";
import { done, operate } from "../call.ts";
import { ServedAccount } from "../served-account.ts";

const DOOR = { mount: "/contactcenter/v1", accounts: "accounts" };

/** One account and its owner, with shortcuts for calls below it. */
export class Account extends ServedAccount {
  /** The first workspace. */
  readonly workspace: string;

  constructor(server: RunningServer, made: { id: string; token: string; workspace: string }, email: string) {
    super(server, made, email, DOOR);
    this.workspace = made.workspace;
  }

  async workspaces(token = this.token): Promise<{ id: string; name: string; current: boolean }[]> {
    return this.rows("/workspaces", token);
  }

  /** Name of the workspace that is current for a caller, and how many are. */
  async current(token = this.token): Promise<string[]> {
    return (await this.workspaces(token)).filter((row) => row.current).map((row) => row.name);
  }

  /** Invites somebody; `link` leads to the registration. */
  async invited(fields: object = {}): Promise<{ id: string; email: string; link: string }> {
    const email = `m${randomUUID()}@people.example`;
    const row = await this.make("/members", { email, workspaces: [this.workspace], ...fields });
    return { id: row.id, email: row.email, link: (await this.outbox()).at(-1)?.link ?? "" };
  }

  /** Invites somebody who registers at once, and signs them in. */
  async member(fields: object = {}): Promise<{ id: string; email: string; token: string }> {
    const { id, email, link } = await this.invited(fields);
    expect((await register(link)).status).toBe(200);
    return { id, email, token: await this.tokenOf(email) };
  }

  /** What an operator sets: `subscription`, `limits`, `balance`. */
  async set(bounds: object): Promise<void> {
    done(await operate(this.server, "PATCH", `/accounts/${this.id}/subscription`, bounds));
  }
}

export const NAMES = { firstName: "Mia", lastName: "Member" };

/** Sends the form behind an invitation. */
export async function register(link: string, form: { [name: string]: string } = NAMES) {
  const response = await fetch(link, { method: "POST", body: new URLSearchParams(form) });
  const session = /cxroster_session=([^;]+)/.exec(response.headers.get("set-cookie") ?? "")?.[1] ?? "";
  return {
    status: response.status,
    rule: response.headers.get("x-rule-id"),
    text: await response.text(),
    session,
  };
}

export async function newAccount(server: RunningServer, more: object = {}): Promise<Account> {
  const email = `owner${randomUUID()}@owners.example`;
  const answer = await operate(server, "POST", "/accounts", {
    platform: "contactcenter",
    name: "Northwind",
    owner: { email, firstName: "Olga", lastName: "Owner" },
    ...more,
  });
  return new Account(server, done(answer, 201).body, email);
}
