/** Everything of a tenant that has a name: one way to list, read, make and change it. */
import type { Answer } from "../answer.ts";
import type { Call } from "../call.ts";
import { stamp } from "../clock.ts";
import type { Route } from "../route.ts";
import { isSet, toFlag } from "../store/database.ts";
import { fold } from "../text.ts";
import { DONE, inTenant, MADE } from "./define.ts";
import { newId } from "./ids.ts";
import type { Kind } from "./kind.ts";
import { KINDS, showObject } from "./kinds.ts";
import { isVisible, lineage, type Member, type TenantRow } from "./member.ts";
import type { ObjectRow } from "./ties.ts";
import { acceptText, bad, bodyOf, missing, need, optionalFlag, result } from "./wire.ts";

const NAME_MAXIMUM = 255;

/** Objects of one kind: the tenant's own, and what tenants above it share. */
export async function listObjects(call: Call, tenant: TenantRow, kind: string): Promise<ObjectRow[]> {
  const rows = call.db.selectFrom("cxe_objects").selectAll().where("kind", "=", kind);
  const above = (await lineage(call, tenant)).slice(1);
  if (above.length === 0) return rows.where("tenant_id", "=", tenant.id).orderBy("id").execute();
  const visible = rows.where((where) =>
    where.or([
      where("tenant_id", "=", tenant.id),
      where.and([where("tenant_id", "in", above), where("shared", "=", 1)]),
    ]),
  );
  return visible.orderBy("id").execute();
}

async function findObject(call: Call, { tenant }: Member, kind: Kind): Promise<ObjectRow> {
  const id = call.param("id");
  const query = call.db.selectFrom("cxe_objects").selectAll().where("id", "=", id);
  const row = await query.where("kind", "=", kind.kind).executeTakeFirst();
  if (!row || !(await isVisible(call, tenant, row))) throw missing(kind.what);
  return row;
}

/** The name as it is stored; refuses blank ones and those another object of the kind has. */
async function acceptName(
  call: Call,
  { tenant }: Pick<Member, "tenant">,
  kind: Kind,
  value: unknown,
  own: string | null,
): Promise<string> {
  const name = acceptText(value, NAME_MAXIMUM)?.trim() ?? "";
  const text = bad("name must be a non-blank string", "name");
  if (kind.kind === "identity-providers") call.rules.require("CXE-B-38", name !== "", text);
  need(name !== "", "bad-value", text);
  const rows = call.db.selectFrom("cxe_objects").select("id").where("tenant_id", "=", tenant.id);
  const same = rows.where("kind", "=", kind.kind).where("name_key", "=", fold(name));
  const taken = (await same.execute()).some((row) => row.id !== own);
  const message = `a ${kind.what} with the same value for name already exists`;
  const free = !taken || kind.namesRepeat === true;
  if (kind.duplicate) call.rules.require(kind.duplicate, free, bad(message, "name"));
  else need(free, "duplicate-name", bad(message, "name"));
  return name;
}

/** A new object without checks of the caller. */
export async function insertObject(
  call: Call,
  tenant: string,
  wanted: {
    readonly kind: string;
    readonly name: string;
    readonly more: object;
    readonly by: string;
    readonly active?: boolean;
    readonly shared?: boolean;
  },
): Promise<ObjectRow> {
  const at = stamp(call.now);
  const { kind, name, more, by } = wanted;
  const row: ObjectRow = {
    id: await newId(call.db),
    tenant_id: tenant,
    kind,
    name,
    name_key: fold(name),
    active: toFlag(wanted.active ?? true),
    shared: toFlag(wanted.shared ?? false),
    more: JSON.stringify(more),
    created: at,
    created_by: by,
    updated: at,
    updated_by: by,
  };
  await call.db.insertInto("cxe_objects").values(row).execute();
  return row;
}

