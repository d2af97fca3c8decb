/** What an undo declares of an object that exists. */
import { nodeId } from "../graph/node.ts";
import type { StateObject } from "../kind/state.ts";
import { kindOf } from "../kind/table.ts";
import type { DraftNode } from "./back.ts";
import type { Walk } from "./undo-graph.ts";

/** The object's node, made when something is to be declared of it. */
export function lazyNode(walk: Walk, object: StateObject): () => DraftNode {
  const { standing, back } = walk;
  return () => {
    const key = standing.keyAfter(object);
    const renamedFrom = key === object.key ? null : object.key;
    const parent = object.parent === undefined ? null : nodeId(object.parent.kind, object.parent.key);
    const node = back.node({ kind: object.kind, key, label: standing.label(object), parent, renamedFrom });
    keepAsleep(walk, object, node);
    return node;
  };
}

/** What is disabled stays so unless the undo says otherwise: to the planner a mere mention would enable it. */
export function keepAsleep({ standing }: Walk, object: StateObject, node: DraftNode): void {
  const { effect, sets = {} } = kindOf(standing.table, object.kind).removal;
  const paths = Object.entries(sets);
  if (effect !== "disable" || !paths.every(([path, value]) => object.attributes[path] === value)) return;
  for (const [path, value] of paths) if (!node.attributes.has(path)) node.attributes.set(path, value);
}
