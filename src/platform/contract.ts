/** The seam every platform fits through: a value that describes it and a way to make a client. */

import type { Account, Live, LiveObject } from "../kind/state.ts";
import type { KindTable } from "../kind/table.ts";
import type { Value } from "../kind/value.ts";

/** One field of a target's credentials; the command line asks for them and masks the secret ones. */
export interface CredentialField {
  /** Setting in a target; one inside another is `outer.inner`. */
  readonly name: string;
  readonly secret: boolean;
  /** Environment variable that stands in for it. */
  readonly environment: string;
  readonly required: boolean;
  /** Named by what `init` writes, although others will do as well. Default: if required. */
  readonly suggested?: boolean;
  readonly doc: string;
}

export interface Connection {
  readonly endpoint: string;
  /** Account, organization or tenant id; null where the credentials name just one. */
  readonly account: string | null;
  /** Names the account may bear, the declared one first; the one to create when there is none and `create` says so. */
  readonly accountNames: readonly string[];
  readonly create: boolean;
  readonly credentials: { readonly [name: string]: string };
  /** Calls under way at once. Default 8. */
  readonly concurrency: number;
  /** Milliseconds a call may take before it counts as unanswered. Default 30,000. */
  readonly timeoutMilliseconds: number;
  /** Sends of one call at most, the first included. Default 10. */
  readonly sends?: number;
  /** Told each time the client waits or repeats, for progress lines. */
  readonly onWait?: (event: { readonly reason: string; readonly milliseconds: number }) => void;
}

/** One call of a step, with every reference, secret and file already filled in. */
export interface Call {
  readonly kind: string;
  readonly op: string;
  readonly id: string | null;
  readonly args: { readonly [name: string]: Value | Uint8Array };
  /** Stays the same when the call is repeated within one run. */
  readonly idempotencyKey: string;
  readonly repeat: "safe" | "keyed" | "lookup";
}

/** Folded keys of the objects whose costly attribute is managed, by `kind.path`. Empty: no costly attribute is read. */
export type ReadNeeds = ReadonlyMap<string, ReadonlySet<string>>;

export interface Client {
  /** The account the credentials open; null where it is still to be created. Read once. */
  account(): Promise<Account | null>;
  /** Reads the whole account by listings, and costly attributes of the objects that need them. */
  readLive(needs: ReadNeeds): Promise<Live>;
  /** Present state of single objects by platform id; null for one that is gone. One call per object. */
  readEach(kind: string, ids: readonly string[]): Promise<(LiveObject | null)[]>;
  /** The object with these costly attributes of it; null for one that is gone. Absent where no kind has any. */
  readCostly?(object: LiveObject, paths: readonly string[]): Promise<LiveObject | null>;
  /** Every object of these kinds, by listing. Kinds that share a listing share its calls. */
  readAll(...kinds: readonly string[]): Promise<LiveObject[]>;
  /** Objects whose attribute folds to the same text, by the platform's search; parts of names never count. */
  find(kind: string, attribute: string, value: string): Promise<LiveObject[]>;
  /** Makes the call and returns the platform id of the object it was about. */
  execute(call: Call): Promise<{ readonly id: string }>;
  /** Calls made so far. */
  readonly calls: { readonly reads: number; readonly writes: number };
  /** Explicit invitation actions, where the platform has them. Throws a PlatformError when it refuses. */
  readonly invitations?: {
    resend?(email: string): Promise<void>;
    cancel?(email: string): Promise<void>;
  };
  close(): Promise<void>;
}

export interface Platform {
  readonly table: KindTable;
  readonly credentials: readonly CredentialField[];
  connect(connection: Connection): Client;
}

/** Why a call failed, so that the exit code can follow from it. */
export class PlatformError extends Error {
  readonly reason: "unauthorized" | "forbidden" | "unreachable" | "refused" | "unknown-outcome";
  readonly status: number | null;
  /** Rule id the platform named; null where it named none. */
  readonly rule: string | null;
  readonly requestId: string | null;
  constructor(
    reason: PlatformError["reason"],
    message: string,
    details: { status?: number; rule?: string | null; requestId?: string | null } = {},
  ) {
    super(message);
    this.reason = reason;
    this.status = details.status ?? null;
    this.rule = details.rule ?? null;
    this.requestId = details.requestId ?? null;
  }
}
