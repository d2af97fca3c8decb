import { type Answer, nothing, rowAnswer } from "../answer.ts";
import { type Call, notFound } from "../call.ts";
import { undocumented } from "../define.ts";
import type { Route } from "../route.ts";
import { toFlag } from "../store/database.ts";
import type { Member } from "./access.ts";
import { type AppRow, readApp } from "./app-rows.ts";
import { manager } from "./define.ts";

const path = "/organizations/{organization}/apps/{app}";
const category = {
  type: "text",
  doc: "Id of a category, or of a section app.",
  required: true,
  schema: { type: "string" },
} as const;
const members = {
  category,
  groups: { type: "ids", doc: "Ids of groups that may open the app." },
  users: { type: "ids", doc: "Ids of users who may open the app." },
} as const;

/** ECX-APP-07: a category of the organization, or one of the catalogue's sections. */
async function requireCategory(call: Call, { organization }: Member, value: unknown): Promise<string | null> {
  const id = typeof value === "string" ? value : "";
  const own = call.db
    .selectFrom("ecx_categories")
    .select("id")
    .where("organization_id", "=", organization.id);
  const sections = call.db
    .selectFrom("ecx_apps")
    .select("app")
    .where("organization_id", "=", organization.id);
  const known =
    (await own.where("id", "=", id).executeTakeFirst()) ??
    (await sections.where("app", "=", id).where("section", "=", 1).executeTakeFirst());
  const message = "an existing category is needed";
  call.rules.require("ECX-APP-07", known !== undefined, { status: 422, field: "category", message });
  return known ? id : null;
}

interface Kind {
  readonly member: "group" | "user";
  readonly lists: "groups" | "users";
  readonly table: "ecx_groups" | "ecx_users";
}
const GROUP: Kind = { member: "group", lists: "groups", table: "ecx_groups" };
const USER: Kind = { member: "user", lists: "users", table: "ecx_users" };

/** Those of the ids that exist; an unknown one is refused (ECX-APP-08). */
async function requirePrincipals(
  call: Call,
  caller: Member,
  kind: Kind,
  field: string,
  wanted: readonly string[],
) {
  const ids = [...new Set(wanted)];
  if (ids.length === 0) return [];
  const query = call.db
    .selectFrom(kind.table)
    .select("id")
    .where("organization_id", "=", caller.organization.id);
  const known = new Set((await query.where("id", "in", ids).execute()).map((row) => row.id));
  const unknown = ids.find((id) => !known.has(id));
  const message = `there is no ${kind.member} ${JSON.stringify(unknown ?? "")}`;
  call.rules.require("ECX-APP-08", unknown === undefined, { status: 422, field, message });
  return [...known];
}

