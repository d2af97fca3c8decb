/** One node → the configuration of its resource. */
import type { Node } from "../graph/node.ts";
import type { LeafAttribute } from "../kind/attribute.ts";
import { declarable, PARENT } from "../kind/kind.ts";
import { isFileContent, isSecret, type Value } from "../kind/value.ts";

import { namedLinks } from "./define-links.ts";
import { type ConfigValue, Reference, SecretVariable } from "./definition.ts";
import { type Names, providedName } from "./names.ts";
import { isWhole, type Vocabulary } from "./vocabulary.ts";

export interface Configured {
  readonly config: { readonly [name: string]: ConfigValue };
  /** Nodes that come first although only their names are written. */
  readonly after: readonly string[];
}

/** What is not declared is left out, so that it is not managed. */
export function configure(
  node: Node,
  names: Names,
  vocabulary: Vocabulary,
  readFile: (path: string) => Uint8Array | null,
): Configured {
  const after: string[] = [];
  const config: Nested = node.parent === null ? {} : { [PARENT]: new Reference(node.parent, "id") };
  for (const [path, leaf] of declarable(vocabulary.kind(node.kind))) {
    const links = node.links[path];
    if (leaf.type === "links" && links !== undefined) {
      if (links.mode === "partial" && !isWhole(vocabulary, node.kind, path, leaf)) continue;
      const named = namedLinks(links.entries, leaf, names, vocabulary);
      after.push(...named.after);
      put(config, path, named.values);
    } else if (node.attributes[path] !== undefined) {
      const value = node.attributes[path];
      const named = configValue(node, path, leaf, value, names, readFile);
      if (named.after !== null) after.push(named.after);
      if (named.value !== null) put(config, path, named.value);
    }
  }
  return { config, after };
}

interface Nested {
  [name: string]: ConfigValue;
}

/** Sets a dotted path; objects on the way are made. */
function put(config: Nested, path: string, value: ConfigValue): void {
  const [first = "", ...rest] = path.split(".");
  if (rest.length === 0) {
    config[first] = value;
    return;
  }
  const inner = (config[first] ?? {}) as Nested;
  config[first] = inner;
  put(inner, rest.join("."), value);
}

interface OneValue {
  readonly value: ConfigValue | null;
  readonly after: string | null;
}

function configValue(
  node: Node,
  path: string,
  leaf: LeafAttribute,
  value: Value,
  names: Names,
  readFile: (path: string) => Uint8Array | null,
): OneValue {
  if (leaf.type === "reference" && typeof value === "string") {
    const provided = providedName(leaf.also, value);
    return names.nameOf(leaf.to, value, provided);
  }
  if (isSecret(value)) return plain(secretVariable(node, path, value.$secret));
  if (isFileContent(value)) return plain(Buffer.from(readFile(value.$file) ?? "").toString("base64"));
  return plain(value as ConfigValue | null);
}

const plain = (value: ConfigValue | null): OneValue => ({ value, after: null });

function secretVariable(
  node: Node,
  path: string,
  source: { readonly env: string } | { readonly file: string },
) {
  if ("env" in source)
    return new SecretVariable(source.env, `What the manifest takes from the variable ${source.env}.`);
  const name = `${node.kind}_${node.key}_${path}`.replace(/[^a-z0-9]+/gi, "_");
  return new SecretVariable(name, `What the manifest takes from the file ${source.file}.`);
}