function create(kind: Kind) {
  return async (call: Call, caller: Member): Promise<Answer> => {
    const body = bodyOf(call);
    const name = await acceptName(call, caller, kind, body.name, null);
    const more = await kind.accept({ call, caller, body, before: null });
    const active = kind.activeOf?.(body) ?? optionalFlag(body, "active") ?? kind.startsActive ?? true;
    const shared = optionalFlag(body, "shared") ?? false;
    kind.check?.({ call, body, before: null, more, active, shared });
    const row = await insertObject(call, caller.tenant.id, {
      ...{ kind: kind.kind, name, active, shared, by: caller.id },
      more,
    });
    return result({ ...showObject(row), ...kind.once?.(more) }, 201);
  };
}

function update(kind: Kind) {
  return async (call: Call, caller: Member): Promise<Answer> => {
    const before = await findObject(call, caller, kind);
    need(before.tenant_id === caller.tenant.id, "inherited", bad("this belongs to the parent tenant"));
    const body = bodyOf(call);
    kind.refuse?.(call, before);
    const name =
      body.name === undefined || body.name === null
        ? before.name
        : await acceptName(call, caller, kind, body.name, before.id);
    const more = await kind.accept({ call, caller, body, before });
    const active = kind.activeOf?.(body) ?? optionalFlag(body, "active") ?? isSet(before.active);
    const shared = optionalFlag(body, "shared") ?? isSet(before.shared);
    kind.check?.({ call, body, before, more, active, shared });
    if (kind.beforeDisabling && !active && isSet(before.active)) await kind.beforeDisabling(call, before);
    const row: ObjectRow = {
      ...before,
      ...{ name, name_key: fold(name), active: toFlag(active), shared: toFlag(shared) },
      ...{ more: JSON.stringify(more), updated: stamp(call.now), updated_by: caller.id },
    };
    await call.db.updateTable("cxe_objects").set(row).where("id", "=", before.id).execute();
    return result(showObject(row));
  };
}

function remove(kind: Kind) {
  return async (call: Call, caller: Member): Promise<Answer> => {
    const row = await findObject(call, caller, kind);
    if (kind.undeletable) {
      const reason = { status: 404, message: `a ${kind.what} is disabled, never deleted` };
      call.rules.require(kind.undeletable, false, reason);
    }
    await call.db.deleteFrom("cxe_objects").where("id", "=", row.id).execute();
    return kind.undeletable ? result({ id: row.id }) : { status: 204, body: null, headers: {} };
  };
}

function routesOf(kind: Kind): Route[] {
  const path = `/tenants/{tenant}/${kind.kind}`;
  const { what, rules } = kind;
  const gone = { answers: { status: 204, schema: null } };
  const list = async (call: Call, { tenant }: Member) =>
    result((await listObjects(call, tenant, kind.kind)).map((row) => showObject(row)));
  const get = async (call: Call, caller: Member) => result(showObject(await findObject(call, caller, kind)));
  const routes = [
    inTenant({ method: "GET", path, summary: `Every ${what}.`, rules, ...DONE }, list, ...kind.readers),
    inTenant(
      { method: "POST", path, summary: `Makes a ${what}.`, rules, ...MADE },
      create(kind),
      ...kind.makers,
    ),
    inTenant({ method: "GET", path: `${path}/{id}`, summary: `One ${what}.`, ...DONE }, get, ...kind.readers),
    inTenant(
      { method: "PUT", path: `${path}/{id}`, summary: `Changes a ${what}.`, rules, ...DONE },
      update(kind),
      ...kind.writers,
    ),
  ];
  if (!kind.deletable && !kind.undeletable) return routes;
  const refused = kind.undeletable ? { rules: [kind.undeletable] } : {};
  const stated = {
    method: "DELETE",
    path: `${path}/{id}`,
    summary: `Removes a ${what}.`,
    ...refused,
    ...gone,
  } as const;
  return [...routes, inTenant(stated, remove(kind), ...kind.writers)];
}

export const objectRoutes: readonly Route[] = KINDS.flatMap(routesOf);
