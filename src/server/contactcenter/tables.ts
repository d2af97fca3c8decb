import type { Flag, Migration } from "../store/database.ts";

/** contact.center tables as rows. */
export interface ContactcenterTables {
  ctc_accounts: {
    id: string;
    name: string;
    subscription: string;
    /** Plan that follows, and from when; both null where the present one goes on. */
    next_subscription: string | null;
    next_from: string | null;
    workspaces_maximum: number;
    members_maximum: number;
    /** Prepaid money in cents. */
    balance: number;
    created_at: string;
  };
  /** The login of a person: names and choices are the person's own, whatever accounts they belong to. */
  ctc_profiles: { id: string; person_id: string; first_name: string; last_name: string; updates: Flag };
  ctc_workspaces: { id: string; account_id: string; name: string; name_key: string; created_at: string };
  /** What a workspace holds: contacts, campaigns, templates, automations. */
  ctc_items: { id: string; workspace_id: string; kind: string; name: string };
  ctc_members: {
    id: string;
    account_id: string;
    profile_id: string;
    invited_email: string;
    role: string;
    pending: Flag;
    is_owner: Flag;
    added_at: string;
    last_login_at: string | null;
    current_workspace: string | null;
  };
  ctc_access: { member_id: string; workspace_id: string };
  ctc_email_changes: { token_hash: string; profile_id: string; email: string; at: string };
}

const owned = "account_id text not null references ctc_accounts (id) on delete cascade";
const profile = "profile_id text not null references ctc_profiles (id) on delete cascade";

/** Links fall with either end: a deleted workspace takes its content and everybody's access to it along. */
export const CONTACTCENTER_SCHEMA: Migration = {
  name: "contactcenter-1",
  statements: [
    `create table ctc_accounts (id text primary key references accounts (id), name text not null, subscription text not null,
      next_subscription text, next_from text, workspaces_maximum integer not null, members_maximum integer not null,
      balance integer not null, created_at text not null)`,
    `create table ctc_profiles (id text primary key, person_id text not null unique references people (id), first_name text not null,
      last_name text not null, updates integer not null)`,
    `create table ctc_workspaces (id text primary key, ${owned}, name text not null, name_key text not null, created_at text not null,
      unique (account_id, name_key))`,
    "create index ctc_workspaces_list on ctc_workspaces (account_id, id)",
    `create table ctc_items (id text primary key, workspace_id text not null references ctc_workspaces (id) on delete cascade,
      kind text not null, name text not null)`,
    "create index ctc_items_list on ctc_items (workspace_id, id)",
    `create table ctc_members (id text primary key, ${owned}, ${profile}, invited_email text not null, role text not null,
      pending integer not null, is_owner integer not null, added_at text not null, last_login_at text, current_workspace text,
      unique (account_id, profile_id))`,
    "create index ctc_members_list on ctc_members (account_id, id)",
    "create index ctc_members_profile on ctc_members (profile_id)",
    `create table ctc_access (member_id text not null references ctc_members (id) on delete cascade,
      workspace_id text not null references ctc_workspaces (id) on delete cascade, primary key (member_id, workspace_id))`,
    "create index ctc_access_workspace on ctc_access (workspace_id)",
    `create table ctc_email_changes (token_hash text primary key, ${profile}, email text not null, at text not null)`,
    "create index ctc_email_changes_profile on ctc_email_changes (profile_id)",
  ],
};
