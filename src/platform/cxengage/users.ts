/** Calls that make and change users. Mail is sent by a status of `invited`, and by nothing else. */
import { canonicalJson } from "../../kind/canonical.ts";
import { fold } from "../../kind/identity.ts";
import { type Call, PlatformError } from "../contract.ts";
import type { Api } from "./api.ts";
import { namesDefaultExtension, newUserBody, userBody } from "./bodies.ts";
import { finish, makeOrFind } from "./half-done.ts";
import { DEFAULT_PLATFORM_ROLE, TENANT_DEFAULT } from "./limits.ts";
import { hasJoined } from "./rows.ts";
import { type Body, idOf, type Row, rowsIn, textIn } from "./wire.ts";

/** Ids of the providers in use, and which of them the tenant's people follow. */
interface Providers {
  readonly usable: ReadonlySet<unknown>;
  readonly inherited: unknown;
}

export class Users {
  readonly #api: Api;
  #platformRole: Promise<string> | null = null;
  #providers: Promise<Providers> | null = null;

  constructor(api: Api) {
    this.#api = api;
  }

  /** Adds somebody in one call; a person the platform knows is enrolled and keeps names and platform role. */
  async create({ args }: Call): Promise<string> {
    const known = await this.lookUp(String(args.email));
    const body: Body = newUserBody(args, known === null);
    if (known === null) body.platformRoleId = args.platformRole ?? (await this.#defaultPlatformRole());
    if (typeof args.capacityRule === "string" && args.capacityRule !== TENANT_DEFAULT)
      body.capacityRuleId = args.capacityRule;
    const make = () => this.#api.post(this.#api.inTenant("/users"), body);
    const places = namesDefaultExtension(args.extensions);
    if (!places && args.status !== "disabled") return idOf(await make(), "userId");
    const email = String(args.email);
    const row = await makeOrFind(make, () => this.find(email));
    const id = idOf(row, "userId");
    await finish(`the user ${email} was made and stands half-done`, async () => {
      // Access goes first: what fails afterwards leaves nobody in who should be out.
      if (args.status === "disabled") await this.#put(id, { status: "disabled" });
      if (places) await this.#placeExtensions(id, row, args.extensions);
    });
    return id;
  }

  async update({ id, args }: Call): Promise<string> {
    const user = id ?? "";
    if (typeof args.capacityRule === "string") await this.#giveCapacityRule(user, args.capacityRule);
    const body = userBody(args);
    if (args.status === "disabled") await this.#disable(user, body);
    else if (args.status === "enabled") await this.#bringBack(user, body);
    else if (args.invite === "now") await this.#put(user, { ...body, status: "invited" });
    else if (Object.keys(body).length > 0) await this.#put(user, body);
    return user;
  }

  /** The person of an address on the platform; null for one the platform does not know. */
  async lookUp(email: string): Promise<Row | null> {
    // The vendor's own clients write `+` and `@` as they are, and the platform takes them so.
    const text = encodeURIComponent(email).replaceAll("%2B", "+").replaceAll("%40", "@");
    try {
      const rows = await this.#api.rows(`/users?email=${text}`);
      return rows.find((row) => fold(textIn(row, "email")) === fold(email)) ?? null;
    } catch (error) {
      if (error instanceof PlatformError && error.status === 404) return null;
      throw error;
    }
  }

  /** The tenant user of an address; null where there is none. */
  async find(email: string): Promise<Row | null> {
    const person = await this.lookUp(email);
    if (person === null) return null;
    return this.#api.rowIfAny(this.#path(idOf(person, "userId")));
  }

  /**
   * Sends an invitation, or sends it again; with `pending` cancels it.
   *
   * @throws PlatformError `refused` for somebody who has none to send or to cancel; nothing is sent to the platform.
   */
  async invite(email: string, status: "invited" | "pending"): Promise<void> {
    const row = await this.find(email);
    if (row === null) {
      throw new PlatformError("refused", `there is no user ${email} in the tenant`, { status: 404 });
    }
    requireOpen(email, invitationStateOf(row), status);
    if (status === "invited" && row.blocked === true) {
      const message = `mail to ${email} is blocked: nothing would be sent until the vendor's support lifts the block`;
      throw new PlatformError("refused", message, { rule: "CXE-INV-07" });
    }
    await this.#put(idOf(row, "userId"), { status });
  }

  #path(id: string): string {
    return this.#api.inTenant(`/users/${encodeURIComponent(id)}`);
  }

