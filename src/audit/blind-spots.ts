/** What an audit could not see. */
import type { Live } from "../kind/state.ts";
import { allKinds } from "../kind/table.ts";
import type { Scene } from "./audit.ts";

export function blindSpots(live: Live, scene: Scene): string[] {
  return [
    ...live.partial,
    ...(scene.table.unseen ?? []),
    ...unreadAttributes(scene),
    ...unverified(scene),
    ...(scene.desired?.blindSpots ?? []),
  ];
}

/** Attributes the platform has and this read did not bring, by kind. */
function unreadAttributes({ state, table }: Scene): string[] {
  return allKinds(table).flatMap((kind) => {
    const objects = [...(state.objects.get(kind.name)?.values() ?? [])].filter((each) => each.present);
    return [...kind.leaves].flatMap(([path, leaf]) => {
      if (leaf.writeOnly === true) return [];
      const missing = objects.filter((each) => each.attributes[path] === undefined).length;
      if (missing === 0) return [];
      const why = leaf.costly === true ? "readable only one by one, and not read" : "not read";
      return [`${path} of ${missing} of ${objects.length} ${kind.manifestKey}: ${why}`];
    });
  });
}

/** Permissions that are reported by name although no call proves them. */
function unverified({ table, entitlements }: Scene): string[] {
  const known = new Set(table.permissions.map((each) => each.name));
  const names = new Set(entitlements.map((each) => each.permission).filter((name) => !known.has(name)));
  if (names.size === 0) return [];
  return [
    `${names.size} permissions are told by name only, their effect is not verified: ${[...names].sort().join(", ")}`,
  ];
}
