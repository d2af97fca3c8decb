/** Places under a bound, such as the seats of a license: before, after, and at the peak of apply. */
import { boundedLinks } from "../access/seats.ts";
import type { LinksAttribute } from "../kind/attribute.ts";
import { byCodePoint } from "../kind/code-points.ts";
import type { Kind } from "../kind/kind.ts";
import { labelOf } from "../kind/label.ts";
import { linksOf, objectsOf, type State, type StateObject } from "../kind/state.ts";
import type { KindTable } from "../kind/table.ts";

export interface Places {
  readonly kind: Kind;
  readonly path: string;
  readonly rule: string;
  readonly key: string;
  readonly label: string;
  readonly limit: number;
  readonly before: number;
  readonly after: number;
  readonly peak: number;
  /** Places must be freed before the last ones are taken. */
  readonly freesFirst: boolean;
}

/** Every bounded links attribute of every object that is present before or after. */
export function countPlaces(before: State, planned: State, table: KindTable): Places[] {
  const places: Places[] = [];
  for (const { kind, path, leaf } of boundedLinks(table)) {
    for (const object of objectsOf(planned, kind.name)) {
      const was = before.objects.get(kind.name)?.get(object.key);
      const known = typeof object.attributes[leaf.bound.by] === "number";
      if (known && (object.present || was?.present === true)) {
        places.push(countOne(kind, path, leaf, was, object, before));
      }
    }
  }
  return places.sort((a, b) => byCodePoint(a.label, b.label));
}

function countOne(
  kind: Kind,
  path: string,
  leaf: LinksAttribute,
  was: StateObject | undefined,
  is: StateObject,
  state: State,
): Places {
  const held = new Set(was?.present === true ? linksOf(was, path).map((link) => link.to) : []);
  const wanted = is.present ? linksOf(is, path).map((link) => link.to) : [];
  const created = is.present && was?.present !== true;
  const implied =
    created && leaf.impliedAtCreate === "caller" && state.caller.email !== null ? state.caller.email : null;
  const extra = implied !== null && !wanted.includes(implied) ? 1 : 0;
  const added = wanted.filter((to) => !held.has(to)).length;
  const limit = Number(is.attributes[leaf.bound?.by ?? ""] ?? Number.POSITIVE_INFINITY);
  const together = held.size + added + extra;
  const freesFirst = together > limit;
  // Places are given up before others are taken where that is needed, and always for the one creation gives by itself.
  const peak = freesFirst || created ? Math.max(held.size, wanted.length, extra) : together;
  return {
    kind,
    path,
    rule: leaf.bound?.rule ?? "",
    key: is.key,
    label: labelOf(kind, is, state),
    limit,
    before: held.size,
    after: wanted.length,
    peak,
    freesFirst,
  };
}
