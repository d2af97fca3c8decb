/** The roster page of a tenant: people with their states, groups, skills. */
import { bearer, Call } from "../call.ts";
import type { Roster } from "../route.ts";
import { requireAny } from "./define.ts";
import { admit } from "./member.ts";
import { listObjects } from "./objects.ts";
import { readUsers, type UserView } from "./user-rows.ts";

const names = (items: unknown) => (items as readonly { name: string }[]).map(({ name }) => name).join(", ");

function personName({ firstName, lastName }: UserView): string {
  return [firstName, lastName].filter((part) => part !== null && part !== "").join(" ");
}

/** Refuses callers the tenant does not admit, by the ordinary check. */
export async function roster(call: Call, account: string): Promise<Roster> {
  const headers = { authorization: `Token ${bearer(call.header("authorization")) ?? ""}` };
  const inside = new Call(call.services, { ...call.request, headers, params: { tenant: account } }, call.db);
  const caller = await admit(inside);
  requireAny(caller, ["VIEW_ALL_USERS", "PLATFORM_VIEW_ALL_USERS"]);
  const users = await readUsers(inside, caller.tenant, { associations: true });
  const groups = await listObjects(inside, caller.tenant, "groups");
  const skills = await listObjects(inside, caller.tenant, "skills");
  return {
    name: caller.tenant.name,
    tables: [
      {
        title: "People",
        headings: ["E-mail", "Name", "Role", "State", "Groups", "Skills"],
        rows: users.map((user) => [
          String(user.email),
          personName(user),
          String(user.roleName ?? ""),
          String(user.invitationStatus) + (user.blocked === true ? ", blocked" : ""),
          names(user.groups),
          names(user.skills),
        ]),
      },
      { title: "Groups", headings: ["Group"], rows: groups.map((row) => [row.name]) },
      { title: "Skills", headings: ["Skill"], rows: skills.map((row) => [row.name]) },
    ],
  };
}
