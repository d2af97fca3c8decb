/** What a guard looks at, and what it answers. */
import type { AccessDifference } from "../access/difference.ts";
import type { Entitlement } from "../kind/entitlement.ts";
import type { State } from "../kind/state.ts";
import type { KindTable } from "../kind/table.ts";
import type { Draft } from "./draft.ts";
import type { LimitUse } from "./limits.ts";
import type { Witness } from "./plan.ts";
import type { Policy } from "./policy.ts";
import type { Places } from "./seats.ts";

export const NAMES_SHOWN = 20;

export interface GuardInput {
  readonly table: KindTable;
  readonly policy: Policy;
  readonly live: State;
  readonly planned: State;
  readonly before: readonly Entitlement[];
  readonly after: readonly Entitlement[];
  readonly access: readonly AccessDifference[];
  readonly drafts: readonly Draft[];
  readonly places: readonly Places[];
  readonly limits: readonly LimitUse[];
  /** People the guards do not count: ignored ones and vendor-owned users. */
  readonly uncounted: (person: string) => boolean;
  /** Ids of objects that were protected when they were last applied; null where no ledger tells. */
  readonly remembered: ReadonlySet<string> | null;
  /** The live name, where the manifest's root names another account. */
  readonly wrongAccount: { readonly declared: string; readonly live: string } | null;
  readonly witnessOf: (kind: string, key: string) => Witness | null;
}

export interface Verdict {
  readonly refused: boolean;
  readonly count: number;
  readonly limit: number;
  readonly detail: string;
  readonly witnesses?: readonly (Witness | null)[];
}

export function listed(words: readonly string[]): string {
  const shown = words.slice(0, NAMES_SHOWN).join(", ");
  return words.length > NAMES_SHOWN ? `${shown} and ${words.length - NAMES_SHOWN} more` : shown;
}
