/** One read of the whole tenant: a listing per kind, members of groups and skills only where rows lack them. */
import { fold } from "../../kind/identity.ts";
import type { LiveObject } from "../../kind/state.ts";
import type { Link } from "../../kind/value.ts";
import type { ReadNeeds } from "../contract.ts";
import type { Api } from "./api.ts";
import * as rows from "./rows.ts";
import { idOf, type Row, textIn } from "./wire.ts";

const NO_NEEDS: ReadNeeds = new Map();

export class Reader {
  readonly #api: Api;
  /** Kinds the caller may not read. */
  readonly unread = new Set<string>();
  /** Listings of one read, each called once. */
  readonly #listings = new Map<string, Promise<Row[] | null>>();

  constructor(api: Api) {
    this.#api = api;
  }

  /** @throws PlatformError 403 where tenant, users or roles cannot be read: without them nothing can be said. */
  async all(needs: ReadNeeds): Promise<LiveObject[]> {
    const kinds = ["role", "group", "skill", "reasonList", "capacityRule"] as const;
    const found = await Promise.all([
      this.#tenant(),
      ...kinds.map((kind) => this.kind(kind, needs)),
      this.kind("permission"),
      this.kind("platformRole"),
      this.kind("identityProvider"),
      this.kind("user", needs),
    ]);
    return found.flat();
  }

