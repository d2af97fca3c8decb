import type { Flag, Migration } from "../store/database.ts";

/** EngageCX tables as rows. `role` marks what the vendor owns. */
export interface EngagecxTables {
  ecx_organizations: {
    id: string;
    name: string;
    logo_type: string | null;
    logo_sha256: string | null;
    logo: string | null;
    default_timezone: string;
    timezone_for_all: Flag;
    columns_maximum: number;
  };
  ecx_workspaces: { id: string; organization_id: string; name: string; name_key: string; is_default: Flag };
  ecx_categories: {
    id: string;
    organization_id: string;
    name: string;
    name_key: string;
    position: number;
    column_count: number;
  };
  ecx_groups: {
    id: string;
    organization_id: string;
    name: string;
    name_key: string;
    manage_organization: Flag;
    role: "administrators" | "everyone" | null;
  };
  ecx_users: {
    id: string;
    organization_id: string;
    person_id: string;
    is_default: Flag;
    enabled: Flag;
    pending: Flag;
  };
  ecx_memberships: { user_id: string; group_id: string };
  ecx_grants: { group_id: string; workspace_id: string };
  ecx_apps: {
    organization_id: string;
    app: string;
    name: string;
    name_key: string;
    description: string;
    type: string;
    section: Flag;
    featured: Flag;
    installed: Flag;
    /** Id of a category or of a section app. */
    category: string | null;
    trial_started_at: string | null;
  };
  ecx_app_groups: { organization_id: string; app: string; group_id: string };
  ecx_app_users: { organization_id: string; app: string; user_id: string };
  ecx_licenses: {
    id: string;
    organization_id: string;
    name: string;
    name_key: string;
    app: string;
    seats: number;
    expires_at: string | null;
    attached: Flag;
    product_key: string | null;
  };
  ecx_seats: { license_id: string; user_id: string };
}

const owned = "organization_id text not null references ecx_organizations (id) on delete cascade";
const named = "name text not null, name_key text not null";

/** Links fall with either end, which is what deleting a workspace, a group or a user documents. */
export const ENGAGECX_SCHEMA: Migration = {
  name: "engagecx-1",
  statements: [
    `create table ecx_organizations (id text primary key references accounts (id), name text not null, logo_type text,
      logo_sha256 text, logo text, default_timezone text not null, timezone_for_all integer not null, columns_maximum integer not null)`,
    `create table ecx_workspaces (id text primary key, ${owned}, ${named}, is_default integer not null, unique (organization_id, name_key))`,
    "create index ecx_workspaces_list on ecx_workspaces (organization_id, id)",
    `create table ecx_categories (id text primary key, ${owned}, ${named}, position integer not null, column_count integer not null,
      unique (organization_id, name_key))`,
    "create index ecx_categories_list on ecx_categories (organization_id, id)",
    `create table ecx_groups (id text primary key, ${owned}, ${named}, manage_organization integer not null, role text,
      unique (organization_id, name_key))`,
    "create index ecx_groups_list on ecx_groups (organization_id, id)",
    `create table ecx_users (id text primary key, ${owned}, person_id text not null references people (id),
      is_default integer not null, enabled integer not null, pending integer not null, unique (organization_id, person_id))`,
    "create index ecx_users_list on ecx_users (organization_id, id)",
    "create index ecx_users_person on ecx_users (person_id)",
    `create table ecx_memberships (user_id text not null references ecx_users (id) on delete cascade,
      group_id text not null references ecx_groups (id) on delete cascade, primary key (user_id, group_id))`,
    "create index ecx_memberships_group on ecx_memberships (group_id)",
    `create table ecx_grants (group_id text not null references ecx_groups (id) on delete cascade,
      workspace_id text not null references ecx_workspaces (id) on delete cascade, primary key (group_id, workspace_id))`,
    "create index ecx_grants_workspace on ecx_grants (workspace_id)",
    `create table ecx_apps (${owned}, app text not null, ${named}, description text not null, type text not null, section integer not null,
      featured integer not null, installed integer not null, category text, trial_started_at text, primary key (organization_id, app))`,
    `create table ecx_app_groups (organization_id text not null, app text not null,
      group_id text not null references ecx_groups (id) on delete cascade, primary key (organization_id, app, group_id))`,
    "create index ecx_app_groups_group on ecx_app_groups (group_id)",
    `create table ecx_app_users (organization_id text not null, app text not null,
      user_id text not null references ecx_users (id) on delete cascade, primary key (organization_id, app, user_id))`,
    "create index ecx_app_users_user on ecx_app_users (user_id)",
    `create table ecx_licenses (id text primary key, ${owned}, ${named}, app text not null, seats integer not null, expires_at text,
      attached integer not null, product_key text)`,
    "create index ecx_licenses_list on ecx_licenses (organization_id, id)",
    `create table ecx_seats (license_id text not null references ecx_licenses (id) on delete cascade,
      user_id text not null references ecx_users (id) on delete cascade, primary key (license_id, user_id))`,
    "create index ecx_seats_user on ecx_seats (user_id)",
  ],
};
