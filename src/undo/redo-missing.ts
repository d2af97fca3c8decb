/** Why what an undo brings back would go again: it is not declared, or it is excluded. */
import type { Graph } from "../graph/node.ts";
import { fold } from "../kind/identity.ts";
import { type Kind, matchKeys } from "../kind/kind.ts";
import type { Link, Value } from "../kind/value.ts";
import type { Change } from "../plan/plan.ts";
import type { CollectionPlace, PlaceOf, Redo } from "./redo.ts";

/** Any of these makes a pattern one that may be about several objects. */
const WILDCARD = /[*?\\]/;

/** What comes back and is not declared would go again, where the list is complete or a pattern excludes it. */
export function missing(change: Change, kind: Kind, manifests: Graph, placeOf: PlaceOf): Redo[] {
  const scope = manifests.scopes.find((each) => each.kind === change.kind && each.parent === null);
  const place = placeOf(change.kind);
  if (scope === undefined || place === null) return [];
  const noun = `the ${change.kind} ${change.label}`;
  if (scope.mode === "partial") {
    if (!matchKeys(kind, scope.exclude)(change.key)) return [];
    return exclusions(change, kind, place, noun);
  }
  const entry = kind.parents === undefined ? declaration(change, kind) : null;
  return [
    {
      change: change.id,
      at: place.at,
      text: `lists all and leaves out ${noun}`,
      edit: entry === null ? null : { op: "add", value: entry },
    },
  ];
}

/** What excludes it: a plain name can go, a pattern may be about others too. */
function exclusions({ id, key }: Change, kind: Kind, place: CollectionPlace, noun: string): Redo[] {
  const text = `excludes ${noun}`;
  const found = place.exclude.filter(({ pattern }) => matchKeys(kind, [fold(pattern)])(key));
  if (found.length === 0) return [{ change: id, at: place.at, text, edit: null }];
  return found.map(({ pattern, at }) => ({
    change: id,
    at,
    text,
    edit: WILDCARD.test(pattern) ? null : { op: "delete" },
  }));
}

/** The entry that declares what comes back. */
function declaration(change: Change, kind: Kind): Value {
  const entry: { [name: string]: Value } = {};
  for (const { path, after, sensitive } of change.fields) {
    const leaf = kind.leaves.get(path);
    if (
      leaf === undefined ||
      leaf.writeOnly === true ||
      leaf.type === "file" ||
      sensitive === true ||
      after === null
    )
      continue;
    const value = leaf.type === "links" ? (after as readonly Value[]).map(named) : after;
    const [outer = "", inner] = path.split(".");
    if (inner === undefined) entry[outer] = value;
    else entry[outer] = { ...(entry[outer] as { [name: string]: Value } | undefined), [inner]: value };
  }
  return entry;
}

function named(value: Value): Value {
  if (typeof value !== "object" || value === null || !("to" in value)) return value;
  const { to, ...rest } = value as Link;
  return { name: to, ...rest };
}
