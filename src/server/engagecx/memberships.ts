/** Which groups a user is in. Everybody is in Everyone, which therefore is neither joined nor left nor listed. */
import { type Answer, nothing, rowAnswer } from "../answer.ts";
import type { Call } from "../call.ts";
import type { Route } from "../route.ts";
import type { Database } from "../store/database.ts";
import { prepared } from "../store/prepared.ts";
import type { Member } from "./access.ts";
import { manager } from "./define.ts";
import { readUser } from "./user-rows.ts";

const path = "/organizations/{organization}/users/{user}/groups";
const members = {
  group: { type: "text", doc: "Id of the group.", required: true, schema: { type: "string" } },
} as const;

/** Those of the ids that are groups one can be put into; Everyone is dropped, an unknown one refused (ECX-USR-04). */
export async function requireGroups(
  call: Call,
  { organization }: Member,
  wanted: readonly string[],
  field = "groups",
): Promise<string[]> {
  const ids = [...new Set(wanted)];
  if (ids.length === 0) return [];
  const query = call.db
    .selectFrom("ecx_groups")
    .select(["id", "role"])
    .where("organization_id", "=", organization.id);
  const roles = new Map((await query.where("id", "in", ids).execute()).map((row) => [row.id, row.role]));
  const unknown = ids.find((id) => !roles.has(id));
  const message = `there is no group ${JSON.stringify(unknown ?? "")}`;
  call.rules.require("ECX-USR-04", unknown === undefined, { status: 422, field, message });
  return ids.filter((id) => roles.has(id) && roles.get(id) !== "everyone");
}

export async function setMemberships(call: Call, user_id: string, groups: readonly string[]): Promise<void> {
  await call.db.deleteFrom("ecx_memberships").where("user_id", "=", user_id).execute();
  await addMemberships(call, user_id, groups);
}

const insertMembership = prepared<Database["ecx_memberships"], unknown>((db, parameter) =>
  db.insertInto("ecx_memberships").values({ user_id: parameter("user_id"), group_id: parameter("group_id") }),
);

export async function addMemberships(call: Call, user_id: string, groups: readonly string[]): Promise<void> {
  for (const group_id of groups) await insertMembership(call.db, { user_id, group_id });
}

async function join(call: Call, caller: Member): Promise<Answer> {
  const row = await readUser(call, caller);
  const wanted = String(call.body(members).group ?? "");
  const [group_id] = await requireGroups(call, caller, [wanted], "group");
  if (group_id === undefined) return rowAnswer(row);
  const repeated = { status: 409, field: "group", message: "the user is in this group already" };
  call.rules.require("ECX-PERM-02", !row.groups.includes(group_id), repeated);
  await call.db
    .insertInto("ecx_memberships")
    .values({ user_id: row.id, group_id })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return rowAnswer(await readUser(call, caller), 201);
}

async function leave(call: Call, caller: Member): Promise<Answer> {
  const row = await readUser(call, caller);
  const group = call.param("group");
  const query = call.db
    .selectFrom("ecx_groups")
    .select("role")
    .where("organization_id", "=", caller.organization.id);
  const role = (await query.where("id", "=", group).executeTakeFirst())?.role;
  call.rules.require("ECX-GRP-04", role !== "everyone", { status: 409, message: "nobody leaves Everyone" });
  const inside = row.groups.includes(group);
  call.rules.require("ECX-PERM-03", inside, { status: 404, message: "the user is not in this group" });
  const rows = call.db.deleteFrom("ecx_memberships").where("user_id", "=", row.id);
  await rows.where("group_id", "=", group).execute();
  return nothing();
}

export const membershipRoutes: readonly Route[] = [
  manager(
    {
      method: "POST",
      path,
      summary: "Puts the user into a group.",
      members,
      rules: ["ECX-PERM-01", "ECX-PERM-02", "ECX-USR-04"],
      answers: { status: 201, schema: "User" },
    },
    join,
  ),
  manager(
    {
      method: "DELETE",
      path: `${path}/{group}`,
      summary: "Takes the user out of one group.",
      rules: ["ECX-PERM-03", "ECX-GRP-04"],
      answers: { status: 204, schema: null },
    },
    leave,
  ),
];
