/** Opens an EngageCX organization and makes its calls. The account API is ours: schema/openapi/engagecx.yaml. */
import { fold } from "../../kind/identity.ts";
import type { Account, Caller, Live, LiveObject } from "../../kind/state.ts";
import type { KindTable } from "../../kind/table.ts";
import { AccountClient } from "../account-client.ts";
import { type Row, readRow } from "../account-mapping.ts";
import { type Call, type Client, type Connection, PlatformError } from "../contract.ts";
import { createHttp, type Http } from "../http.ts";
import { organization } from "./kinds/organization.ts";
import { workspace } from "./kinds/workspace.ts";

export function connect(connection: Connection, table: KindTable): Client {
  const authorization = `Bearer ${connection.credentials.token ?? ""}`;
  const http = createHttp({
    endpoint: connection.endpoint,
    headers: () => Promise.resolve({ authorization }),
    concurrency: connection.concurrency,
    timeoutMilliseconds: connection.timeoutMilliseconds,
    sends: connection.sends,
    onWait: connection.onWait,
  });
  return new OrganizationClient(http, connection, table);
}

class OrganizationClient implements Client {
  readonly #http: Http;
  readonly #connection: Connection;
  readonly #table: KindTable;
  readonly #api: AccountClient;
  #opened: Promise<Row | null> | null = null;

  constructor(http: Http, connection: Connection, table: KindTable) {
    this.#http = http;
    this.#connection = connection;
    this.#table = table;
    this.#api = new AccountClient(http, table, "");
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
    const kinds = this.#table.kinds.filter((kind) => kind.root !== true);
    const [caller, objects] = await Promise.all([this.#caller(), this.#api.readKinds(kinds)]);
    return {
      account: await this.account(),
      caller,
      objects: [readRow(organization, row), ...objects],
      partial:
        caller.mayManage === false ? ["the caller sees only the workspaces of the caller's own groups"] : [],
      partialKinds: caller.mayManage === false ? [workspace.name] : [],
      reads: this.calls.reads - before,
    };
  }

  async readEach(kind: string, ids: readonly string[]): Promise<(LiveObject | null)[]> {
    await this.#open();
    if (kind !== organization.name) return this.#api.readEach(kind, ids);
    return Promise.all(ids.map(async (id) => readRow(organization, (await this.#api.get(path(id))) as Row)));
  }

  async readAll(kind: string): Promise<LiveObject[]> {
    if (kind !== organization.name) {
      await this.#open();
      return this.#api.readAll(kind);
    }
    const rows = await this.#api.list("/organizations");
    return rows.map((row) => readRow(organization, row));
  }

  async find(kind: string, attribute: string, value: string): Promise<LiveObject[]> {
    await this.#open();
    return this.#api.find(kind, attribute, value);
  }

  async execute(call: Call): Promise<{ readonly id: string }> {
    if (call.kind === organization.name && call.op === "create") return this.#createOrganization(call);
    await this.#open();
    return this.#api.execute(call);
  }

  close(): Promise<void> {
    return this.#http.close();
  }

  async #createOrganization(call: Call): Promise<{ readonly id: string }> {
    this.#api.base = "";
    const created = await this.#api.execute(call);
    this.#api.base = path(created.id);
    this.#opened = this.#api.get(path(created.id)) as Promise<Row>;
    return created;
  }

  /** The organization's row; null where it is still to be created. Read once. */
  #open(): Promise<Row | null> {
    this.#opened ??= this.#find().then((row) => {
      if (row !== null) this.#api.base = path(String(row.id));
      return row;
    });
    return this.#opened;
  }

  async #find(): Promise<Row | null> {
    const { account, accountNames, create } = this.#connection;
    if (account !== null) return (await this.#api.get(path(account))) as Row;
    const rows = await this.#api.list("/organizations");
    const known = accountNames.map(fold);
    const named = rows.filter((row) => known.includes(fold(String(row.name))));
    if (create && accountNames.length > 0 && named.length <= 1) return named[0] ?? null;
    if (rows.length === 1 && rows[0] !== undefined) return rows[0];
    throw new PlatformError(rows.length === 0 ? "forbidden" : "refused", ambiguous(rows), {
      status: 404,
      rule: rows.length === 0 ? "ECX-ORG-02" : "ECX-ORG-01",
    });
  }

  async #nothingYet(before: number): Promise<Live> {
    const me = (await this.#api.get("/me")) as Row;
    return {
      account: null,
      caller: { email: fold(String(me.email)), mayManage: true },
      objects: [],
      partial: [],
      reads: this.calls.reads - before,
    };
  }

  async #caller(): Promise<Caller> {
    const me = (await this.#api.get(`${path(String((await this.#open())?.id))}/me`)) as Row;
    return { email: fold(String(me.email)), mayManage: me.manageOrganization === true };
  }
}

function path(id: string): string {
  return `/organizations/${encodeURIComponent(id)}`;
}

function ambiguous(rows: readonly Row[]): string {
  if (rows.length === 0)
    return "the credentials open no organization; create one, or say `create: true` in the target";
  const names = rows.map((row) => `${String(row.name)} (${String(row.id)})`).join(", ");
  return `the credentials open several organizations, say which one in \`account\`: ${names}`;
}
