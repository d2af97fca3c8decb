/** Opens one account of an account API and makes its calls: finds it, reads it as a whole, and knows who is calling. */
import { fold } from "../kind/identity.ts";
import type { Kind } from "../kind/kind.ts";
import type { Account, Caller, Live, LiveObject } from "../kind/state.ts";
import { type KindTable, rootOf } from "../kind/table.ts";
import type { AccountApi } from "./account-api.ts";
import { AccountClient } from "./account-client.ts";
import { type Row, readRow } from "./account-mapping.ts";
import { bearerHttp } from "./bearer.ts";
import type { Call, Client, Connection } from "./contract.ts";
import type { Http } from "./http.ts";
import { type AccountWords, onlyAccount } from "./only-account.ts";

/** What account APIs differ in. */
export interface AccountDoor extends AccountWords {
  /** Where the accounts of the caller are listed, such as `/organizations`. */
  readonly path: string;
  /** Member of the caller's row that is true for those who may change the account. */
  readonly manages: string;
  /** What a caller who may not change the account does not see, with the kinds it is about; null for nothing. */
  readonly hidden: { readonly says: string; readonly kinds: readonly string[] } | null;
}

export function openAccount(connection: Connection, table: KindTable, door: AccountDoor): Client {
  return new OpenedAccount(bearerHttp(connection), connection, table, door);
}

class OpenedAccount implements Client {
  readonly #http: Http;
  readonly #connection: Connection;
  readonly #table: KindTable;
  readonly #door: AccountDoor;
  readonly #api: AccountClient;
  /** The kind whose object is the account itself. */
  readonly #root: Kind<AccountApi> | undefined;
  #opened: Promise<Row | null> | null = null;

  constructor(http: Http, connection: Connection, table: KindTable, door: AccountDoor) {
    this.#http = http;
    this.#connection = connection;
    this.#table = table;
    this.#door = door;
    this.#api = new AccountClient(http, table, "");
    this.#root = rootOf(table) as Kind<AccountApi> | undefined;
  }

  get calls(): { readonly reads: number; readonly writes: number } {
    return this.#http.calls;
  }

  async account(): Promise<Account | null> {
    const row = await this.#open();
    return row === null ? null : { id: String(row.id), name: String(row.name) };
  }

  async readLive(): Promise<Live> {
    const before = this.calls.reads;
    const row = await this.#open();
    if (row === null) return this.#nothingYet(before);
    const kinds = this.#table.kinds.filter((kind) => kind !== this.#root);
    const [caller, objects] = await Promise.all([this.#caller(), this.#api.readKinds(kinds)]);
    const hidden = caller.mayManage === false ? this.#door.hidden : null;
    return {
      account: await this.account(),
      caller,
      objects: [...(this.#root === undefined ? [] : [readRow(this.#root, row)]), ...objects],
      partial: hidden === null ? [] : [hidden.says],
      partialKinds: hidden?.kinds ?? [],
      reads: this.calls.reads - before,
    };
  }

  async readEach(kind: string, ids: readonly string[]): Promise<(LiveObject | null)[]> {
    await this.#open();
    const root = this.#root;
    if (root === undefined || kind !== root.name) return this.#api.readEach(kind, ids);
    return Promise.all(ids.map(async (id) => readRow(root, await this.#api.row(this.#path(id), "id"))));
  }

  async readAll(...kinds: readonly string[]): Promise<LiveObject[]> {
    const root = this.#root;
    const own = kinds.filter((kind) => kind !== root?.name);
    if (own.length > 0) await this.#open();
    const inside = own.length > 0 ? await this.#api.readAll(...own) : [];
    if (root === undefined || own.length === kinds.length) return inside;
    const rows = await this.#api.list(this.#door.path);
    return [...rows.map((row) => readRow(root, row)), ...inside];
  }

  async find(kind: string, attribute: string, value: string): Promise<LiveObject[]> {
    await this.#open();
    return this.#api.find(kind, attribute, value);
  }

  async execute(call: Call): Promise<{ readonly id: string }> {
    if (call.kind === this.#root?.name && call.op === "create") return this.#createAccount(call);
    await this.#open();
    return this.#api.execute(call);
  }

  close(): Promise<void> {
    return this.#http.close();
  }

  async #createAccount(call: Call): Promise<{ readonly id: string }> {
    this.#api.base = "";
    const created = await this.#api.execute(call);
    this.#api.base = this.#path(created.id);
    this.#opened = this.#api.row(this.#path(created.id), "id");
    return created;
  }

  /** The account's row; null where it is still to be created. Read once. */
  #open(): Promise<Row | null> {
    this.#opened ??= this.#find().then((row) => {
      if (row !== null) this.#api.base = this.#path(String(row.id));
      return row;
    });
    return this.#opened;
  }

  async #find(): Promise<Row | null> {
    const { account, accountNames, create } = this.#connection;
    if (account !== null) return this.#api.row(this.#path(account), "id");
    const rows = await this.#api.list(this.#door.path);
    const known = accountNames.map(fold);
    const named = rows.filter((row) => known.includes(fold(String(row.name))));
    if (create && accountNames.length > 0 && named.length <= 1) return named[0] ?? null;
    return onlyAccount(rows, this.#door);
  }

  async #nothingYet(before: number): Promise<Live> {
    const me = await this.#api.row("/me", "email");
    return {
      account: null,
      caller: { email: fold(String(me.email)), mayManage: true },
      objects: [],
      partial: [],
      reads: this.calls.reads - before,
    };
  }

  async #caller(): Promise<Caller> {
    const me = await this.#api.row(`${this.#path(String((await this.#open())?.id))}/me`, "email");
    return { email: fold(String(me.email)), mayManage: me[this.#door.manages] === true };
  }

  #path(id: string): string {
    return `${this.#door.path}/${encodeURIComponent(id)}`;
  }
}
