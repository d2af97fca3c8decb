/** API keys: a name, a role, and a secret that is shown once (CXE-B-41). */
import { randomBytes } from "node:crypto";
import { sha256 } from "../call.ts";
import { isSet } from "../store/database.ts";
import { acceptRole, requireWithin } from "./fields.ts";
import { type Kind, keptText, moreOf } from "./kind.ts";
import { bad, type Members, need } from "./wire.ts";

const MANAGING = ["MANAGE_ALL_APP_CREDENTIALS"];
/** Handed from the creation to its answer; never stored. */
const shown = new WeakMap<Members, string>();

/** Members of a new key, and its secret. */
export function newSecret(): { readonly secret: string; readonly hash: string } {
  const secret = randomBytes(24).toString("base64url");
  return { secret, hash: sha256(secret) };
}

export const API_KEY: Kind = {
  kind: "api-keys",
  what: "API key",
  readers: MANAGING,
  makers: MANAGING,
  writers: MANAGING,
  namesRepeat: true,
  deletable: true,
  rules: ["CXE-B-41"],
  accept: async (given) => {
    const { call, caller, body, before } = given;
    const had = moreOf(before);
    const unchanged = before !== null && (body.roleId === undefined || body.roleId === had.roleId);
    const role = unchanged ? null : await acceptRole(call, caller, body.roleId);
    if (role) requireWithin(call, "CXE-TROLE-04", caller.rank, role.rank);
    const { secret, hash } = newSecret();
    const more = {
      description: keptText(given, "description"),
      roleId: role?.id ?? had.roleId,
      additionalRoleIds: Array.isArray(body.additionalRoleIds)
        ? body.additionalRoleIds
        : (had.additionalRoleIds ?? []),
      secret: had.secret ?? hash,
    };
    shown.set(more, secret);
    return more;
  },
  activeOf: ({ status }) => {
    if (status === undefined || status === null) return undefined;
    need(
      status === "enabled" || status === "disabled",
      "bad-value",
      bad("status is enabled or disabled", "status"),
    );
    return status === "enabled";
  },
  show: (row, { secret: _, ...more }) => ({ ...more, status: isSet(row.active) ? "enabled" : "disabled" }),
  once: (more) => ({ secret: shown.get(more) }),
};
