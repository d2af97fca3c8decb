/** Reads and writes an AutoID account tree over the account API, schema/openapi/autoid.yaml. */
import { fold } from "../../kind/identity.ts";
import type { Account, Caller, Live, LiveObject } from "../../kind/state.ts";
import type { KindTable } from "../../kind/table.ts";
import { AccountClient } from "../account-client.ts";
import { bearerHttp } from "../bearer.ts";
import { type Call, type Client, type Connection, PlatformError } from "../contract.ts";
import type { Http } from "../http.ts";
import { type AccountWords, onlyAccount } from "../only-account.ts";
import type { CallerFacts } from "./checks/rights.ts";
import { role } from "./kinds/role.ts";
import { ACCOUNT_ADMIN, ROLES } from "./limits.ts";

const WORDS: AccountWords = {
  word: "account tree",
  rules: { none: "AID-TREE-06", several: "AID-TREE-06" },
};

export function connect(connection: Connection, table: KindTable): Client {
  return new TreeClient(bearerHttp(connection), connection, table);
}

class TreeClient implements Client {
  readonly #http: Http;
  readonly #connection: Connection;
  readonly #table: KindTable;
  readonly #api: AccountClient;
  #opened: Promise<Account> | null = null;

  readonly invitations = { resend: (email: string) => this.#resend(email) };

  constructor(http: Http, connection: Connection, table: KindTable) {
    this.#http = http;
    this.#connection = connection;
    this.#table = table;
    this.#api = new AccountClient(http, table, "");
  }

  get calls(): { readonly reads: number; readonly writes: number } {
    return this.#http.calls;
  }

  account(): Promise<Account> {
    this.#opened ??= this.#open();
    return this.#opened;
  }

  async readLive(): Promise<Live> {
    const before = this.calls.reads;
    const account = await this.account();
    const [caller, objects] = await Promise.all([
      this.#caller(account),
      this.#api.readKinds(this.#table.kinds),
    ]);
    return {
      account,
      caller,
      objects: [...roles(), ...objects],
      partial:
        caller.mayManage === true
          ? []
          : ["the caller sees only the nodes of the caller's own grants and what is below them"],
      reads: this.calls.reads - before,
    };
  }

  async readEach(kind: string, ids: readonly string[]): Promise<(LiveObject | null)[]> {
    if (kind === role.name) return ids.map((id) => roles().find((each) => each.id === id) ?? null);
    await this.account();
    return this.#api.readEach(kind, ids);
  }

  async readAll(...kinds: readonly string[]): Promise<LiveObject[]> {
    const listed = kinds.filter((kind) => kind !== role.name);
    const known = listed.length < kinds.length ? roles() : [];
    if (listed.length === 0) return known;
    await this.account();
    return [...known, ...(await this.#api.readAll(...listed))];
  }

  /** There is no search, so the listing answers. */
  async find(kind: string, attribute: string, value: string): Promise<LiveObject[]> {
    const objects = await this.readAll(kind);
    return objects.filter((object) => fold(String(object.attributes[attribute] ?? "")) === fold(value));
  }

  async execute(call: Call): Promise<{ readonly id: string }> {
    await this.account();
    return this.#api.execute(call);
  }

  close(): Promise<void> {
    return this.#http.close();
  }

  async #open(): Promise<Account> {
    const { account } = this.#connection;
    const row =
      account === null
        ? onlyAccount(await this.#api.list("/accounts"), WORDS)
        : await this.#api.row(path(account), "id");
    const id = String(row.id);
    this.#api.base = path(id);
    return { id, name: String(row.name) };
  }

  async #caller(account: Account): Promise<Caller> {
    const me = await this.#api.row(`${path(account.id)}/me`, "grants");
    const grants = me.grants as readonly { readonly node: string; readonly roles: readonly string[] }[];
    const manages = grants.filter((grant) => grant.roles.includes(ACCOUNT_ADMIN)).map((grant) => grant.node);
    return {
      email: fold(String(me.email)),
      mayManage: me.manageAccount === true ? true : null,
      facts: { manages } satisfies CallerFacts,
    };
  }

  /** Sends the invitation of every grant again with which the person has not logged in yet. */
  async #resend(email: string): Promise<void> {
    const grants = (await this.find("user", "email", email)).filter(
      (grant) => grant.attributes.lastLogin === null,
    );
    if (grants.length === 0) {
      const message = `nobody of the address ${email} waits for an invitation here`;
      throw new PlatformError("refused", message, { rule: "AID-INV-02" });
    }
    for (const grant of grants) {
      const node = encodeURIComponent(grant.parent ?? "");
      await this.#api.act("POST", `/nodes/${node}/users/${encodeURIComponent(grant.id)}/resend`);
    }
  }
}

/** The roles as objects, which no call lists. */
function roles(): LiveObject[] {
  return ROLES.map((name) => ({ kind: role.name, id: name, present: true, attributes: { name } }));
}

function path(account: string): string {
  return `/accounts/${encodeURIComponent(account)}`;
}
