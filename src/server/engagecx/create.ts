/** Makes an organization with everything it starts with (ECX-ORG-05). */

import type { Call } from "../call.ts";
import { stamp } from "../clock.ts";
import type { PersonRow } from "../people.ts";
import { toFlag } from "../store/database.ts";
import { nextId } from "../store/store.ts";
import { fold } from "../text.ts";
import { type CatalogueApp, catalogue } from "./catalogue.ts";
import type { Image } from "./image.ts";

export const COLUMNS_MAXIMUM = 4;

export interface NewOrganization {
  readonly name: string;
  readonly owner: PersonRow;
  readonly logo?: Image | null;
  /** Columns a category may span at most. Default 4. */
  readonly columns?: number;
  /** Catalogue rows beyond the usual ones. */
  readonly apps?: readonly CatalogueApp[];
}

/** Returns the organization's id. */
export async function createOrganization(call: Call, wanted: NewOrganization): Promise<string> {
  const { db, rules } = call;
  const id = await nextId(db, "org");
  const { name, logo } = wanted;
  await db
    .insertInto("accounts")
    .values({ id, platform: "engagecx", name, created_at: stamp(call.now) })
    .execute();
  const image = {
    logo_type: logo?.contentType ?? null,
    logo_sha256: logo?.sha256 ?? null,
    logo: logo?.base64 ?? null,
  };
  const settings = { default_timezone: "UTC", timezone_for_all: toFlag(false) };
  const columns_maximum = wanted.columns ?? COLUMNS_MAXIMUM;
  await db
    .insertInto("ecx_organizations")
    .values({ id, name, ...image, ...settings, columns_maximum })
    .execute();
  if (rules.applies("ECX-WS-02")) await addDefaultWorkspace(call, id);
  const user = await addOwner(call, id, wanted.owner);
  await addDefaultGroups(call, id, user);
  const apps = [...catalogue(rules), ...(wanted.apps ?? [])];
  if (apps.length > 0)
    await db
      .insertInto("ecx_apps")
      .values(apps.map((app) => appRow(id, app)))
      .execute();
  return id;
}

async function addDefaultWorkspace(call: Call, organization_id: string): Promise<void> {
  const id = await nextId(call.db, "wsp");
  const row = { id, organization_id, name: "Default", name_key: fold("Default"), is_default: toFlag(true) };
  await call.db.insertInto("ecx_workspaces").values(row).execute();
}

async function addOwner(call: Call, organization_id: string, owner: PersonRow): Promise<string> {
  const id = await nextId(call.db, "usr");
  const is_default = toFlag(call.rules.applies("ECX-USR-01"));
  const row = {
    id,
    organization_id,
    person_id: owner.id,
    is_default,
    enabled: toFlag(true),
    pending: toFlag(false),
  };
  await call.db.insertInto("ecx_users").values(row).execute();
  return id;
}

/** Q-ECX-25: Administrators manage and hold the default user; Everyone holds nothing. */
async function addDefaultGroups(call: Call, organization_id: string, user_id: string): Promise<void> {
  const marked = call.rules.applies("ECX-GRP-04");
  const group = async (name: string, manage: boolean, role: "administrators" | "everyone") => {
    const id = await nextId(call.db, "grp");
    const row = { id, organization_id, name, name_key: fold(name), manage_organization: toFlag(manage) };
    await call.db
      .insertInto("ecx_groups")
      .values({ ...row, role: marked ? role : null })
      .execute();
    return id;
  };
  const group_id = await group("Administrators", true, "administrators");
  if (marked) await group("Everyone", false, "everyone");
  await call.db.insertInto("ecx_memberships").values({ user_id, group_id }).execute();
}

function appRow(organization_id: string, { id, name, description, type, section, featured }: CatalogueApp) {
  const named = { organization_id, app: id, name, name_key: fold(name), description, type };
  const flags = { section: toFlag(section), featured: toFlag(featured), installed: toFlag(false) };
  return { ...named, ...flags, category: null, trial_started_at: null };
}
