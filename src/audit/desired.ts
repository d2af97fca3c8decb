/** Desired against actual: what differs, what nobody manages, and what is about to end. */

import type { Location } from "../diagnostic/diagnostic.ts";
import { endWords } from "../diagnostic/end-words.ts";
import { type Graph, nodeId } from "../graph/node.ts";
import { type Settled, settle } from "../graph/settle.ts";
import { byCodePoint } from "../kind/code-points.ts";
import { type Kind, matchKeys } from "../kind/kind.ts";
import { labelOf } from "../kind/label.ts";
import type { State, StateObject } from "../kind/state.ts";
import type { KindTable } from "../kind/table.ts";
import { type DriftedObject, driftOf } from "../plan/drift.ts";
import { Inside } from "../plan/inside.ts";
import { liveState } from "../plan/live-state.ts";
import { makePlan } from "../plan/make-plan.ts";
import { isRetired } from "../plan/match.ts";
import type { Gain, Plan } from "../plan/plan.ts";
import { DEFAULT_POLICY } from "../plan/policy.ts";
import type { AuditInput } from "./audit.ts";
import { type AuditFinding, finding, some } from "./finding.ts";

export interface Desired {
  readonly findings: readonly AuditFinding[];
  /** Ids of declared objects. */
  readonly declared: ReadonlySet<string>;
  readonly blindSpots: readonly string[];
}

/** Findings of a plan that an audit says in its own words. */
const TOLD_OTHERWISE = new Set(["partial-read", "ends-soon", "not-invited", "protection-unknown"]);

export function compareWithDesired(graph: Graph, input: AuditInput): Desired {
  const { live, table, at } = input;
  const settled = settle(graph, table, at);
  const made = makePlan({
    tool: input.tool,
    graph: settled.graph,
    live,
    table,
    target: input.target,
    policy: DEFAULT_POLICY,
    evaluatedAt: at,
    validUntil: settled.nextEnd,
    preview: false,
    allow: [],
    remembered: new Set(),
    ended: settled.ended,
    endingSoon: settled.endingSoon,
    findings: settled.findings,
  });
  const declared = new Set(graph.nodes.map((node) => node.id));
  const { state } = liveState(live, table, at, new Map());
  const unmanaged = unmanagedObjects(graph, declared, input, state);
  return {
    findings: [
      ...(made.value === null ? [] : differences(made.value, table)),
      ...made.diagnostics.map(({ code, message, at }) =>
        finding({ code, severity: "error", message }, [], placeText(at)),
      ),
      ...ending(settled),
      ...unmanaged,
    ],
    declared,
    blindSpots:
      made.value === null
        ? ["the manifests name what the account does not have, so they could not be compared"]
        : [],
  };
}

function differences(plan: Plan, table: KindTable): AuditFinding[] {
  const drift = driftOf(plan, null);
  const people = drift.people.flatMap(({ person, more, less }) => {
    const words = (list: readonly Gain[]) => some(list.map((each) => grantWords(each, table)));
    return [
      ...(more.length === 0
        ? []
        : [
            finding(
              {
                code: "audit-more-access",
                severity: "error",
                message: `${person} may do more than is declared: ${words(more)}`,
                fix: "apply the manifests, or declare it",
              },
              [person],
            ),
          ]),
      ...(less.length === 0
        ? []
        : [
            finding(
              {
                code: "audit-less-access",
                message: `${person} may do less than is declared: ${words(less)}`,
              },
              [person],
            ),
          ]),
    ];
  });
  const others = plan.findings
    .filter(({ code }) => !TOLD_OTHERWISE.has(code))
    .map(({ code, severity, message, at }) => finding({ code, severity, message }, [], at));
  return [...drift.objects.map(difference), ...people, ...others];
}

/** `open workspace Claims (group Claims Handlers)`. */
function grantWords({ permission, on, via }: Gain, { permissions }: KindTable): string {
  const says = permissions.find((each) => each.name === permission)?.says ?? permission;
  return `${says}${on === "" ? "" : ` ${on}`} (${via.join(" and ")})`;
}

function difference({ id, kind, label, drift, fields }: DriftedObject): AuditFinding {
  const paths = some(fields.map((field) => field.path));
  const says = {
    added: { code: "audit-undeclared", message: `the ${kind} ${label} exists and is not declared` },
    removed: { code: "audit-missing", message: `the ${kind} ${label} is declared and does not exist` },
    changed: { code: "audit-differs", message: `the ${kind} ${label} differs from the manifest: ${paths}` },
  }[drift];
  return finding(says, [id]);
}

function ending({ endingSoon }: Settled): AuditFinding[] {
  return endingSoon.map(({ node, label, to, until, reason, at }) => {
    const what = to === null ? label : `${to} of ${label}`;
    const why = reason === null ? "" : ` (${reason})`;
    const message = `${what} ends at ${endWords(until)}${why}`;
    return finding({ code: "audit-ends-soon", severity: "information", message }, [node], placeText(at));
  });
}

/** Objects that exist and that no manifest rules over, one finding for each kind and reason. */
function unmanagedObjects(
  graph: Graph,
  declared: ReadonlySet<string>,
  { table }: AuditInput,
  state: State,
): AuditFinding[] {
  const inside = new Inside(state);
  return table.kinds.flatMap((kind) => {
    if (kind.root === true) return [];
    const scopes = graph.scopes.filter((scope) => scope.kind === kind.name);
    const ruled = new Set<StateObject>();
    for (const scope of scopes) {
      const isExcluded = matchKeys(kind, scope.exclude);
      for (const object of inside.of(kind, scope.parent)) {
        if (scope.mode === "all" || isExcluded(object.key)) ruled.add(object);
      }
    }
    const isIgnored = matchKeys(kind, graph.ignore[kind.name] ?? []);
    const objects = [...(state.objects.get(kind.name)?.values() ?? [])].filter((object) => {
      const isVendors = kind.defaultFlag !== undefined && object.attributes[kind.defaultFlag] === true;
      return (
        object.present &&
        !isVendors &&
        !isRetired(kind, object) &&
        !declared.has(nodeId(kind.name, object.key))
      );
    });
    const ignored = objects.filter((each) => isIgnored(each.key));
    const free = objects.filter((each) => !isIgnored(each.key) && !ruled.has(each));
    return [
      ...group(kind, free, state, "audit-unmanaged", (what) => `no manifest rules over ${what}`),
      ...group(kind, ignored, state, "audit-ignored", (what) => `the manifests leave ${what} to others`),
    ];
  });
}

function group(
  kind: Kind,
  objects: readonly StateObject[],
  state: State,
  code: string,
  says: (what: string) => string,
): AuditFinding[] {
  if (objects.length === 0) return [];
  const sorted = objects.toSorted((a, b) => byCodePoint(a.key, b.key));
  const names = some(sorted.map((each) => labelOf(kind, each, state)));
  const what = `${objects.length} ${objects.length === 1 ? kind.name : kind.manifestKey}`;
  const message = `${says(what)}: ${names}`;
  const severity = code === "audit-ignored" ? "information" : "warning";
  return [
    finding(
      { code, severity, message },
      sorted.map((each) => nodeId(kind.name, each.key)),
    ),
  ];
}

function placeText(at: Location | null): string {
  return at === null ? "" : `${at.file}:${at.line}:${at.column}`;
}
