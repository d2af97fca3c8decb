/** Who calls: a person or an API key by token or by name and password, or whoever holds a mailed link. */
import { timingSafeEqual } from "node:crypto";
import { type Call, sha256 } from "../call.ts";
import { hashToken } from "../people.ts";
import { Refusal } from "../rules.ts";
import type { Database, Db } from "../store/database.ts";
import { prepared } from "../store/prepared.ts";
import { fold } from "../text.ts";
import { passwordsOff } from "./authentication.ts";
import { isPassword } from "./password.ts";
import { type Claims, readToken } from "./tokens.ts";

export type PersonRow = Database["cxe_people"];
export type PassRow = Database["cxe_passes"];
export type ObjectRow = Database["cxe_objects"];

export type Caller =
  | {
      readonly kind: "person";
      readonly id: string;
      readonly person: PersonRow;
      readonly claims: Claims | null;
    }
  | { readonly kind: "key"; readonly id: string; readonly key: ObjectRow }
  | { readonly kind: "pass"; readonly id: string; readonly person: PersonRow; readonly pass: PassRow };
export type SignedIn = Exclude<Caller, { kind: "pass" }>;

export interface KeyMembers {
  readonly description: string;
  readonly roleId: string;
  readonly secret: string;
}

const personRows = prepared<{ id: string }, PersonRow>((db, parameter) =>
  db.selectFrom("cxe_people").selectAll().where("id", "=", parameter("id")),
);
const personRowsByEmail = prepared<{ key: string }, PersonRow>((db, parameter) =>
  db.selectFrom("cxe_people").selectAll().where("email_key", "=", parameter("key")),
);

export async function findPerson(db: Db, id: string): Promise<PersonRow | undefined> {
  return (await personRows(db, { id }))[0];
}

export async function findPersonByEmail(db: Db, email: string): Promise<PersonRow | undefined> {
  return (await personRowsByEmail(db, { key: fold(email) }))[0];
}

function unauthorized(message = "a valid token is needed"): Refusal {
  return new Refusal("unauthorized", { status: 401, message });
}

/** The caller, whatever it shows. Throws a 401. */
export async function identify(call: Call): Promise<Caller> {
  const [, scheme = "", shown = ""] = /^(\w+) +(\S+)$/.exec(call.header("authorization") ?? "") ?? [];
  const caller =
    scheme.toLowerCase() === "token"
      ? await byToken(call, shown)
      : scheme.toLowerCase() === "basic"
        ? await byBasic(call, shown)
        : null;
  if (!caller) throw unauthorized();
  return caller;
}

/** Like {@link identify}, for all but the few calls a mailed link may make. */
export async function signedIn(call: Call): Promise<SignedIn> {
  const caller = await identify(call);
  if (caller.kind !== "pass") return caller;
  throw new Refusal("permission-denied", { status: 403, message: "a mailed link is no sign-in" });
}

async function byToken(call: Call, token: string): Promise<Caller | null> {
  if (!token.includes(".")) return byPass(call, token);
  const claims = await readToken(call, token);
  if (!claims) return null;
  if (claims.via === "key") {
    const key = await findKey(call.db, claims["user-id"], claims.tenant ?? "");
    return key ? { kind: "key", id: key.id, key } : null;
  }
  const person = await findPerson(call.db, claims["user-id"]);
  if (!person || person.generation !== claims.generation) return null;
  return { kind: "person", id: person.id, person, claims };
}

async function byPass(call: Call, token: string): Promise<Caller | null> {
  const query = call.db.selectFrom("cxe_passes").selectAll().where("hash", "=", hashToken(token));
  const pass = await query.executeTakeFirst();
  const person = pass && (await findPerson(call.db, pass.user_id));
  return pass && person ? { kind: "pass", id: person.id, person, pass } : null;
}

async function byBasic(call: Call, shown: string): Promise<SignedIn | null> {
  const text = Buffer.from(shown, "base64").toString();
  const colon = text.indexOf(":");
  if (colon < 0) return null;
  const [name, password] = [text.slice(0, colon), text.slice(colon + 1)];
  const key = await keyBySecret(call.db, { id: name, secret: password });
  if (key) return { kind: "key", id: key.id, key };
  const person = await personByPassword(call.db, name, password);
  if (!person) return null;
  const message = "people who sign in by a provider use an API key here";
  call.rules.require("CXE-B-40", await mayUsePassword(call, person), { status: 401, message });
  return { kind: "person", id: person.id, person, claims: null };
}

export async function personByPassword(db: Db, email: string, password: string): Promise<PersonRow | null> {
  const person = await findPersonByEmail(db, email);
  const right = await isPassword(person?.password ?? null, password);
  return person && right ? person : null;
}

export async function keyBySecret(
  db: Db,
  { id, secret, tenant }: { id: string; secret: string; tenant?: string },
): Promise<ObjectRow | null> {
  const key = await findKey(db, id, tenant);
  if (!key) return null;
  const [kept, given] = [(JSON.parse(key.more) as KeyMembers).secret, sha256(secret)];
  return timingSafeEqual(Buffer.from(kept), Buffer.from(given)) ? key : null;
}

async function findKey(db: Db, id: string, tenant?: string): Promise<ObjectRow | undefined> {
  let query = db.selectFrom("cxe_objects").selectAll().where("id", "=", id).where("kind", "=", "api-keys");
  if (tenant !== undefined) query = query.where("tenant_id", "=", tenant);
  return query.where("active", "=", 1).executeTakeFirst();
}

/** Whether name and password open anything: they do not for somebody who only signs in by a provider. */
export async function mayUsePassword({ db, rules }: Call, { id }: PersonRow): Promise<boolean> {
  const rows = await db
    .selectFrom("cxe_users as u")
    .innerJoin("cxe_tenants as t", "t.id", "u.tenant_id")
    .select(["u.no_password", "t.platform_authentication", "t.default_identity_provider"])
    .where("u.user_id", "=", id)
    .where("u.status", "!=", "disabled")
    .execute();
  const off = passwordsOff(rules);
  return rows.length === 0 || rows.some((row) => !off(row, row));
}
