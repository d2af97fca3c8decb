/** People and their tokens. A person is one e-mail address on this server, whatever accounts they are users of. */
import { createHash, randomBytes } from "node:crypto";
import type { Database, Db } from "./store/database.ts";
import { prepared } from "./store/prepared.ts";
import { nextId } from "./store/store.ts";
import { fold } from "./text.ts";

export type PersonRow = Database["people"];

/** A token's holder, and the profile as it was when the token was issued. */
export interface Session {
  readonly person: PersonRow;
  /** Account the holder signed in to, where one was named. */
  readonly account: string | null;
  /** Rule that ended the session early; null while it is open. */
  readonly endedBy: string | null;
  readonly issued: {
    readonly name: string;
    readonly avatarType: string | null;
    readonly avatarSha256: string | null;
  };
}

export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

interface TokenRow extends Omit<PersonRow, "avatar"> {
  readonly issued_name: string;
  readonly issued_type: string | null;
  readonly issued_sha256: string | null;
  readonly account_id: string | null;
  readonly ended_by: string | null;
}

const tokenRows = prepared<{ hash: string }, TokenRow>((db, parameter) =>
  db
    .selectFrom("tokens as t")
    .innerJoin("people as p", "p.id", "t.person_id")
    .select(["p.id", "p.email", "p.email_key", "p.name", "p.name_key", "p.avatar_type", "p.avatar_sha256"])
    .select(["p.timezone", "p.last_login_at", "t.name as issued_name"])
    .select([
      "t.avatar_type as issued_type",
      "t.avatar_sha256 as issued_sha256",
      "t.account_id",
      "t.ended_by",
    ])
    .where("t.hash", "=", parameter("hash")),
);

export async function findToken(db: Db, token: string): Promise<Session | null> {
  const [row] = await tokenRows(db, { hash: hashToken(token) });
  if (!row) return null;
  const { issued_name: name, issued_type: avatarType, issued_sha256: avatarSha256, ...more } = row;
  const { account_id: account, ended_by: endedBy, ...person } = more;
  return {
    person: { ...person, avatar: null },
    account,
    endedBy,
    issued: { name, avatarType, avatarSha256 },
  };
}

const personRows = prepared<{ key: string }, PersonRow>((db, parameter) =>
  db.selectFrom("people").selectAll().where("email_key", "=", parameter("key")),
);

export async function findPerson(db: Db, email: string): Promise<PersonRow | undefined> {
  const [person] = await personRows(db, { key: fold(email) });
  return person;
}

const insertPerson = prepared<PersonRow, unknown>((db, parameter) =>
  db.insertInto("people").values({
    id: parameter("id"),
    email: parameter("email"),
    email_key: parameter("email_key"),
    name: parameter("name"),
    name_key: parameter("name_key"),
    avatar_type: parameter("avatar_type"),
    avatar_sha256: parameter("avatar_sha256"),
    avatar: parameter("avatar"),
    timezone: parameter("timezone"),
    last_login_at: parameter("last_login_at"),
  }),
);

/** The person with this address; made where there is none. The first written form of an address stays. */
export async function ensurePerson(db: Db, email: string, name = ""): Promise<PersonRow> {
  const known = await findPerson(db, email);
  if (known) return known;
  const id = await nextId(db, "per");
  const blank = { avatar_type: null, avatar_sha256: null, avatar: null, timezone: null, last_login_at: null };
  const person: PersonRow = { id, email, email_key: fold(email), name, name_key: fold(name), ...blank };
  await insertPerson(db, person);
  return person;
}

/** A secret for the address of a page that is mailed to somebody. */
export function linkToken(): string {
  return randomBytes(24).toString("base64url");
}

/** Signs a person in: a new token that sees the present profile. Only the hash is kept. */
export async function issueToken(
  db: Db,
  person: PersonRow,
  at: string,
  account: string | null = null,
): Promise<string> {
  const token = `cxr_${randomBytes(32).toString("base64url")}`;
  const { name, avatar_type, avatar_sha256 } = person;
  const row = {
    hash: hashToken(token),
    person_id: person.id,
    name,
    avatar_type,
    avatar_sha256,
    issued_at: at,
    account_id: account,
    ended_by: null,
  };
  await db.insertInto("tokens").values(row).execute();
  await db.updateTable("people").set({ last_login_at: at }).where("id", "=", person.id).execute();
  return token;
}
