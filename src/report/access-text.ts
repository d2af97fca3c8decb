/** Who may do what, and through which path: one paragraph per person. */
import type { Entitlement } from "../kind/entitlement.ts";
import { paintFor } from "./paint.ts";
import { permissionText } from "./people-text.ts";
import { shown } from "./visible.ts";
import { people, type TextOptions } from "./words.ts";

/** Sorted by person, permission and what it is about; ends with a newline. */
export function renderAccess(entitlements: readonly Entitlement[], options: TextOptions): string {
  const paint = paintFor(options.color, options.columns);
  const byPerson = Map.groupBy(entitlements, (each) => each.person);
  const lines = [`${people(byPerson.size)} may do something here.`];
  for (const [person, own] of [...byPerson].sort(([a], [b]) => compare(a, b))) {
    lines.push("", paint.strong(shown(person)));
    own.sort((a, b) => compare(a.permission, b.permission) || compare(a.on, b.on) || compare(a.when, b.when));
    for (const each of own) lines.push(...permissionText(each, paint, "  * ", "may", options.table));
  }
  return `${lines.join("\n")}\n`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
