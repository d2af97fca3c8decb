/** What a manifest says and resources cannot. */
import type { Graph, Node } from "../graph/node.ts";
import type { Settled } from "../graph/settle.ts";
import type { Remark } from "./definition.ts";
import { isWhole, type Vocabulary } from "./vocabulary.ts";

export function remarksOn(settled: Settled, vocabulary: Vocabulary): Remark[] {
  const { graph } = settled;
  const listOf = (kind: string) => vocabulary.kind(kind).manifestKey;
  return [
    ...excluded(graph, listOf).map((where) =>
      warning(`\`exclude\` in ${where} has no Terraform form: what it names is not removed`),
    ),
    ...takenWhole(graph, vocabulary).map((where) =>
      warning(`\`include\` in ${where}: the resource takes the whole list, and what is not in it goes`),
    ),
    ...ignored(graph).map((kind) =>
      warning(
        `\`ignore\` of ${listOf(kind)} has no Terraform form: nothing keeps them from being declared elsewhere`,
      ),
    ),
    ...pruning(graph, listOf),
    ...ends(settled),
    ...renamed(graph),
  ];
}

const warning = (message: string): Remark => ({ severity: "warning", message });
const information = (message: string): Remark => ({ severity: "information", message });

function excluded(graph: Graph, listOf: (kind: string) => string): string[] {
  const lists = graph.scopes.filter(({ exclude }) => exclude.length > 0).map(({ kind }) => listOf(kind));
  const links = graph.nodes.flatMap((node) =>
    Object.entries(node.links)
      .filter(([, { exclude }]) => exclude.length > 0)
      .map(([path]) => placeIn(node, path)),
  );
  return [...new Set([...lists, ...links])];
}

/** Parts of a list that can only be written as a whole. */
function takenWhole(graph: Graph, vocabulary: Vocabulary): string[] {
  return graph.nodes.flatMap((node) =>
    Object.entries(node.links)
      .filter(([path, { mode }]) => {
        const leaf = vocabulary.kind(node.kind).leaves.get(path);
        return mode === "partial" && leaf?.type === "links" && isWhole(vocabulary, node.kind, path, leaf);
      })
      .map(([path]) => placeIn(node, path)),
  );
}

function placeIn({ kind, label }: Node, path: string): string {
  return `${path} of ${kind} ${label}`;
}

function ignored({ ignore }: Graph): string[] {
  return Object.entries(ignore).flatMap(([kind, patterns]) => (patterns.length > 0 ? [kind] : []));
}

function pruning({ scopes }: Graph, listOf: (kind: string) => string): Remark[] {
  const complete = scopes.filter(({ mode }) => mode === "all").map(({ kind }) => listOf(kind));
  if (complete.length === 0) return [];
  const lists = [...new Set(complete)].sort().join(", ");
  return [information(`${lists}: through Terraform a list removes only what this state created or imported`)];
}

/** Ends are compared with the clock once, at synthesis; nothing happens on the day itself. */
function ends({ ended, nextEnd }: Settled): Remark[] {
  const over = ended.map(({ label, link, until }) =>
    warning(
      `\`until\` of ${label}${link === null ? "" : `, ${link.path} ${link.to}`} passed at ${until}: it is left out`,
    ),
  );
  if (nextEnd === null) return over;
  return [
    ...over,
    warning(
      `\`until\` is looked at when the stack is synthesized; synthesize and apply again after ${nextEnd}`,
    ),
  ];
}

function renamed({ nodes }: Graph): Remark[] {
  return nodes
    .filter(({ renamedFrom }) => renamedFrom !== null)
    .map(({ label, kind }) =>
      information(
        `\`renamedFrom\` of ${kind} ${label}: its address moves; take the line out once that is applied everywhere`,
      ),
    );
}
