/** What a manifest says and resources cannot. */
import type { Graph, Node } from "../graph/node.ts";
import type { Settled } from "../graph/settle.ts";
import type { Remark } from "./definition.ts";

export function remarksOn(settled: Settled, platformKeys: (kind: string) => string): Remark[] {
  const { graph } = settled;
  return [
    ...excluded(graph, platformKeys),
    ...Object.entries(graph.ignore)
      .filter(([, patterns]) => patterns.length > 0)
      .map(([kind]) =>
        warning(
          `\`ignore\` of ${platformKeys(kind)} has no Terraform form: nothing keeps these objects from being declared elsewhere`,
        ),
      ),
    ...pruning(graph, platformKeys),
    ...ends(settled),
    ...graph.nodes
      .filter(isUnmovable)
      .map(({ label, kind }) =>
        information(
          `\`renamedFrom\` of ${kind} ${label}: the address moves with \`moved\`; remove the line once it is applied everywhere`,
        ),
      ),
  ];
}

const warning = (message: string): Remark => ({ severity: "warning", message });
const information = (message: string): Remark => ({ severity: "information", message });

function isUnmovable(node: Node): boolean {
  return node.renamedFrom !== null;
}

function excluded(graph: Graph, platformKeys: (kind: string) => string): Remark[] {
  const inLists = graph.scopes
    .filter((scope) => scope.exclude.length > 0)
    .map((scope) => platformKeys(scope.kind));
  const inLinks = graph.nodes.flatMap((node) =>
    Object.entries(node.links)
      .filter(([, links]) => links.exclude.length > 0)
      .map(([path]) => `${path} of ${node.kind} ${node.label}`),
  );
  return [...new Set([...inLists, ...inLinks])].map((where) =>
    warning(`\`exclude\` in ${where} has no Terraform form: what it names is not removed`),
  );
}

function pruning(graph: Graph, platformKeys: (kind: string) => string): Remark[] {
  const lists = [
    ...new Set(graph.scopes.filter(({ mode }) => mode === "all").map(({ kind }) => platformKeys(kind))),
  ];
  if (lists.length === 0) return [];
  return [
    information(
      `${lists.sort().join(", ")}: through Terraform a list removes only what this state created or imported`,
    ),
  ];
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
