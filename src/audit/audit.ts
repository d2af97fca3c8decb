/** An account as an auditor asks about it: desired against actual, and what deserves a look whatever was desired. */

import type { Graph } from "../graph/node.ts";
import { type AccountRead, accountRead } from "../kind/account-read.ts";
import { byCodePoint } from "../kind/code-points.ts";
import type { Entitlement } from "../kind/entitlement.ts";
import type { Live, State } from "../kind/state.ts";
import type { KindTable } from "../kind/table.ts";
import { liveState } from "../plan/live-state.ts";
import { blindSpots } from "./blind-spots.ts";
import { checkedObjects } from "./checked-objects.ts";
import { compareWithDesired, type Desired } from "./desired.ts";
import { type AuditFinding, SEVERITIES, type SeverityCounts } from "./finding.ts";
import { invitations } from "./invitations.ts";
import { managers, outsiders, vendorPeople } from "./people.ts";
import { seats } from "./seats.ts";

export interface AuditInput {
  readonly tool: string;
  /** RFC 3339 UTC, whole seconds. */
  readonly at: string;
  readonly live: Live;
  readonly table: KindTable;
  readonly target: { readonly name: string; readonly endpoint: string };
  /** What is desired; null where there is no manifest. */
  readonly graph: Graph | null;
}

export interface Audit {
  readonly formatVersion: "1.0";
  readonly tool: string;
  readonly evaluatedAt: string;
  readonly target: AccountRead;
  /** Digest of what is desired; null where there is no manifest. */
  readonly manifestDigest: string | null;
  readonly summary: SeverityCounts & { readonly people: number };
  /** Worst first, then by code and subject. */
  readonly findings: readonly AuditFinding[];
  /** What could not be read or is not looked at, so that silence is never taken for absence. */
  readonly blindSpots: readonly string[];
}

/** What the parts of an audit look at. */
export interface Scene {
  readonly state: State;
  readonly table: KindTable;
  readonly entitlements: readonly Entitlement[];
  readonly desired: Desired | null;
}

/** Findings about an account; throws nothing, and leaves out nothing it knows of. */
export function auditAccount(input: AuditInput): Audit {
  const { live, table, graph, at } = input;
  const { state } = liveState(live, table, at, new Map());
  const desired = graph === null ? null : compareWithDesired(graph, input);
  const scene: Scene = { state, table, entitlements: table.access(state), desired };
  const findings = withoutRepetitions([
    ...(desired?.findings ?? []),
    ...managers(scene),
    ...outsiders(scene),
    ...vendorPeople(scene),
    ...invitations(scene),
    ...seats(scene),
    ...checkedObjects(scene),
  ]);
  return {
    formatVersion: "1.0",
    tool: input.tool,
    evaluatedAt: at,
    target: accountRead(input.target, table, live),
    manifestDigest: graph?.digest ?? null,
    summary: summarize(findings, state, table),
    findings: findings.sort(byWeight),
    blindSpots: blindSpots(live, scene),
  };
}

function summarize(findings: readonly AuditFinding[], state: State, table: KindTable): Audit["summary"] {
  const count = (severity: string) => findings.filter((each) => each.severity === severity).length;
  const people = table.kinds
    .filter((kind) => kind.person === true)
    .reduce((total, kind) => total + (state.objects.get(kind.name)?.size ?? 0), 0);
  return { error: count("error"), warning: count("warning"), information: count("information"), people };
}

/** Two parts may notice one thing, such as a plan and the check of an object. */
function withoutRepetitions(findings: readonly AuditFinding[]): AuditFinding[] {
  const seen = new Map<string, AuditFinding>();
  for (const finding of findings) {
    const id = `${finding.code}\n${finding.message}`;
    if (!seen.has(id)) seen.set(id, finding);
  }
  return [...seen.values()];
}

function byWeight(a: AuditFinding, b: AuditFinding): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    byCodePoint(a.code, b.code) ||
    byCodePoint(a.about[0] ?? "", b.about[0] ?? "") ||
    byCodePoint(a.message, b.message)
  );
}
