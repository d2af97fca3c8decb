/**
 * Tokens: asked for with name and password, or with an API key and the tenant, and asked for once more when the
 * platform no longer takes one. Tokens and passwords stand in no error.
 */
import { type Connection, PlatformError } from "../contract.ts";
import type { Http, HttpResponse } from "../http.ts";
import { asRow, type Row } from "./wire.ts";

/** A token is renewed this long before it ends. */
const MARGIN_MILLISECONDS = 60_000;

const HIDDEN = "[hidden]";
/** Characters below which a text is no secret, and hiding it would only garble words. */
const SECRET_MINIMUM = 4;

/** How the caller proves who it is. Of a given token nobody can tell how it came about. */
export type SignIn = "password" | "key" | "token" | "none";

export class Session {
  readonly signIn: SignIn;
  readonly #http: Http;
  readonly #connection: Connection;
  #token: Promise<string> | null = null;
  /** Milliseconds since 1970 from which on the token is replaced. */
  #renewAt = Number.POSITIVE_INFINITY;
  /** What must not stand in an error, tokens given meanwhile included. */
  readonly #secrets: Set<string>;

  /** @param http sends without credentials. */
  constructor(http: Http, connection: Connection) {
    this.#http = http;
    this.#connection = connection;
    this.signIn = signInOf(connection.credentials);
    const { token = "", password = "", "apiKey.secret": secret = "" } = connection.credentials;
    this.#secrets = new Set([token, password, secret].filter((each) => each.length >= SECRET_MINIMUM));
  }

  /** Takes tokens and passwords out of a text the platform wrote. */
  hide(text: string): string {
    return [...this.#secrets]
      .sort((a, b) => b.length - a.length)
      .reduce((shown, secret) => shown.replaceAll(secret, HIDDEN), text);
  }

  /** Id of the API key; empty for other credentials. */
  get keyId(): string {
    return this.#connection.credentials["apiKey.id"] ?? "";
  }

  /** A token that is not about to end. All who ask meanwhile share one sign-in. */
  token(): Promise<string> {
    if (Date.now() >= this.#renewAt && this.#canRenew) this.#forget();
    this.#token ??= this.#open().catch((error) => {
      this.#token = null;
      throw error;
    });
    return this.#token;
  }

  /** Lets go of a token the platform refused; false where there is no other way in. */
  async renew(refused: string): Promise<boolean> {
    if (!this.#canRenew) return false;
    const held = this.#token;
    // Of several callers whose calls were refused only the first one signs in again.
    if ((await this.token()) === refused && this.#token === held) this.#forget();
    await this.token();
    return true;
  }

  #forget(): void {
    this.#token = null;
    this.#renewAt = Number.POSITIVE_INFINITY;
  }

  /** What the platform says of the caller: `POST /login`. Null where it does not say. */
  async login(): Promise<Row | null> {
    const headers = { authorization: `Token ${await this.token()}` };
    const response = await this.#http.send({ method: "POST", path: "/login", headers, repeatable: true });
    if (response.status === 401) throw refusedCredentials(response);
    if (response.status >= 300) return null;
    const body = asRow(response.body ?? {});
    return typeof body.result === "object" && body.result !== null ? asRow(body.result) : null;
  }

  get #canRenew(): boolean {
    return this.signIn === "password" || this.signIn === "key";
  }

  async #open(): Promise<string> {
    const { credentials } = this.#connection;
    if (this.signIn === "token") return credentials.token ?? "";
    if (this.signIn === "none") {
      throw new PlatformError(
        "unauthorized",
        "there are no credentials: give a token, a user name with its password, or an API key with its secret",
      );
    }
    const response = await this.#http.send({
      method: "POST",
      path: "/tokens",
      body: this.#proof(),
      repeatable: true,
    });
    const token = response.status < 300 ? asRow(response.body ?? {}).token : undefined;
    if (typeof token !== "string") throw refusedCredentials(response);
    this.#secrets.add(token);
    this.#renewAt = renewalOf(token);
    return token;
  }

  #proof(): Row {
    const { credentials, account } = this.#connection;
    if (this.signIn === "password") {
      return { username: credentials.username, password: credentials.password, ttl: null };
    }
    if (account === null) {
      throw new PlatformError("unauthorized", "an API key opens one tenant: say which one in `account`");
    }
    return { username: this.keyId, password: credentials["apiKey.secret"], tenantId: account };
  }
}

function signInOf(credentials: Connection["credentials"]): SignIn {
  const has = (name: string) => (credentials[name] ?? "") !== "";
  if (has("token")) return "token";
  if (has("apiKey.id") && has("apiKey.secret")) return "key";
  return has("username") && has("password") ? "password" : "none";
}

/** Whatever the answer says stays out: it may repeat what was sent. */
function refusedCredentials({ status }: HttpResponse): PlatformError {
  const reason = status === 401 || status === 403 || status === 400 ? "unauthorized" : "refused";
  return new PlatformError(reason, "the platform does not take these credentials", {
    status,
  });
}

/**
 * When a new token is to be replaced. One that seems to end at once is kept until it is refused: either it is short of
 * life, or the clock here is ahead, and asking again would give the same.
 */
function renewalOf(token: string): number {
  const at = endOf(token) - MARGIN_MILLISECONDS;
  return at > Date.now() ? at : Number.POSITIVE_INFINITY;
}

/** Milliseconds since 1970 at which a token ends, from its `exp`; never for one that does not tell. */
export function endOf(token: string): number {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
    const exp = typeof claims === "object" && claims !== null && "exp" in claims ? claims.exp : undefined;
    return typeof exp === "number" ? exp * 1_000 : Number.POSITIVE_INFINITY;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
