/** Drafts for live objects that should no longer exist. */
import { type Diagnostic, diagnose } from "../diagnostic/diagnostic.ts";
import { type Graph, nodeId, type Scope } from "../graph/node.ts";
import { matchAny } from "../kind/identity.ts";
import type { Kind } from "../kind/kind.ts";
import { labelOf } from "../kind/label.ts";
import { objectsOf, type State, type StateObject } from "../kind/state.ts";
import { type KindTable, kindOf } from "../kind/table.ts";
import type { Value } from "../kind/value.ts";
import { otherKeys } from "./aliases.ts";
import type { Draft } from "./draft.ts";

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
  for (const scope of graph.scopes) {
    const kind = kindOf(table, scope.kind);
    const unwanted = isUnwanted(scope, kind);
    const isIgnored = ignored(kind.name);
    for (const object of objectsOf(state, kind.name)) {
      if (!object.present || meant.has(nodeId(kind.name, object.key))) continue;
      if ([object.key, ...otherKeys(kind, object)].some(isIgnored) || !unwanted(object)) continue;
      const draft = draftRemoval(kind, object, state, diagnostics);
      if (draft !== null) drafts.push(draft);
    }
  }
  return drafts;
}

function isUnwanted(scope: Scope, kind: Kind): (object: StateObject) => boolean {
  if (scope.mode === "all") {
    return (object) => kind.defaultFlag === undefined || object.attributes[kind.defaultFlag] !== true;
  }
  const isExcluded = matchAny(scope.exclude);
  return (object) => [object.key, ...otherKeys(kind, object)].some(isExcluded);
}

function draftRemoval(
  kind: Kind,
  object: StateObject,
  state: State,
  diagnostics: Diagnostic[],
): Draft | null {
  const { effect, sets, caution, rule } = kind.removal;
  const label = labelOf(kind, object, state);
  if (effect === "never") {
    diagnostics.push(cannotRemove(kind, label));
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

function cannotRemove(kind: Kind, label: string): Diagnostic {
  return diagnose({
    code: kind.removal.rule,
    severity: "information",
    message: `the ${kind.name} ${label} is not declared, and the platform offers no way to remove it`,
    fix: "remove it by hand if the platform lets you, or declare it",
  });
}
