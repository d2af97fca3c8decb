/** The read-only roster page's content: members and workspaces. */
import { Call } from "../call.ts";
import { minute } from "../pages/html.ts";
import type { Roster } from "../route.ts";
import { admitMember } from "./access.ts";
import { readMembers } from "./member-rows.ts";

/** People shown at most; larger rosters are read through the API. */
const PEOPLE_MAXIMUM = 20_000;

/** Refuses callers who are no active members of the account, by the ordinary check. */
export async function roster(call: Call, account: string): Promise<Roster> {
  const inside = new Call(call.services, { ...call.request, params: { account } }, call.db);
  const { account: shown } = await admitMember(inside);
  const members = await readMembers(inside, account, { after: "", limit: PEOPLE_MAXIMUM });
  const workspaces = await call.db
    .selectFrom("ctc_workspaces")
    .select(["id", "name", "created_at"])
    .where("account_id", "=", account)
    .orderBy("name_key")
    .execute();
  const names = new Map(workspaces.map(({ id, name }) => [id, name]));
  const opened = (ids: readonly string[]) => ids.map((id) => names.get(id) ?? id).join(", ");
  return {
    name: shown.name,
    tables: [
      {
        title: "Members",
        headings: ["E-mail", "Name", "Role", "State", "Workspaces", "Last login"],
        rows: members.map((member) => [
          member.email,
          [member.firstName, member.lastName].filter((part) => part !== "").join(" "),
          member.role + (member.isOwner ? ", owner" : ""),
          member.status === "pending" ? "pending invitation" : "active",
          opened(member.workspaces),
          minute(member.lastLogin, "never"),
        ]),
      },
      {
        title: "Workspaces",
        headings: ["Workspace", "Created"],
        rows: workspaces.map((workspace) => [workspace.name, workspace.created_at.slice(0, 10)]),
      },
    ],
  };
}
