/** Contradictions between entries: included and excluded, declared and ignored, former names that clash. */
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import * as problem from "../diagnostic/graph-problems.ts";
import { lastPart, matchAny, matchPattern } from "../kind/identity.ts";
import type { WrittenPattern } from "../manifest/document.ts";
import { type Collected, type CollectedScope, type Declared, identityPlace } from "./collect.ts";
import { nodeId } from "./node.ts";

type Finder = (key: string) => WrittenPattern | undefined;

/** Every contradiction there is, in the order of the entries. */
export function findConflicts(collected: Collected): Diagnostic[] {
  const ignored = new Map([...collected.ignore].map(([kind, patterns]) => [kind, finder(patterns)]));
  const excluded = new Map<CollectedScope, Finder>();
  const diagnostics: Diagnostic[] = [];
  for (const declared of collected.declared.values()) {
    diagnostics.push(...excludedEntry(declared, excluded));
    diagnostics.push(...ignoredEntry(declared, ignored));
    diagnostics.push(...linkConflicts(declared, ignored));
  }
  return [...diagnostics, ...formerNames(collected)];
}

/** Finds the pattern that matches a key; the usual answer, none, takes one look. */
function finder(patterns: readonly WrittenPattern[]): Finder {
  const matches = matchAny(patterns.map((each) => each.pattern));
  return (key) => (matches(key) ? patterns.find((each) => matchPattern(each.pattern)(key)) : undefined);
}

/** Tries the whole key, and the own part of one that stands inside another. */
function findFor(find: Finder, key: string, isInside: boolean): WrittenPattern | undefined {
  return find(key) ?? (isInside ? find(lastPart(key)) : undefined);
}

function excludedEntry({ node, entry, scope }: Declared, finders: Map<CollectedScope, Finder>): Diagnostic[] {
  if (scope === null || scope.exclude.length === 0) return [];
  const find = finders.get(scope) ?? finder(scope.exclude);
  finders.set(scope, find);
  const found = findFor(find, node.key, node.parent !== null);
  if (found === undefined) return [];
  return [problem.includedAndExcluded(identityPlace(entry), node.label, found.pattern, found.at)];
}

function ignoredEntry({ node, entry }: Declared, ignored: ReadonlyMap<string, Finder>): Diagnostic[] {
  const find = ignored.get(node.kind);
  const isInside = node.parent !== null;
  const former = node.renamedFrom;
  const found =
    find === undefined
      ? undefined
      : (findFor(find, node.key, isInside) ??
        (former === null ? undefined : findFor(find, former, isInside)));
  if (found === undefined) return [];
  const what = `the ${node.kind} "${node.label}"`;
  return [problem.declaredAndIgnored(identityPlace(entry), what, found.pattern, found.at)];
}

function linkConflicts({ node, entry }: Declared, ignored: ReadonlyMap<string, Finder>): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const path in entry.links) {
    const leaf = entry.kind.leaves.get(path);
    const links = entry.links[path];
    if (links === undefined || leaf?.type !== "links") continue;
    const exclude = links.exclude.length === 0 ? undefined : finder(links.exclude);
    const ignore = ignored.get(leaf.to);
    if (exclude === undefined && ignore === undefined) continue;
    for (const link of links.entries) {
      const out = exclude?.(link.to);
      if (out !== undefined) {
        diagnostics.push(problem.includedAndExcluded(link.at, link.written, out.pattern, out.at));
      }
      const other = ignore?.(link.to);
      if (other === undefined) continue;
      const what = `"${link.written}" in ${path} of "${node.label}"`;
      diagnostics.push(problem.declaredAndIgnored(link.at, what, other.pattern, other.at));
    }
  }
  return diagnostics;
}

function formerNames(collected: Collected): Diagnostic[] {
  const claimed = new Map<string, Declared>();
  const diagnostics: Diagnostic[] = [];
  for (const declared of collected.declared.values()) {
    const { node, entry } = declared;
    if (node.renamedFrom === null || entry.kind.root === true) continue;
    const at = entry.placeOf("renamedFrom");
    const written = entry.renamedFrom ?? "";
    const former = nodeId(node.kind, node.renamedFrom);
    if (former === node.id) {
      diagnostics.push(problem.renamedFromItself(at, written));
      continue;
    }
    const first = claimed.get(former);
    const other = collected.declared.get(former);
    if (first !== undefined) {
      diagnostics.push(problem.sameFormerName(at, written, first.entry.placeOf("renamedFrom")));
    } else claimed.set(former, declared);
    if (other !== undefined) {
      diagnostics.push(problem.formerNameDeclared(at, node.kind, written, identityPlace(other.entry)));
    }
  }
  return diagnostics;
}
