/** A fresh account on the bundled server, and the stages run against it without the command line. */
import { applyPlan } from "../../src/apply/apply-plan.ts";
import type { Run } from "../../src/apply/outcome.ts";
import { failed } from "../../src/diagnostic/diagnostic.ts";
import { buildGraph } from "../../src/graph/build-graph.ts";
import type { LedgerWriter } from "../../src/ledger/ledger.ts";
import { parseManifests } from "../../src/manifest/parse-manifests.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { DEFAULT_POLICY, type Policy } from "../../src/plan/policy.ts";
import type { Client, Platform } from "../../src/platform/contract.ts";
import { platformOf } from "../../src/platform/index.ts";
import { type RunningServer, type ServerOptions, startServer } from "../../src/server/server.ts";
import { makePlanFor } from "../../src/sync.ts";

/** How a platform's calls name the account and show a token, where it is not as account APIs do. */
const DOORS: { readonly [platform: string]: { readonly scheme: string; readonly accounts: string } } = {
  engagecx: { scheme: "Bearer", accounts: "organizations" },
  cxengage: { scheme: "Token", accounts: "tenants" },
};

function doorOf(platform: string) {
  return DOORS[platform] ?? { scheme: "Bearer", accounts: "accounts" };
}

export const ADMIN_TOKEN = "rehearsal-operator";
const OWNER = "owner@northwind.example";

export interface RehearsalOptions {
  /** Default engagecx. */
  readonly platform?: string | Platform;
  readonly server?: ServerOptions;
  /** Members of the account besides platform, name and owner, such as licenses. */
  readonly account?: object;
  /** Identity provider of the account that the owner comes from. Default: none, the owner has a password. */
  readonly provider?: string;
}

export interface Sync {
  readonly plan: Plan;
  readonly run: Run | null;
}

/** One account with its owner's credentials. Stop it when done. */
export class Rehearsal {
  readonly server: RunningServer;
  readonly platform: Platform;
  readonly account: {
    readonly id: string;
    readonly token: string;
    readonly endpoint: string;
    /** What else the operator made with the account, such as an API key. */
    readonly [more: string]: unknown;
  };
  readonly #clients: Client[] = [];

  static async start(options: RehearsalOptions = {}): Promise<Rehearsal> {
    const server = await startServer({ port: 0, adminToken: ADMIN_TOKEN, ...options.server });
    return Rehearsal.on(server, options);
  }

  /** One more account on a server that runs already; `leave` ends it without the server. */
  static async on(server: RunningServer, options: RehearsalOptions = {}): Promise<Rehearsal> {
    const { platform: given = "engagecx" } = options;
    const platform = typeof given === "string" ? platformOf(given) : given;
    if (platform === undefined) throw new Error("no such platform");
    const account = (await admin(server.url, "POST", "/admin/accounts", {
      platform: platform.table.platform,
      name: "Northwind",
      owner: { email: OWNER },
      ...options.account,
    })) as Rehearsal["account"];
    const { provider } = options;
    if (provider === undefined) return new Rehearsal(server, platform, account);
    const signIn = { account: account.id, email: OWNER, provider };
    const { token } = (await admin(server.url, "POST", "/admin/tokens", signIn)) as { token: string };
    return new Rehearsal(server, platform, { ...account, token });
  }

  constructor(server: RunningServer, platform: Platform, account: Rehearsal["account"]) {
    this.server = server;
    this.platform = platform;
    this.account = account;
  }

  /** What the platform can do, by its own table. */
  can(capability: string): boolean {
    return this.platform.table.capabilities[capability]?.can === true;
  }

  connect(token = this.account.token, extra: Partial<Parameters<Platform["connect"]>[0]> = {}): Client {
    const client = this.platform.connect({
      endpoint: this.account.endpoint,
      account: this.account.id,
      accountNames: [],
      create: false,
      credentials: { token },
      concurrency: 8,
      timeoutMilliseconds: 30_000,
      ...extra,
    });
    this.#clients.push(client);
    return client;
  }

