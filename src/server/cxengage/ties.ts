/** What users and groups are tied to: groups, skills, reason lists, capacity rules. */
import type { Call } from "../call.ts";
import { stamp } from "../clock.ts";
import { type Database, isSet } from "../store/database.ts";
import { prepared } from "../store/prepared.ts";
import { isVisible, type Member } from "./member.ts";
import { isEveryone } from "./user-rows.ts";
import { bad, type Members, missing, need } from "./wire.ts";

export type ObjectRow = Database["cxe_objects"];
export type LinkRow = Database["cxe_links"];

/** One kind of tie. `near` is the object, `far` the user or the group that has it. */
export interface Tie {
  readonly kind: string;
  readonly near: "groups" | "skills" | "reason-lists" | "capacity-rules";
  readonly far: "users" | "groups";
  /** Rule that refuses callers without one of the permissions; null where none is documented. */
  readonly right: string | null;
  readonly writers: readonly string[];
  readonly readers: readonly string[];
  /** Rule that refuses an object the tenant does not have. */
  readonly unknown: string;
}

const ENROLLING = ["MANAGE_TENANT_ENROLLMENT", "PLATFORM_MANAGE_ALL_TENANTS_ENROLLMENT"];

const SKILL_USER: Tie = {
  kind: "skill-user",
  near: "skills",
  far: "users",
  right: "CXE-EDIT-06",
  writers: ["MANAGE_ALL_USER_SKILLS"],
  readers: ["VIEW_ALL_SKILLS", "MANAGE_ALL_SKILLS", "MANAGE_ALL_USER_SKILLS"],
  unknown: "CXE-B-24",
};
const GROUP_USER: Tie = {
  kind: "group-user",
  near: "groups",
  far: "users",
  right: "CXE-EDIT-07",
  writers: ["MANAGE_ALL_GROUP_USERS"],
  readers: ["VIEW_ALL_GROUPS", "MANAGE_ALL_GROUPS", "MANAGE_ALL_GROUP_USERS"],
  unknown: "CXE-B-18",
};
const LIST_USER: Tie = {
  kind: "reason-list-user",
  near: "reason-lists",
  far: "users",
  right: "CXE-EDIT-10",
  writers: ["MANAGE_ALL_USER_REASON_LISTS"],
  readers: ["READ_REASON_LIST", "MANAGE_ALL_USER_REASON_LISTS"],
  unknown: "CXE-PRL-01",
};
const LIST_GROUP: Tie = {
  ...LIST_USER,
  kind: "reason-list-group",
  far: "groups",
  right: null,
  writers: ["MANAGE_ALL_GROUP_REASON_LISTS"],
};
const CAPACITY_USER: Tie = {
  kind: "capacity-rule-user",
  near: "capacity-rules",
  far: "users",
  right: "CXE-EDIT-10",
  writers: ENROLLING,
  readers: ["VIEW_ALL_CAPACITY_RULES", "MANAGE_ALL_CAPACITY_RULES"],
  unknown: "CXE-CAP-01",
};
export const TIES: readonly Tie[] = [SKILL_USER, GROUP_USER, LIST_USER, LIST_GROUP, CAPACITY_USER];

/** Ties two things. False where they are tied already. */
export async function tie(
  call: Call,
  caller: Member,
  { kind, near, unknown }: Tie,
  ends: { readonly near: string; readonly far: string; readonly body: Members },
): Promise<boolean> {
  const object = await findShared(call, caller, near, ends.near);
  call.rules.require(
    unknown,
    object !== undefined,
    bad(`there is no such ${near.slice(0, -1)}`, `${near}Id`),
  );
  if (!object) throw missing(near.slice(0, -1));
  await check(call, object, ends);
  if (near === "capacity-rules" && call.rules.applies("CXE-B-27"))
    await untieAll(call, caller, kind, ends.far);
  if (kind === "reason-list-user" && !call.rules.applies("CXE-B-25"))
    await untieAll(call, caller, kind, ends.far);
  const row: LinkRow = {
    tenant_id: caller.tenant.id,
    kind,
    near_id: object.id,
    far_id: ends.far,
    proficiency: near === "skills" ? proficiencyOf(object, ends.body) : null,
    added: stamp(call.now),
  };
  const insert = call.db
    .insertInto("cxe_links")
    .values(row)
    .onConflict((conflict) => conflict.doNothing());
  return Number((await insert.executeTakeFirst()).numInsertedOrUpdatedRows ?? 0) > 0;
}

async function check(call: Call, object: ObjectRow, { body }: { readonly body: Members }): Promise<void> {
  const { rules } = call;
  const more = JSON.parse(object.more) as Members;
  if (object.kind === "groups")
    need(!isEveryone(object), "everyone-is-fixed", bad("everybody is in this group already", "groupId"));
  if (object.kind === "skills") requireProficiency(call, object, body);
  const given = object.kind === "reason-lists" && more.isDefault === true;
  rules.require("CXE-B-26", !given, bad("everybody has this list already", "reasonListId"));
  const off = object.kind === "capacity-rules" && !isSet(object.active);
  rules.require("CXE-B-28", !off, bad("this capacity rule is disabled", "capacityRuleId"));
}

/** A level from 1 to 100, on skills that have levels. */
export function requireProficiency({ rules }: Call, skill: ObjectRow, body: Members): void {
  const { proficiency } = body;
  if (proficiency === undefined || proficiency === null) return;
  const leveled = (JSON.parse(skill.more) as Members).hasProficiency === true;
  rules.require("CXE-B-21", leveled, bad("this skill has no proficiency", "proficiency"));
  const whole = typeof proficiency === "number" && Number.isInteger(proficiency);
  need(whole, "bad-value", bad("proficiency is a whole number", "proficiency"));
  const within = whole && proficiency >= 1 && proficiency <= 100;
  rules.require("CXE-B-20", within, bad("proficiency is a whole number from 1 to 100", "proficiency"));
}

export function proficiencyOf(skill: ObjectRow, { proficiency }: Members): number | null {
  if (typeof proficiency === "number") return proficiency;
  return (JSON.parse(skill.more) as Members).hasProficiency === true ? 1 : null;
}

async function untieAll({ db }: Call, { tenant }: Member, kind: string, far: string): Promise<void> {
  const links = db.deleteFrom("cxe_links").where("tenant_id", "=", tenant.id).where("kind", "=", kind);
  await links.where("far_id", "=", far).execute();
}

const objectRows = prepared<{ id: string; kind: string }, ObjectRow>((db, parameter) =>
  db
    .selectFrom("cxe_objects")
    .selectAll()
    .where("id", "=", parameter("id"))
    .where("kind", "=", parameter("kind")),
);

/** An object of the tenant, or one its parents share. */
export async function findShared(
  call: Call,
  { tenant }: Pick<Member, "tenant">,
  kind: string,
  id: string,
): Promise<ObjectRow | undefined> {
  const [row] = await objectRows(call.db, { id, kind });
  return row && (await isVisible(call, tenant, row)) ? row : undefined;
}

/** The capacity rule of a user who is being added. */
export async function addCapacityRule(call: Call, caller: Member, user: string, rule: string): Promise<void> {
  await tie(call, caller, CAPACITY_USER, { near: rule, far: user, body: {} });
}
