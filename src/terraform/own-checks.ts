/** What kinds and platforms check about a plan as a whole, asked of the one object Terraform is about to write. */
import type { Problem } from "../kind/check.ts";
import type { State } from "../kind/state.ts";
import type { KindTable } from "../kind/table.ts";
import { type Draft, deletes } from "../plan/draft.ts";
import { pathOf, Refusal } from "./diagnostics.ts";

/** @throws Refusal for the first error that the account, as it is and as it would be, gives rise to. */
export function refuseUnsound(table: KindTable, draft: Draft, live: State, planned: State): void {
  const [problem] = problemsOf(table, draft, live, planned).filter((each) => each.severity === "error");
  if (problem === undefined) return;
  const fix = problem.fix === undefined ? "" : `\n${problem.fix}.`;
  const path = problem.path === undefined ? [] : pathOf(problem.path);
  throw new Refusal("Refused before any call", `${problem.message} (${problem.rule}).${fix}`, path);
}

function problemsOf(table: KindTable, draft: Draft, live: State, planned: State): Problem[] {
  const { kind, verb, before, node } = draft;
  const after = deletes(draft) ? null : (planned.objects.get(kind.name)?.get(draft.key) ?? null);
  const declared = new Set([...Object.keys(node?.attributes ?? {}), ...Object.keys(node?.links ?? {})]);
  const own = (kind.checks ?? []).flatMap((check) => check({ verb, before, after, declared, live, planned }));
  const changes = [{ id: draft.id, kind: kind.name, verb, before, after }];
  const whole = (table.checks ?? []).flatMap((check) => check({ changes, exclusions: [], live, planned }));
  return [...own, ...whole];
}
