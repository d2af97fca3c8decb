/** Rows → live objects. What a row does not hold stays unknown. */

import { fold } from "../../kind/identity.ts";
import type { LiveObject } from "../../kind/state.ts";
import type { Link, Value } from "../../kind/value.ts";
import { DEFAULT_ROLES, EVERYONE, TENANT_DEFAULT } from "./limits.ts";
import { copy, idOf, type Row, rowsIn, textIn } from "./wire.ts";

type Attributes = Record<string, Value>;

function object(kind: string, id: string, attributes: Attributes): LiveObject {
  return { kind, id, present: true, attributes };
}

export function readTenantRow(row: Row): LiveObject {
  const attributes: Attributes = {};
  copy(attributes, row, ["name", "description", "timezone", "defaultIdentityProvider"]);
  copy(attributes, row, ["platformAuthentication"], { platformAuthentication: "cxengageIdentityProvider" });
  return object("tenant", idOf(row), attributes);
}

/** @param names permission names by id; null where they could not be read. */
export function readRole(row: Row, tenant: string, names: ReadonlyMap<string, string> | null): LiveObject {
  const attributes: Attributes = {};
  copy(attributes, row, ["name", "description", "shared", "active"]);
  const { permissions } = row;
  if (Array.isArray(permissions) && names !== null) {
    attributes.permissions = permissions.map((id) => names.get(String(id)) ?? String(id)).sort();
  }
  attributes.isDefault = row.type === "system" || isInherited(row, tenant) || isDefaultRole(row);
  return object("role", idOf(row), attributes);
}

function isDefaultRole(row: Row): boolean {
  return row.type === undefined && DEFAULT_ROLES.some((name) => fold(name) === fold(textIn(row, "name")));
}

function isInherited(row: Row, tenant: string): boolean {
  const owner = textIn(row, "tenantId");
  return owner !== "" && owner !== tenant;
}

export function isEveryone(row: Row): boolean {
  return row.type === EVERYONE || fold(textIn(row, "name")) === EVERYONE;
}

export function readGroup(row: Row): LiveObject {
  const attributes: Attributes = { isDefault: isEveryone(row) };
  copy(attributes, row, ["name", "description", "active"]);
  return object("group", idOf(row), attributes);
}

export function readSkill(row: Row): LiveObject {
  const attributes: Attributes = {};
  copy(attributes, row, ["name", "description", "active", "hasProficiency"]);
  return object("skill", idOf(row), attributes);
}

export function readReasonList(row: Row, tenant: string): LiveObject {
  const attributes: Attributes = { isDefault: row.isDefault === true || isInherited(row, tenant) };
  copy(attributes, row, ["name", "description", "externalId", "shared", "active"]);
  const reasons = rowsIn(row, "reasons");
  if (reasons?.every((each) => typeof each.name === "string") === true) {
    const order = (each: Row) => (typeof each.sortOrder === "number" ? each.sortOrder : 0);
    attributes.reasons = reasons.toSorted((a, b) => order(a) - order(b)).map(readReason);
  }
  return object("reasonList", idOf(row), attributes);
}

function readReason(row: Row): Value {
  const [category] = Array.isArray(row.hierarchy) ? row.hierarchy : [];
  const name = textIn(row, "name");
  return typeof category === "string" && category !== "" ? { name, category } : { name };
}

/** @param version the version in force, where it was read by itself. */
export function readCapacityRule(row: Row, version?: Row): LiveObject {
  const attributes: Attributes = {};
  copy(attributes, row, ["name", "active"]);
  if (row.activeRule !== undefined || version !== undefined) {
    const inForce = { ...(row.activeRule as Row | null), ...version };
    for (const member of ["name", "quantifier", "ruleSet"]) {
      const value = inForce[member];
      if (typeof value === "string") attributes[`version.${member}`] = value;
      else if (member !== "quantifier") attributes[`version.${member}`] = null;
    }
    if (Array.isArray(inForce.rules)) attributes["version.rules"] = inForce.rules as Value[];
    else if (version !== undefined) attributes["version.rules"] = [];
  }
  return object("capacityRule", idOf(row), attributes);
}

export function readNamed(kind: string, row: Row): LiveObject {
  const attributes: Attributes = {};
  copy(attributes, row, ["name", "active"]);
  return object(kind, idOf(row), attributes);
}

export function readPlatformRole(row: Row, names: ReadonlyMap<string, string> | null): LiveObject {
  const role = readNamed("platformRole", row);
  if (!Array.isArray(row.permissions) || names === null) return role;
  const permissions = row.permissions.map((id) => names.get(String(id)) ?? String(id)).sort();
  return { ...role, attributes: { ...role.attributes, permissions } };
}

