/**
 * Counts what one rule reads, so that no expression can take arbitrarily long. Reading a field costs one, reading a list
 * costs its length besides: whatever is walked was read before. What remains is bounded by the size of an expression.
 */
export class Meter {
  #left = Number.POSITIVE_INFINITY;
  #spent = false;

  /** Gives the rule about to run so much. */
  grant(reads: number): void {
    this.#left = reads;
    this.#spent = false;
  }

  /** True when the rule wanted more than it was given. An expression may swallow errors, so this tells. */
  get spent(): boolean {
    return this.#spent;
  }

  charge(value: unknown): void {
    this.#left -= Array.isArray(value) ? 1 + value.length : 1;
    if (this.#left >= 0) return;
    this.#spent = true;
    throw new Error("the rule reads too much");
  }
}
