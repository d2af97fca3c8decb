/** Calls that tie and untie, from either side, and lists of what is tied. */
import type { Answer } from "../answer.ts";
import { type Call, notFound } from "../call.ts";
import { wireTime } from "../clock.ts";
import type { Route } from "../route.ts";
import { inTenant, requireAny } from "./define.ts";
import { showObject } from "./kinds.ts";
import { findUser, type Member, permissionsOf } from "./member.ts";
import { covers } from "./rank.ts";
import {
  findShared,
  type LinkRow,
  type ObjectRow,
  proficiencyOf,
  requireProficiency,
  TIES,
  type Tie,
  tie,
} from "./ties.ts";
import { groupOf, isEveryone, skillOf } from "./user-rows.ts";
import { bad, bodyOf, forbidden, missing, need, result } from "./wire.ts";

type Side = "near" | "far";
const other = (side: Side): Side => (side === "near" ? "far" : "near");

/** `groups` → `groupId`, `reason-lists` → `reasonListId`. */
function idOf(path: string): string {
  const word = path.slice(0, -1).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return `${word}Id`;
}

/** Refuses callers who may not, and ties of people above them where the table of owners is silent. */
async function requireRight(call: Call, caller: Member, { right, writers, far }: Tie, id: string) {
  const message = `one of these permissions is needed: ${writers.join(", ")}`;
  const held = caller.may(...writers);
  if (right === null) return need(held, "permission-denied", forbidden(message));
  let reaches = true;
  if (right === "CXE-EDIT-10" && far === "users") {
    const user = await findUser(call, caller.tenant.id, id);
    reaches = !user || covers(caller.rank, { top: false, held: await permissionsOf(call, user.role_id) });
  }
  call.rules.require(right, held && reaches, forbidden(message));
}

/** Whether the user or group on the far side is there. */
async function hasFar(call: Call, caller: Member, { far }: Tie, id: string): Promise<boolean> {
  if (far === "users") return (await findUser(call, caller.tenant.id, id)) !== undefined;
  return (await findShared(call, caller, far, id)) !== undefined;
}

function post(known: Tie, origin: Side) {
  return async (call: Call, caller: Member): Promise<Answer> => {
    const body = bodyOf(call);
    const named = body[idOf(known[other(origin)])];
    const ids = { [origin]: call.param("id"), [other(origin)]: typeof named === "string" ? named : "" };
    const ends = { near: ids.near ?? "", far: ids.far ?? "", body };
    await requireRight(call, caller, known, ends.far);
    const there = await hasFar(call, caller, known, ends.far);
    if (!there && origin === "far") throw missing(known.far.slice(0, -1));
    need(there, "unknown-reference", bad(`there is no such ${known.far.slice(0, -1)}`, idOf(known.far)));
    if (origin === "near" && !(await findShared(call, caller, known.near, ends.near)))
      throw missing(known.near.slice(0, -1));
    const added = await tie(call, caller, known, ends);
    const link = await findLink(call, caller, known, ends);
    return result(member(known, link), added ? 201 : 200);
  };
}

async function findLink(
  { db }: Call,
  { tenant }: Member,
  { kind }: Tie,
  ends: { readonly near: string; readonly far: string },
): Promise<LinkRow> {
  const links = db.selectFrom("cxe_links").selectAll().where("tenant_id", "=", tenant.id);
  const one = links.where("kind", "=", kind).where("near_id", "=", ends.near).where("far_id", "=", ends.far);
  const row = await one.executeTakeFirst();
  if (!row) throw missing("association");
  return row;
}

/** A tie as answers and member lists show it. */
function member({ kind, near, far }: Tie, link: LinkRow) {
  const { tenant_id: tenantId, near_id, far_id, proficiency, added } = link;
  if (kind === "group-user")
    return { groupId: near_id, memberId: far_id, memberType: "user", tenantId, added: wireTime(added) };
  const ids = { [idOf(near)]: near_id, [idOf(far)]: far_id, tenantId };
  return kind === "skill-user" ? { ...ids, proficiency } : ids;
}

function remove(known: Tie, origin: Side) {
  return async (call: Call, caller: Member): Promise<Answer> => {
    const ids = { [origin]: call.param("id"), [other(origin)]: call.param("other") };
    const ends = { near: ids.near ?? "", far: ids.far ?? "" };
    await requireRight(call, caller, known, ends.far);
    const object = await findShared(call, caller, known.near, ends.near);
    if (object && isEveryone(object))
      need(false, "everyone-is-fixed", bad("nobody leaves this group", "groupId"));
    const link = await findLink(call, caller, known, ends);
    const links = call.db.deleteFrom("cxe_links").where("tenant_id", "=", link.tenant_id);
    const one = links.where("kind", "=", link.kind).where("near_id", "=", link.near_id);
    await one.where("far_id", "=", link.far_id).execute();
    return result({ [idOf(known.near)]: link.near_id, [idOf(known.far)]: link.far_id });
  };
}

/** Members of an object. */
function listMembers(known: Tie) {
  return async (call: Call, caller: Member): Promise<Answer> => {
    requireAny(caller, known.readers);
    const object = await findShared(call, caller, known.near, call.param("id"));
    if (!object) throw missing(known.near.slice(0, -1));
    if (isEveryone(object)) return result(await everybody(call, caller, object));
    const links = call.db.selectFrom("cxe_links").selectAll().where("tenant_id", "=", caller.tenant.id);
    const own = links.where("kind", "=", known.kind).where("near_id", "=", object.id);
    return result((await own.orderBy("far_id").execute()).map((link) => member(known, link)));
  };
}