/** Stands for "follow the tenant", which is null on the wire. */
export const FOLLOW_TENANT: LiveObject = object("identityProvider", TENANT_DEFAULT, {
  name: TENANT_DEFAULT,
  active: true,
});

/** What a user's row alone does not tell, by user id. */
export interface Beside {
  readonly groups?: ReadonlyMap<string, readonly Link[]>;
  readonly skills?: ReadonlyMap<string, readonly Link[]>;
  readonly reasonLists?: ReadonlyMap<string, readonly Link[]>;
  readonly platformRoles?: ReadonlyMap<string, string>;
  /** Ids of the group everybody is in. */
  readonly everyone: ReadonlySet<string>;
}

export function readUser(row: Row, beside: Beside): LiveObject {
  const id = idOf(row, "userId");
  const attributes: Attributes = statusOf(row);
  const role = textIn(row, "roleId");
  if (role !== "") attributes.role = role;
  copy(attributes, row, ["email", "firstName", "lastName", "externalId", "workStationId", "location"]);
  copy(attributes, row, ["presence", "invitationStatus", "platformStatus"], { presence: "state" });
  readSignIn(attributes, row);
  const extensions = rowsIn(row, "extensions");
  if (extensions !== null) attributes.extensions = extensions.map(readExtension);
  const rules = rowsIn(row, "capacityRules");
  if (rules !== null)
    attributes.capacityRule = rules[0] === undefined ? TENANT_DEFAULT : idOf(rules[0], "capacityRuleId");
  const groups = groupsIn(row, beside.everyone) ?? beside.groups?.get(id);
  const skills = skillsIn(row) ?? beside.skills?.get(id);
  if (groups !== undefined) attributes.groups = groups;
  if (skills !== undefined) attributes.skills = skills;
  const lists = beside.reasonLists?.get(id);
  if (lists !== undefined) attributes.reasonLists = lists;
  const platformRole = beside.platformRoles?.get(id);
  if (platformRole !== undefined) attributes.platformRole = platformRole;
  return object("user", id, attributes);
}

/** Members of a row the platform lists, everyone left out; undefined where the row does not list them. */
export function groupsIn(row: Row, everyone: ReadonlySet<string>): Link[] | undefined {
  const groups = rowsIn(row, "groups")?.filter((each) => !isEveryone(each));
  return groups?.map((each) => ({ to: idOf(each, "groupId") })).filter((link) => !everyone.has(link.to));
}

export function skillsIn(row: Row): Link[] | undefined {
  return rowsIn(row, "skills")?.map((each) => skillLink(idOf(each, "skillId"), each));
}

export function skillLink(to: string, row: Row): Link {
  return typeof row.proficiency === "number" ? { to, proficiency: row.proficiency } : { to };
}

function readSignIn(attributes: Attributes, row: Row): void {
  const { noPassword, defaultIdentityProvider } = row;
  if (noPassword !== undefined) {
    attributes["authentication.platform"] =
      noPassword === null ? TENANT_DEFAULT : noPassword === true ? "disabled" : "enabled";
  }
  if (defaultIdentityProvider !== undefined) {
    attributes["authentication.identityProvider"] =
      typeof defaultIdentityProvider === "string" ? defaultIdentityProvider : TENANT_DEFAULT;
  }
}

function readExtension(row: Row): Value {
  const extension: Attributes = {};
  for (const member of ["type", "value", "provider", "region", "description"]) {
    const value = row[member];
    if (typeof value === "string" && value !== "") extension[member] = value;
  }
  return extension;
}

/** Whether the person has ever been let in; null where the row of somebody disabled does not tell. */
export function hasJoined(row: Row): boolean | null {
  if (row.status === "accepted") return true;
  if (row.status !== "disabled") return false;
  if (row.platformStatus === undefined && row.hasPassword === undefined) return null;
  return row.platformStatus === "enabled" || row.hasPassword === true;
}

function statusOf(row: Row): Attributes {
  const status = textIn(row, "status");
  if (status === "") return {};
  const joined = hasJoined(row);
  // Who was shut out before ever joining waits for an invitation again once let in.
  const shutOut = status === "disabled" && joined === false ? "unsent" : "done";
  const sent = { pending: "unsent", invited: "sent", expired: "sent" }[status] ?? shutOut;
  const blocked = row.blocked === true && sent !== "done";
  return {
    status: status === "disabled" ? "disabled" : "enabled",
    ...(joined === null ? {} : { pending: !joined }),
    invitation: blocked ? "blocked" : sent,
  };
}
