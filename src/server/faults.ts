/** Troubles on purpose: waiting, refusing, failing and hanging up, drawn from a seeded generator per request. */
import { Refusal } from "./rules.ts";

interface Settings {
  readonly latencyMilliseconds: number;
  readonly rate429: number;
  readonly retryAfterSeconds: number;
  readonly rate500Before: number;
  readonly rate500After: number;
  readonly rateDrop: number;
  readonly rateDropAfter: number;
  readonly seed: number;
}

const NONE: Settings = {
  latencyMilliseconds: 0,
  rate429: 0,
  retryAfterSeconds: 1,
  rate500Before: 0,
  rate500After: 0,
  rateDrop: 0,
  rateDropAfter: 0,
  seed: 1,
};

const LATENCY_MAXIMUM_MILLISECONDS = 600_000;

/** What befalls one request: at most one trouble before it is handled and one after. */
export interface Fault {
  readonly latencyMilliseconds: number;
  readonly before: "drop" | "too-many" | "error" | null;
  readonly after: "drop" | "error" | null;
  readonly retryAfterSeconds: number;
}

export class Faults {
  #settings = NONE;
  #mount: string | null = null;
  #methods: ReadonlySet<string> | null = null;
  #random = generator(NONE.seed);

  /** Takes the members of `POST /admin/faults`; an empty object ends all troubles. Throws {@link Refusal}. */
  set(body: { readonly [member: string]: unknown }): void {
    const { mount, methods, ...numbers } = body;
    const settings = { ...NONE, ...readNumbers(numbers) };
    this.#mount = readMount(mount);
    this.#methods = readMethods(methods);
    this.#settings = settings;
    this.#random = generator(settings.seed);
  }

  /** Decides about one request. Five numbers are drawn each time, so a seed gives one sequence whatever the rates. */
  draw(mount: string, method: string): Fault | null {
    if (this.#settings === NONE) return null;
    if (this.#mount !== null && this.#mount !== mount) return null;
    if (this.#methods !== null && !this.#methods.has(method)) return null;
    const { rateDrop, rate429, rate500Before, rateDropAfter, rate500After, ...rest } = this.#settings;
    const hits = [rateDrop, rate429, rate500Before, rateDropAfter, rate500After].map(
      (rate) => this.#random() < rate,
    );
    const before = hits[0] ? "drop" : hits[1] ? "too-many" : hits[2] ? "error" : null;
    const after = hits[3] ? "drop" : hits[4] ? "error" : null;
    return { ...rest, before, after };
  }
}

function readNumbers(body: { readonly [member: string]: unknown }): Partial<Settings> {
  for (const [field, value] of Object.entries(body)) {
    if (!Object.hasOwn(NONE, field))
      throw new Refusal("unknown-field", { status: 400, field, message: "unknown member" });
    const most = field.startsWith("rate")
      ? 1
      : field.startsWith("latency")
        ? LATENCY_MAXIMUM_MILLISECONDS
        : 2 ** 32;
    const fits = typeof value === "number" && value >= 0 && value <= most;
    if (!fits)
      throw new Refusal("bad-value", {
        status: 422,
        field,
        message: `${field} is a number from 0 to ${most}`,
      });
  }
  return body;
}

function readMount(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === "string") return value.replace(/^\/+/, "").split("/")[0] ?? null;
  throw new Refusal("bad-type", { status: 400, field: "mount", message: "mount names a platform" });
}

function readMethods(value: unknown): ReadonlySet<string> | null {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value) && value.every((each) => typeof each === "string"))
    return new Set(value.map((each) => each.toUpperCase()));
  throw new Refusal("bad-type", {
    status: 400,
    field: "methods",
    message: "methods is a list of HTTP methods",
  });
}

/** Mulberry32: small, even enough for rates, the same on every machine. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
