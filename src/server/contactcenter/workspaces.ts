import { type Answer, nothing, type Row, rowAnswer } from "../answer.ts";
import { type Call, notFound } from "../call.ts";
import { stamp, wireTime } from "../clock.ts";
import { undocumented } from "../define.ts";
import { requireName } from "../names.ts";
import { pageAnswer, type Window } from "../paging.ts";
import type { Route } from "../route.ts";
import { atMost, nextId } from "../store/store.ts";
import { type Member, openedBy } from "./access.ts";
import { manager, member } from "./define.ts";
import { requirePaid } from "./subscription.ts";

const list = "/accounts/{account}/workspaces";
export const item = `${list}/{workspace}`;
const one = { status: 200, schema: "Workspace" };
const schema = { type: "string", maxLength: 255 };
const members = { name: { type: "text", doc: "Name of the workspace.", required: true, schema } } as const;

interface Wanted extends Window {
  readonly id?: string;
}

/** Workspaces of the account in order of id; `current` is the caller's own. */
async function readWorkspaces(call: Call, caller: Member, { after, limit, id }: Wanted): Promise<Row[]> {
  let query = call.db
    .selectFrom("ctc_workspaces")
    .select(["id", "name", "created_at"])
    .where("account_id", "=", caller.account.id)
    .where("id", ">", after);
  if (id !== undefined) query = query.where("id", "=", id);
  const rows = await query.orderBy("id").limit(atMost(limit)).execute();
  const current = await currentWorkspace(call, caller);
  const dated = call.rules.applies("CTC-WS-03");
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    createdAt: dated ? wireTime(row.created_at) : null,
    current: row.id === current,
  }));
}

/** The workspace switched to last, while the caller may open it; else the first of those the caller may open. */
async function currentWorkspace(call: Call, caller: Member): Promise<string | null> {
  if (!call.rules.applies("CTC-WS-04")) return null;
  const opened = openedBy(call.db, caller);
  const chosen = caller.chosen && (await opened.where("w.id", "=", caller.chosen).executeTakeFirst());
  const first = chosen || (await opened.orderBy("w.id").limit(atMost(1)).executeTakeFirst());
  return first?.id ?? null;
}

async function readWorkspace(call: Call, caller: Member, id = call.param("workspace")): Promise<Row> {
  const [row] = await readWorkspaces(call, caller, { after: "", limit: 1, id });
  if (!row) throw notFound("workspace");
  return row;
}

/** The workspace in the path, refused where the caller's invitation does not open it. */
export async function requireOpen(call: Call, caller: Member): Promise<string> {
  const { id } = await readWorkspace(call, caller);
  const open = await openedBy(call.db, caller).where("w.id", "=", id).executeTakeFirst();
  const message = "the caller was not given access to this workspace";
  call.rules.require("CTC-TM-07", open !== undefined, { status: 403, message });
  return id;
}

async function countWorkspaces(call: Call, { account }: Member): Promise<number> {
  const query = call.db.selectFrom("ctc_workspaces").select((count) => count.fn.countAll().as("rows"));
  return Number((await query.where("account_id", "=", account.id).executeTakeFirstOrThrow()).rows);
}

async function create(call: Call, caller: Member): Promise<Answer> {
  const { account } = caller;
  const { name, name_key } = requireName(call, "CTC-WS-02", call.body(members).name);
  const same = call.db.selectFrom("ctc_workspaces").select("id").where("account_id", "=", account.id);
  const taken = await same.where("name_key", "=", name_key).executeTakeFirst();
  const message = `the name ${JSON.stringify(name)} is taken`;
  call.rules.require("CTC-WS-02", !taken, { status: 409, field: "name", message });
  requirePaid(call, "CTC-WS-05", account);
  const most = account.workspaces_maximum;
  const full = `the account has the ${most} workspaces it may have`;
  const room = (await countWorkspaces(call, caller)) < most;
  call.rules.require("CTC-WS-06", room, { status: 409, message: full });
  const id = await nextId(call.db, "wsp");
  const row = { id, account_id: account.id, name, name_key, created_at: stamp(call.now) };
  await call.db.insertInto("ctc_workspaces").values(row).execute();
  return rowAnswer(await readWorkspace(call, caller, id), 201);
}

async function remove(call: Call, caller: Member): Promise<Answer> {
  const row = await readWorkspace(call, caller);
  call.matches(row);
  call.confirmed("CTC-WS-11");
  const last = (await countWorkspaces(call, caller)) === 1;
  const message = "the last workspace of an account cannot be deleted";
  call.rules.require("CTC-WS-11", !last, { status: 409, message });
  if (call.rules.applies("CTC-WS-12"))
    await call.db.deleteFrom("ctc_workspaces").where("id", "=", row.id).execute();
  return nothing();
}

async function switchTo(call: Call, caller: Member): Promise<Answer> {
  call.body({});
  const id = await requireOpen(call, caller);
  const change = { current_workspace: id };
  if (call.rules.applies("CTC-WS-10"))
    await call.db.updateTable("ctc_members").set(change).where("id", "=", caller.id).execute();
  return rowAnswer(await readWorkspace(call, { ...caller, chosen: id }));
}

export const workspaceRoutes: readonly Route[] = [
  member(
    {
      method: "GET",
      path: list,
      guard: "CTC-ACC-02",
      summary: "Workspaces of the account; one that the caller may open is current.",
      paged: true,
      rules: ["CTC-WS-03", "CTC-WS-04", "CTC-WS-10"],
      answers: { status: 200, schema: "WorkspacePage" },
    },
    (call, caller) => pageAnswer(call, (window) => readWorkspaces(call, caller, window)),
  ),
  manager(
    {
      method: "POST",
      path: list,
      guard: "CTC-WS-07",
      summary: "Adds a workspace, which its owner may open and nobody else until invited to it.",
      members,
      rules: ["CTC-WS-02", "CTC-WS-05", "CTC-WS-06"],
      answers: { status: 201, schema: "Workspace" },
    },
    create,
  ),
  member({ method: "GET", path: item, summary: "One workspace.", answers: one }, async (call, caller) =>
    rowAnswer(await readWorkspace(call, caller)),
  ),
  member(
    {
      method: "PATCH",
      path: item,
      summary: "Refused: the product documents no renaming.",
      rules: ["CTC-WS-13"],
      answers: { status: 405, schema: null },
    },
    undocumented("CTC-WS-13", "a workspace cannot be changed: its name stays as it is"),
  ),
  manager(
    {
      method: "DELETE",
      path: item,
      summary: "Deletes a workspace for good, with all it holds. Members keep their other workspaces.",
      query: { confirm: "Must be true." },
      rules: ["CTC-WS-11", "CTC-WS-12"],
      answers: { status: 204, schema: null },
    },
    remove,
  ),
  member(
    {
      method: "POST",
      path: `${item}/switch`,
      guard: "CTC-WS-08",
      summary: "Makes a workspace the caller's current one.",
      members: {},
      rules: ["CTC-TM-07", "CTC-WS-10"],
      answers: one,
    },
    switchTo,
  ),
];
