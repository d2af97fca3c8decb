/** Apps as the wire shows them: a few queries per page, whatever its length. */
import { sql } from "kysely";
import type { Row } from "../answer.ts";
import { type Call, notFound } from "../call.ts";
import { stamp, wireTime } from "../clock.ts";
import { collect } from "../links.ts";
import type { Window } from "../paging.ts";
import { type Database, isSet } from "../store/database.ts";
import { atMost, contains } from "../store/store.ts";
import type { Member } from "./access.ts";

const TRIAL_MILLISECONDS = 30 * 24 * 60 * 60 * 1000;

export type Status = "installed" | "licensed" | "trial" | "expired";

export interface AppRow extends Row {
  readonly section: boolean;
  readonly installed: boolean;
  readonly groups: readonly string[];
  readonly users: readonly string[];
  readonly status: Status | null;
  readonly trialEndsAt: string | null;
  readonly activation: "trial" | "license" | null;
}

interface Wanted extends Window {
  readonly id?: string;
  readonly term?: string | null;
  readonly filter?: "installed" | "featured" | null;
}

/** Apps of an organization in order of id. */
export async function readApps(
  call: Call,
  { organization }: Member,
  { after, limit, id, term, filter }: Wanted,
): Promise<AppRow[]> {
  let query = call.db
    .selectFrom("ecx_apps")
    .selectAll()
    .where("organization_id", "=", organization.id)
    .where("app", ">", after);
  if (id !== undefined) query = query.where("app", "=", id);
  if (filter) query = query.where(filter, "=", 1);
  if (term) query = query.where(contains(sql.ref("name_key"), term));
  const rows = await query.orderBy("app").limit(atMost(limit)).execute();
  const [groups, users, licensed] = await readLinks(call, organization.id);
  const show = shower(call);
  return rows.map((row) =>
    show(row, {
      groups: groups.get(row.app) ?? [],
      users: users.get(row.app) ?? [],
      licensed: licensed.has(row.app),
    }),
  );
}

export async function readApp(call: Call, caller: Member, id = call.param("app")): Promise<AppRow> {
  const [row] = await readApps(call, caller, { after: "", limit: 1, id });
  if (!row) throw notFound("app");
  return row;
}

/** Rights of all apps and which have a license: catalogues are small, so one read each serves every page. */
async function readLinks(call: Call, organization: string) {
  const groups = call.db.selectFrom("ecx_app_groups").select(["app as owner", "group_id as id"]);
  const users = call.db.selectFrom("ecx_app_users").select(["app as owner", "user_id as id"]);
  const licenses = call.db
    .selectFrom("ecx_licenses")
    .select("app")
    .where("organization_id", "=", organization);
  return [
    collect(await groups.where("organization_id", "=", organization).orderBy("group_id").execute()),
    collect(await users.where("organization_id", "=", organization).orderBy("user_id").execute()),
    new Set((await licenses.where("attached", "=", 1).execute()).map((row) => row.app)),
  ] as const;
}

interface Links {
  readonly groups: readonly string[];
  readonly users: readonly string[];
  readonly licensed: boolean;
}

/** Asks the rules once per page, not once per row. */
function shower(call: Call): (row: Database["ecx_apps"], links: Links) => AppRow {
  const { rules } = call;
  const described = rules.applies("ECX-APP-02");
  const typed = rules.applies("ECX-CAT-08");
  const placed = rules.applies("ECX-APP-03");
  const marked = rules.applies("ECX-APP-12");
  return (row, { groups, users, licensed }) => {
    const installed = isSet(row.installed);
    const ends = trialEnd(call, row.trial_started_at);
    return {
      id: row.app,
      name: row.name,
      description: described ? row.description : "",
      type: typed ? row.type : "",
      section: isSet(row.section),
      installed: installed && marked,
      featured: isSet(row.featured),
      category: placed ? row.category : null,
      groups,
      users,
      status: installed ? statusOf(call, ends, licensed) : null,
      trialEndsAt: wireTime(ends),
      activation: licensed ? "license" : row.trial_started_at === null ? null : "trial",
    };
  };
}

/** ECX-TRI-01: 30 days after the start; stored form. */
function trialEnd(call: Call, start: string | null): string | null {
  if (start === null || !call.rules.applies("ECX-TRI-01")) return null;
  return stamp(new Date(Date.parse(start) + TRIAL_MILLISECONDS));
}

function statusOf(call: Call, ends: string | null, licensed: boolean): Status {
  if (!call.rules.applies("ECX-APP-09")) return "installed";
  if (licensed && call.rules.applies("ECX-LIC-06")) return "licensed";
  if (ends === null) return "installed";
  return ends > stamp(call.now) ? "trial" : "expired";
}
