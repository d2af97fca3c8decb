/** Tokens: signed, with an end, as the vendor's are. */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Call } from "../call.ts";
import type { Db } from "../store/database.ts";
import { SECRET } from "./tables.ts";

export const TTL_SECONDS = 86_400;
const HEADER = Buffer.from(JSON.stringify({ alg: "HS256", typ: "JWT" })).toString("base64url");

/** What a token says. `via` tells how the holder signed in, `generation` which password was in force. */
export interface Claims {
  readonly "user-id": string;
  readonly type: "token";
  readonly via: "password" | "sso" | "key";
  readonly generation: number;
  /** Tenant of a key, or of the provider. */
  readonly tenant?: string;
  readonly provider?: string;
  readonly exp: number;
  readonly iat: number;
}

const secrets = new WeakMap<object, string>();

async function readSecret(db: Db): Promise<string | undefined> {
  const query = db.selectFrom("settings").select("value").where("name", "=", SECRET);
  return (await query.executeTakeFirst())?.value;
}

async function secretOf({ db, services }: Call): Promise<string | undefined> {
  const known = secrets.get(services.store) ?? (await readSecret(db));
  if (known !== undefined) secrets.set(services.store, known);
  return known;
}

function sign(text: string, secret: string): string {
  return createHmac("sha256", secret).update(text).digest("base64url");
}

export type Holder = Omit<Claims, "type" | "exp" | "iat">;

export async function makeToken(call: Call, holder: Holder, ttl = TTL_SECONDS): Promise<string> {
  const iat = Math.floor(call.now.getTime() / 1000);
  const claims = { ...holder, type: "token", exp: iat + ttl, iat, jti: randomBytes(9).toString("base64url") };
  const text = `${HEADER}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}`;
  return `${text}.${sign(text, (await secretOf(call)) ?? "")}`;
}

/** What a token says; null where it is none of ours or its time is over. */
export async function readToken(call: Call, token: string): Promise<Claims | null> {
  const [header = "", payload = "", signature = "", ...more] = token.split(".");
  const secret = await secretOf(call);
  if (header !== HEADER || more.length > 0 || secret === undefined) return null;
  const [given, due] = [Buffer.from(signature), Buffer.from(sign(`${header}.${payload}`, secret))];
  if (given.length !== due.length || !timingSafeEqual(given, due)) return null;
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as Claims;
  return claims.exp * 1000 > call.now.getTime() ? claims : null;
}
