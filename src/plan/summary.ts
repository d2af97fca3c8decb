/** Counts and figures of a plan. */
import type { AccessDifference } from "../access/difference.ts";
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import { byCodePoint } from "../kind/code-points.ts";
import { creates, type Draft } from "./draft.ts";
import type { Change, Plan, Step, Witness } from "./plan.ts";
import type { Workings } from "./workings.ts";

export function summarize({ drafts, input }: Workings, access: readonly AccessDifference[]): Plan["summary"] {
  const count = (verb: Draft["verb"]) => drafts.filter((draft) => draft.verb === verb).length;
  const changed = drafts.filter((draft) => draft.node !== null).length;
  return {
    create: count("create"),
    update: count("update"),
    replace: count("replace"),
    remove: count("remove"),
    unchanged: input.graph.nodes.length - changed,
    people: {
      gaining: access.filter((each) => each.gains.length > 0).length,
      losing: access.filter((each) => each.loses.length > 0).length,
      losingAll: access.filter((each) => each.losesAll).length,
    },
  };
}

/** Reading one by one pays while the objects of a kind are fewer than its pages. */
export function budgetOf(
  workings: Workings,
  changes: readonly Change[],
  steps: readonly Step[],
  witnesses: readonly Witness[],
): Plan["budget"] {
  const { input, drafts } = workings;
  const asked = new Map<string, Set<string>>();
  const ask = (kind: string, id: string) => asked.set(kind, (asked.get(kind) ?? new Set()).add(id));
  for (const change of changes) ask(change.kind, change.id);
  for (const witness of witnesses) ask(witness.kind, witness.object);
  const touched = new Map([...asked].map(([kind, ids]) => [kind, ids.size]));
  const counted = new Set(witnesses.filter((each) => each.atMost !== undefined).map((each) => each.kind));
  const checks: Record<string, "listing" | "each"> = {};
  let reads = input.live.reads;
  for (const [kind, count] of [...touched].sort()) {
    const held = input.live.objects.filter((object) => object.kind === kind).length;
    const pages = Math.max(1, Math.ceil(held / input.table.pageSize));
    const nested = drafts.some(
      (draft) =>
        draft.kind.name === kind &&
        creates(draft) &&
        (draft.kind.identity.length !== 1 || draft.kind.parents !== undefined),
    );
    checks[kind] = count < pages && !nested && !counted.has(kind) ? "each" : "listing";
    reads += counted.has(kind) ? pages : Math.min(count, pages);
  }
  return { reads, writes: steps.length, checks };
}

export function toFinding(each: Diagnostic): Plan["findings"][number] {
  const at = each.at === null ? (each.change ?? "") : `${each.at.file}:${each.at.line}:${each.at.column}`;
  const message = each.fix === undefined ? each.message : joined(each.message, each.fix);
  return { code: each.code, severity: each.severity, message, at };
}

function joined(sentence: string, fix: string): string {
  return /[.?!]$/.test(sentence)
    ? `${sentence} ${fix.charAt(0).toUpperCase()}${fix.slice(1)}`
    : `${sentence}; ${fix}`;
}

export function byFinding(a: Plan["findings"][number], b: Plan["findings"][number]): number {
  return byCodePoint(a.code, b.code) || byCodePoint(a.at, b.at) || byCodePoint(a.message, b.message);
}
