/** The one gate every documented rule goes through, so that each can be recorded, counted and switched off. */
import { channel } from "node:diagnostics_channel";

/** Announces every rule that refused a call or shaped an answer, as `{ rule, refused }`. */
const spoken = channel("cxroster:refusal");

export interface Reason {
  /** HTTP status of the refusal. */
  readonly status: number;
  readonly message: string;
  /** Body member or parameter at fault. */
  readonly field?: string;
  readonly headers?: { readonly [name: string]: string };
}

/** A call that is answered with an error. `rule` is a catalogue id or a kebab-case word of ours. */
export class Refusal extends Error {
  readonly rule: string;
  readonly reason: Reason;
  constructor(rule: string, reason: Reason) {
    super(reason.message);
    this.rule = rule;
    this.reason = reason;
  }
}

export class Rules {
  readonly #off: ReadonlySet<string>;

  /** `off` names the rules this server leaves out; only tests do that, to show that a check is really checked. */
  constructor(off: readonly string[] = []) {
    this.#off = new Set(off);
  }

  /** True where a behaviour that is no refusal (a default, a filter, a computed value) is in force. */
  applies(rule: string): boolean {
    if (this.#off.has(rule)) return false;
    if (spoken.hasSubscribers) spoken.publish({ rule, refused: false });
    return true;
  }

  /** Refuses the call unless the condition holds. Throws {@link Refusal}. */
  require(rule: string, condition: boolean, reason: Reason): void {
    if (condition || this.#off.has(rule)) return;
    if (spoken.hasSubscribers) spoken.publish({ rule, refused: true });
    throw new Refusal(rule, reason);
  }
}
