/** A platform as the engine sees it: its kinds and rules as data, and one pure function for access. */

import type { WholeCheck } from "./check.ts";
import type { Entitlement, Permission } from "./entitlement.ts";
import type { Kind } from "./kind.ts";
import type { State } from "./state.ts";

/** One documented rule. `client` and `server` are `enforced`, or the reason why there is nothing to enforce. */
export interface Rule {
  /** The rule in one sentence. */
  readonly says: string;
  readonly client: "enforced" | { readonly none: string };
  readonly server: "enforced" | { readonly none: string };
}

/** What a platform can do. Each flag is used by validation, by the conformance suite and by the docs matrix. */
export interface Capabilities {
  readonly [capability: string]: { readonly can: boolean; readonly because: string };
}

export interface KindTable {
  /** Manifest value of `platform`. */
  readonly platform: string;
  readonly product: string;
  /** Kinds a manifest can declare. */
  readonly kinds: readonly Kind[];
  /** Kinds that are only read and referred to. Default none. */
  readonly references?: readonly Kind[];
  readonly rules: { readonly [id: string]: Rule };
  readonly permissions: readonly Permission[];
  readonly capabilities: Capabilities;
  /** Rows a listing call returns at most. */
  readonly pageSize: number;
  /** Rule cited when the caller may not change the account. */
  readonly manageRule: string;
  /** Ways into an account that no kind stands for, so that no answer about access covers them. Default none. */
  readonly unseen?: readonly string[];
  /** Checks over the whole plan. Default none. */
  readonly checks?: readonly WholeCheck[];
  /** Every entitlement a state gives, one per (person, permission, on, when), in any order. */
  readonly access: (state: State) => Entitlement[];
}

/** Freezes a table; a repeated kind or manifest key, or a reference to an unknown kind, throws at start. */
export function defineTable(table: KindTable): KindTable {
  const names = allKinds(table).map((kind) => kind.name);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) throw new Error(`${table.platform}: kind ${repeated} is listed twice`);
  for (const kind of table.kinds) {
    for (const [path, leaf] of kind.leaves) {
      if ((leaf.type === "links" || leaf.type === "reference") && !names.includes(leaf.to)) {
        throw new Error(`${table.platform}: ${kind.name}.${path} points at unknown kind ${leaf.to}`);
      }
      if ((leaf.type === "links" || leaf.type === "reference") && isMadeAnew(table, leaf.to)) {
        throw new Error(
          `${table.platform}: ${kind.name}.${path} points at ${leaf.to}, which loses what refers to it`,
        );
      }
    }
  }
  return Object.freeze(table);
}

/** A kind with attributes that only a new object can change. */
function isMadeAnew(table: KindTable, name: string): boolean {
  return [...kindOf(table, name).leaves.values()].some((leaf) => leaf.replaces !== undefined);
}

/** Declarable kinds and those that are only referred to. */
export function allKinds(table: KindTable): readonly Kind[] {
  return table.references === undefined ? table.kinds : [...table.kinds, ...table.references];
}

/** The kind of a name; asking for one the table does not have is a defect of ours. */
export function kindOf(table: KindTable, name: string): Kind {
  const kind = allKinds(table).find((each) => each.name === name);
  if (kind === undefined) throw new Error(`${table.platform} has no kind ${name}`);
  return kind;
}

export function rootOf(table: KindTable): Kind | undefined {
  return table.kinds.find((kind) => kind.root === true);
}
