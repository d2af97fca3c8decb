/** Costly attributes of single objects: what no listing shows. */
import type { LiveObject } from "../../kind/state.ts";
import type { Link, Value } from "../../kind/value.ts";
import { PlatformError } from "../contract.ts";
import type { Api } from "./api.ts";
import { ownReasonLists, Reader, versionInForce } from "./read.ts";
import { readCapacityRule } from "./rows.ts";
import { idOf } from "./wire.ts";

export class CostlyReader {
  readonly #api: Api;
  /** Reason lists everybody has: the platform's own, which nobody adds to. */
  #everybodys: Promise<ReadonlySet<string>> | null = null;
  /** Platform roles by user id; they are given once, so that only somebody new is looked for again. */
  #platformRoles: Promise<ReadonlyMap<string, string> | null> | null = null;

  constructor(api: Api) {
    this.#api = api;
  }

  /** The object with these attributes; null for one that is gone. */
  async read(object: LiveObject, paths: readonly string[]): Promise<LiveObject | null> {
    try {
      if (object.kind === "capacityRule") return await this.#capacityRule(object);
      const found: Record<string, Value> = {};
      if (paths.includes("reasonLists")) found.reasonLists = await this.#reasonLists(object.id);
      const role = paths.includes("platformRole") ? await this.#platformRole(object.id) : undefined;
      if (role !== undefined) found.platformRole = role;
      return { ...object, attributes: { ...object.attributes, ...found } };
    } catch (error) {
      if (error instanceof PlatformError && error.status === 404) return null;
      throw error;
    }
  }

  async #capacityRule({ id }: LiveObject): Promise<LiveObject | null> {
    const list = await this.#api.rows(this.#api.inTenant("/capacity-rules"));
    const row = list.find((each) => idOf(each) === id);
    return row === undefined ? null : readCapacityRule(row, await versionInForce(this.#api, row));
  }

  async #reasonLists(id: string): Promise<Link[]> {
    this.#everybodys ??= new Reader(this.#api).everybodysReasonLists();
    const everybodys = this.#everybodys;
    everybodys.catch(() => {
      this.#everybodys = null;
    });
    return ownReasonLists(this.#api, id, await everybodys);
  }

  /** Undefined where the platform's listing is closed to the caller, or has nobody of this id. */
  async #platformRole(id: string): Promise<string | undefined> {
    const before = this.#platformRoles;
    const known = (await before)?.get(id);
    if (known !== undefined) return known;
    if (this.#platformRoles === before) {
      this.#platformRoles = new Reader(this.#api).platformRolesByUser();
      this.#platformRoles.catch(() => {
        this.#platformRoles = null;
      });
    }
    return (await this.#platformRoles)?.get(id);
  }
}