  /** Every object of one kind. */
  async kind(kind: string, needs: ReadNeeds = NO_NEEDS): Promise<LiveObject[]> {
    switch (kind) {
      case "tenant":
        return this.#tenant();
      case "role":
        return this.#roles();
      case "group":
        return (await this.#optional("group", "/groups")).map(rows.readGroup);
      case "skill":
        return (await this.#optional("skill", "/skills")).map(rows.readSkill);
      case "reasonList":
        return (await this.#optional(kind, "/reason-lists")).map((row) =>
          rows.readReasonList(row, this.#api.tenant),
        );
      case "capacityRule":
        return this.#capacityRules(needs);
      case "permission":
        return (await this.#optional(kind, "/permissions")).map((row) => rows.readNamed(kind, row));
      case "platformRole":
        return this.#platformRoles();
      case "identityProvider":
        return [
          rows.FOLLOW_TENANT,
          ...(await this.#optional(kind, "/identity-providers")).map((row) => rows.readNamed(kind, row)),
        ];
      default:
        return this.#users(needs);
    }
  }

  /** Names of permissions by id; null where they cannot be read. */
  async permissionNames(): Promise<ReadonlyMap<string, string> | null> {
    const list = await this.#listing(this.#api.inTenant("/permissions"));
    return list === null ? null : new Map(list.map((row) => [idOf(row), textIn(row, "name")]));
  }

  /** What one user's row needs beside it. One call each for groups and skills the row does not list. */
  async besideOne(row: Row): Promise<rows.Beside> {
    const id = idOf(row, "userId");
    const path = this.#api.inTenant(`/users/${encodeURIComponent(id)}`);
    const everyone = await this.#everyone();
    const [groups, skills] = await Promise.all([
      Array.isArray(row.groups) ? null : this.#api.rows(`${path}/groups`),
      Array.isArray(row.skills) ? null : this.#api.rows(`${path}/skills`),
    ]);
    return {
      everyone,
      groups: new Map(groups === null ? [] : [[id, rows.groupsIn({ groups }, everyone) ?? []]]),
      skills: new Map(skills === null ? [] : [[id, rows.skillsIn({ skills }) ?? []]]),
    };
  }

  async #tenant(): Promise<LiveObject[]> {
    return [rows.readTenantRow(await this.#api.row(this.#api.inTenant("")))];
  }

  async #roles(): Promise<LiveObject[]> {
    const [list, names] = await Promise.all([
      this.#api.rows(this.#api.inTenant("/roles")),
      this.permissionNames(),
    ]);
    return list.map((row) => rows.readRole(row, this.#api.tenant, names));
  }

  async #platformRoles(): Promise<LiveObject[]> {
    const [list, all] = await Promise.all([this.#listing("/roles"), this.#listing("/permissions")]);
    if (list === null) this.unread.add("platformRole");
    const names = all === null ? null : new Map(all.map((row) => [idOf(row), textIn(row, "name")]));
    return (list ?? []).map((row) => rows.readPlatformRole(row, names));
  }

  async #capacityRules(needs: ReadNeeds): Promise<LiveObject[]> {
    const list = await this.#optional("capacityRule", "/capacity-rules");
    const wanted = (row: Row) => {
      const name = fold(textIn(row, "name"));
      const paths = ["version.quantifier", "version.rules"];
      return paths.some((path) => needs.get(`capacityRule.${path}`)?.has(name) === true);
    };
    return Promise.all(
      list.map(async (row) =>
        rows.readCapacityRule(row, wanted(row) ? await versionInForce(this.#api, row) : undefined),
      ),
    );
  }

  async #users(needs: ReadNeeds): Promise<LiveObject[]> {
    const list = await this.#api.rows(this.#api.inTenant("/users"));
    const [groups, skills, reasonLists, platformRoles, everyone] = await Promise.all([
      carried(list, "groups") ? undefined : this.#membersOf("group", "/groups"),
      carried(list, "skills") ? undefined : this.#membersOf("skill", "/skills"),
      this.#reasonLists(list, needs),
      needs.has("user.platformRole") ? this.platformRolesByUser() : null,
      this.#everyone(),
    ]);
    const beside: rows.Beside = {
      everyone,
      ...(groups === undefined ? {} : { groups: complete(groups, list) }),
      ...(skills === undefined ? {} : { skills: complete(skills, list) }),
      ...(reasonLists === undefined ? {} : { reasonLists }),
      ...(platformRoles === null ? {} : { platformRoles }),
    };
    const plain = (row: Row): Row => ({
      ...row,
      ...(groups === undefined ? {} : { groups: undefined }),
      ...(skills === undefined ? {} : { skills: undefined }),
    });
    return list.map((row) => rows.readUser(plain(row), beside));
  }

  /** Links by user id, read from the other side: one call per group or skill. Undefined where that is not allowed. */
  async #membersOf(kind: "group" | "skill", path: string): Promise<Map<string, Link[]> | undefined> {
    const owners = (await this.#optional(kind, path)).filter(
      (row) => kind === "skill" || !rows.isEveryone(row),
    );
    if (this.unread.has(kind)) return undefined;
    const members = new Map<string, Link[]>();
    const read = async (owner: Row) => {
      const to = idOf(owner);
      const list = await this.#api.rows(this.#api.inTenant(`${path}/${encodeURIComponent(to)}/users`));
      for (const row of list) {
        if (row.memberType !== undefined && row.memberType !== "user") continue;
        const user = idOf(row, "userId", "memberId");
        const held = members.get(user) ?? [];
        held.push(kind === "skill" ? rows.skillLink(to, row) : { to });
        members.set(user, held);
      }
    };
    await Promise.all(owners.map(read));
    return members;
  }

  /** Own reason lists of the users a manifest gives some: readable per user only. */
  async #reasonLists(list: readonly Row[], needs: ReadNeeds): Promise<Map<string, Link[]> | undefined> {
    const wanted = needs.get("user.reasonLists");
    if (wanted === undefined) return undefined;
    const everybodys = await this.everybodysReasonLists();
    const found = new Map<string, Link[]>();
    const users = list.filter((row) => wanted.has(fold(textIn(row, "email"))));
    await Promise.all(
      users.map(async (row) => {
        const id = idOf(row, "userId");
        found.set(id, await ownReasonLists(this.#api, id, everybodys));
      }),
    );
    return found;
  }

  /** Ids of the reason lists everybody has. */
  async everybodysReasonLists(): Promise<ReadonlySet<string>> {
    const lists = await this.kind("reasonList");
    return new Set(lists.filter((each) => each.attributes.isDefault).map((each) => each.id));
  }

  /** Platform roles by user id, from the platform's own listing; null where it is closed to the caller. */
  async platformRolesByUser(): Promise<Map<string, string> | null> {
    const list = await this.#listing("/users");
    if (list === null) return null;
    const holders = list.filter((row) => textIn(row, "roleId") !== "");
    return new Map(holders.map((row) => [idOf(row, "userId"), textIn(row, "roleId")]));
  }

  async #everyone(): Promise<ReadonlySet<string>> {
    const groups = await this.#optional("group", "/groups");
    return new Set(groups.filter(rows.isEveryone).map((row) => idOf(row)));
  }

  async #optional(kind: string, path: string): Promise<Row[]> {
    const list = await this.#listing(this.#api.inTenant(path));
    if (list === null) this.unread.add(kind);
    return list ?? [];
  }

  #listing(path: string): Promise<Row[] | null> {
    const known = this.#listings.get(path) ?? this.#api.rowsIfAllowed(path);
    this.#listings.set(path, known);
    return known;
  }
}

/** Reason lists of one user besides those everybody has. */
export async function ownReasonLists(api: Api, id: string, everybodys: ReadonlySet<string>): Promise<Link[]> {
  const lists = await api.rows(api.inTenant(`/users/${encodeURIComponent(id)}/reason-lists`));
  return lists.map((each) => ({ to: idOf(each, "reasonListId") })).filter((link) => !everybodys.has(link.to));
}

/** Whether every row lists these members; a single row without them makes all of them unreliable. */
function carried(list: readonly Row[], member: string): boolean {
  return list.length > 0 && list.every((row) => Array.isArray(row[member]));
}

/** Every user gets an entry: nobody's membership is unknown once the other side was read. */
function complete(members: ReadonlyMap<string, Link[]>, list: readonly Row[]): Map<string, Link[]> {
  return new Map(list.map((row) => [idOf(row, "userId"), members.get(idOf(row, "userId")) ?? []]));
}

/** The version in force of a capacity rule; undefined where there is none. */
export async function versionInForce(api: Api, rule: Row): Promise<Row | undefined> {
  const inForce = textIn(rule, "activeVersion") || textIn((rule.activeRule ?? {}) as Row, "version");
  if (inForce === "") return { name: null, ruleSet: null };
  const versions = await api.rows(api.inTenant(`/capacity-rules/${encodeURIComponent(idOf(rule))}/versions`));
  return versions.find((version) => textIn(version, "version", "id") === inForce);
}
