/**
 * What Terraform itself cannot refuse: before a write that takes something away, the account as it is now, own writes
 * included, is asked whether an administrator would remain, whether the caller locks themselves out, how many people
 * have lost everything in this process, and what kinds and platforms check about a plan as a whole.
 */
import { type AccessDifference, accessDifference } from "../access/difference.ts";
import { basicNames, type Entitlement } from "../kind/entitlement.ts";
import { ownKey } from "../kind/kind.ts";
import type { LiveObject, State } from "../kind/state.ts";
import type { KindTable } from "../kind/table.ts";
import type { Draft } from "../plan/draft.ts";
import { runGuards, vendorOwned } from "../plan/guards.ts";
import type { Step } from "../plan/plan.ts";
import { plannedState } from "../plan/planned-state.ts";
import { DEFAULT_POLICY } from "../plan/policy.ts";
import { Refusal } from "./diagnostics.ts";
import { refuseUnsound } from "./own-checks.ts";
import type { Limits } from "./settings.ts";
import type { SharedReads } from "./shared-reads.ts";

/** What a draft does to people's access. */
interface Effect {
  /** The draft as the account has its object now. */
  readonly draft: Draft;
  readonly live: State;
  readonly planned: State;
  readonly before: readonly Entitlement[];
  readonly after: readonly Entitlement[];
  readonly access: readonly AccessDifference[];
}

interface Basis {
  readonly base: number;
  readonly spared: ReadonlySet<string>;
  /** People who could use something that counts. */
  readonly active: ReadonlySet<string>;
}

const CHECKED = ["last-administrator", "self-lockout"];

export class GuardedWrites {
  readonly #table: KindTable;
  readonly #reads: SharedReads;
  readonly #limits: Limits;
  /** People this process has taken everything from. */
  readonly #removed = new Set<string>();
  #counted: Promise<Basis> | null = null;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(table: KindTable, reads: SharedReads, limits: Limits) {
    this.#table = table;
    this.#reads = reads;
    this.#limits = limits;
  }

  /** True when a guard of this name is lifted. */
  allows(guard: string): boolean {
    return this.#limits.allow.includes(guard);
  }

  /**
   * Makes the writes of a draft unless a guard forbids them; then throws a Refusal.
   * @param object the object the draft is about, as the account has it now; null for a new one.
   */
  async write<T>(
    draft: Draft,
    steps: readonly Step[],
    object: LiveObject | null,
    make: () => Promise<T>,
  ): Promise<T> {
    if (object === null || !mayTakeAway(draft, steps)) return make();
    if (draft.kind.person === true) {
      const own = this.#effect(draft, await this.#reads.everythingOf(object));
      if (!this.#isDelicate(own, draft)) {
        await this.#count(own.access);
        return make();
      }
    }
    return this.#alone(async () => {
      const effect = this.#effect(draft, await this.#reads.everything());
      this.#refuse(effect, draft);
      refuseUnsound(this.#table, effect.draft, effect.live, effect.planned);
      await this.#count(effect.access);
      return make();
    });
  }

  #effect(draft: Draft, live: State): Effect {
    const current = live.objects.get(draft.kind.name)?.get(draft.before?.key ?? "") ?? draft.before;
    const inPlace: Draft = { ...draft, key: draft.before?.key ?? draft.key, before: current };
    const planned = plannedState(live, [inPlace], this.#table);
    const before = this.#table.access(live);
    const after = this.#table.access(planned);
    const access = accessDifference(before, after, this.#table.permissions);
    return { draft: inPlace, live, planned, before, after, access };
  }

  /** An administrator loses something, or the caller does: only the whole account can tell what that means. */
  #isDelicate({ access, live }: Effect, draft: Draft): boolean {
    const names = this.#table.permissions.filter((each) => each.administers).map((each) => each.name);
    const losing = access.filter((each) => each.loses.length > 0);
    const administers = losing.some((each) => each.loses.some((lost) => names.includes(lost.permission)));
    return (
      administers || (losing.length > 0 && ownKey(draft.kind, draft.before?.key ?? "") === live.caller.email)
    );
  }

  #refuse(effect: Effect, draft: Draft): void {
    const guards = runGuards(
      {
        table: this.#table,
        policy: DEFAULT_POLICY,
        ...effect,
        drafts: [draft],
        places: [],
        limits: [],
        uncounted: () => false,
        remembered: null,
        wrongAccount: null,
        witnessOf: () => null,
      },
      this.#limits.allow,
    );
    const refused = guards.find((guard) => CHECKED.includes(guard.name) && guard.status === "refused");
    if (refused !== undefined) throw refusal(refused.name, refused.detail);
  }

  async #count(access: readonly AccessDifference[]): Promise<void> {
    const losing = access.filter((each) => each.losesAll);
    if (losing.length === 0) return;
    const basis = await this.#basis();
    const { base, spared } = basis;
    const people = losing.map((each) => each.person).filter((person) => !spared.has(person));
    const limit = this.#limits.maxRemovals ?? shareOf(base);
    const isTooMany = () => {
      const count = new Set([...this.#removed, ...people]).size;
      return count > limit || (count === base && base >= 2);
    };
    if (isTooMany() && !this.allows("max-removals")) {
      await this.#forgive(basis);
      if (isTooMany()) throw tooMany(new Set([...this.#removed, ...people]).size, base, limit, people);
    }
    for (const person of people) this.#removed.add(person);
  }

  /**
   * Those who were given something again in the meantime have not lost everything. What waits for an invitation gives
   * nothing yet to people who could use something before.
   */
  async #forgive({ active }: Basis): Promise<void> {
    const access = this.#table.access(await this.#reads.everything());
    for (const each of this.#counting(access)) {
      if (each.when === "now" || !active.has(each.person)) this.#removed.delete(each.person);
    }
  }

  #counting(access: readonly Entitlement[]): readonly Entitlement[] {
    const basic = basicNames(this.#table.permissions);
    return access.filter((each) => !basic.has(each.permission));
  }

  /** People with any access when this process first took some away, and those who never count. */
  #basis(): Promise<Basis> {
    this.#counted ??= this.#reads.everything().then((state) => {
      const spared = vendorOwned(state, this.#table);
      const access = this.#table.access(state);
      const people = new Set(access.map((each) => each.person));
      const usable = this.#counting(access).filter((each) => each.when === "now");
      const active = new Set(usable.map((each) => each.person));
      return { base: [...people].filter((person) => !spared.has(person)).length, spared, active };
    });
    return this.#counted;
  }

  /** One after the other, so that two writes never count on each other's administrator. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work, work);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }
}

function mayTakeAway(draft: Draft, steps: readonly Step[]): boolean {
  if (draft.verb === "create") return false;
  return draft.verb === "remove" || draft.kind.person === true || steps.some((step) => step.stage >= 2);
}

function shareOf(base: number): number {
  return Math.max(DEFAULT_POLICY.maxRemovalsCount, Math.floor(base * DEFAULT_POLICY.maxRemovalsShare));
}

function tooMany(count: number, base: number, limit: number, next: readonly string[]): Refusal {
  const most = count > limit ? `the limit is ${limit}` : "that is everybody";
  const detail = `${count} of ${base} people would lose all access in this run; ${most}. Next: ${next.join(", ")}`;
  return refusal("max-removals", detail);
}

function refusal(guard: string, detail: string): Refusal {
  const lift = `To go on nevertheless, add "${guard}" to \`guards.allow\` of the provider.`;
  return new Refusal(`Refused by the guard ${guard}`, `${detail}.\n${lift}`);
}
