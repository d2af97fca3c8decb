/** Licenses as the wire shows them. Held ones are listed whether attached or not; the product key never is (ECX-B-02). */
import { sql } from "kysely";
import type { Row } from "../answer.ts";
import { type Call, notFound } from "../call.ts";
import { wireTime } from "../clock.ts";
import { collect } from "../links.ts";
import type { Window } from "../paging.ts";
import { isSet } from "../store/database.ts";
import { atMost, contains } from "../store/store.ts";

export interface LicenseRow extends Row {
  readonly name: string;
  readonly attached: boolean;
  readonly users: readonly string[];
}

interface Wanted extends Window {
  readonly id?: string;
  readonly term?: string | null;
}

export async function readLicenses(
  call: Call,
  organization: string,
  { after, limit, id, term }: Wanted,
): Promise<LicenseRow[]> {
  let query = call.db
    .selectFrom("ecx_licenses as l")
    .innerJoin("ecx_apps as a", (join) =>
      join.onRef("a.organization_id", "=", "l.organization_id").onRef("a.app", "=", "l.app"),
    )
    .select([
      "l.id",
      "l.name",
      "l.app",
      "a.name as app_name",
      "l.seats",
      "l.expires_at",
      "l.attached",
      "l.product_key",
    ])
    .where("l.organization_id", "=", organization)
    .where("l.id", ">", after);
  if (id !== undefined) query = query.where("l.id", "=", id);
  if (term) query = query.where(contains(sql.ref("l.name_key"), term));
  const rows = await query.orderBy("l.id").limit(atMost(limit)).execute();
  const seated = await readSeats(call, rows);
  const told = call.rules.applies("ECX-LIC-04");
  const counted = call.rules.applies("ECX-SEAT-02");
  const hidden = call.rules.applies("ECX-B-02");
  return rows.map((row) => {
    const users = seated.get(row.id) ?? [];
    return {
      id: row.id,
      name: row.name,
      ...(told && {
        app: row.app,
        appName: row.app_name,
        seats: row.seats,
        expiresAt: wireTime(row.expires_at),
      }),
      ...(counted && { used: users.length, available: Math.max(0, row.seats - users.length) }),
      ...(!hidden && { key: row.product_key }),
      attached: isSet(row.attached),
      users,
    };
  });
}

export async function readLicense(call: Call, organization: string, id: string): Promise<LicenseRow> {
  const [row] = await readLicenses(call, organization, { after: "", limit: 1, id });
  if (!row) throw notFound("license");
  return row;
}

async function readSeats(call: Call, licenses: readonly { readonly id: string }[]) {
  if (licenses.length === 0) return new Map<string, string[]>();
  const ids = licenses.map((license) => license.id);
  const query = call.db.selectFrom("ecx_seats").select(["license_id as owner", "user_id as id"]);
  return collect(await query.where("license_id", "in", ids).orderBy("user_id").execute());
}
