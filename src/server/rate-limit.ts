/** A token bucket per caller: a minute's worth at once, then as many as the minute allows. Real time, not the server clock. */
const MILLISECONDS_PER_MINUTE = 60_000;
/** Buckets kept at once; full ones are dropped first, since they remember nothing. */
const BUCKETS_MAXIMUM = 10_000;

interface Bucket {
  left: number;
  at: number;
}

export class RateLimit {
  readonly #perMinute: number;
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();

  /** `perMinute` null: no limit. `now` counts milliseconds. */
  constructor(perMinute: number | null, now: () => number = () => performance.now()) {
    this.#perMinute = perMinute ?? Number.POSITIVE_INFINITY;
    this.#now = now;
  }

  /** Takes one request out of the caller's bucket: null, or the whole seconds to wait where it is empty. */
  take(caller: string): number | null {
    if (this.#perMinute === Number.POSITIVE_INFINITY) return null;
    const bucket = this.#filled(caller);
    if (bucket.left >= 1) {
      bucket.left -= 1;
      return null;
    }
    const missing = ((1 - bucket.left) / this.#perMinute) * MILLISECONDS_PER_MINUTE;
    return Math.max(1, Math.ceil(missing / 1000));
  }

  #filled(caller: string): Bucket {
    const now = this.#now();
    const known = this.#buckets.get(caller);
    if (!known && this.#buckets.size >= BUCKETS_MAXIMUM) this.#sweep(now);
    const bucket = known ?? { left: this.#perMinute, at: now };
    bucket.left = this.#refilled(bucket, now);
    bucket.at = now;
    this.#buckets.set(caller, bucket);
    return bucket;
  }

  #refilled(bucket: Bucket, now: number): number {
    return Math.min(
      this.#perMinute,
      bucket.left + ((now - bucket.at) / MILLISECONDS_PER_MINUTE) * this.#perMinute,
    );
  }

  #sweep(now: number): void {
    for (const [caller, bucket] of this.#buckets)
      if (this.#refilled(bucket, now) >= this.#perMinute) this.#buckets.delete(caller);
  }
}
