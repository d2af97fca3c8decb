import { randomBytes } from "node:crypto";
import type { Flag, Migration } from "../store/database.ts";

interface Audited {
  created: string;
  created_by: string;
  updated: string;
  updated_by: string;
}

/** CxEngage tables as rows. Lists and nested values are JSON text. */
export interface CxengageTables {
  cxe_tenants: Audited & {
    id: string;
    name: string;
    name_key: string;
    region_id: string;
    parent_id: string | null;
    admin_user_id: string;
    timezone: string;
    description: string;
    active: Flag;
    /** enabled | disabled | denied */
    platform_authentication: string;
    default_identity_provider: string | null;
    outbound_integration_id: string | null;
    default_sla_id: string | null;
    /** `{styles, logo, favicon}`, null where nothing is configured. */
    branding: string | null;
    /** {@link import("./settings.ts").Settings} */
    settings: string;
  };
  /** Platform users: one per address, whatever tenants they are in. */
  cxe_people: Audited & {
    id: string;
    email: string;
    email_key: string;
    first_name: string | null;
    last_name: string | null;
    external_id: string | null;
    personal_telephone: string | null;
    /** pending | enabled | disabled */
    status: string;
    role_id: string;
    additional_role_ids: string;
    default_tenant: string | null;
    password: string | null;
    /** Grows when the password changes; older tokens stop working. */
    generation: number;
  };
  /** Tenant users. */
  cxe_users: Audited & {
    id: string;
    tenant_id: string;
    user_id: string;
    role_id: string;
    /** pending | invited | accepted | disabled */
    status: string;
    /** End of the invitation that was sent last. */
    expires: string | null;
    /** Whether the person was ever let in here. */
    joined: Flag;
    blocked: Flag;
    no_password: Flag | null;
    default_identity_provider: string | null;
    work_station_id: string | null;
    location: string | null;
    supervisor_id: string | null;
    extensions: string;
    active_extension: string | null;
    state: string;
    additional_role_ids: string;
  };
  /** Everything of a tenant that has a name. `kind` is the word in the path. */
  cxe_objects: Audited & {
    id: string;
    tenant_id: string;
    kind: string;
    name: string;
    name_key: string;
    active: Flag;
    shared: Flag;
    /** Further members as JSON. */
    more: string;
  };
  /** Ties between a user or group and something else; `kind` names both sides. */
  cxe_links: {
    tenant_id: string;
    kind: string;
    near_id: string;
    far_id: string;
    proficiency: number | null;
    added: string;
  };
  cxe_versions: {
    id: string;
    rule_id: string;
    name: string;
    quantifier: string;
    rule_set: string | null;
    rules: string | null;
    created: string;
    created_by: string;
  };
  /** What stands for a person apart from passwords: mailed links, and sign-ins by way of a provider. */
  cxe_passes: {
    hash: string;
    /** invitation | reset | sso */
    kind: string;
    tenant_id: string;
    user_id: string;
    provider_id: string | null;
    expires: string;
    /** used | replaced | cancelled; null while it stands. */
    ended: string | null;
  };
  /** Addresses the mail server has refused. */
  cxe_blocked: { tenant_id: string; email_key: string };
}

/** Setting that holds the secret tokens are signed with. */
export const SECRET = "cxengage-secret";

const audited =
  "created text not null, created_by text not null, updated text not null, updated_by text not null";
const inTenant = "tenant_id text not null references cxe_tenants (id)";
const ofUser = "user_id text not null references cxe_people (id)";

export const CXENGAGE_SCHEMA: Migration = {
  name: "cxengage-1",
  statements: [
    `create table cxe_tenants (id text primary key references accounts (id), name text not null, name_key text not null,
      region_id text not null, parent_id text, admin_user_id text not null, timezone text not null, description text not null,
      active integer not null, platform_authentication text not null, default_identity_provider text,
      outbound_integration_id text, default_sla_id text, branding text, settings text not null, ${audited})`,
    "create index cxe_tenants_name on cxe_tenants (name_key)",
    `create table cxe_people (id text primary key, email text not null, email_key text not null unique, first_name text,
      last_name text, external_id text, personal_telephone text, status text not null, role_id text not null,
      additional_role_ids text not null, default_tenant text, password text, generation integer not null, ${audited})`,
    `create table cxe_users (id text primary key, ${inTenant}, ${ofUser}, role_id text not null, status text not null,
      expires text, joined integer not null, blocked integer not null, no_password integer, default_identity_provider text,
      work_station_id text, location text, supervisor_id text, extensions text not null, active_extension text,
      state text not null, additional_role_ids text not null, ${audited}, unique (tenant_id, user_id))`,
    "create index cxe_users_list on cxe_users (tenant_id, id)",
    "create index cxe_users_person on cxe_users (user_id)",
    `create table cxe_objects (id text primary key, ${inTenant}, kind text not null, name text not null, name_key text not null,
      active integer not null, shared integer not null, more text not null, ${audited})`,
    "create index cxe_objects_list on cxe_objects (tenant_id, kind, id)",
    "create index cxe_objects_name on cxe_objects (tenant_id, kind, name_key)",
    `create table cxe_links (${inTenant}, kind text not null, near_id text not null, far_id text not null, proficiency integer,
      added text not null, primary key (tenant_id, kind, near_id, far_id))`,
    "create index cxe_links_far on cxe_links (tenant_id, kind, far_id)",
    `create table cxe_versions (id text primary key, rule_id text not null references cxe_objects (id), name text not null,
      quantifier text not null, rule_set text, rules text, created text not null, created_by text not null)`,
    "create index cxe_versions_rule on cxe_versions (rule_id, id)",
    `create table cxe_passes (hash text primary key, kind text not null, tenant_id text not null, ${ofUser}, provider_id text,
      expires text not null, ended text)`,
    "create index cxe_passes_user on cxe_passes (user_id, kind)",
    "create index cxe_passes_provider on cxe_passes (provider_id)",
    "create table cxe_blocked (tenant_id text not null, email_key text not null, primary key (tenant_id, email_key))",
    `insert into settings (name, value) values ('${SECRET}', '${randomBytes(32).toString("hex")}')`,
  ],
};
