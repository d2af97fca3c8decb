/** Who is calling, whether the organization admits them, and what their groups let them do. */
import type { Call } from "../call.ts";
import type { Session } from "../people.ts";
import { Refusal } from "../rules.ts";
import { type Database, type Db, type Flag, isSet } from "../store/database.ts";
import { prepared } from "../store/prepared.ts";
import { atMost } from "../store/store.ts";

/** A caller inside an organization. */
export interface Member {
  readonly session: Session;
  readonly organization: Omit<Database["ecx_organizations"], "logo">;
  /** User id. */
  readonly user: string;
  readonly enabled: boolean;
  readonly pending: boolean;
  readonly manages: boolean;
}

/** Ids of the groups a user is in: its memberships, and Everyone. */
export function groupsOf(db: Db, organization: string, user: string) {
  return db
    .selectFrom("ecx_groups as g")
    .select("g.id")
    .where("g.organization_id", "=", organization)
    .where((where) =>
      where.or([
        where("g.role", "=", "everyone"),
        where.exists(
          where
            .selectFrom("ecx_memberships as m")
            .select("m.group_id")
            .whereRef("m.group_id", "=", "g.id")
            .where("m.user_id", "=", user),
        ),
      ]),
    );
}

const managingGroups = prepared<{ organization: string; user: string }, { id: string }>((db, parameter) =>
  groupsOf(db, parameter("organization"), parameter("user"))
    .where("g.manage_organization", "=", 1)
    .limit(atMost(1)),
);

async function manages(db: Db, organization: string, user: string): Promise<boolean> {
  return (await managingGroups(db, { organization, user })).length > 0;
}

/** Admits an active user of the organization in the path; everybody else is refused. */
export async function admitMember(call: Call): Promise<Member> {
  const session = await call.signedIn();
  const id = call.param("organization");
  const [row] = await membershipRows(call.db, { organization: id, person: session.person.id });
  const unknown = { status: 404, message: "there is no such organization among yours" };
  call.rules.require("ECX-ORG-02", row !== undefined, unknown);
  if (!row) throw new Refusal("forbidden", { status: 403, message: "not a user of this organization" });
  call.account = id;
  const { user, enabled, pending, ...organization } = row;
  const noAccess = { status: 403, message: "this user is disabled in the organization" };
  call.rules.require("ECX-USR-05", isSet(enabled), noAccess);
  const notYet = { status: 403, message: "the invitation has not been accepted yet" };
  call.rules.require("ECX-USR-06", !isSet(pending), notYet);
  const may = await manages(call.db, id, user);
  return { session, organization, user, enabled: isSet(enabled), pending: isSet(pending), manages: may };
}

interface MembershipRow extends Omit<Database["ecx_organizations"], "logo"> {
  readonly user: string;
  readonly enabled: Flag;
  readonly pending: Flag;
}

const membershipRows = prepared<{ organization: string; person: string }, MembershipRow>((db, parameter) =>
  db
    .selectFrom("ecx_organizations as o")
    .innerJoin("ecx_users as u", "u.organization_id", "o.id")
    .select(["o.id", "o.name", "o.logo_type", "o.logo_sha256", "o.default_timezone"])
    .select(["o.timezone_for_all", "o.columns_maximum", "u.id as user", "u.enabled", "u.pending"])
    .where("o.id", "=", parameter("organization"))
    .where("u.person_id", "=", parameter("person")),
);

/** Like {@link admitMember}, for writes: refuses callers who do not manage the organization. */
export async function admitManager(call: Call, rule = "ECX-PERM-04"): Promise<Member> {
  const member = await admitMember(call);
  const message = "only members of a group that manages the organization may do this";
  call.rules.require(rule, member.manages, { status: 403, message });
  return member;
}

/** Ids of the workspaces a caller may see; null for all of them. Groups alone open workspaces. */
export function visibleWorkspaces(call: Call, member: Member) {
  if (member.manages) return null;
  const user = call.rules.applies("ECX-PERM-01") ? member.user : "";
  return call.db
    .selectFrom("ecx_grants as v")
    .select("v.workspace_id")
    .where("v.group_id", "in", groupsOf(call.db, member.organization.id, user));
}
