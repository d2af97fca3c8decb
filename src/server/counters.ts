/** How many requests were handled since the start or the last reset, in all and per account. */
export interface Count {
  reads: number;
  writes: number;
  mails: number;
}

export class Counters {
  #total = zero();
  #accounts = new Map<string, Count>();

  add(account: string | null, counted: keyof Count, by = 1): void {
    this.#total[counted] += by;
    if (account === null) return;
    const count = this.#accounts.get(account) ?? zero();
    count[counted] += by;
    this.#accounts.set(account, count);
  }

  reset(): void {
    this.#total = zero();
    this.#accounts = new Map();
  }

  of(account: string): Count {
    return { ...(this.#accounts.get(account) ?? zero()) };
  }

  all(): Count & { readonly accounts: { readonly [id: string]: Count } } {
    return { ...this.#total, accounts: Object.fromEntries(this.#accounts) };
  }
}

function zero(): Count {
  return { reads: 0, writes: 0, mails: 0 };
}
