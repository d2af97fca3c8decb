import { sql } from "kysely";
import { type Answer, nothing, type Row, rowAnswer } from "../answer.ts";
import { type Call, notFound } from "../call.ts";
import { type Named, requireName } from "../names.ts";
import { pageAnswer, type Window } from "../paging.ts";
import type { Route } from "../route.ts";
import type { Database } from "../store/database.ts";
import { atMost, contains, nextId } from "../store/store.ts";
import { fold } from "../text.ts";
import type { Member } from "./access.ts";
import { manager, member } from "./define.ts";
import { requireUnique, searchTerm } from "./names.ts";

const list = "/organizations/{organization}/categories";
const item = `${list}/{category}`;
const one = { status: 200, schema: "Category" };
const name = {
  type: "text",
  doc: "Name of the category.",
  schema: { type: "string", maxLength: 255 },
} as const;
const createMembers = { name: { ...name, required: true } } as const;
const patchMembers = {
  name,
  order: {
    type: "number",
    doc: "Position on the welcome page, from 1.",
    schema: { type: "integer", minimum: 1 },
  },
  columns: { type: "number", doc: "Columns the category may span.", schema: { type: "integer", minimum: 1 } },
} as const;
const nameRules = ["ECX-CAT-02", "ECX-CAT-07"];

/** ECX-CAT-07: filters of the app list. */
const RESERVED = new Set(["featured", "installed"]);

interface Wanted extends Window {
  readonly id?: string;
  readonly term?: string | null;
}

async function readCategories(
  call: Call,
  { organization }: Member,
  { after, limit, id, term }: Wanted,
): Promise<Row[]> {
  let query = call.db
    .selectFrom("ecx_categories")
    .select(["id", "name", "position", "column_count"])
    .where("organization_id", "=", organization.id)
    .where("id", ">", after);
  if (id !== undefined) query = query.where("id", "=", id);
  if (term) query = query.where(contains(sql.ref("name_key"), term));
  const rows = await query.orderBy("id").limit(atMost(limit)).execute();
  return rows.map((row) => ({ id: row.id, name: row.name, order: row.position, columns: row.column_count }));
}

async function readCategory(call: Call, caller: Member, id = call.param("category")): Promise<Row> {
  const [row] = await readCategories(call, caller, { after: "", limit: 1, id });
  if (!row) throw notFound("category");
  return row;
}

async function requireFreeName(call: Call, caller: Member, value: unknown, own = ""): Promise<Named> {
  const named = requireName(call, "ECX-CAT-02", value);
  const message = `${named.name} is a filter of the app list, not a category`;
  call.rules.require("ECX-CAT-07", !RESERVED.has(fold(named.name)), { status: 409, field: "name", message });
  await requireUnique(call, "ECX-CAT-02", "ecx_categories", caller.organization.id, named, own);
  return named;
}

async function create(call: Call, caller: Member): Promise<Answer> {
  const named = await requireFreeName(call, caller, call.body(createMembers, "ECX-CAT-01").name);
  const id = await nextId(call.db, "cat");
  const row = { id, organization_id: caller.organization.id, ...named, position: 1, column_count: 1 };
  await call.db.insertInto("ecx_categories").values(row).execute();
  return rowAnswer(await readCategory(call, caller, id), 201);
}

function requireCount(call: Call, rule: string, field: string, value: unknown, most: number): number {
  const count = typeof value === "number" && Number.isSafeInteger(value) ? value : 0;
  const range =
    most === Number.MAX_SAFE_INTEGER ? "a whole number from 1" : `a whole number from 1 to ${most}`;
  call.rules.require(rule, count >= 1 && count <= most, {
    status: 422,
    field,
    message: `${field} is ${range}`,
  });
  return count;
}

/** Writes field after field; the transaction makes them one (ECX-CAT-05). */
async function update(call: Call, caller: Member): Promise<Answer> {
  const row = await readCategory(call, caller);
  const body = call.body(patchMembers);
  call.matches(row);
  const set = (change: Partial<Database["ecx_categories"]>) =>
    call.db.updateTable("ecx_categories").set(change).where("id", "=", row.id).execute();
  if (body.name !== undefined) await set(await requireFreeName(call, caller, body.name, row.id));
  if (body.order !== undefined)
    await set({ position: requireCount(call, "ECX-CAT-03", "order", body.order, Number.MAX_SAFE_INTEGER) });
  const most = caller.organization.columns_maximum;
  if (body.columns !== undefined)
    await set({ column_count: requireCount(call, "ECX-CAT-04", "columns", body.columns, most) });
  return rowAnswer(await readCategory(call, caller));
}

async function remove(call: Call, caller: Member): Promise<Answer> {
  const row = await readCategory(call, caller);
  call.matches(row);
  call.confirmed("ECX-CAT-06");
  const inside = await call.db
    .selectFrom("ecx_apps")
    .select("app")
    .where("organization_id", "=", caller.organization.id)
    .where("category", "=", row.id)
    .executeTakeFirst();
  const message = "apps are inside the category: move them first";
  call.rules.require("ECX-CAT-06", inside === undefined, { status: 409, message });
  await call.db.deleteFrom("ecx_categories").where("id", "=", row.id).execute();
  return nothing();
}

export const categoryRoutes: readonly Route[] = [
  member(
    {
      method: "GET",
      path: list,
      guard: "ECX-CAT-09",
      summary: "Categories of the welcome page.",
      paged: true,
      query: { search: "Part of a name." },
      rules: ["ECX-CAT-09", "ECX-SRCH-03", "ECX-SRCH-07"],
      answers: { status: 200, schema: "CategoryPage" },
    },
    (call, caller) => {
      const term = searchTerm(call, "ECX-SRCH-03");
      return pageAnswer(call, (window) => readCategories(call, caller, { ...window, term }));
    },
  ),
  manager(
    {
      method: "POST",
      path: list,
      summary: "Adds a category; order and columns start at 1.",
      members: createMembers,
      extra: "ECX-CAT-01",
      rules: ["ECX-CAT-01", ...nameRules],
      answers: { status: 201, schema: "Category" },
    },
    create,
  ),
  member({ method: "GET", path: item, summary: "One category.", answers: one }, async (call, caller) =>
    rowAnswer(await readCategory(call, caller)),
  ),
  manager(
    {
      method: "PATCH",
      path: item,
      summary: "Changes fields of a category, all or none.",
      atomic: "ECX-CAT-05",
      members: patchMembers,
      rules: [...nameRules, "ECX-CAT-03", "ECX-CAT-04", "ECX-CAT-05"],
      answers: one,
    },
    update,
  ),
  manager(
    {
      method: "DELETE",
      path: item,
      summary: "Deletes a category without apps.",
      query: { confirm: "Must be true." },
      rules: ["ECX-CAT-06"],
      answers: { status: 204, schema: null },
    },
    remove,
  ),
];