  admin(method: string, path: string, body?: object): Promise<unknown> {
    return admin(this.server.url, method, path, body);
  }

  async tokenOf(email: string): Promise<string> {
    const answer = await this.admin("POST", "/admin/tokens", { account: this.account.id, email });
    return (answer as { token: string }).token;
  }

  /** A call of the account's own API below the account, with anybody's token. */
  async call(
    method: string,
    path: string,
    options: { body?: object; token?: string } = {},
  ): Promise<Response> {
    const body = options.body === undefined ? null : JSON.stringify(options.body);
    const { scheme, accounts } = doorOf(this.platform.table.platform);
    const headers = { authorization: `${scheme} ${options.token ?? this.account.token}` };
    return fetch(`${this.account.endpoint}/${accounts}/${this.account.id}${path}`, {
      method,
      headers: body === null ? headers : { ...headers, "content-type": "application/json" },
      body,
    });
  }

  async plan(
    manifest: string,
    options: { allow?: readonly string[]; client?: Client; at?: string; policy?: Policy } = {},
  ): Promise<Plan> {
    const { table } = this.platform;
    const head = manifest.includes("apiVersion")
      ? ""
      : `apiVersion: cxroster/v1\nplatform: ${table.platform}\n`;
    const files = [{ path: "manifest.yaml", bytes: new TextEncoder().encode(head + manifest) }];
    const parsed = parseManifests(files, [table], { environment: {}, readFile: () => null });
    const graph = buildGraph(parsed.value, table, { lost: parsed.lost });
    const early = [...parsed.diagnostics, ...graph.diagnostics];
    if (failed(early)) throw new Error(early.map((each) => `${each.code}: ${each.message}`).join("\n"));
    const made = await makePlanFor({
      tool: "cxroster test",
      graph: graph.value,
      platform: this.platform,
      client: options.client ?? this.connect(),
      target: { name: "rehearsal", endpoint: this.account.endpoint },
      policy: options.policy ?? DEFAULT_POLICY,
      evaluatedAt: options.at ?? `${new Date().toISOString().slice(0, 19)}Z`,
      preview: false,
      allow: options.allow ?? [],
      remembered: null,
      findings: early,
    });
    if (made.value === null)
      throw new Error(made.diagnostics.map((each) => `${each.code}: ${each.message}`).join("\n"));
    return made.value;
  }

  apply(
    plan: Plan,
    options: { client?: Client; ledger?: LedgerWriter; concurrency?: number } = {},
  ): Promise<Run> {
    return applyPlan({
      plan,
      table: this.platform.table,
      client: options.client ?? this.connect(),
      ledger: options.ledger ?? null,
      concurrency: options.concurrency ?? 8,
      now: new Date().toISOString(),
      secrets: () => "secret",
      files: () => new Uint8Array(),
    });
  }

  /** Plans and applies; throws when a step does not succeed. */
  async sync(manifest: string, options: { allow?: readonly string[] } = {}): Promise<Sync> {
    const plan = await this.plan(manifest, options);
    const run = await this.apply(plan);
    const broken = run.outcomes.filter((outcome) => outcome.state !== "done");
    if (run.staleObjects.length + broken.length > 0) {
      throw new Error(JSON.stringify([run.staleObjects, broken], null, 1));
    }
    return { plan, run };
  }

  /** Messages in the outbox, newest last. */
  async outbox(): Promise<{ readonly to: string; readonly kind: string; readonly link: string }[]> {
    const messages: { to: string; kind: string; link: string }[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const next: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const page = (await this.admin("GET", `/admin/outbox?account=${this.account.id}&limit=500${next}`)) as {
        items: typeof messages;
        next: string | null;
      };
      messages.push(...page.items);
      cursor = page.next;
    }
    return messages;
  }

  async leave(): Promise<void> {
    await Promise.all(this.#clients.splice(0).map((client) => client.close()));
  }

  async stop(): Promise<void> {
    await this.leave();
    await this.server.stop();
  }
}

async function admin(url: string, method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${ADMIN_TOKEN}`, "content-type": "application/json" },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text === "" ? null : JSON.parse(text);
}
