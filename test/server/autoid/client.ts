/** Talks to AutoID accounts on a server under test. */
import { randomUUID } from "node:crypto";
import type { RunningServer } from "../../../src/server/server.ts";
import { done, operate } from "../call.ts";
import { ServedAccount } from "../served-account.ts";

const DOOR = { mount: "/autoid/v1", accounts: "accounts" };

export interface Person {
  /** Grant id. */
  readonly id: string;
  readonly node: string;
  readonly email: string;
  readonly token: string;
}

/** One account and its owner, with shortcuts for calls below it. */
export class Account extends ServedAccount {
  /** The first group. */
  readonly group: string;

  constructor(server: RunningServer, made: { id: string; token: string; group: string }, email: string) {
    super(server, made, email, DOOR);
    this.group = made.group;
  }

  /** Adds a node below another one; returns its id. */
  async node(name: string, kind = "subgroup", parent: string | null = this.group): Promise<string> {
    return (await this.make("/nodes", { name, kind, parent })).id;
  }

  /** Adds a user to a node, with further roles at once where several are named. */
  async added(node = this.group, ...roles: readonly string[]): Promise<{ id: string; email: string }> {
    const [role = "User"] = roles;
    const row = await this.make(`/nodes/${node}/users`, { email: `p${randomUUID()}@people.example`, role });
    if (roles.length > 1) done(await this.on("PATCH", `/nodes/${node}/users/${row.id}`, { roles }));
    return row;
  }

  /** Adds a user and signs them in. */
  async person(node = this.group, ...roles: readonly string[]): Promise<Person> {
    const { id, email } = await this.added(node, ...roles);
    return { id, node, email, token: await this.tokenOf(email) };
  }
}

export async function newAccount(server: RunningServer, more: object = {}): Promise<Account> {
  const email = `owner${randomUUID()}@owners.example`;
  const answer = await operate(server, "POST", "/accounts", {
    platform: "autoid",
    name: "Northwind",
    owner: { email },
    ...more,
  });
  return new Account(server, done(answer, 201).body, email);
}
