import { sql } from "kysely";
import { type Answer, json, nothing, type Row, rowAnswer } from "../answer.ts";
import { type Call, notFound } from "../call.ts";
import { undocumented } from "../define.ts";
import { requireName } from "../names.ts";
import { pageAnswer, type Window } from "../paging.ts";
import type { Route } from "../route.ts";
import { isSet, toFlag } from "../store/database.ts";
import { atMost, contains, nextId } from "../store/store.ts";
import { type Member, visibleWorkspaces } from "./access.ts";
import { manager, member } from "./define.ts";
import { requirePlainName, requireUnique, searchTerm } from "./names.ts";

const list = "/organizations/{organization}/workspaces";
const item = `${list}/{workspace}`;
const one = { status: 200, schema: "Workspace" };
const schema = { type: "string", maxLength: 255, description: "Letters, digits and spaces." };
const members = { name: { type: "text", doc: "Name of the workspace.", schema } } as const;
const nameRules = ["ECX-WS-01", "ECX-WS-03"];

interface Wanted extends Window {
  readonly id?: string;
  readonly term?: string | null;
}

/** Workspaces the caller may see (ECX-WS-10), in order of id. */
async function readWorkspaces(
  call: Call,
  caller: Member,
  { after, limit, id, term }: Wanted,
): Promise<Row[]> {
  let query = call.db
    .selectFrom("ecx_workspaces")
    .select(["id", "name", "is_default"])
    .where("organization_id", "=", caller.organization.id)
    .where("id", ">", after);
  const visible = visibleWorkspaces(call, caller);
  if (visible && call.rules.applies("ECX-WS-10")) query = query.where("id", "in", visible);
  if (id !== undefined) query = query.where("id", "=", id);
  if (term) query = query.where(contains(sql.ref("name_key"), term));
  const rows = await query.orderBy("id").limit(atMost(limit)).execute();
  return rows.map((row) => ({ id: row.id, name: row.name, isDefault: isSet(row.is_default) }));
}

async function readWorkspace(call: Call, caller: Member, id = call.param("workspace")): Promise<Row> {
  const [row] = await readWorkspaces(call, caller, { after: "", limit: 1, id });
  if (!row) throw notFound("workspace");
  return row;
}

async function create(call: Call, caller: Member): Promise<Answer> {
  const { name, name_key } = requireName(call, "ECX-WS-01", call.body(members).name);
  requirePlainName(call, name);
  const organization_id = caller.organization.id;
  await requireUnique(call, "ECX-WS-01", "ecx_workspaces", organization_id, { name, name_key });
  const id = await nextId(call.db, "wsp");
  await call.db
    .insertInto("ecx_workspaces")
    .values({ id, organization_id, name, name_key, is_default: toFlag(false) })
    .execute();
  return rowAnswer(await readWorkspace(call, caller, id), 201);
}

async function rename(call: Call, caller: Member): Promise<Answer> {
  const row = await readWorkspace(call, caller);
  const body = call.body(members);
  call.matches(row);
  if (body.name !== undefined) {
    const named = requireName(call, "ECX-WS-01", body.name);
    if (named.name !== row.name) requirePlainName(call, named.name);
    await requireUnique(call, "ECX-WS-01", "ecx_workspaces", caller.organization.id, named, row.id);
    await call.db.updateTable("ecx_workspaces").set(named).where("id", "=", row.id).execute();
  }
  return rowAnswer(await readWorkspace(call, caller));
}

async function remove(call: Call, caller: Member): Promise<Answer> {
  const row = await readWorkspace(call, caller);
  call.matches(row);
  call.confirmed("ECX-WS-09");
  const message = "the Default workspace cannot be removed";
  call.rules.require("ECX-WS-12", row.isDefault !== true, { status: 409, message });
  await call.db.deleteFrom("ecx_workspaces").where("id", "=", row.id).execute();
  return nothing();
}

/** The probe of workspace access: nothing but the caller's groups decides. */
async function content(call: Call, caller: Member): Promise<Answer> {
  const id = call.param("workspace");
  const query = call.db
    .selectFrom("ecx_workspaces as w")
    .select("w.id")
    .where("w.organization_id", "=", caller.organization.id);
  const row = await query.where("w.id", "=", id).executeTakeFirst();
  if (!row) throw notFound("workspace");
  const visible = visibleWorkspaces(call, caller);
  const open =
    visible === null || (await visible.where("v.workspace_id", "=", id).executeTakeFirst()) !== undefined;
  call.rules.require("ECX-WS-10", open, {
    status: 403,
    message: "none of the caller's groups opens this workspace",
  });
  return json(200, { workspace: id, items: [] });
}

export const workspaceRoutes: readonly Route[] = [
  member(
    {
      method: "GET",
      path: list,
      guard: "ECX-WS-11",
      summary: "Workspaces the caller may see.",
      paged: true,
      query: { search: "Part of a name." },
      rules: ["ECX-WS-02", "ECX-WS-10", "ECX-WS-11", "ECX-PERM-01", "ECX-SRCH-01", "ECX-SRCH-07"],
      answers: { status: 200, schema: "WorkspacePage" },
    },
    (call, caller) => {
      const term = searchTerm(call, "ECX-SRCH-01");
      return pageAnswer(call, (window) => readWorkspaces(call, caller, { ...window, term }));
    },
  ),
  manager(
    {
      method: "POST",
      path: list,
      guard: "ECX-WS-06",
      summary: "Adds a workspace.",
      members: { name: { ...members.name, required: true } },
      rules: ["ECX-WS-06", ...nameRules],
      answers: { status: 201, schema: "Workspace" },
    },
    create,
    "ECX-WS-05",
  ),
  member(
    { method: "GET", path: item, summary: "One workspace.", rules: ["ECX-WS-10"], answers: one },
    async (call, caller) => rowAnswer(await readWorkspace(call, caller)),
  ),
  manager(
    {
      method: "PATCH",
      path: item,
      guard: "ECX-WS-07",
      summary: "Renames a workspace; id and grants stay.",
      members,
      rules: ["ECX-WS-07", ...nameRules],
      answers: one,
    },
    rename,
  ),
  manager(
    {
      method: "DELETE",
      path: item,
      guard: "ECX-WS-08",
      summary: "Deletes a workspace for good, with what groups may do in it.",
      query: { confirm: "Must be true." },
      rules: ["ECX-WS-08", "ECX-WS-09", "ECX-WS-12"],
      answers: { status: 204, schema: null },
    },
    remove,
  ),
  member(
    {
      method: "GET",
      path: `${item}/content`,
      summary: "Opens a workspace.",
      rules: ["ECX-WS-10", "ECX-PERM-01"],
      answers: { status: 200, schema: "Content" },
    },
    content,
  ),
  ...(["users", "groups"] as const).map((kind) =>
    manager(
      {
        method: "POST",
        path: `${item}/${kind}`,
        summary: "Refused: workspaces are granted on the group.",
        rules: ["ECX-B-05"],
        answers: { status: 405, schema: null },
      },
      undocumented("ECX-B-05", "a workspace is granted to a group, on the group"),
    ),
  ),
];
