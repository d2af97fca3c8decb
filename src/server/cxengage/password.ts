/** Passwords: what they must be, and how they are kept. */
import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { bad, need } from "./wire.ts";

const KEY_BYTES = 32;
const MINIMUM = 8;
const MAXIMUM = 256;
const NEEDED: readonly RegExp[] = [/\p{L}/u, /\d/, /[!#$%\-_=+<>.]/];

function derive(password: string, salt: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFC"), salt, KEY_BYTES, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

/** Refuses a password outside the policy: 8 characters, a letter, a digit and one of `!#$%-_=+<>.`. */
export function acceptPassword(value: unknown): string {
  const fits =
    typeof value === "string" &&
    value.length >= MINIMUM &&
    value.length <= MAXIMUM &&
    NEEDED.every((pattern) => pattern.test(value));
  const message = `a password has at least ${MINIMUM} characters with a letter, a digit and one of ! # $ % - _ = + < > .`;
  need(fits, "password-policy", bad(message, "password"));
  return value as string;
}

/** The stored form: salt and derived key. */
export async function keepPassword(password: string): Promise<string> {
  const salt = randomBytes(16).toString("base64url");
  return `${salt}.${(await derive(password, salt)).toString("base64url")}`;
}

export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  const [salt = "", key = ""] = (stored ?? "").split(".");
  const [given, kept] = [await derive(password, salt), Buffer.from(key, "base64url")];
  return kept.length === given.length && timingSafeEqual(kept, given);
}
