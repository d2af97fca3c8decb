/** How objects are named in attributes of resources: by reference where the manifest declares them, else by name. */
import type { Graph, Node } from "../graph/node.ts";
import { nodeId } from "../graph/node.ts";
import { fold, textOfKey } from "../kind/identity.ts";
import { type KindTable, kindOf } from "../kind/table.ts";
import { type ConfigValue, Reference } from "./definition.ts";

export interface Named {
  readonly value: ConfigValue;
  /** The declared object a plain name stands for, which must come first; null where there is none. */
  readonly after: string | null;
}

export interface Names {
  readonly isDeclared: (node: string) => boolean;
  /** @param written as the manifest writes it; absent where only the key is known */
  readonly nameOf: (kind: string, key: string, written?: string) => Named;
}

/** `timezone_for_all_users` → `timezoneForAllUsers`, as generators name attributes. */
export function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

export function namesOf(graph: Graph, table: KindTable): Names {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  return {
    isDeclared: (node) => nodes.has(node),
    nameOf: (kind, key, written) =>
      nameOf(nodes.get(nodeId(kind, key)), table, kind, written ?? textOfKey(key)),
  };
}

function nameOf(node: Node | undefined, table: KindTable, kindName: string, written: string): Named {
  if (node === undefined) return { value: written, after: null };
  const kind = kindOf(table, kindName);
  const [only, ...more] = kind.identity;
  const isPlain = only !== undefined && more.length === 0 && kind.leaves.get(only)?.type === "string";
  if (isPlain && kind.parents === undefined) return { value: new Reference(node.id, only), after: null };
  return { value: written, after: node.id };
}

/** A name the platform itself provides, in its own spelling. */
export function providedName(also: readonly string[] | undefined, key: string): string | undefined {
  return also?.find((name) => fold(name) === key);
}
