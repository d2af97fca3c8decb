/** The read-only roster page's content: people, groups, workspaces. */
import { Call } from "../call.ts";
import { collect } from "../links.ts";
import type { Roster } from "../route.ts";
import { isSet } from "../store/database.ts";
import { admitMember } from "./access.ts";
import { readUsers } from "./user-rows.ts";

/** People shown at most; larger rosters are read through the API. */
const PEOPLE_MAXIMUM = 20_000;

/** Refuses callers who are no active users of the organization, by the ordinary check. */
export async function roster(call: Call, account: string): Promise<Roster> {
  const inside = new Call(call.services, { ...call.request, params: { organization: account } }, call.db);
  const { organization } = await admitMember(inside);
  const groups = await call.db
    .selectFrom("ecx_groups")
    .selectAll()
    .where("organization_id", "=", account)
    .orderBy("name_key")
    .execute();
  const workspaces = await call.db
    .selectFrom("ecx_workspaces")
    .selectAll()
    .where("organization_id", "=", account)
    .orderBy("name_key")
    .execute();
  const grants = await call.db
    .selectFrom("ecx_grants as r")
    .innerJoin("ecx_workspaces as w", "w.id", "r.workspace_id")
    .select(["r.group_id as owner", "w.name as id"])
    .where("w.organization_id", "=", account)
    .orderBy("w.name_key")
    .execute();
  const opened = collect(grants);
  const names = new Map(groups.map((group) => [group.id, group.name]));
  const users = await readUsers(inside, organization, { after: "", limit: PEOPLE_MAXIMUM });
  return {
    name: organization.name,
    tables: [
      {
        title: "People",
        headings: ["E-mail", "Name", "State", "Groups"],
        rows: users.map((user) => [
          user.email,
          user.name,
          stateOf(user),
          user.groups.map((id) => names.get(id) ?? id).join(", "),
        ]),
      },
      {
        title: "Groups",
        headings: ["Group", "Manages the organization", "Workspaces"],
        rows: groups.map((group) => [
          group.name,
          isSet(group.manage_organization) ? "yes" : "no",
          (opened.get(group.id) ?? []).join(", "),
        ]),
      },
      { title: "Workspaces", headings: ["Workspace"], rows: workspaces.map((workspace) => [workspace.name]) },
    ],
  };
}

function stateOf({ enabled, pending }: { readonly enabled: boolean; readonly pending: boolean }): string {
  if (!enabled) return "disabled";
  return pending ? "invited" : "active";
}