async function addRights(
  call: Call,
  organization_id: string,
  app: string,
  kind: Kind,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  if (kind === GROUP) {
    const rows = ids.map((group_id) => ({ organization_id, app, group_id }));
    await call.db
      .insertInto("ecx_app_groups")
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  } else {
    const rows = ids.map((user_id) => ({ organization_id, app, user_id }));
    await call.db
      .insertInto("ecx_app_users")
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

async function install(call: Call, caller: Member): Promise<Answer> {
  const row = await readApp(call, caller);
  const body = call.body(members);
  call.rules.require("ECX-APP-01", !row.section, {
    status: 422,
    field: "app",
    message: "a section is not installable",
  });
  call.rules.require("ECX-APP-06", !row.installed, { status: 409, message: "the app is installed already" });
  const place = await requireCategory(call, caller, body.category);
  const groups = await requirePrincipals(call, caller, GROUP, "groups", body.groups ?? []);
  const users = await requirePrincipals(call, caller, USER, "users", body.users ?? []);
  const organization = caller.organization.id;
  const apps = call.db
    .updateTable("ecx_apps")
    .where("organization_id", "=", organization)
    .where("app", "=", row.id);
  await apps.set({ installed: toFlag(true), category: place }).execute();
  if (call.rules.applies("ECX-B-01")) {
    await addRights(call, organization, row.id, GROUP, groups);
    await addRights(call, organization, row.id, USER, users);
  }
  return rowAnswer(await readApp(call, caller), 201);
}

async function readInstalled(call: Call, caller: Member): Promise<AppRow> {
  const row = await readApp(call, caller);
  if (!row.installed) throw notFound("installation");
  return row;
}

async function move(call: Call, caller: Member): Promise<Answer> {
  const row = await readInstalled(call, caller);
  const body = call.body({ category });
  call.matches(row);
  const place = await requireCategory(call, caller, body.category);
  const apps = call.db.updateTable("ecx_apps").where("organization_id", "=", caller.organization.id);
  await apps.where("app", "=", row.id).set({ category: place }).execute();
  return rowAnswer(await readApp(call, caller));
}

async function addRight(call: Call, caller: Member, kind: Kind): Promise<Answer> {
  const row = await readInstalled(call, caller);
  const body: { readonly [member: string]: unknown } = call.body(rightMembers(kind));
  const wanted = String(body[kind.member] ?? "");
  const ids = await requirePrincipals(call, caller, kind, kind.member, [wanted]);
  const repeated = { status: 409, field: kind.member, message: `the ${kind.member} has the right already` };
  call.rules.require("ECX-APP-08", !row[kind.lists].includes(wanted), repeated);
  await addRights(call, caller.organization.id, row.id, kind, ids);
  return rowAnswer(await readApp(call, caller), 201);
}

async function removeRight(call: Call, caller: Member, kind: Kind): Promise<Answer> {
  const row = await readInstalled(call, caller);
  const id = call.param(kind.member);
  if (!row[kind.lists].includes(id)) throw notFound("access right");
  const { organization } = caller;
  const { db } = call;
  if (kind === GROUP) {
    const rows = db.deleteFrom("ecx_app_groups").where("organization_id", "=", organization.id);
    await rows.where("app", "=", row.id).where("group_id", "=", id).execute();
  } else {
    const rows = db.deleteFrom("ecx_app_users").where("organization_id", "=", organization.id);
    await rows.where("app", "=", row.id).where("user_id", "=", id).execute();
  }
  return nothing();
}

function rightMembers({ member }: Kind) {
  return {
    [member]: { type: "text", doc: `Id of the ${member}.`, required: true, schema: { type: "string" } },
  } as const;
}

export const installationRoutes: readonly Route[] = [
  manager(
    {
      method: "POST",
      path: `${path}/installation`,
      summary: "Installs an app in a category, with access rights.",
      members,
      rules: ["ECX-APP-01", "ECX-APP-06", "ECX-APP-07", "ECX-APP-08", "ECX-B-01"],
      answers: { status: 201, schema: "App" },
    },
    install,
  ),
  manager(
    {
      method: "PATCH",
      path: `${path}/installation`,
      summary: "Moves an installed app to another category.",
      members: { category },
      rules: ["ECX-APP-03", "ECX-APP-07"],
      answers: { status: 200, schema: "App" },
    },
    move,
  ),
  manager(
    {
      method: "DELETE",
      path: `${path}/installation`,
      summary: "Refused: the product documents no removal.",
      rules: ["ECX-APP-11"],
      answers: { status: 405, schema: null },
    },
    undocumented("ECX-APP-11", "an app cannot be uninstalled"),
  ),
  ...[GROUP, USER].flatMap((kind) => [
    manager(
      {
        method: "POST",
        path: `${path}/${kind.lists}`,
        summary: `Lets a ${kind.member} open the app.`,
        members: rightMembers(kind),
        rules: ["ECX-APP-08"],
        answers: { status: 201, schema: "App" },
      },
      (call, caller) => addRight(call, caller, kind),
    ),
    manager(
      {
        method: "DELETE",
        path: `${path}/${kind.lists}/{${kind.member}}`,
        summary: `Takes the right from a ${kind.member}.`,
        rules: [],
        answers: { status: 204, schema: null },
      },
      (call, caller) => removeRight(call, caller, kind),
    ),
  ]),
];
