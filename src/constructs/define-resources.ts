/** Graph → definitions of resources, each after those it refers to. */
import { type Graph, type Node, nodeId } from "../graph/node.ts";
import { sortByDependencies } from "../graph/order.ts";
import { PROTECTION } from "../terraform/schema.ts";
import { adoptedNodes, importIdOf } from "./adopt.ts";
import { constructId } from "./construct-id.ts";
import { linkDefinitions } from "./define-links.ts";
import { type Config, type ConfigValue, type Definition, referred } from "./definition.ts";
import { camelCase, type Names, namesOf } from "./names.ts";
import { type Configured, configure } from "./node-config.ts";
import type { Vocabulary } from "./vocabulary.ts";

export interface DefineOptions {
  /** Bytes of a file attribute, by the path the manifest resolves it to; null where there is none. */
  readonly readFile: (path: string) => Uint8Array | null;
  /** Entries to import, as `kind:name`. */
  readonly adopt: readonly string[];
}

/** Throws for an entry to import that the manifests do not declare. */
export function defineResources(
  graph: Graph,
  vocabulary: Vocabulary,
  { readFile, adopt }: DefineOptions,
): Definition[] {
  const adopted = adoptedNodes(graph, vocabulary, adopt);
  const names = namesOf(graph, vocabulary.table);
  const definitions = graph.nodes.flatMap((node) => {
    const configured = configure(node, names, vocabulary, readFile);
    const importId = adopted.has(node.id) ? importIdOf(node, vocabulary) : null;
    return [
      kindDefinition(node, configured, names, vocabulary, importId),
      ...linkDefinitions(node, names, vocabulary),
    ];
  });
  return inOrder(definitions);
}

function kindDefinition(
  node: Node,
  { config, after }: Configured,
  names: Names,
  vocabulary: Vocabulary,
  importId: string | null,
): Definition {
  const kind = vocabulary.kind(node.kind);
  const canBeProtected = node.protect && kind.removal.effect !== "never";
  return {
    scope: node.kind,
    id: constructId(node.key),
    type: vocabulary.typeOf(node.kind),
    node: node.id,
    config: canBeProtected ? { ...config, [camelCase(PROTECTION)]: true } : config,
    after,
    formerId: formerId(node, names),
    importId,
    isProtected: node.protect,
  };
}

/** A former name that is declared anew belongs to another resource. */
function formerId({ kind, renamedFrom }: Node, { isDeclared }: Names): string | null {
  if (renamedFrom === null || isDeclared(nodeId(kind, renamedFrom))) return null;
  return constructId(renamedFrom);
}

/** Definitions in a circle keep their order; what reads them says so. */
function inOrder(definitions: readonly Definition[]): Definition[] {
  const byId = new Map(definitions.map((each) => [`${each.scope} ${each.id}`, each]));
  const idOf = new Map([...byId].flatMap(([id, { node }]) => (node === null ? [] : [[node, id]])));
  const dependsOn = (id: string): string[] => {
    const definition = byId.get(id);
    if (definition === undefined) return [];
    return needs(definition).flatMap((node) => idOf.get(node) ?? []);
  };
  const { sorted } = sortByDependencies([...byId.keys()], dependsOn);
  const placed = new Set(sorted);
  const left = [...byId.keys()].filter((id) => !placed.has(id));
  return [...sorted, ...left].flatMap((id) => byId.get(id) ?? []);
}

function needs({ config, after }: Definition): string[] {
  return [...after, ...Object.values<ConfigValue>(config satisfies Config).flatMap(referred)];
}
