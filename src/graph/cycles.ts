/** Entries that need each other, so that none of them could be created first. */
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import { cycle } from "../diagnostic/graph-problems.ts";
import type { KindTable } from "../kind/table.ts";
import { type Collected, type Declared, identityPlace } from "./collect.ts";
import { nodeId } from "./node.ts";
import { sortByDependencies } from "./order.ts";

/** One cycle of references, if there is any. Links make none: they can be added once both ends exist. */
export function findCycles(collected: Collected, table: KindTable): Diagnostic[] {
  if (!kindsCanCycle(table)) return [];
  const { cycle: members } = sortByDependencies([...collected.declared.keys()], (id) => {
    const declared = collected.declared.get(id);
    return declared === undefined ? [] : needs(declared);
  });
  if (members === null) return [];
  const [first = ""] = members;
  const labels = [...members, first].map((id) => collected.declared.get(id)?.node.label ?? id);
  const declared = collected.declared.get(first);
  return declared === undefined ? [] : [cycle(identityPlace(declared.entry), labels)];
}

function needs({ node, entry }: Declared): string[] {
  const ids = node.parent === null ? [] : [node.parent];
  for (const [path, leaf] of entry.kind.leaves) {
    const key = node.attributes[path];
    if (leaf.type === "reference" && typeof key === "string") ids.push(nodeId(leaf.to, key));
  }
  return ids;
}

function kindsCanCycle(table: KindTable): boolean {
  const names = table.kinds.map((kind) => kind.name);
  const targets = new Map<string, string[]>();
  for (const kind of table.kinds) {
    const leaves = [...kind.leaves.values()].filter((leaf) => leaf.type === "reference");
    targets.set(
      kind.name,
      leaves.map((leaf) => leaf.to),
    );
  }
  return sortByDependencies(names, (name) => targets.get(name) ?? []).cycle !== null;
}