  #put(id: string, body: Body): Promise<void> {
    return this.#api.put(this.#path(id), body);
  }

  /** An open invitation is cancelled first, so that its link stops working (CXE-B-09). */
  async #disable(id: string, body: Body): Promise<void> {
    const row = await this.#api.row(this.#path(id));
    if (row.status === "disabled") {
      if (Object.keys(body).length > 0) await this.#put(id, body);
      return;
    }
    if (row.status === "invited" && row.invitationStatus !== "expired") {
      await this.#put(id, { status: "pending" });
    }
    await this.#put(id, { ...body, status: "disabled" });
  }

  /** Back without mail: as accepted for whoever was in before or signs in by a provider, else as never invited. */
  async #bringBack(id: string, body: Body): Promise<void> {
    const row = await this.#api.row(this.#path(id));
    if (row.status !== "disabled") {
      if (Object.keys(body).length > 0) await this.#put(id, body);
      return;
    }
    const isIn = (await this.#hasJoined(id, row)) || (await this.#usesProvider({ ...row, ...body }));
    await this.#put(id, { ...body, status: isIn ? "accepted" : "pending" });
  }

  /** Asks the platform where the tenant's row says nothing of the person's account. */
  async #hasJoined(id: string, row: Row): Promise<boolean> {
    const joined = hasJoined(row);
    if (joined !== null) return joined;
    const person = await this.#api.rowIfAny(`/users/${encodeURIComponent(id)}`);
    return person?.status === "enabled";
  }

  /** By the facts a plan goes by (`providerUse` in sign-on.ts): a provider that is switched off lets nobody in. */
  async #usesProvider(row: Row): Promise<boolean> {
    this.#providers ??= this.#readProviders();
    const { usable, inherited } = await this.#providers;
    return usable.has(row.defaultIdentityProvider ?? inherited);
  }

  async #readProviders(): Promise<Providers> {
    const [tenant, rows] = await Promise.all([
      this.#api.row(this.#api.inTenant("")),
      this.#api.rowsIfAllowed(this.#api.inTenant("/identity-providers")),
    ]);
    const usable = new Set((rows ?? []).filter((each) => each.active !== false).map((each) => idOf(each)));
    return { usable, inherited: tenant.defaultIdentityProvider };
  }

  /** One rule at a time: the platform lets a new one take the place of the former (CXE-B-27). */
  async #giveCapacityRule(id: string, rule: string): Promise<void> {
    const path = `${this.#path(id)}/capacity-rules`;
    if (rule !== TENANT_DEFAULT) {
      await this.#api.post(path, { capacityRuleId: rule });
      return;
    }
    const row = await this.#api.row(this.#path(id));
    for (const held of rowsIn(row, "capacityRules") ?? []) {
      await this.#api.remove(`${path}/${encodeURIComponent(idOf(held, "capacityRuleId"))}`);
    }
  }

  /** The platform puts its default extension first; a manifest that names it may want it elsewhere. */
  async #placeExtensions(id: string, made: Row, wanted: unknown): Promise<void> {
    const held =
      rowsIn(made, "extensions") ?? rowsIn(await this.#api.row(this.#path(id)), "extensions") ?? [];
    const own = held.find((each) => namesDefaultExtension([each]));
    // The value is the platform's own: one carried over from another user would be wrong here.
    const list = (Array.isArray(wanted) ? wanted : []).map((each) =>
      namesDefaultExtension([each]) ? { ...own, ...each, value: own?.value ?? each.value } : each,
    );
    if (canonicalJson(list) !== canonicalJson(held)) await this.#put(id, { extensions: list });
  }

  #defaultPlatformRole(): Promise<string> {
    this.#platformRole ??= this.#api.rows("/roles").then((roles) => {
      const role = roles.find((row) => fold(textIn(row, "name")) === fold(DEFAULT_PLATFORM_ROLE));
      if (role !== undefined) return idOf(role);
      throw new PlatformError("refused", `the platform lists no role ${DEFAULT_PLATFORM_ROLE}`, {
        rule: "CXE-PROLE-02",
      });
    });
    return this.#platformRole;
  }
}

/** The state the platform shows; from the tenant's status where a row does not hold it. */
function invitationStateOf(row: Row): string {
  const status = textIn(row, "status");
  return textIn(row, "invitationStatus") || (status === "accepted" ? "enabled" : status);
}

/** Statuses are switches too: `pending` would shut out somebody who is in, and `invited` as well. */
function requireOpen(email: string, state: string, wanted: "invited" | "pending"): void {
  const resends = wanted === "invited";
  if ((resends ? ["pending", "invited", "expired"] : ["invited"]).includes(state)) return;
  const shown = state === "" ? "of unknown state" : state;
  const message = resends
    ? `${email} is ${shown}: an invitation is sent to somebody who is pending, invited or expired`
    : `${email} is ${shown}: only an open invitation can be cancelled`;
  throw new PlatformError("refused", message, { rule: resends ? "CXE-B-08" : "CXE-B-09" });
}
