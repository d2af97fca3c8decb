/** Which workspaces a group opens. Groups alone open workspaces (Q-ECX-08). */
import { type Answer, nothing, rowAnswer } from "../answer.ts";
import { type Call, notFound } from "../call.ts";
import type { Route } from "../route.ts";
import type { Member } from "./access.ts";
import { manager } from "./define.ts";
import { readGroup, requireWorkspaces } from "./groups.ts";

const path = "/organizations/{organization}/groups/{group}/workspaces";
const members = {
  workspace: { type: "text", doc: "Id of the workspace.", required: true, schema: { type: "string" } },
  user: { type: "text", doc: "Refused: single users get no workspaces.", schema: false },
} as const;

async function grant(call: Call, caller: Member): Promise<Answer> {
  const row = await readGroup(call, caller);
  const body = call.body(members);
  const message = "workspaces are granted to groups, not to single users";
  call.rules.require("ECX-PERM-07", body.user === undefined, { status: 422, field: "user", message });
  const wanted = String(body.workspace ?? "");
  const [workspace_id] = await requireWorkspaces(call, caller, "ECX-PERM-05", "workspace", [wanted]);
  const repeated = { status: 409, field: "workspace", message: "the group has this workspace already" };
  call.rules.require("ECX-PERM-05", !row.workspaces.includes(wanted), repeated);
  if (workspace_id !== undefined)
    await call.db
      .insertInto("ecx_grants")
      .values({ group_id: row.id, workspace_id })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  return rowAnswer(await readGroup(call, caller), 201);
}

async function revoke(call: Call, caller: Member): Promise<Answer> {
  const row = await readGroup(call, caller);
  const workspace = call.param("workspace");
  if (!row.workspaces.includes(workspace)) throw notFound("grant");
  const grants = call.db.deleteFrom("ecx_grants").where("group_id", "=", row.id);
  await grants.where("workspace_id", "=", workspace).execute();
  return nothing();
}

export const grantRoutes: readonly Route[] = [
  manager(
    {
      method: "POST",
      path,
      summary: "Opens a workspace to the group.",
      members,
      rules: ["ECX-PERM-05", "ECX-PERM-07"],
      answers: { status: 201, schema: "Group" },
    },
    grant,
  ),
  manager(
    {
      method: "DELETE",
      path: `${path}/{workspace}`,
      guard: "ECX-PERM-06",
      summary: "Ends one grant; the workspace stays.",
      rules: ["ECX-PERM-06"],
      answers: { status: 204, schema: null },
    },
    revoke,
  ),
];
