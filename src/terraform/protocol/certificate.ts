/** A certificate of its own for each process, so that only the process that started it can talk to it. */
import { createPrivateKey, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { bitString, integer, octets, oid, sequence, set, tagged, text, time, yes } from "./der.ts";

/** Clocks of one machine agree; the margin is for those who round. */
const EARLIER_MILLISECONDS = 30_000;
const VALID_MILLISECONDS = 10 * 365 * 24 * 60 * 60 * 1_000;
const HOST = "localhost";
const ECDSA_SHA256 = "1.2.840.10045.4.3.2";
const COMMON_NAME = "2.5.4.3";
const BASIC_CONSTRAINTS = "2.5.29.19";
const KEY_USAGE = "2.5.29.15";
const EXTENDED_KEY_USAGE = "2.5.29.37";
const ALTERNATIVE_NAME = "2.5.29.17";
const SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
const CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";
/** Signature, key encipherment, key agreement, signing of certificates. */
const USAGES = 0b1010_1100;
const USAGES_UNUSED_BITS = 2;

export interface Certificate {
  /** PEM. */
  readonly key: string;
  /** PEM. */
  readonly certificate: string;
  readonly der: Buffer;
}

/** A self-signed certificate on P-256 for `localhost`; the key never leaves the process. */
export function selfSigned(now: Date): Certificate {
  const pair = generateKeyPairSync("ec", {
    namedCurve: "P-256",
    publicKeyEncoding: { type: "spki", format: "der" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const body = toBeSigned(pair.publicKey, now);
  const signature = sign("sha256", body, createPrivateKey(pair.privateKey));
  const der = sequence(body, sequence(oid(ECDSA_SHA256)), bitString(signature));
  return { key: pair.privateKey, certificate: pem(der), der };
}

function toBeSigned(publicKey: Buffer, now: Date): Buffer {
  const name = sequence(set(sequence(oid(COMMON_NAME), text(HOST))));
  const from = new Date(now.getTime() - EARLIER_MILLISECONDS);
  const until = new Date(now.getTime() + VALID_MILLISECONDS);
  return sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(serial()),
    sequence(oid(ECDSA_SHA256)),
    name,
    sequence(time(from), time(until)),
    name,
    publicKey,
    tagged(0xa3, extensions()),
  );
}

/** Positive, not zero, and without a needless leading byte. */
function serial(): Buffer {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes;
}

function extensions(): Buffer {
  return sequence(
    sequence(oid(BASIC_CONSTRAINTS), yes(), octets(sequence(yes()))),
    sequence(oid(KEY_USAGE), yes(), octets(bitString(Buffer.from([USAGES]), USAGES_UNUSED_BITS))),
    sequence(
      oid(EXTENDED_KEY_USAGE),
      octets(sequence(oid(SERVER_AUTHENTICATION), oid(CLIENT_AUTHENTICATION))),
    ),
    sequence(oid(ALTERNATIVE_NAME), octets(sequence(tagged(0x82, Buffer.from(HOST))))),
  );
}

function pem(der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}
