/** A plan told from the live side: what somebody added, removed or changed on the platform. */
import type { Value } from "../kind/value.ts";
import type { Change, Finding, Gain, Plan } from "./plan.ts";

/** Where a difference was made, seen from the manifests. */
export type Direction = "added" | "removed" | "changed";

export interface DriftField {
  readonly path: string;
  readonly declared: Value;
  readonly live: Value;
  readonly sensitive?: boolean;
}

export interface DriftedObject {
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly label: string;
  readonly drift: Direction;
  readonly fields: readonly DriftField[];
}

/** A person who may do more, or less, than the manifests say. */
export interface DriftedPerson {
  readonly person: string;
  readonly more: readonly Gain[];
  readonly less: readonly Gain[];
}

/** The last run that applied manifests to the target. */
export interface LastRun {
  readonly run: string;
  readonly at: string;
  readonly manifestDigest: string;
  /** Every step of it was done. */
  readonly complete: boolean;
}

export interface Drift {
  readonly formatVersion: "1.0";
  readonly tool: string;
  readonly evaluatedAt: string;
  readonly target: Plan["target"];
  readonly manifest: {
    readonly digest: string;
    /** Null where no ledger tells. */
    readonly lastRun: LastRun | null;
    /** `same`: what differs was done on the platform. Else differences may be unapplied manifest changes. */
    readonly since: "same" | "changed" | "incomplete" | "unknown";
  };
  readonly summary: {
    readonly added: number;
    readonly removed: number;
    readonly changed: number;
    readonly people: { readonly more: number; readonly less: number };
  };
  readonly objects: readonly DriftedObject[];
  readonly people: readonly DriftedPerson[];
  readonly findings: readonly Finding[];
}

const DIRECTIONS: { readonly [verb in Change["verb"]]: Direction } = {
  create: "removed",
  update: "changed",
  replace: "changed",
  remove: "added",
};

export function driftOf(plan: Plan, lastRun: LastRun | null): Drift {
  const objects = plan.changes.map(drifted);
  const people = plan.access.map(({ person, gains, loses }) => ({ person, more: loses, less: gains }));
  const count = (direction: Direction) => objects.filter((each) => each.drift === direction).length;
  return {
    formatVersion: "1.0",
    tool: plan.tool,
    evaluatedAt: plan.evaluatedAt,
    target: plan.target,
    manifest: { digest: plan.manifestDigest, lastRun, since: sinceOf(plan.manifestDigest, lastRun) },
    summary: {
      added: count("added"),
      removed: count("removed"),
      changed: count("changed"),
      people: {
        more: people.filter((each) => each.more.length > 0).length,
        less: people.filter((each) => each.less.length > 0).length,
      },
    },
    objects,
    people,
    findings: plan.findings,
  };
}

function drifted({ id, kind, key, label, verb, fields }: Change): DriftedObject {
  const told = fields.map(({ path, before, after, sensitive }) => ({
    path,
    declared: after,
    live: before,
    ...(sensitive === undefined ? {} : { sensitive }),
  }));
  return { id, kind, key, label, drift: DIRECTIONS[verb], fields: told };
}

function sinceOf(digest: string, lastRun: LastRun | null): Drift["manifest"]["since"] {
  if (lastRun === null) return "unknown";
  if (lastRun.manifestDigest !== digest) return "changed";
  return lastRun.complete ? "same" : "incomplete";
}
