/** Tenant roles: names for sets of permissions (CXE-B-15, CXE-B-16). */
import { isSet } from "../store/database.ts";
import { type Given, type Kind, keptText, moreOf } from "./kind.ts";
import { permissionName } from "./permissions.ts";
import { administersPlatform } from "./person.ts";
import { bad, forbidden, need } from "./wire.ts";

/** Ids of known permissions; those that are new to the role must be the editor's own as well. */
function acceptPermissions({ caller, body, before }: Given): readonly string[] {
  const had = (moreOf(before).permissions ?? []) as readonly string[];
  const { permissions } = body;
  if (permissions === undefined || permissions === null) return had;
  need(Array.isArray(permissions), "bad-value", bad("permissions is a list of ids", "permissions"));
  const ids = [...new Set(permissions as readonly unknown[])];
  const known = ids.filter((id) => typeof id === "string" && permissionName(id) !== undefined) as string[];
  need(known.length === ids.length, "unknown-permission", bad("there is no such permission", "permissions"));
  const added = known.filter((id) => !had.includes(id));
  const held = administersPlatform(caller.caller) || added.every((id) => caller.rank.held.has(id));
  need(held, "permission-not-held", forbidden("you do not hold this permission yourself", "permissions"));
  return known;
}

export const ROLE: Kind = {
  kind: "roles",
  what: "role",
  readers: ["VIEW_ALL_ROLES"],
  makers: ["MANAGE_ALL_ROLES", "PLATFORM_CREATE_TENANT_ROLES"],
  writers: ["MANAGE_ALL_ROLES"],
  rules: ["CXE-B-15", "CXE-B-16"],
  accept: async (given) => ({
    description: keptText(given, "description"),
    type: moreOf(given.before).type ?? "tenant",
    permissions: acceptPermissions(given),
  }),
  refuse: (call, before) => {
    const fine = moreOf(before).type !== "system";
    call.rules.require("CXE-B-16", fine, bad("the roles a tenant starts with cannot be changed"));
  },
  check: ({ before, shared }) => {
    const kept = shared || before === null || !isSet(before.shared);
    need(kept, "shared-for-good", bad("a shared role stays shared", "shared"));
  },
  show: (row, more) => ({ ...more, shared: isSet(row.shared) }),
};
