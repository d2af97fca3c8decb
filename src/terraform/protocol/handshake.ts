/** What the starting process says in the environment, and the one line it waits for. */
import type { Address, Ports } from "./listen.ts";

const COOKIE_NAME = "TF_PLUGIN_MAGIC_COOKIE";
const COOKIE = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";
const TRANSPORT_VERSION = 1;
const PROTOCOL_VERSION = 6;

export type Environment = { readonly [name: string]: string | undefined };

export interface Terms {
  /** PEM of the one client; null: plain connections. */
  readonly clientCertificate: string | null;
  readonly folder: string | undefined;
  readonly ports: Ports | null;
  /** Whether the other side reads a field that older ones would mistake for a part of the certificate. */
  readonly saysMultiplexing: boolean;
}

/** Null where nobody started this process as a plugin. */
export function readTerms(environment: Environment): Terms | null {
  if (environment[COOKIE_NAME] !== COOKIE) return null;
  const least = Number(environment.PLUGIN_MIN_PORT ?? "");
  const most = Number(environment.PLUGIN_MAX_PORT ?? "");
  return {
    clientCertificate: environment.PLUGIN_CLIENT_CERT || null,
    folder: environment.PLUGIN_UNIX_SOCKET_DIR || undefined,
    ports: least > 0 && most >= least ? { least, most } : null,
    saysMultiplexing: Boolean(environment.PLUGIN_MULTIPLEX_GRPC),
  };
}

/** The first and only line on standard output. The certificate goes without padding, which the other side refuses. */
export function handshakeLine(address: Address, certificate: Buffer | null, terms: Terms): string {
  const encoded = certificate?.toString("base64").replace(/=+$/, "") ?? "";
  const fields = [TRANSPORT_VERSION, PROTOCOL_VERSION, address.network, address.text, "grpc", encoded];
  return `${(terms.saysMultiplexing ? [...fields, false] : fields).join("|")}\n`;
}
