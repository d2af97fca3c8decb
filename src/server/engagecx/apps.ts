import type { Answer } from "../answer.ts";
import { json, rowAnswer } from "../answer.ts";
import type { Call } from "../call.ts";
import { stamp } from "../clock.ts";
import { pageAnswer } from "../paging.ts";
import type { Route } from "../route.ts";
import { Refusal } from "../rules.ts";
import { groupsOf, type Member } from "./access.ts";
import { readApp, readApps } from "./app-rows.ts";
import { member } from "./define.ts";
import { searchTerm } from "./names.ts";

const list = "/organizations/{organization}/apps";
const item = `${list}/{app}`;

/** ECX-CAT-07: the two predefined filters. */
function readFilter(call: Call): "installed" | "featured" | null {
  const filter = call.request.query.get("filter");
  if (filter === null || filter === "") return null;
  if (filter !== "installed" && filter !== "featured")
    throw new Refusal("bad-filter", {
      status: 400,
      field: "filter",
      message: "filter is installed or featured",
    });
  return call.rules.applies("ECX-CAT-07") ? filter : null;
}

async function hasRight(call: Call, { organization, user }: Member, app: string): Promise<boolean> {
  const own = call.db
    .selectFrom("ecx_app_users")
    .select("app")
    .where("organization_id", "=", organization.id);
  if (await own.where("app", "=", app).where("user_id", "=", user).executeTakeFirst()) return true;
  const shared = call.db
    .selectFrom("ecx_app_groups")
    .select("app")
    .where("organization_id", "=", organization.id);
  const groups = groupsOf(call.db, organization.id, user);
  return (
    (await shared.where("app", "=", app).where("group_id", "in", groups).executeTakeFirst()) !== undefined
  );
}

/** The probe of app access: a right, and then a seat or a running trial (Q-ECX-23). */
async function open(call: Call, caller: Member): Promise<Answer> {
  const row = await readApp(call, caller);
  const refuse = (rule: string, fine: boolean, message: string) =>
    call.rules.require(rule, fine, { status: 403, message });
  refuse("ECX-APP-08", await hasRight(call, caller, row.id), "no access right to this app");
  const licenses = await readLicenses(call, caller, row.id);
  if (licenses.length > 0) requireSeat(call, licenses, refuse);
  else {
    refuse("ECX-APP-09", row.activation !== null, "the app is neither licensed nor on trial");
    const running = row.trialEndsAt !== null && Date.parse(row.trialEndsAt) > call.now.getTime();
    refuse("ECX-TRI-01", row.activation === null || running, "the trial has ended");
  }
  return json(200, { app: row.id });
}

interface HeldLicense {
  readonly expires_at: string | null;
  readonly seated: string | null;
}

function readLicenses(call: Call, { organization, user }: Member, app: string): Promise<HeldLicense[]> {
  return call.db
    .selectFrom("ecx_licenses as l")
    .leftJoin("ecx_seats as s", (join) => join.onRef("s.license_id", "=", "l.id").on("s.user_id", "=", user))
    .select(["l.expires_at", "s.user_id as seated"])
    .where("l.organization_id", "=", organization.id)
    .where("l.app", "=", app)
    .where("l.attached", "=", 1)
    .execute();
}

function requireSeat(
  call: Call,
  licenses: readonly HeldLicense[],
  refuse: (rule: string, fine: boolean, message: string) => void,
): void {
  const now = stamp(call.now);
  const current = licenses.filter((license) => license.expires_at === null || license.expires_at > now);
  refuse("ECX-LIC-05", current.length > 0, "every license of the app has expired");
  const seated = (current.length > 0 ? current : licenses).some((license) => license.seated !== null);
  refuse("ECX-SEAT-05", seated, "no seat of an unexpired license");
}

export const appRoutes: readonly Route[] = [
  member(
    {
      method: "GET",
      path: list,
      guard: "ECX-APP-04",
      summary: "Every app of the catalogue, installed or not.",
      paged: true,
      query: { search: "Part of a name.", filter: "installed or featured." },
      rules: [
        "ECX-APP-01",
        "ECX-APP-02",
        "ECX-APP-03",
        "ECX-APP-04",
        "ECX-APP-09",
        "ECX-APP-12",
        "ECX-CAT-07",
        "ECX-CAT-08",
        "ECX-B-03",
        "ECX-B-04",
        "ECX-LIC-06",
        "ECX-SRCH-06",
        "ECX-SRCH-07",
      ],
      answers: { status: 200, schema: "AppPage" },
    },
    (call, caller) => {
      const term = searchTerm(call, "ECX-SRCH-06");
      const filter = readFilter(call);
      return pageAnswer(call, (window) => readApps(call, caller, { ...window, term, filter }));
    },
  ),
  member(
    { method: "GET", path: item, summary: "One app.", answers: { status: 200, schema: "App" } },
    async (call, caller) => rowAnswer(await readApp(call, caller)),
  ),
  member(
    {
      method: "GET",
      path: `${item}/open`,
      summary: "Opens an app; managing the organization is no right to.",
      rules: ["ECX-APP-08", "ECX-APP-09", "ECX-TRI-01", "ECX-LIC-05", "ECX-SEAT-05"],
      answers: { status: 200, schema: "Opened" },
    },
    open,
  ),
];
