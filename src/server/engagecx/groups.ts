import { sql } from "kysely";
import { type Answer, nothing, type Row, rowAnswer } from "../answer.ts";
import { type Call, notFound } from "../call.ts";
import { collect } from "../links.ts";
import { requireName } from "../names.ts";
import { pageAnswer, type Window } from "../paging.ts";
import type { Route } from "../route.ts";
import { isSet, toFlag } from "../store/database.ts";
import { atMost, contains, nextId } from "../store/store.ts";
import type { Member } from "./access.ts";
import { manager, member } from "./define.ts";
import { requireUnique, searchTerm } from "./names.ts";

const list = "/organizations/{organization}/groups";
const item = `${list}/{group}`;
const one = { status: 200, schema: "Group" };
const made = { status: 201, schema: "Group" };
const members = {
  name: { type: "text", doc: "Name of the group.", schema: { type: "string", maxLength: 255 } },
  workspaces: { type: "ids", doc: "Ids of the workspaces its members may open." },
  manageOrganization: { type: "flag", doc: "Whether its members manage the organization." },
} as const;
interface GroupRow extends Row {
  readonly name: string;
  readonly isDefault: boolean;
  readonly workspaces: readonly string[];
  readonly manageOrganization: boolean;
}

interface Wanted extends Window {
  readonly id?: string;
  readonly term?: string | null;
}

async function readGroups(
  call: Call,
  { organization }: Member,
  { after, limit, id, term }: Wanted,
): Promise<GroupRow[]> {
  let query = call.db
    .selectFrom("ecx_groups")
    .select(["id", "name", "role", "manage_organization"])
    .where("organization_id", "=", organization.id)
    .where("id", ">", after);
  if (id !== undefined) query = query.where("id", "=", id);
  if (term) query = query.where(contains(sql.ref("name_key"), term));
  const rows = await query.orderBy("id").limit(atMost(limit)).execute();
  const granted = await readGrants(call, rows);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    isDefault: row.role !== null,
    workspaces: granted.get(row.id) ?? [],
    manageOrganization: isSet(row.manage_organization),
  }));
}

async function readGrants(call: Call, groups: readonly { readonly id: string }[]) {
  if (groups.length === 0) return new Map<string, string[]>();
  const ids = groups.map((group) => group.id);
  const query = call.db.selectFrom("ecx_grants").select(["group_id as owner", "workspace_id as id"]);
  return collect(await query.where("group_id", "in", ids).orderBy("workspace_id").execute());
}

export async function readGroup(call: Call, caller: Member, id = call.param("group")): Promise<GroupRow> {
  const [row] = await readGroups(call, caller, { after: "", limit: 1, id });
  if (!row) throw notFound("group");
  return row;
}

/** Those of the ids that are workspaces of the organization; an unknown one is refused under `rule`. */
export async function requireWorkspaces(
  call: Call,
  caller: Member,
  rule: string,
  field: string,
  wanted: readonly string[],
) {
  const ids = [...new Set(wanted)];
  if (ids.length === 0) return [];
  const query = call.db
    .selectFrom("ecx_workspaces")
    .select("id")
    .where("organization_id", "=", caller.organization.id);
  const known = new Set((await query.where("id", "in", ids).execute()).map((row) => row.id));
  const unknown = ids.find((id) => !known.has(id));
  const message = `there is no workspace ${JSON.stringify(unknown ?? "")}`;
  call.rules.require(rule, unknown === undefined, { status: 422, field, message });
  return [...known];
}

async function setGrants(call: Call, group_id: string, workspaces: readonly string[]): Promise<void> {
  await call.db.deleteFrom("ecx_grants").where("group_id", "=", group_id).execute();
  const rows = workspaces.map((workspace_id) => ({ group_id, workspace_id }));
  if (rows.length > 0) await call.db.insertInto("ecx_grants").values(rows).execute();
}

