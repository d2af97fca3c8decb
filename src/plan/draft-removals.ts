/** Drafts for live objects that should no longer exist. */
import { type Diagnostic, diagnose } from "../diagnostic/diagnostic.ts";
import { type Graph, nodeId, type Scope } from "../graph/node.ts";
import { type Kind, matchKeys } from "../kind/kind.ts";
import { labelOf } from "../kind/label.ts";
import type { State, StateObject } from "../kind/state.ts";
import { type KindTable, kindOf } from "../kind/table.ts";
import type { Value } from "../kind/value.ts";
import { otherKeys } from "./aliases.ts";
import type { Draft } from "./draft.ts";
import { Inside } from "./inside.ts";

/** People named in one finding at most. */
const NAMES_SHOWN = 20;

/** @param meant `kind:key` of every object a node means or replaces. */
export function draftRemovals(
  graph: Graph,
  table: KindTable,
  state: State,
  meant: ReadonlySet<string>,
  ignored: (kind: string) => (key: string) => boolean,
  diagnostics: Diagnostic[],
): Draft[] {
  const drafts: Draft[] = [];
  const inside = new Inside(state);
  for (const scope of graph.scopes) {
    const kind = kindOf(table, scope.kind);
    const unwanted = isUnwanted(scope, kind);
    const isIgnored = ignored(kind.name);
    for (const object of inside.of(kind, scope.parent)) {
      if (!object.present || meant.has(nodeId(kind.name, object.key))) continue;
      if ([object.key, ...otherKeys(kind, object)].some(isIgnored) || !unwanted(object)) continue;
      const draft = draftRemoval(kind, object, table, state, inside, diagnostics);
      if (draft !== null) drafts.push(draft);
    }
  }
  return drafts;
}

function isUnwanted(scope: Scope, kind: Kind): (object: StateObject) => boolean {
  if (scope.mode === "all") {
    return (object) => kind.defaultFlag === undefined || object.attributes[kind.defaultFlag] !== true;
  }
  const isExcluded = matchKeys(kind, scope.exclude);
  return (object) => [object.key, ...otherKeys(kind, object)].some(isExcluded);
}

function draftRemoval(
  kind: Kind,
  object: StateObject,
  table: KindTable,
  state: State,
  inside: Inside,
  diagnostics: Diagnostic[],
): Draft | null {
  const { effect, sets, caution, rule } = kind.removal;
  const label = labelOf(kind, object, state);
  if (effect === "never") {
    diagnostics.push(cannotRemove(kind, label, inside.people(table, object)));
    return null;
  }
  const set = new Map<string, Value>(effect === "disable" ? Object.entries(sets ?? {}) : []);
  const already = [...set].every(([path, value]) => object.attributes[path] === value);
  if (effect === "disable" && already) return null;
  return {
    id: nodeId(kind.name, object.key),
    kind,
    key: object.key,
    label,
    verb: "remove",
    effect,
    node: null,
    before: object,
    set,
    links: new Map(),
    because: caution === undefined ? [] : [{ code: rule, text: caution }],
  };
}

function cannotRemove(kind: Kind, label: string, people: readonly string[]): Diagnostic {
  const shown = people.slice(0, NAMES_SHOWN).join(", ");
  const more = people.length > NAMES_SHOWN ? ` and ${people.length - NAMES_SHOWN} more` : "";
  const access = people.length === 0 ? "" : `; access through it goes on unmanaged: ${shown}${more}`;
  return diagnose({
    code: kind.removal.rule,
    severity: "information",
    message: `the ${kind.name} ${label} is not declared, and the platform offers no way to remove it${access}`,
    fix: "remove it by hand if the platform lets you, or declare it",
  });
}
