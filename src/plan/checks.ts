/** Runs what kinds check against live, and the checks that hold on every platform. */
import { type Diagnostic, diagnose } from "../diagnostic/diagnostic.ts";
import { didYouMean } from "../diagnostic/suggest.ts";
import type { Node } from "../graph/node.ts";
import type { Exclusion } from "../kind/check.ts";
import { literalPattern } from "../kind/identity.ts";
import { type Kind, matchKeys, ownKey } from "../kind/kind.ts";
import { labelOf } from "../kind/label.ts";
import { linksOf, objectsOf, type StateObject } from "../kind/state.ts";
import { kindOf } from "../kind/table.ts";
import { containerOf, type Draft, deletes } from "./draft.ts";
import { ignoredBy } from "./ignored.ts";
import { uninvited } from "./uninvited.ts";
import type { Workings } from "./workings.ts";

/** Adds what is found to the workings' findings. */
export function runChecks(workings: Workings): void {
  const { findings, drafts } = workings;
  for (const draft of drafts) checkDraft(workings, draft, findings);
  checkUnchanged(workings, findings);
  findings.push(...dependedOnByIgnored(workings), ...permission(workings), ...partial(workings));
  findings.push(...wholeChecks(workings), ...protectionUnknown(workings));
  findings.push(...uninvited(drafts, workings.input.table));
}

function checkDraft(workings: Workings, draft: Draft, findings: Diagnostic[]): void {
  const { planned, before } = workings;
  const gone = draft.verb === "remove" && deletes(draft);
  const after = gone ? null : (planned.objects.get(draft.kind.name)?.get(draft.key) ?? null);
  const found = checkObject(workings, draft.kind, draft.verb, draft.before, after, draft.node);
  findings.push(...found.map((each) => about(draft, each)));
  const listed = draft.verb === "create" && draft.kind.creation?.from === "listed" && draft.before === null;
  if (listed && !found.some((each) => each.severity === "error")) {
    const names = [...objectsOf(before, draft.kind.name)].map((each) => labelOf(draft.kind, each, before));
    findings.push(notListed(draft, names));
  }
}

/** What no entry of a manifest answers for, such as a removal, is said of the change. */
function about(draft: Draft, problem: Diagnostic): Diagnostic {
  return problem.at === null ? { ...problem, change: draft.id } : problem;
}

function notListed(draft: Draft, names: readonly string[]): Diagnostic {
  const offered =
    names.length === 0 ? "The account lists none." : `Listed: ${names.slice(0, 20).join(", ")}.`;
  return diagnose({
    code: draft.kind.creation?.rule ?? "not-listed",
    message: `the account does not offer the ${draft.kind.name} ${draft.label}.${didYouMean(draft.label, names)}`,
    fix: `take one that is listed. ${offered}`,
    at: draft.node?.at ?? null,
  });
}

function checkUnchanged(workings: Workings, findings: Diagnostic[]): void {
  const changed = new Set(workings.drafts.map((draft) => draft.id));
  for (const { node, kind, object } of workings.matches.matches) {
    if (changed.has(node.id) || object === null) continue;
    const after = workings.planned.objects.get(kind.name)?.get(object.key) ?? null;
    findings.push(...checkObject(workings, kind, "unchanged", object, after, node));
  }
}

function checkObject(
  workings: Workings,
  kind: Kind,
  verb: Draft["verb"] | "unchanged",
  before: StateObject | null,
  after: StateObject | null,
  node: Node | null,
): Diagnostic[] {
  const declared = new Set([...Object.keys(node?.attributes ?? {}), ...Object.keys(node?.links ?? {})]);
  const input = { verb, before, after, declared, live: workings.before, planned: workings.planned };
  return (kind.checks ?? []).flatMap((check) =>
    check(input).map(({ rule, path, ...problem }) =>
      diagnose({
        ...problem,
        code: rule,
        at: node === null ? null : path === undefined ? node.at : node.placeOf(path),
      }),
    ),
  );
}

function wholeChecks({ input, drafts, before, planned }: Workings): Diagnostic[] {
  const changes = drafts.map((draft) => ({
    id: draft.id,
    kind: draft.kind.name,
    verb: draft.verb,
    before: draft.before,
    after: planned.objects.get(draft.kind.name)?.get(draft.key) ?? null,
  }));
  const exclusions = exclusionsOf(input);
  const problems = (input.table.checks ?? []).flatMap((check) =>
    check({ changes, exclusions, live: before, planned }),
  );
  return problems.map(({ rule, path: _, ...problem }) => diagnose({ ...problem, code: rule }));
}

