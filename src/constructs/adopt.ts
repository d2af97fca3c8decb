/** Entries whose objects are imported instead of created. */
import { didYouMean } from "../diagnostic/suggest.ts";
import { type Graph, type Node, nodeId } from "../graph/node.ts";
import { textOfKey } from "../kind/identity.ts";
import { keyOfWritten } from "../kind/kind.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Ids of the nodes that are named, as `kind:name`. Throws for one that is not declared. */
export function adoptedNodes(
  graph: Graph,
  vocabulary: Vocabulary,
  named: readonly string[],
): ReadonlySet<string> {
  const declared = new Set(graph.nodes.map((node) => node.id));
  return new Set(
    named.map((written) => {
      const id = idOf(vocabulary, written);
      if (declared.has(id)) return id;
      throw new Error(`adopt: the manifests declare no ${written}.${didYouMean(written, declared)}`);
    }),
  );
}

function idOf({ table, kind }: Vocabulary, written: string): string {
  const [, name = "", rest = ""] = /^(\w*):(.*)$/su.exec(written) ?? [];
  const known = table.kinds.some((each) => each.name === name);
  return known ? nodeId(name, rest === "" ? "" : keyOfWritten(kind(name), rest)) : written;
}

/** The name to import by: parts of a composed one are joined with `/` and escaped, as in keys. */
export function importIdOf({ kind: name, key, label }: Node, { kind }: Vocabulary): string {
  const { root, identity, parents } = kind(name);
  if (root === true) return label;
  return identity.length > 1 || parents !== undefined ? key : textOfKey(key);
}
