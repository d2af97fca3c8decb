/** Opens a CxEngage tenant and makes its calls, as the vendor's public API and its own clients spell them. */
import { fold } from "../../kind/identity.ts";
import type { Kind } from "../../kind/kind.ts";
import type { Account, Live, LiveObject } from "../../kind/state.ts";
import { type KindTable, kindOf } from "../../kind/table.ts";
import { type Call, type Client, type Connection, PlatformError, type ReadNeeds } from "../contract.ts";
import { createHttp, type Http } from "../http.ts";
import { Api } from "./api.ts";
import { type CallerFacts, readCaller } from "./caller.ts";
import { CostlyReader } from "./costly.ts";
import { link, unlink } from "./links.ts";
import { Objects } from "./objects.ts";
import { Reader } from "./read.ts";
import { readUser } from "./rows.ts";
import { Session } from "./session.ts";
import { Users } from "./users.ts";
import { type CxengageApi, idOf, type Row, rowsIn, textIn } from "./wire.ts";

export function connect(connection: Connection, table: KindTable): Client {
  const { endpoint, concurrency, timeoutMilliseconds, sends, onWait } = connection;
  const options = { endpoint, concurrency, timeoutMilliseconds, sends, onWait };
  const doorway = createHttp({ ...options, headers: () => Promise.resolve({}) });
  const session = new Session(doorway, connection);
  const headers = async () => ({ authorization: `Token ${await session.token()}` });
  const http = createHttp({ ...options, headers });
  return new TenantClient({ http, doorway, session, connection, table });
}

interface Parts {
  readonly http: Http;
  /** Sends what needs no token, or brings its own. */
  readonly doorway: Http;
  readonly session: Session;
  readonly connection: Connection;
  readonly table: KindTable;
}

class TenantClient implements Client {
  readonly #parts: Parts;
  readonly #api: Api;
  readonly #users: Users;
  readonly #objects: Objects;
  readonly #costly: CostlyReader;
  #opened: Promise<Account> | null = null;
  #login: Promise<Row | null> | null = null;
  readonly invitations = {
    resend: (email: string) => this.#invite(email, "invited"),
    cancel: (email: string) => this.#invite(email, "pending"),
  };

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#api = new Api(parts.http, parts.session);
    this.#users = new Users(this.#api);
    this.#costly = new CostlyReader(this.#api);
    this.#objects = new Objects(this.#api, async () => textIn((await this.#loggedIn()) ?? {}, "userId"));
  }

  get calls(): { readonly reads: number; readonly writes: number } {
    return this.#parts.http.calls;
  }

  account(): Promise<Account> {
    this.#opened ??= this.#open();
    return this.#opened;
  }

  async readLive(needs: ReadNeeds): Promise<Live> {
    const account = await this.account();
    const before = this.calls.reads;
    const reader = new Reader(this.#api);
    const [objects, login] = await Promise.all([reader.all(needs), this.#loggedIn()]);
    const caller = await readCaller(this.#api, login, objects);
    const unread = [...reader.unread].sort();
    return {
      account,
      caller: {
        email: caller?.email ?? null,
        mayManage: null,
        facts: { ...caller, unread } satisfies Partial<CallerFacts>,
      },
      objects,
      partial: unread.map((kind) => `the caller may not read objects of the kind ${kind}`),
      partialKinds: unread,
      reads: this.calls.reads - before + 1,
    };
  }

  async readEach(kindName: string, ids: readonly string[]): Promise<(LiveObject | null)[]> {
    await this.account();
    if (kindName !== "user") {
      const found = new Map((await this.readAll(kindName)).map((object) => [object.id, object]));
      return ids.map((id) => found.get(id) ?? null);
    }
    const reader = new Reader(this.#api);
    return Promise.all(
      ids.map(async (id) => {
        const row = await this.#api.rowIfAny(this.#api.inTenant(`/users/${encodeURIComponent(id)}`));
        return row === null ? null : readUser(row, await reader.besideOne(row));
      }),
    );
  }

  async readCostly(object: LiveObject, paths: readonly string[]): Promise<LiveObject | null> {
    await this.account();
    return this.#costly.read(object, paths);
  }

  async readAll(...kinds: readonly string[]): Promise<LiveObject[]> {
    await this.account();
    const reader = new Reader(this.#api);
    return (await Promise.all(kinds.map((kind) => reader.kind(kind)))).flat();
  }

  async find(kind: string, attribute: string, value: string): Promise<LiveObject[]> {
    await this.account();
    if (kind === "user" && attribute === "email") {
      const row = await this.#users.find(value);
      return row === null ? [] : [readUser(row, await new Reader(this.#api).besideOne(row))];
    }
    const objects = await this.readAll(kind);
    return objects.filter((object) => fold(String(object.attributes[attribute] ?? "")) === fold(value));
  }

  async execute(call: Call): Promise<{ readonly id: string }> {
    await this.account();
    const kind = kindOf(this.#parts.table, call.kind) as Kind<CxengageApi>;
    if (call.op === "link" || call.op === "unlink") {
      await (call.op === "link" ? link : unlink)(this.#api, call);
      return { id: call.id ?? "" };
    }
    if (kind.name === "user") {
      return { id: await (call.op === "create" ? this.#users.create(call) : this.#users.update(call)) };
    }
    const made = call.op === "create" ? this.#objects.create(kind, call) : this.#objects.update(kind, call);
    return { id: await made };
  }

  async close(): Promise<void> {
    await Promise.all([this.#parts.http.close(), this.#parts.doorway.close()]);
  }

  async #invite(email: string, status: "invited" | "pending"): Promise<void> {
    await this.account();
    await this.#users.invite(email, status);
  }

  #loggedIn(): Promise<Row | null> {
    this.#login ??= this.#parts.session.login();
    return this.#login;
  }

  async #open(): Promise<Account> {
    const account = this.#parts.connection.account ?? (await this.#onlyTenant());
    this.#api.tenant = account;
    const row = await this.#api.row(this.#api.inTenant(""));
    return { id: idOf(row), name: textIn(row, "name") };
  }

  /** The tenant of somebody who is in just one. */
  async #onlyTenant(): Promise<string> {
    const tenants = rowsIn((await this.#loggedIn()) ?? {}, "tenants") ?? [];
    if (tenants.length === 1 && tenants[0] !== undefined) return idOf(tenants[0], "tenantId");
    const names = tenants.map((row) => `${textIn(row, "tenantName")} (${idOf(row, "tenantId")})`);
    const which = names.length === 0 ? "they open none" : `they open ${names.join(", ")}`;
    throw new PlatformError("refused", `say in \`account\` which tenant the credentials are for: ${which}`, {
      status: 404,
    });
  }
}
