/** Names Terraform users write, made from the names of kinds. */
import type { LinksAttribute } from "../kind/attribute.ts";
import type { Kind } from "../kind/kind.ts";
import type { KindTable } from "../kind/table.ts";

export const PROVIDER_NAME = "cxroster";

/** `timezoneForAllUsers` → `timezone_for_all_users`; the dots of a path become `_` as well. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replaceAll(".", "_");
}

/** `cxroster_<platform>_<kind>`, of a resource and of its data source. */
export function resourceType(table: KindTable, kind: Kind): string {
  return `${PROVIDER_NAME}_${table.platform}_${snakeCase(kind.name)}`;
}

/**
 * Type of the resource that is one link. A person's links make the person a member of the target (`group_member`); any
 * other link is named after its owner and its target (`group_workspace`, `app_access_user`).
 */
export function linkType(table: KindTable, owner: Kind, path: string, leaf: LinksAttribute): string {
  const prefix = `${PROVIDER_NAME}_${table.platform}`;
  if (owner.person === true) return `${prefix}_${snakeCase(leaf.to)}_member`;
  const around = path.split(".").slice(0, -1).join(".");
  const place = around === "" ? owner.name : `${owner.name}.${around}`;
  return `${prefix}_${snakeCase(place)}_${snakeCase(leaf.to)}`;
}

export function accessType(table: KindTable): string {
  return `${PROVIDER_NAME}_${table.platform}_access`;
}