/** What scopes exclude, less what only stands there because an entry has ended. */
function exclusionsOf({ graph, ended, table }: Workings["input"]): Exclusion[] {
  const over = new Set(
    ended.flatMap((grant) => {
      const own = ownKey(kindOf(table, grant.kind), grant.keys[0] ?? "");
      return grant.link === null ? [`${grant.kind} ${literalPattern(own)}`] : [];
    }),
  );
  return graph.scopes.flatMap(({ kind, parent, exclude }) => {
    const patterns = exclude.filter((pattern) => !over.has(`${kind} ${pattern}`));
    return patterns.length === 0 ? [] : [{ kind, parent: containerOf(parent) ?? null, patterns }];
  });
}

/** Removing what an ignored object is linked to would change the ignored object. */
function dependedOnByIgnored({ input, drafts, before }: Workings): Diagnostic[] {
  const going = new Map(
    drafts.filter(deletes).map((draft) => [`${draft.kind.name}:${draft.before?.key}`, draft]),
  );
  if (going.size === 0) return [];
  const found: Diagnostic[] = placesOfIgnored(input, [...going.values()]);
  for (const [kindName, patterns] of Object.entries(input.graph.ignore)) {
    const kind = kindOf(input.table, kindName);
    const isIgnored = matchKeys(kind, patterns);
    for (const object of objectsOf(before, kindName)) {
      if (!isIgnored(object.key)) continue;
      for (const id of targetsOf(kind, object)) {
        const draft = going.get(id);
        if (draft !== undefined) found.push(dependsOnIt(draft, kind, labelOf(kind, object, before)));
      }
    }
  }
  return found;
}

/** Removing an object takes the place an ignored person holds in it. */
function placesOfIgnored(input: Workings["input"], drafts: readonly Draft[]): Diagnostic[] {
  const ignored = ignoredBy(input.graph, input.table);
  return drafts.flatMap((draft) =>
    [...draft.kind.leaves].flatMap(([path, leaf]) => {
      if (leaf.type !== "links" || draft.before === null) return [];
      const kind = kindOf(input.table, leaf.to);
      const isIgnored = ignored(leaf.to);
      const holders =
        kind.person === true ? linksOf(draft.before, path).filter((link) => isIgnored(link.to)) : [];
      return holders.map((link) => dependsOnIt(draft, kind, link.to));
    }),
  );
}

function targetsOf(kind: Kind, object: StateObject): string[] {
  const container = object.parent === undefined ? [] : [`${object.parent.kind}:${object.parent.key}`];
  const targets = [...kind.leaves].flatMap(([path, leaf]) => {
    if (leaf.type === "links") return linksOf(object, path).map((link) => `${leaf.to}:${link.to}`);
    const value = object.attributes[path];
    return leaf.type === "reference" && typeof value === "string" ? [`${leaf.to}:${value}`] : [];
  });
  return [...container, ...targets];
}

function dependsOnIt(draft: Draft, kind: Kind, label: string): Diagnostic {
  const problem = diagnose({
    code: "ignored-depends-on-it",
    message: `the ${draft.kind.name} ${draft.label} cannot be removed: the ignored ${kind.name} ${label} depends on it`,
    fix: "declare it, or let those who manage the ignored object release it first",
    at: draft.node?.at ?? null,
  });
  return about(draft, problem);
}

/** The caller may not change the account: said while planning, not by a failed call. */
function permission({ input, drafts, before }: Workings): Diagnostic[] {
  if (drafts.length === 0 || before.caller.mayManage !== false) return [];
  const rules = new Map<string, string>();
  for (const draft of drafts) {
    const own = draft.verb === "create" ? draft.kind.creation?.permissionRule : undefined;
    rules.set(own ?? input.table.manageRule, draft.kind.name);
  }
  const who = before.caller.email ?? "the caller";
  return [...rules].map(([code, kind]) =>
    diagnose({
      code,
      message: `${who}, whose credentials these are, may not change this account (first met: ${kind})`,
      fix: "use the credentials of somebody who may manage the account",
    }),
  );
}

/** Where no ledger tells what was protected, a removal may hit what once said `protect`. */
function protectionUnknown({ input, drafts }: Workings): Diagnostic[] {
  const removals = drafts.filter((draft) => draft.verb === "remove");
  if (input.remembered !== null || removals.length === 0 || input.live.account === null) return [];
  return [
    diagnose({
      code: "protection-unknown",
      severity: "warning",
      message:
        "no ledger is at hand, so nobody can tell whether what is removed was once declared with `protect`",
      fix: "keep the ledger between runs, or name what is protected in the policy",
    }),
  ];
}

function partial({ input }: Workings): Diagnostic[] {
  return input.live.partial.map((reason) =>
    diagnose({
      code: "partial-read",
      severity: "warning",
      message: `the account was not read completely: ${reason}`,
    }),
  );
}
