/** When what people may do now ends by itself: trials and licenses of the account, and the `until` of manifests. */
import { type Graph, nodeId } from "../graph/node.ts";
import type { Entitlement } from "../kind/entitlement.ts";
import { linksOf, type State, type StateObject } from "../kind/state.ts";
import { allKinds, type KindTable } from "../kind/table.ts";
import { without } from "../kind/without.ts";
import { entitlementId, vanished } from "./resting-on.ts";

/** Moments looked at, the next ones first: each costs one look at everybody's access. */
const MOMENTS_AT_MOST = 100;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** Moment a path of an entitlement ends at, by {@link entitlementId}, then by path. */
export type Ends = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** An entry or a link of a manifest that ends. */
interface Ending {
  readonly at: string;
  readonly kind: string;
  readonly key: string;
  /** Null where the object itself ends. */
  readonly link: { readonly path: string; readonly to: string } | null;
}

/** @param graph what manifests say of the account; null where none is known. */
export function endsOf(
  held: readonly Entitlement[],
  state: State,
  table: KindTable,
  graph: Graph | null,
): Ends {
  const endings = graph === null ? [] : endingsOf(graph);
  const moments = [...new Set([...instantsIn(state, table), ...endings.map((each) => each.at)])]
    .filter((at) => Date.parse(at) > Date.parse(state.at))
    .sort((a, b) => Date.parse(a) - Date.parse(b));
  const ends = new Map<string, Map<string, string>>();
  let left = held;
  for (const at of moments.slice(0, MOMENTS_AT_MOST)) {
    const over = endings.filter((each) => Date.parse(each.at) <= Date.parse(at));
    const then = table.access({ ...ended(state, table, over), at });
    const gone = vanished(left, then);
    if (gone.length === 0) continue;
    for (const each of gone) {
      const id = entitlementId(each);
      const paths = ends.get(id) ?? new Map<string, string>();
      for (const path of each.via) paths.set(path, at);
      ends.set(id, paths);
    }
    left = vanished(left, gone);
  }
  return ends;
}

/** Times that stand among the facts of an account, such as the end of a trial. */
function instantsIn(state: State, table: KindTable): string[] {
  const found: string[] = [];
  for (const kind of allKinds(table)) {
    if (kind.person === true) continue;
    const paths = [...kind.leaves].filter(([, leaf]) => leaf.type === "string").map(([path]) => path);
    for (const object of state.objects.get(kind.name)?.values() ?? []) {
      for (const path of paths) {
        const value = object.attributes[path];
        if (typeof value === "string" && INSTANT.test(value) && !Number.isNaN(Date.parse(value)))
          found.push(value);
      }
    }
  }
  return found;
}

function endingsOf(graph: Graph): Ending[] {
  return graph.nodes.flatMap((node) => {
    const own = { kind: node.kind, key: node.key };
    const links = Object.entries(node.links).flatMap(([path, { entries }]) =>
      entries.flatMap(({ to, until }) => (until === null ? [] : [{ ...own, at: until, link: { path, to } }])),
    );
    return node.until === null ? links : [{ ...own, at: node.until, link: null }, ...links];
  });
}

function ended(state: State, table: KindTable, over: readonly Ending[]): State {
  const gone = new Set(over.flatMap((each) => (each.link === null ? [nodeId(each.kind, each.key)] : [])));
  const base = gone.size === 0 ? state : without(state, table, (kind, key) => gone.has(nodeId(kind, key)));
  const cut = Map.groupBy(
    over.filter((each) => each.link !== null),
    (each) => each.kind,
  );
  if (cut.size === 0) return base;
  const objects = new Map(base.objects);
  for (const [kind, endings] of cut) {
    const ofKind = new Map<string, StateObject>(objects.get(kind));
    for (const { key, link } of endings) {
      const object = ofKind.get(key);
      if (object === undefined || link === null) continue;
      const links = linksOf(object, link.path).filter((each) => each.to !== link.to);
      ofKind.set(key, { ...object, attributes: { ...object.attributes, [link.path]: links } });
    }
    objects.set(kind, ofKind);
  }
  return { ...base, objects };
}