async function create(call: Call, caller: Member): Promise<Answer> {
  const body = call.body(members);
  const named = requireName(call, "ECX-GRP-01", body.name);
  const organization_id = caller.organization.id;
  await requireUnique(call, "ECX-GRP-01", "ecx_groups", organization_id, named);
  const workspaces = await requireWorkspaces(call, caller, "ECX-GRP-02", "workspaces", body.workspaces ?? []);
  const id = await nextId(call.db, "grp");
  const manage_organization = toFlag(body.manageOrganization ?? false);
  await call.db
    .insertInto("ecx_groups")
    .values({ id, organization_id, ...named, manage_organization, role: null })
    .execute();
  await setGrants(call, id, workspaces);
  return rowAnswer(await readGroup(call, caller, id), 201);
}

async function update(call: Call, caller: Member): Promise<Answer> {
  const row = await readGroup(call, caller);
  const body = call.body(members);
  call.matches(row);
  const group = call.db.updateTable("ecx_groups").where("id", "=", row.id);
  if (body.name !== undefined) {
    const named = requireName(call, "ECX-GRP-01", body.name);
    const message = `the default group ${row.name} cannot be renamed`;
    call.rules.require("ECX-GRP-06", !row.isDefault || named.name === row.name, {
      status: 409,
      field: "name",
      message,
    });
    await requireUnique(call, "ECX-GRP-01", "ecx_groups", caller.organization.id, named, row.id);
    await group.set(named).execute();
  }
  if (body.manageOrganization !== undefined) {
    await keepAdministrators(call, row.id, body.manageOrganization);
    await group.set({ manage_organization: toFlag(body.manageOrganization) }).execute();
  }
  if (body.workspaces !== undefined)
    await setGrants(
      call,
      row.id,
      await requireWorkspaces(call, caller, "ECX-GRP-02", "workspaces", body.workspaces),
    );
  return rowAnswer(await readGroup(call, caller));
}

/** Q-ECX-03: Administrators always manage the organization. */
async function keepAdministrators(call: Call, id: string, manage: boolean): Promise<void> {
  const { role } = await call.db
    .selectFrom("ecx_groups")
    .select("role")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  const message = "Administrators always manage the organization";
  const kept = manage || role !== "administrators";
  call.rules.require("ECX-GRP-06", kept, { status: 409, field: "manageOrganization", message });
}

async function remove(call: Call, caller: Member): Promise<Answer> {
  const row = await readGroup(call, caller);
  call.matches(row);
  call.confirmed("ECX-GRP-09");
  const message = `the default group ${row.name} cannot be removed`;
  call.rules.require("ECX-GRP-05", !row.isDefault, { status: 409, message });
  await call.db.deleteFrom("ecx_groups").where("id", "=", row.id).execute();
  return nothing();
}

export const groupRoutes: readonly Route[] = [
  member(
    {
      method: "GET",
      path: list,
      summary: "Groups, the default ones included.",
      paged: true,
      query: { search: "Part of a name." },
      rules: ["ECX-GRP-04", "ECX-SRCH-05", "ECX-SRCH-07"],
      answers: { status: 200, schema: "GroupPage" },
    },
    (call, caller) => {
      const term = searchTerm(call, "ECX-SRCH-05");
      return pageAnswer(call, (window) => readGroups(call, caller, { ...window, term }));
    },
  ),
  manager(
    {
      method: "POST",
      path: list,
      guard: "ECX-GRP-07",
      summary: "Adds a group.",
      members: { ...members, name: { ...members.name, required: true } },
      rules: ["ECX-GRP-01", "ECX-GRP-02", "ECX-GRP-07"],
      answers: made,
    },
    create,
  ),
  member({ method: "GET", path: item, summary: "One group.", answers: one }, async (call, caller) =>
    rowAnswer(await readGroup(call, caller)),
  ),
  manager(
    {
      method: "PATCH",
      path: item,
      guard: "ECX-GRP-08",
      summary: "Changes a group.",
      members,
      rules: ["ECX-GRP-01", "ECX-GRP-02", "ECX-GRP-03", "ECX-GRP-06", "ECX-GRP-08"],
      answers: one,
    },
    update,
  ),
  manager(
    {
      method: "DELETE",
      path: item,
      summary: "Deletes a group; its members lose this group only.",
      query: { confirm: "Must be true." },
      rules: ["ECX-GRP-05", "ECX-GRP-09"],
      answers: { status: 204, schema: null },
    },
    remove,
  ),
];
