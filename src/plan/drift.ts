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
  /** What of it has ended, in sentences; absent where nothing has. */
  readonly ended?: readonly string[];
  /** Nothing differs but what has ended: nobody did it, and the next run takes it. Absent means false. */
  readonly due?: true;
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
    /** Objects that only wait for what has ended to be taken; in none of the counts above. */
    readonly due: number;
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
  const byHand = objects.filter((each) => each.due !== true);
  const count = (direction: Direction) => byHand.filter((each) => each.drift === direction).length;
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
      due: objects.length - byHand.length,
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

function drifted(change: Change): DriftedObject {
  const { id, kind, key, label, verb, fields } = change;
  const ended = change.because.filter((each) => each.code === "ended").map((each) => each.text);
  const told = fields.map(({ path, before, after, sensitive }) => ({
    path,
    declared: after,
    live: before,
    ...(sensitive === undefined ? {} : { sensitive }),
  }));
  return {
    ...{ id, kind, key, label, drift: DIRECTIONS[verb], fields: told },
    ...(ended.length === 0 ? {} : { ended }),
    ...(isDue(change, ended.length) ? { due: true as const } : {}),
  };
}

function isDue({ verb, fields }: Change, ended: number): boolean {
  if (ended === 0 || verb === "remove") return ended > 0;
  return verb === "update" && ended === fields.reduce((sum, field) => sum + differences(field), 0);
}

/** Links that are on one side only; one for any other value. */
function differences({ before, after }: Change["fields"][number]): number {
  if (!Array.isArray(before) || !Array.isArray(after)) return 1;
  const [was, is] = [before, after].map((links) => new Set(links.map((link) => JSON.stringify(link))));
  return was === undefined || is === undefined ? 0 : was.symmetricDifference(is).size;
}

function sinceOf(digest: string, lastRun: LastRun | null): Drift["manifest"]["since"] {
  if (lastRun === null) return "unknown";
  if (lastRun.manifestDigest !== digest) return "changed";
  return lastRun.complete ? "same" : "incomplete";
}
