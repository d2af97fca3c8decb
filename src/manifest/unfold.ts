/** Nodes of the YAML library → values, with every check the library leaves to its callers. */
import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
} from "yaml";
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import * as problem from "../diagnostic/yaml-problems.ts";
import type { LineIndex } from "./place.ts";
import { isYamlList, isYamlMap, Tagged, type YamlMap, type YamlValue } from "./yaml-value.ts";

/** Levels of nesting a manifest may have. */
const DEPTH_MAXIMUM = 200;
/** Values that the aliases of one document may add. */
const UNFOLDED_MAXIMUM = 1_000_000;

/** Problems told for one document; what follows would only bury them. */
const PROBLEMS_AT_MOST = 1_000;

/** What an anchor stands for; `size` counts its values, aliases unfolded. */
interface Anchored {
  readonly node: Node;
  value: YamlValue;
  size: number;
  /** False while the anchored value is still being read: an alias to it is a cycle. */
  done: boolean;
}

/** Reads one document. Anchors are kept by name; a later one of the same name hides the earlier. */
export class Unfolding {
  readonly diagnostics: Diagnostic[] = [];
  /** What each alias refers to, so that a path can be followed through it. */
  readonly targets = new Map<Alias, Node>();
  readonly #lines: LineIndex;
  readonly #anchors = new Map<string, Anchored>();
  #size = 0;
  #unfolded = 0;

  constructor(lines: LineIndex) {
    this.#lines = lines;
  }

  read(node: unknown, depth = 0): YamlValue {
    this.#size++;
    if (isAlias(node)) return this.#readAlias(node);
    const anchored = this.#openAnchor(node);
    const before = this.#size;
    const value = this.#readPlain(node, depth);
    if (anchored !== null) Object.assign(anchored, { value, size: this.#size - before + 1, done: true });
    return value;
  }

  #openAnchor(node: unknown): Anchored | null {
    if (!(isScalar(node) || isMap(node) || isSeq(node)) || node.anchor === undefined) return null;
    const anchored: Anchored = { node, value: null, size: 0, done: false };
    this.#anchors.set(node.anchor, anchored);
    return anchored;
  }

  #readPlain(node: unknown, depth: number): YamlValue {
    if (isScalar(node)) return this.#readScalar(node);
    if (depth >= DEPTH_MAXIMUM && (isMap(node) || isSeq(node))) {
      return this.#refuse(problem.tooDeep(this.#placeOf(node)));
    }
    if (isMap(node)) return this.#readMap(node, depth);
    if (isSeq(node)) return node.items.map((item) => this.read(item, depth + 1));
    return null;
  }

  #readAlias(alias: Alias): YamlValue {
    const anchored = this.#anchors.get(alias.source);
    if (anchored === undefined)
      return this.#refuse(problem.undefinedAlias(this.#placeOf(alias), alias.source));
    if (!anchored.done) return this.#refuse(problem.cyclicAlias(this.#placeOf(alias), alias.source));
    this.targets.set(alias, anchored.node);
    this.#size += anchored.size;
    const before = this.#unfolded;
    this.#unfolded += anchored.size;
    if (this.#unfolded <= UNFOLDED_MAXIMUM) return anchored.value;
    if (before > UNFOLDED_MAXIMUM) return null;
    return this.#refuse(problem.aliasBomb(this.#placeOf(alias), UNFOLDED_MAXIMUM));
  }

  #readScalar(scalar: Scalar): YamlValue {
    const value = scalar.value;
    if (value instanceof Tagged || typeof value === "boolean" || value === null) return value;
    if (typeof value === "number") return this.#readNumber(scalar, value);
    if (typeof value !== "string") {
      return this.#refuse(problem.unknownTag(this.#placeOf(scalar), scalar.tag ?? "of this value"));
    }
    return value.isWellFormed() ? value : this.#refuse(problem.brokenText(this.#placeOf(scalar)));
  }

  #readNumber(scalar: Scalar, value: number): YamlValue {
    const source = scalar.source ?? String(value);
    const exact = Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
    if (!exact) return this.#refuse(problem.inexactNumber(this.#placeOf(scalar), source));
    if (/^[-+]?0[0-9ox]/.test(source))
      return this.#refuse(problem.ambiguousNumber(this.#placeOf(scalar), source));
    return value;
  }

  #readMap(map: YAMLMap, depth: number): YamlMap {
    const entries = new Map<string, YamlValue>();
    const keys = new Map<string, Scalar>();
    const merges: Pair[] = [];
    for (const pair of map.items) {
      const key = pair.key;
      if (!isScalar(key) || typeof key.value !== "string") {
        this.#refuse(problem.keyNotText(this.#placeOf(key ?? map)));
        continue;
      }
      const first = keys.get(key.value);
      if (first !== undefined && this.diagnostics.length < PROBLEMS_AT_MOST) {
        this.#refuse(problem.repeatedKey(this.#placeOf(key), key.value, this.#placeOf(first)));
      }
      keys.set(key.value, key);
      if (isMergeKey(key)) merges.push(pair);
      else entries.set(key.value, pair.value === null ? null : this.read(pair.value, depth + 1));
    }
    for (const pair of merges) this.#merge(entries, pair, depth);
    return entries;
  }

  /** Fills in what the mapping does not say itself; of several sources the first one wins. */
  #merge(entries: Map<string, YamlValue>, pair: Pair, depth: number): void {
    const value = this.read(pair.value, depth + 1);
    for (const source of isYamlList(value) ? value : [value]) {
      if (!isYamlMap(source)) {
        if (this.diagnostics.length === 0) this.#refuse(problem.badMerge(this.#placeOf(pair.key)));
        return;
      }
      for (const [key, merged] of source) if (!entries.has(key)) entries.set(key, merged);
    }
  }

  #refuse(diagnostic: Diagnostic): null {
    if (this.diagnostics.length < PROBLEMS_AT_MOST) this.diagnostics.push(diagnostic);
    return null;
  }

  #placeOf(node: unknown) {
    const range = (node as Node | undefined)?.range;
    return this.#lines.locate(range?.[0] ?? 0, range?.[1] ?? 0);
  }
}

/** An unquoted `<<`; in quotes it is an ordinary key. */
export function isMergeKey(key: Scalar): boolean {
  return key.value === "<<" && key.type === "PLAIN";
}
