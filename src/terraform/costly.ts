/** Attributes that are readable only one object at a time. */
import { setTimeout as wait } from "node:timers/promises";
import { declarable, type Kind } from "../kind/kind.ts";
import type { Live, LiveObject } from "../kind/state.ts";
import type { Client } from "../platform/contract.ts";
import { valueAt } from "./declare.ts";
import type { TerraformObject } from "./protocol/provider.ts";
import type { Session } from "./session.ts";

/** How long a read waits for others to share it. */
const GATHERING_MILLISECONDS = 20;

export function costlyPaths(kind: Kind): string[] {
  return declarable(kind)
    .filter(([, leaf]) => leaf.costly === true)
    .map(([path]) => path);
}

/** The object with its costly attributes; as it is where it has them, or where it is gone by now. */
export async function withCostly(session: Session, live: LiveObject): Promise<LiveObject> {
  return session.reads.whole(live);
}

/** The object with its costly attributes where these values manage one of them. */
export async function withManaged(
  session: Session,
  kind: Kind,
  live: LiveObject,
  values: TerraformObject,
): Promise<LiveObject> {
  const isManaged = costlyPaths(kind).some((path) => valueAt(values, path) !== null);
  return isManaged ? withCostly(session, live) : live;
}

interface Batch {
  readonly needs: Map<string, Set<string>>;
  readonly answer: Promise<readonly LiveObject[]>;
}

/** Reads of the account that bring costly attributes along; those asked for at about the same time share one. */
export class CostlyReads {
  readonly #client: Client;
  #gathering: Batch | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(client: Client) {
    this.#client = client;
  }

  /** The object as a read that began after this call shows it; null for one that is gone. */
  async read(kind: Kind, key: string, id: string): Promise<LiveObject | null> {
    this.#gathering ??= this.#gather();
    const { needs, answer } = this.#gathering;
    for (const path of costlyPaths(kind)) {
      const name = `${kind.name}.${path}`;
      needs.set(name, (needs.get(name) ?? new Set()).add(key));
    }
    return (await answer).find((object) => object.kind === kind.name && object.id === id) ?? null;
  }

  #gather(): Batch {
    const needs = new Map<string, Set<string>>();
    const answer = this.#read(this.#last, needs);
    this.#last = answer.catch(() => undefined);
    return { needs, answer };
  }

  async #read(last: Promise<unknown>, needs: Batch["needs"]): Promise<readonly LiveObject[]> {
    await Promise.all([last, wait(GATHERING_MILLISECONDS)]);
    this.#gathering = null;
    const { objects }: Pick<Live, "objects"> = await this.#client.readLive(needs);
    return objects;
  }
}
