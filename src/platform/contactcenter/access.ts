/**
 * Effective access on contact.center: a member opens the workspaces of the invitation, and an active Super Admin
 * manages the account as a whole; a pending one may so on acceptance (CTC-TM-06, CTC-TM-07, CTC-TM-08, CTC-ACC-02). The
 * owner opens every workspace, later ones included.
 */
import type { Entitlement, Permission } from "../../kind/entitlement.ts";
import { linksOf, objectsOf, type State, type StateObject, textOf } from "../../kind/state.ts";
import { SUPER_ADMIN } from "./limits.ts";

export const permissions: readonly Permission[] = [
  { name: "account.enter", says: "enter the account", probe: "GET /accounts/{account}/me", basic: true },
  {
    name: "account.manage",
    says: "manage the account: its workspaces, members and invitations",
    probe: "GET /accounts/{account}/management",
    administers: true,
  },
  {
    name: "workspace.open",
    says: "open workspace",
    probe: "GET /accounts/{account}/workspaces/{on}/content",
  },
];

export function access(state: State): Entitlement[] {
  const names = new Map([...objectsOf(state, "workspace")].map((each) => [each.key, textOf(each, "name")]));
  return [...objectsOf(state, "member")].flatMap((member) => entitled(member, names));
}

function entitled(member: StateObject, names: ReadonlyMap<string, string>): Entitlement[] {
  const role = textOf(member, "role");
  const person = member.key;
  const when = member.attributes.pending === true ? "on-acceptance" : "now";
  const isOwner = member.attributes.isOwner === true;
  const own = linksOf(member, "workspaces").map((link) => names.get(link.to));
  // Not the role: no Super Admin opens a workspace that the own invitation does not name.
  const opening = [isOwner ? "owner of the account" : "the invitation"];
  const opens = (isOwner ? [...names.values()] : own).flatMap((on): Entitlement[] =>
    on === undefined ? [] : [{ person, permission: "workspace.open", on, when, via: opening }],
  );
  const enter: Entitlement = { person, permission: "account.enter", on: "", when, via: ["member"] };
  if (role !== SUPER_ADMIN) return [enter, ...opens];
  return [enter, { person, permission: "account.manage", on: "", when, via: [`role ${role}`] }, ...opens];
}
