import type { Migration } from "./database.ts";

/** The shared tables. Text keys hold zero-padded sequence numbers, so text order is order of creation. */
const TABLES: Migration = {
  name: "core-1",
  statements: [
    "create table settings (name text primary key, value text not null)",
    "create table sequences (name text primary key, value integer not null)",
    "insert into sequences (name, value) values ('id', 0)",
    "create table accounts (id text primary key, platform text not null, name text not null, created_at text not null)",
    `create table people (id text primary key, email text not null, email_key text not null unique, name text not null,
      name_key text not null, avatar_type text, avatar_sha256 text, avatar text, timezone text, last_login_at text)`,
    `create table tokens (hash text primary key, person_id text not null references people (id) on delete cascade,
      name text not null, avatar_type text, avatar_sha256 text, issued_at text not null)`,
    `create table idempotency (caller text not null, key text not null, request_hash text not null, status integer not null,
      headers text not null, body text not null, at text not null, primary key (caller, key))`,
    `create table outbox (id text primary key, account_id text, recipient text not null, kind text not null, subject text not null,
      body text not null, link text, at text not null, state text not null, attempts integer not null)`,
    "create index outbox_account on outbox (account_id, id)",
    "create index outbox_state on outbox (state, id)",
    `create table invitations (token_hash text primary key, account_id text not null, user_id text not null,
      at text not null, used_at text)`,
    "create index invitations_user on invitations (user_id)",
  ],
};

const SESSIONS: Migration = {
  name: "core-2",
  statements: [
    "alter table tokens add column account_id text",
    "alter table tokens add column ended_by text",
    "create index tokens_person on tokens (person_id)",
  ],
};

export const CORE_SCHEMA: readonly Migration[] = [TABLES, SESSIONS];
