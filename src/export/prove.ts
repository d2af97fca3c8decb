/** Reads exported manifests back and plans them against the account they came from: nothing may be left to do. */
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import { buildGraph } from "../graph/build-graph.ts";
import { settle } from "../graph/settle.ts";
import type { Live } from "../kind/state.ts";
import type { KindTable } from "../kind/table.ts";
import { parseManifests } from "../manifest/parse-manifests.ts";
import { makePlan } from "../plan/make-plan.ts";
import type { Change, Finding, Plan } from "../plan/plan.ts";
import { DEFAULT_POLICY } from "../plan/policy.ts";

/** One thing in the way, at a line or at an object. `path` is empty where the whole object is. */
export type Obstacle =
  | { readonly file: string; readonly line: number; readonly message: string }
  | { readonly id: string; readonly path: string; readonly message: string };

export interface Proof {
  readonly obstacles: readonly Obstacle[];
  /** What planning says although there is nothing to do. */
  readonly findings: readonly Finding[];
  /** Rules that a new object of the name would break, by the line the name stands on. */
  readonly adopted: readonly Diagnostic[];
}

export function prove(
  files: readonly { readonly path: string; readonly text: string }[],
  live: Live,
  table: KindTable,
  at: string,
): Proof {
  const encoder = new TextEncoder();
  const bytes = files.map(({ path, text }) => ({ path, bytes: encoder.encode(text) }));
  const parsed = parseManifests(bytes, [table], { environment: {}, readFile: () => null });
  const graph = buildGraph(parsed.value, table, { lost: parsed.lost });
  const early = [...parsed.diagnostics, ...graph.diagnostics];
  const adopted = early.filter((each) => each.adoptable === true);
  const errors = early.filter((each) => each.severity === "error" && each.adoptable !== true);
  if (errors.length > 0) return { obstacles: errors.map(atLine), findings: [], adopted };
  const settled = settle(graph.value, table, at);
  const made = makePlan({
    tool: "",
    graph: settled.graph,
    live,
    table,
    target: { name: "", endpoint: "" },
    policy: DEFAULT_POLICY,
    evaluatedAt: at,
    validUntil: null,
    preview: false,
    allow: [],
    remembered: new Set(),
    ended: [],
    endingSoon: [],
    findings: early,
  });
  const { value: plan } = made;
  if (plan === null) return { obstacles: made.diagnostics.map(atLine), findings: [], adopted };
  return { obstacles: [...differences(plan), ...unreadable(plan)], findings: plan.findings, adopted };
}

function atLine({ at, message }: Diagnostic): Obstacle {
  return { file: at?.file ?? "", line: at?.line ?? 0, message };
}

function differences(plan: Plan): Obstacle[] {
  return plan.changes.flatMap((change: Change) => {
    const message = `planning would ${change.verb} the ${change.kind} ${change.label}`;
    if (change.verb !== "update" || change.fields.length === 0) return [{ id: change.id, path: "", message }];
    return change.fields.map(({ path }) => ({ id: change.id, path, message: `${message}: ${path}` }));
  });
}

/** What cannot be compared makes every later plan end in an error. */
function unreadable(plan: Plan): Obstacle[] {
  return plan.findings
    .filter((each) => each.severity === "error" && each.code !== "ambiguous-live")
    .map(({ at, message }) => {
      const [, file = "", line = "0"] = /^(.*):(\d+):\d+$/.exec(at) ?? [];
      return { file, line: Number(line), message };
    });
}
