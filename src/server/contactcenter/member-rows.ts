/** Members as the wire shows them: two queries per page, whatever its length. */
import type { Row } from "../answer.ts";
import { type Call, notFound } from "../call.ts";
import { wireTime } from "../clock.ts";
import { collect } from "../links.ts";
import type { Window } from "../paging.ts";
import { isSet } from "../store/database.ts";
import { atMost } from "../store/store.ts";

export interface MemberRow extends Row {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly role: string;
  readonly status: "active" | "pending";
  readonly workspaces: readonly string[];
  readonly lastLogin: string | null;
  readonly isOwner: boolean;
}

interface Wanted extends Window {
  readonly id?: string;
}

/** Members of an account in order of id, pending ones included. */
export async function readMembers(
  call: Call,
  account: string,
  { after, limit, id }: Wanted,
): Promise<MemberRow[]> {
  let query = call.db
    .selectFrom("ctc_members as m")
    .innerJoin("ctc_profiles as p", "p.id", "m.profile_id")
    .innerJoin("people as e", "e.id", "p.person_id")
    .selectAll("m")
    .select(["p.first_name", "p.last_name", "e.email"])
    .where("m.account_id", "=", account)
    .where("m.id", ">", after);
  if (id !== undefined) query = query.where("m.id", "=", id);
  const rows = await query.orderBy("m.id").limit(atMost(limit)).execute();
  const opened = await readOpened(call, account, rows);
  return rows.map((row) => {
    const pending = isSet(row.pending);
    const hidden = pending && call.rules.applies("CTC-TM-02");
    return {
      id: row.id,
      email: row.email,
      invitedEmail: row.invited_email,
      firstName: hidden ? "" : row.first_name,
      lastName: hidden ? "" : row.last_name,
      role: row.role,
      status: pending ? "pending" : "active",
      workspaces: opened.get(row.id) ?? [],
      addedAt: call.rules.applies("CTC-TM-09") ? wireTime(row.added_at) : null,
      lastLogin: wireTime(row.last_login_at),
      isOwner: isSet(row.is_owner),
    };
  });
}

interface Listed {
  readonly id: string;
  readonly is_owner: number;
}

/** Member id → ids of workspaces. The owner opens all of them. */
async function readOpened(call: Call, account: string, members: readonly Listed[]) {
  const ids = members.map((member) => member.id);
  if (ids.length === 0) return new Map<string, string[]>();
  const links = call.db.selectFrom("ctc_access").select(["member_id as owner", "workspace_id as id"]);
  const opened = collect(await links.where("member_id", "in", ids).orderBy("workspace_id").execute());
  const owner = members.find((member) => isSet(member.is_owner));
  const all = call.db.selectFrom("ctc_workspaces").select("id").where("account_id", "=", account);
  if (owner)
    opened.set(
      owner.id,
      (await all.orderBy("id").execute()).map((row) => row.id),
    );
  return opened;
}

export async function readMember(call: Call, account: string, id: string): Promise<MemberRow> {
  const [row] = await readMembers(call, account, { after: "", limit: 1, id });
  if (!row) throw notFound("member");
  return row;
}