async function everybody({ db }: Call, { tenant }: Member, { id }: ObjectRow) {
  const users = db.selectFrom("cxe_users").select(["user_id", "created"]).where("tenant_id", "=", tenant.id);
  return (await users.orderBy("id").execute()).map((user) => ({
    groupId: id,
    memberId: user.user_id,
    memberType: "user",
    tenantId: tenant.id,
    added: wireTime(user.created),
  }));
}

/** What a user or a group is tied to. People read their own without a permission. */
function listObjects(known: Tie) {
  return async (call: Call, caller: Member): Promise<Answer> => {
    const id = call.param("id");
    if (caller.id !== id) requireAny(caller, known.readers);
    if (!(await hasFar(call, caller, known, id))) throw missing(known.far.slice(0, -1));
    return result(await objectsOf(call, caller, known, id));
  };
}

/** Objects tied to a user or a group, those everybody has included. */
export async function objectsOf(call: Call, { tenant }: Member, known: Tie, id: string) {
  const links = call.db.selectFrom("cxe_links").selectAll().where("tenant_id", "=", tenant.id);
  const own = await links.where("kind", "=", known.kind).where("far_id", "=", id).execute();
  const byId = new Map(own.map((link) => [link.near_id, link]));
  const objects = call.db.selectFrom("cxe_objects").selectAll().where("kind", "=", known.near);
  const there = objects.where((where) =>
    where.or([where("tenant_id", "=", tenant.id), where("shared", "=", 1)]),
  );
  const given = known.kind === "reason-list-user" && call.rules.applies("CXE-B-26");
  return (await there.orderBy("id").execute()).flatMap((row) => {
    const link = byId.get(row.id);
    if (isEveryone(row) && known.far === "users") return [groupOf(row, id, row.created)];
    const everybodys = given && (JSON.parse(row.more) as { isDefault?: boolean }).isDefault === true;
    if (!link) return everybodys ? [showObject(row)] : [];
    if (known.near === "groups") return [groupOf(row, id, link.added)];
    return [known.near === "skills" ? skillOf(row, link) : showObject(row)];
  });
}

async function putProficiency(call: Call, caller: Member): Promise<Answer> {
  const known = TIES.find(({ kind }) => kind === "skill-user");
  const skill = await findShared(call, caller, "skills", call.param("other"));
  if (!known || !skill) throw notFound("skill");
  const ends = { near: skill.id, far: call.param("id") };
  await requireRight(call, caller, known, ends.far);
  await findLink(call, caller, known, ends);
  const body = bodyOf(call);
  requireProficiency(call, skill, body);
  const links = call.db.updateTable("cxe_links").set({ proficiency: proficiencyOf(skill, body) });
  const own = links.where("tenant_id", "=", caller.tenant.id).where("kind", "=", known.kind);
  await own.where("near_id", "=", ends.near).where("far_id", "=", ends.far).execute();
  return result(member(known, await findLink(call, caller, known, ends)));
}

/** Rules whose whole effect is that a call exists, by method and path. */
const GUARDS: { readonly [call: string]: string } = {
  "POST users/skills": "CXE-SKILL-01",
  "POST groups/users": "CXE-GRP-01",
  "POST users/capacity-rules": "CXE-B-29",
};
const SHAPING: { readonly [kind: string]: readonly string[] } = {
  "skill-user": ["CXE-B-20", "CXE-B-21"],
  "reason-list-user": ["CXE-B-25", "CXE-B-26"],
  "capacity-rule-user": ["CXE-B-27", "CXE-B-28"],
};

function routesOf(known: Tie, origin: Side): Route[] {
  const [from, to] = [known[origin], known[other(origin)]];
  const path = `/tenants/{tenant}/${from}/{id}/${to}`;
  const guard = GUARDS[`POST ${from}/${to}`];
  const right = known.right === null ? [] : [known.right];
  const rules = [...right, known.unknown, ...(SHAPING[known.kind] ?? [])];
  const answers = (status: number) => ({ answers: { status, schema: "Result" } });
  const summary = `of one of the ${from} and one of the ${to}.`;
  const read = origin === "near" ? listMembers(known) : listObjects(known);
  return [
    inTenant(
      { method: "GET", path, summary: `Lists the ${to} of one of the ${from}.`, ...answers(200) },
      read,
    ),
    inTenant(
      {
        method: "POST",
        path,
        summary: `Makes a tie ${summary}`,
        rules,
        ...(guard && { guard }),
        ...answers(201),
      },
      post(known, origin),
    ),
    inTenant(
      {
        method: "DELETE",
        path: `${path}/{other}`,
        summary: `Ends the tie ${summary}`,
        rules: right,
        ...answers(200),
      },
      remove(known, origin),
    ),
  ];
}

export const associationRoutes: readonly Route[] = [
  ...TIES.flatMap((known) => [...routesOf(known, "near"), ...routesOf(known, "far")]),
  inTenant(
    {
      method: "PUT",
      path: "/tenants/{tenant}/users/{id}/skills/{other}",
      summary: "Sets the proficiency of a user in a skill.",
      guard: "CXE-SKILL-02",
      rules: ["CXE-EDIT-06", "CXE-B-20", "CXE-B-21"],
      answers: { status: 200, schema: "Result" },
    },
    putProficiency,
  ),
];
