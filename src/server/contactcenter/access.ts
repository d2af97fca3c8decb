/** Who is calling, and what the account lets them do. */
import type { Call } from "../call.ts";
import type { Session } from "../people.ts";
import { Refusal } from "../rules.ts";
import { type Database, type Db, type Flag, isSet } from "../store/database.ts";
import { prepared } from "../store/prepared.ts";

export const SUPER_ADMIN = "Super Admin";

/** A caller inside an account. */
export interface Member {
  readonly session: Session;
  readonly account: Database["ctc_accounts"];
  /** Member id. */
  readonly id: string;
  readonly isOwner: boolean;
  /** May change workspaces and members of the whole account (Q-CTC-08). */
  readonly manages: boolean;
  /** Workspace switched to last; null before the first time. */
  readonly chosen: string | null;
}

type Membership = Database["ctc_accounts"] & {
  readonly member: string;
  readonly role: string;
  readonly pending: Flag;
  readonly is_owner: Flag;
  readonly current_workspace: string | null;
};

const memberships = prepared<{ account: string; person: string }, Membership>((db, parameter) =>
  db
    .selectFrom("ctc_accounts as a")
    .innerJoin("ctc_members as m", "m.account_id", "a.id")
    .innerJoin("ctc_profiles as p", "p.id", "m.profile_id")
    .selectAll("a")
    .select(["m.id as member", "m.role", "m.pending", "m.is_owner", "m.current_workspace"])
    .where("a.id", "=", parameter("account"))
    .where("p.person_id", "=", parameter("person")),
);

/** Admits an active member of the account in the path; everybody else is refused. */
export async function admitMember(call: Call): Promise<Member> {
  const session = await call.signedIn();
  const account = call.param("account");
  const [row] = await memberships(call.db, { account, person: session.person.id });
  const unknown = { status: 404, message: "there is no such account among yours" };
  call.rules.require("CTC-TM-01", row !== undefined, unknown);
  if (!row) throw new Refusal("forbidden", { status: 403, message: "not a member of this account" });
  call.account = account;
  const notYet = { status: 403, message: "the invitation has not been accepted yet" };
  call.rules.require("CTC-TM-08", !isSet(row.pending), notYet);
  const { member: id, role, pending: _, is_owner, current_workspace: chosen, ...shown } = row;
  const manages = role === SUPER_ADMIN && call.rules.applies("CTC-TM-06");
  return { session, account: shown, id, isOwner: isSet(is_owner), manages, chosen };
}

/** Refuses callers whose role does not let them change the account. */
export function requireManager(call: Call, { manages }: Member): void {
  const message = `only a ${SUPER_ADMIN} may do this`;
  call.rules.require("CTC-TM-04", manages, { status: 403, message });
}

/** Ids of the workspaces a member may open: those of the invitation; for the owner all of the account's. */
export function openedBy(db: Db, { account, id, isOwner }: Pick<Member, "account" | "id" | "isOwner">) {
  const workspaces = db
    .selectFrom("ctc_workspaces as w")
    .select("w.id")
    .where("w.account_id", "=", account.id);
  if (isOwner) return workspaces;
  return workspaces.where("w.id", "in", (inner) =>
    inner.selectFrom("ctc_access as x").select("x.workspace_id").where("x.member_id", "=", id),
  );
}
