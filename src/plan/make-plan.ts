/** Graph × live × policy → plan. Pure: the same input gives the same bytes. */
import { type Diagnostic, diagnose, type Location, type Result } from "../diagnostic/diagnostic.ts";
import { nodeId } from "../graph/node.ts";
import { byCodePoint } from "../kind/code-points.ts";
import { finish } from "./assemble.ts";
import { runChecks } from "./checks.ts";
import { type Draft, deletes } from "./draft.ts";
import { draftNode } from "./draft-nodes.ts";
import { draftRemovals } from "./draft-removals.ts";
import { endedWithoutTrace, withEnds } from "./ends.ts";
import { withHeirs } from "./heirs.ts";
import { ignoredBy } from "./ignored.ts";
import { type Match, type Matches, matchNodes } from "./match.ts";
import { withNotes } from "./notes.ts";
import type { Plan } from "./plan.ts";
import { plannedState } from "./planned-state.ts";
import { unresolved } from "./resolve.ts";
import { withoutSatisfied } from "./satisfied.ts";
import type { PlanInput, Workings } from "./workings.ts";

/**
 * Makes the plan. Diagnostics are errors of the manifest that only live can show (an unknown name); with them there is
 * no plan. What refuses a plan stands in it, as guards and as findings of severity error.
 */
export function makePlan(input: PlanInput): Result<Plan | null> {
  const { graph, live, table, evaluatedAt } = input;
  const matches = matchNodes(graph, live, table, evaluatedAt);
  const errors = [...unresolved(graph, matches.index.state, table), ...notAdopted(input, matches)];
  if (errors.length > 0) return { value: null, diagnostics: errors };
  const early = input.findings.filter((finding) => finding.adoptable !== true);
  const findings = [...early, ...matches.diagnostics, ...ambiguities(matches)];
  const before = matches.index.state;
  const silent = withoutSatisfied(makeDrafts(input, matches, findings), before, table);
  const planned = plannedState(before, silent, table);
  const drafts = withNotes(silent, before, planned);
  const workings: Workings = { input, matches, drafts, before, planned, findings };
  runChecks(workings);
  return { value: finish(workings), diagnostics: [] };
}

/** Errors about new names, less those of objects that already bear them. */
function notAdopted(input: PlanInput, { matches }: Matches): Diagnostic[] {
  const adoptable = input.findings.filter((finding) => finding.adoptable === true);
  if (adoptable.length === 0) return [];
  const adopted: Location[] = [];
  for (const { node, kind, how, object } of matches) {
    if (how !== "same" || object?.present !== true) continue;
    for (const path of kind.identity) adopted.push(node.placeOf(path));
  }
  return adoptable.filter(({ at }) => at === null || !adopted.some((place) => covers(place, at)));
}

/** True when `at` lies inside a value: a finding may point at one letter of it. */
function covers(value: Location, at: Location): boolean {
  if (value.file !== at.file || value.line !== at.line) return false;
  return at.column >= value.column && at.column <= value.column + value.length;
}

function ambiguities({ index }: Matches): Diagnostic[] {
  return index.ambiguous.map((object) =>
    diagnose({
      code: "ambiguous-live",
      message: `the account holds a second ${object.kind} of the same name (id ${object.id}); the plan cannot tell which is meant`,
      fix: "rename one of them on the platform",
    }),
  );
}

function makeDrafts(input: PlanInput, matches: Matches, findings: Diagnostic[]): Draft[] {
  const { graph, table } = input;
  const state = matches.index.state;
  const ignored = ignoredBy(graph, table);
  const meant = new Set(
    matches.matches.map(({ node, how, object }) =>
      nodeId(node.kind, how === "replaced" ? (object?.key ?? "") : node.key),
    ),
  );
  for (const { node } of matches.matches) meant.add(node.id);
  const removals = draftRemovals(graph, table, state, meant, ignored, findings);
  const going = new Set(removals.filter(deletes).map((draft) => draft.id));
  for (const { how, object, kind } of matches.matches) {
    if (how === "replaced" && object !== null && kind.removal.effect === "delete")
      going.add(nodeId(kind.name, object.key));
  }
  const around = { ignored, vanishing: (kind: string) => (key: string) => going.has(nodeId(kind, key)) };
  const changes = matches.matches.map((match) => draftNode(match, around, findings));
  const drafts = [...changes.filter((draft) => draft !== null), ...removals];
  findings.push(...linkedAndRemoved(matches.matches, going), ...endedWithoutTrace(drafts, input.ended));
  return withEnds(withHeirs(drafts, matches.matches, state, table), input.ended).sort(byId);
}

/** A link to something this plan deletes contradicts itself. */
function linkedAndRemoved(matches: readonly Match[], going: ReadonlySet<string>): Diagnostic[] {
  if (going.size === 0) return [];
  return matches.flatMap(({ node, kind }) =>
    Object.entries(node.links).flatMap(([path, declared]) => {
      const leaf = kind.leaves.get(path);
      if (leaf?.type !== "links") return [];
      return declared.entries
        .filter((entry) => going.has(nodeId(leaf.to, entry.to)))
        .map((entry) =>
          diagnose({
            code: "linked-and-removed",
            message: `${path} of ${node.label} names "${entry.written}", which this plan removes`,
            fix: `drop it from the list, or declare the ${leaf.to}`,
            at: entry.at,
          }),
        );
    }),
  );
}

function byId(a: Draft, b: Draft): number {
  return byCodePoint(a.id, b.id);
}
