/** Fingerprints of live objects, and the objects a guard relied on. */
import { nodeId } from "../graph/node.ts";
import type { State } from "../kind/state.ts";
import { kindOf } from "../kind/table.ts";
import { ABSENT, fingerprint } from "./fingerprint.ts";
import type { Witness } from "./plan.ts";
import type { Workings } from "./workings.ts";

export type Fingerprints = (kind: string, id: string) => string;

export function fingerprinter({ matches, input }: Workings): Fingerprints {
  const known = new Map<string, string>();
  return (kind, id) => {
    const name = `${kind}:${id}`;
    const found = known.get(name);
    if (found !== undefined) return found;
    const object = matches.index.live.get(name);
    const print = object === undefined ? ABSENT : fingerprint(kindOf(input.table, kind), object);
    known.set(name, print);
    return print;
  };
}

export function witnesses(
  live: State,
  fingerprints: Fingerprints,
): (kind: string, key: string) => Witness | null {
  return (kind, key) => {
    const id = live.objects.get(kind)?.get(key)?.id;
    if (id === undefined || id === null) return null;
    return { object: nodeId(kind, key), kind, id, precondition: fingerprints(kind, id) };
  };
}
