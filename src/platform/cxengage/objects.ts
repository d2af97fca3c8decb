/** Calls that make and change tenant, roles, groups, skills, reason lists and capacity rules. */
import { fold } from "../../kind/identity.ts";
import type { Kind } from "../../kind/kind.ts";
import { type Call, PlatformError } from "../contract.ts";
import type { Api } from "./api.ts";
import { plainBody } from "./bodies.ts";
import { canonicalRuleSet } from "./edn.ts";
import { finish, makeOrFind } from "./half-done.ts";
import { versionInForce } from "./read.ts";
import { asRow, type Body, type CxengageApi, idOf, type Row, textIn } from "./wire.ts";

type Arguments = Call["args"];

/** Name of a first version that nobody named. */
const FIRST_VERSION = "v1";

export class Objects {
  readonly #api: Api;
  /** Id of the caller, who owns the groups it makes; empty where the platform does not tell. */
  readonly #caller: () => Promise<string>;
  #permissions: Promise<ReadonlyMap<string, string>> | null = null;
  /** One after another: two lists that name one new reason must not both make it. */
  #reasons: Promise<unknown> = Promise.resolve();

  constructor(api: Api, caller: () => Promise<string>) {
    this.#api = api;
    this.#caller = caller;
  }

  async create(kind: Kind<CxengageApi>, { args }: Call): Promise<string> {
    const body: Body = { ...kind.api.create, ...(await this.#body(kind, args)) };
    // A group whose owner is not known is left to the platform.
    const owner = kind.api.owned === true ? await this.#caller() : "";
    if (owner !== "") body.owner = owner;
    if (kind.name === "capacityRule") return this.#createCapacityRule(kind, body, args);
    return idOf(await this.#api.post(this.#api.inTenant(kind.api.list), body));
  }

  /** A rule is put in use only once a version is in force. A run that ends in between is finished by the next. */
  async #createCapacityRule(kind: Kind<CxengageApi>, body: Body, args: Arguments): Promise<string> {
    const { active, ...first } = body;
    const list = this.#api.inTenant(kind.api.list);
    const make = () => this.#api.post(list, { ...first, active: false });
    const name = String(args.name);
    if (!hasVersion(args)) {
      if (active !== false) throw needsVersion(name);
      return idOf(await make());
    }
    const named = (row: Row) => fold(textIn(row, "name")) === fold(name);
    const find = async () => (await this.#api.rows(list)).find(named) ?? null;
    const id = idOf(await makeOrFind(make, find));
    const path = `${list}/${encodeURIComponent(id)}`;
    await finish(`the capacity rule ${name} was made and stands half-done`, async () => {
      const activeVersion = await this.#version(path, args);
      await this.#api.put(path, { activeVersion, active: active ?? true });
    });
    return id;
  }

  async update(kind: Kind<CxengageApi>, { id, args }: Call): Promise<string> {
    if (kind.root === true) {
      await this.#api.put(this.#api.inTenant(""), plainBody(args, kind.api.fields));
      return this.#api.tenant;
    }
    const path = this.#api.inTenant(`${kind.api.list}/${encodeURIComponent(id ?? "")}`);
    const body = await this.#body(kind, args, path);
    if (kind.name === "capacityRule" && hasVersion(args))
      body.activeVersion = await this.#version(path, args);
    if (Object.keys(body).length > 0) await this.#api.put(path, body);
    return id ?? "";
  }

  /** @param item path of the object, where it exists already. */
  async #body(kind: Kind<CxengageApi>, args: Arguments, item?: string): Promise<Body> {
    const { permissions, reasons, ...rest } = args;
    const plain = Object.fromEntries(Object.entries(rest).filter(([path]) => !path.startsWith("version.")));
    const body = plainBody(plain, kind.api.fields);
    if (permissions !== undefined) body.permissions = await this.#permissionIds(permissions);
    if (reasons !== undefined) {
      const held = args.shared === undefined && item !== undefined ? await this.#api.row(item) : args;
      const shared = held.shared === true;
      body.reasons = await this.#inTurn(() => this.#reasonRows(reasons, shared));
    }
    return body;
  }

  /** Names of permissions as the ids roles hold. */
  async #permissionIds(names: unknown): Promise<string[]> {
    this.#permissions ??= this.#api
      .rows(this.#api.inTenant("/permissions"))
      .then((rows) => new Map(rows.map((row) => [textIn(row, "name"), idOf(row)])));
    const known = await this.#permissions;
    return (Array.isArray(names) ? names : []).map((name) => {
      const id = known.get(String(name));
      if (id !== undefined) return id;
      throw new PlatformError("refused", `the tenant has no permission ${String(name)}`, {
        rule: "CXE-B-15",
      });
    });
  }

  /** Reasons as a list holds them; one the tenant does not have yet is made first, shared where the list is. */
  async #reasonRows(value: unknown, shared: boolean): Promise<Row[]> {
    const path = this.#api.inTenant("/reasons");
    const known = new Map((await this.#api.rows(path)).map((row) => [fold(textIn(row, "name")), idOf(row)]));
    const rows: Row[] = [];
    for (const [sortOrder, each] of (Array.isArray(value) ? value : []).entries()) {
      const { name, category } = each as { name: string; category?: string };
      const reasonId = known.get(fold(name)) ?? (await this.#createReason(path, name, shared));
      known.set(fold(name), reasonId);
      rows.push({ reasonId, sortOrder, hierarchy: category === undefined ? [] : [category] });
    }
    return rows;
  }

  /** Found again where nobody knows whether it was made: a look-up of the list would tell nothing of it. */
  async #createReason(path: string, name: string, shared: boolean): Promise<string> {
    const named = (row: Row) => fold(textIn(row, "name")) === fold(name);
    const make = () => this.#api.post(path, { name, active: true, shared });
    const find = async () => (await this.#api.rows(path)).find(named) ?? null;
    const row = await finish(`the reason ${name} of a list is missing`, () => makeOrFind(make, find));
    return idOf(row);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#reasons.then(work, work);
    this.#reasons = next.catch(() => undefined);
    return next;
  }

  /** Id of a version with these contents: one that exists already, or a new one. Versions never change. */
  async #version(path: string, args: Arguments): Promise<string> {
    const rule = await this.#api.row(path);
    const versions = await this.#api.rows(`${path}/versions`);
    const inForce = await versionInForce(this.#api, rule);
    // A name that is not to change stays: a new one would differ from the declared one in the next plan.
    const wanted = contents({ name: FIRST_VERSION, ...inForce, ...versionArguments(args) });
    const same = versions.find((each) => textOf(contents(each)) === textOf(wanted));
    return idOf(same ?? (await this.#api.post(`${path}/versions`, wanted)), "version");
  }
}

/** The platform would make it, and leave it out of use. */
function needsVersion(name: string): PlatformError {
  const message = `the capacity rule ${name} needs a version to be in use; give it one, or make it inactive`;
  return new PlatformError("refused", message, { rule: "CXE-B-28" });
}

function hasVersion(args: Arguments): boolean {
  return Object.keys(args).some((path) => path.startsWith("version."));
}

function versionArguments(args: Arguments): Row {
  const found: Body = {};
  for (const [path, value] of Object.entries(args)) {
    if (path.startsWith("version.")) found[path.slice("version.".length)] = value;
  }
  return found;
}

/** What a version holds: a rule set, or the parts of a percentage. */
function contents(row: Row): Body {
  const { name, quantifier } = row;
  if (quantifier === "percentage") return { name, quantifier, rules: row.rules };
  return { name, quantifier, ruleSet: row.ruleSet };
}

function textOf(version: Body): string {
  const { name, quantifier, ruleSet, rules } = version;
  const set = typeof ruleSet === "string" ? canonicalRuleSet(ruleSet) : null;
  const parts = (Array.isArray(rules) ? rules : []).map((each) => {
    const { channels, max, weight } = asRow(each);
    return [Array.isArray(channels) ? [...channels].sort() : channels, max, weight];
  });
  return JSON.stringify([name, quantifier, set, parts]);
}
