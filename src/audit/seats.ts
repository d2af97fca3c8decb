/** Seats: too many given, left over, held for nothing, and rights that lead nowhere without one. */
import { boundedLinks, seatsOf } from "../access/seats.ts";
import { byCodePoint } from "../kind/code-points.ts";
import { findObject, objectsOf } from "../kind/state.ts";
import type { Scene } from "./audit.ts";
import { type AuditFinding, finding, some } from "./finding.ts";

export function seats(scene: Scene): AuditFinding[] {
  const { state, table, entitlements } = scene;
  return seatsOf(state, table, entitlements).flatMap((each) => {
    const { kind, key, label, limit, holders, over, free, idle } = each;
    const id = `${kind}:${key}`;
    const found: AuditFinding[] = [];
    if (over > 0) {
      const message = `${label} has ${limit} seats and ${holders.length} holders: ${over} too many`;
      found.push(
        finding({ code: "audit-seats-over", severity: "error", message, fix: "take seats back" }, [id]),
      );
    }
    if (free > 0) {
      const message = `${free} of ${limit} seats of ${label} are free`;
      found.push(finding({ code: "audit-seats-free", severity: "information", message }, [id]));
    }
    if (idle.length > 0) {
      const message = `${idle.length} of ${holders.length} seats of ${label} open nothing to their holders: ${some(idle)}`;
      const fix = "give them the right to what the seat is for, or take the seat back";
      found.push(finding({ code: "audit-seat-without-right", message, fix }, idle));
    }
    const lacking = seatless(scene, kind, key, each.path);
    if (lacking.length > 0) {
      const message = `${lacking.length} people have the right to what ${label} opens, but no seat: ${some(lacking)}`;
      found.push(finding({ code: "audit-right-without-seat", severity: "information", message }, lacking));
    }
    return found;
  });
}

/** Those who could do more if everybody held a seat. */
function seatless({ state, table, entitlements }: Scene, kind: string, key: string, path: string): string[] {
  const object = findObject(state, kind, key);
  const to = boundedLinks(table).find((each) => each.kind.name === kind && each.path === path)?.leaf.to;
  if (object === undefined || to === undefined) return [];
  const everybody = [...objectsOf(state, to)].map((person) => ({ to: person.key }));
  const seated = { ...object, attributes: { ...object.attributes, [path]: everybody } };
  const ofKind = new Map(state.objects.get(kind)).set(key, seated);
  const before = countByPerson(entitlements);
  const after = countByPerson(table.access({ ...state, objects: new Map(state.objects).set(kind, ofKind) }));
  return [...after]
    .filter(([person, count]) => count > (before.get(person) ?? 0))
    .map(([person]) => person)
    .sort(byCodePoint);
}

function countByPerson(entitlements: Scene["entitlements"]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { person } of entitlements) counts.set(person, (counts.get(person) ?? 0) + 1);
  return counts;
}
