/** Tables every platform shares, as rows. Times are text (RFC 3339 UTC), booleans 0 or 1, images base64 text. */
import type { Kysely } from "kysely";
import type { AutoidTables } from "../autoid/tables.ts";
import type { ContactcenterTables } from "../contactcenter/tables.ts";
import type { CxengageTables } from "../cxengage/tables.ts";
import type { EngagecxTables } from "../engagecx/tables.ts";

/** A stored boolean. SQLite has none, so both dialects keep 0 and 1; only these two functions know. */
export type Flag = 0 | 1;

export function toFlag(value: boolean): Flag {
  return value ? 1 : 0;
}

export function isSet(flag: number | null | undefined): boolean {
  return Number(flag ?? 0) === 1;
}

export interface CoreTables {
  settings: { name: string; value: string };
  sequences: { name: string; value: number };
  accounts: { id: string; platform: string; name: string; created_at: string };
  people: {
    id: string;
    email: string;
    email_key: string;
    name: string;
    name_key: string;
    avatar_type: string | null;
    avatar_sha256: string | null;
    avatar: string | null;
    timezone: string | null;
    last_login_at: string | null;
  };
  /** A token is kept as its hash, with the profile as it was when it was issued. */
  tokens: {
    hash: string;
    person_id: string;
    name: string;
    avatar_type: string | null;
    avatar_sha256: string | null;
    issued_at: string;
    /** Account the holder signed in to, where one was named. */
    account_id: string | null;
    /** Rule that ended the session early; null while it is open. */
    ended_by: string | null;
  };
  idempotency: {
    caller: string;
    key: string;
    request_hash: string;
    status: number;
    headers: string;
    body: string;
    at: string;
  };
  outbox: {
    id: string;
    account_id: string | null;
    recipient: string;
    kind: string;
    subject: string;
    body: string;
    link: string | null;
    at: string;
    /** kept (no mail server is set) | waiting | sent | failed */
    state: string;
    attempts: number;
  };
  invitations: {
    token_hash: string;
    account_id: string;
    user_id: string;
    at: string;
    used_at: string | null;
  };
}

export interface Database
  extends CoreTables,
    EngagecxTables,
    CxengageTables,
    ContactcenterTables,
    AutoidTables {}
export type Db = Kysely<Database>;

/** Statements of one schema step, in SQL that SQLite and PostgreSQL both take. A step is never changed, only followed. */
export interface Migration {
  readonly name: string;
  readonly statements: readonly string[];
}
