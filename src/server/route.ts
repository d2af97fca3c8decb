import type { Answer } from "./answer.ts";
import type { Members } from "./body.ts";
import type { Call } from "./call.ts";
import type { Session } from "./people.ts";
import type { Refusal, Rules } from "./rules.ts";
import type { Database, Db, Migration } from "./store/database.ts";

export type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

/** One call of an API: what serves it, and what its description is written from. */
export interface Route {
  readonly method: Method;
  /** Path below the mount; `{name}` is a parameter. */
  readonly path: string;
  readonly summary: string;
  /** Rule whose whole effect is that this call exists. */
  readonly guard?: string;
  /** Rule that says all fields of one call take effect or none. */
  readonly atomic?: string;
  /** Members of a JSON body; absent: no body is read. */
  readonly members?: Members;
  /** Rule that forbids any other member. */
  readonly extra?: string;
  /** The body is an image, not JSON. */
  readonly image?: boolean;
  /** The answer is a page: `limit` and `cursor` are taken. */
  readonly paged?: boolean;
  /** Further query parameters and what they mean. */
  readonly query?: { readonly [name: string]: string };
  /** Catalogue rules that may refuse the call or shape its answer, for the description. */
  readonly rules?: readonly string[];
  /** Needs no token. */
  readonly open?: boolean;
  /** Successful status and the schema of its body, null for none. */
  readonly answers: { readonly status: number; readonly schema: string | null };
  readonly handle: (call: Call) => Promise<Answer>;
}

/** How a mount speaks where it does not speak as the account APIs do. */
export interface Wire {
  readonly refuse: (refusal: Refusal, rules: Rules) => Answer;
  /** Pages of other origins may call from a browser. */
  readonly cors: boolean;
  /** `Idempotency-Key` is honored. */
  readonly keyed: boolean;
}

/** A platform under its path. Everything about one platform stands behind this. */
export interface Mount {
  readonly platform: string;
  /** Path prefix, such as `/engagecx/v1`. */
  readonly prefix: string;
  readonly routes: readonly Route[];
  /** Its tables. */
  readonly migration: Migration;
  /** Absent: as the account APIs speak. */
  readonly wire?: Wire;
  /** Pages of its own, with their whole paths. */
  readonly pages?: readonly Route[];
  /** A token for anybody of an account, where tokens are the platform's own. Body: the rest of `POST /admin/tokens`. */
  readonly signIn?: (call: Call, account: string, email: string) => Promise<string>;
  /** Takes up that somebody signed in to an account. */
  readonly signedIn?: (call: Call, account: string, person: Session["person"]) => Promise<void>;
  /** Takes up that the mail server refuses a message for good; false where it is none of the platform's. */
  readonly bounced?: (db: Db, message: Database["outbox"]) => Promise<boolean>;
  /** Makes an account from the body of `POST /admin/accounts`, which the platform reads itself. */
  readonly createAccount: (call: Call) => Promise<CreatedAccount>;
  /** Calls below `/admin/accounts/{account}` that only this platform has. */
  readonly operator: readonly Route[];
  /** The API's description, as OpenAPI 3.1. */
  readonly describe: () => object;
  /** What an invitation page shows and does; null where the invited user is gone. */
  readonly invitation: (call: Call, invitation: Invitation) => Promise<Invited | null>;
  /** Lets the invited in. `form` holds what the page asked for; a refusal with status 422 is shown on that page. */
  readonly accept: (call: Call, user: string, form: URLSearchParams) => Promise<Accepted>;
  /** What the roster page shows. Refuses callers the account does not admit. */
  readonly roster: (call: Call, account: string) => Promise<Roster>;
}

export interface CreatedAccount {
  readonly id: string;
  readonly owner: string;
  /** The owner's token, where tokens are the platform's own. */
  readonly token?: string;
  /** Further members of the answer. */
  readonly more: { readonly [member: string]: unknown };
}

export interface Invitation {
  readonly user: string;
  /** When it was sent. */
  readonly at: string;
}

export interface Invited {
  readonly account: string;
  readonly email: string;
  /** What the page asks for. Default: nothing. */
  readonly fields?: readonly Field[];
  /** What the button says. Default: that the invitation is accepted. */
  readonly button?: string;
}

/** A field of a form; a checkbox has no value but is ticked or not. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly type: "text" | "checkbox";
  readonly value: string;
  readonly complete?: string;
}

export interface Accepted {
  /** Signs the reader in, to the account named. */
  readonly session?: { readonly account: string; readonly token: string };
}

/** A table of the roster page: headings, and one list of cells per row. */
export interface RosterTable {
  readonly title: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface Roster {
  readonly name: string;
  readonly tables: readonly RosterTable[];
}
