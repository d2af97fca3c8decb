/** Links → values of an attribute, or resources of their own where others may stand beside them. */
import type { DeclaredLink, Node } from "../graph/node.ts";
import type { LinksAttribute } from "../kind/attribute.ts";
import type { Value } from "../kind/value.ts";
import { endsOf } from "../terraform/schema.ts";
import { constructId } from "./construct-id.ts";
import type { ConfigValue, Definition } from "./definition.ts";
import { camelCase, type Names } from "./names.ts";
import { isWhole, type Vocabulary } from "./vocabulary.ts";

export interface NamedLinks {
  readonly values: readonly ConfigValue[];
  readonly after: readonly string[];
}

/** Sorted as the manifest's keys are, so that the order of entries means nothing. */
export function namedLinks(
  entries: readonly DeclaredLink[],
  leaf: LinksAttribute,
  names: Names,
  vocabulary: Vocabulary,
): NamedLinks {
  const after: string[] = [];
  const values = inKeyOrder(entries).map((entry) => {
    const { value, after: first } = names.nameOf(leaf.to, entry.to, entry.written);
    if (first !== null) after.push(first);
    if (leaf.with === undefined) return value;
    const [part = "name"] = vocabulary.kind(leaf.to).identity;
    return { [part]: value, ...own(entry) };
  });
  return { values, after };
}

/** A resource for each link that is declared beside others nobody manages. */
export function linkDefinitions(node: Node, names: Names, vocabulary: Vocabulary): Definition[] {
  return Object.entries(node.links).flatMap(([path, links]) => {
    const leaf = vocabulary.kind(node.kind).leaves.get(path);
    const isOwnResource = links.mode === "partial" && leaf?.type === "links";
    if (!isOwnResource || isWhole(vocabulary, node.kind, path, leaf)) return [];
    return inKeyOrder(links.entries).map((entry) =>
      linkDefinition(node, path, leaf, entry, names, vocabulary),
    );
  });
}

function linkDefinition(
  node: Node,
  path: string,
  leaf: LinksAttribute,
  entry: DeclaredLink,
  names: Names,
  vocabulary: Vocabulary,
): Definition {
  const link = vocabulary.linkOf(node.kind, path);
  if (link === undefined) throw new Error(`${node.kind}.${path} has no resource for one link`);
  const ends = endsOf(link);
  const owner = names.nameOf(node.kind, node.key, node.label);
  const target = names.nameOf(leaf.to, entry.to, entry.written);
  return {
    scope: node.kind,
    id: `${constructId(node.key)}:${path}:${constructId(entry.to)}`,
    type: link.type,
    node: null,
    config: {
      [camelCase(ends.owner)]: owner.value,
      [camelCase(ends.target)]: target.value,
      ...own(entry),
    },
    after: [owner.after, target.after].filter((each) => each !== null),
    formerId: null,
    importId: null,
    isProtected: false,
  };
}

function own({ attributes }: DeclaredLink): { readonly [name: string]: ConfigValue } {
  const given = Object.entries<Value>(attributes).filter(([, value]) => value !== null);
  return Object.fromEntries(given) as { readonly [name: string]: ConfigValue };
}

function inKeyOrder(entries: readonly DeclaredLink[]): readonly DeclaredLink[] {
  return entries.toSorted((a, b) => (a.to < b.to ? -1 : a.to > b.to ? 1 : 0));
}
