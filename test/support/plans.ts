/** Manifest text and live description → plan, through the real stages. */
import type { Diagnostic } from "../../src/diagnostic/diagnostic.ts";
import { failedForGood } from "../../src/diagnostic/diagnostic.ts";
import { buildGraph } from "../../src/graph/build-graph.ts";
import { settle } from "../../src/graph/settle.ts";
import type { Live } from "../../src/kind/state.ts";
import type { KindTable } from "../../src/kind/table.ts";
import { parseManifests } from "../../src/manifest/parse-manifests.ts";
import { makePlan } from "../../src/plan/make-plan.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { DEFAULT_POLICY, type Judge, type Policy } from "../../src/plan/policy.ts";
import { engagecxTable } from "../../src/platform/engagecx/index.ts";
import { liveOf } from "./live.ts";

export const NOW = "2026-11-23T12:00:00Z";

export interface PlanOptions {
  readonly table?: KindTable;
  readonly allow?: readonly string[];
  readonly policy?: Partial<Policy>;
  readonly judge?: Judge | null;
  readonly at?: string;
  readonly remembered?: readonly string[] | null;
  readonly environment?: Record<string, string>;
  readonly files?: Record<string, string>;
}

export interface Planned {
  readonly plan: Plan | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** @param live a description as in accounts.ts, or a live value. */
export function planOf(manifest: string, live: string | Live, options: PlanOptions = {}): Planned {
  const table = options.table ?? engagecxTable;
  const head = manifest.includes("apiVersion")
    ? ""
    : `apiVersion: cxroster/v1\nplatform: ${table.platform}\n`;
  const files = [{ path: "manifest.yaml", bytes: new TextEncoder().encode(head + manifest) }];
  const contents = options.files ?? {};
  const parsed = parseManifests(files, [table], {
    environment: options.environment ?? {},
    readFile: (path) => (contents[path] === undefined ? null : new TextEncoder().encode(contents[path])),
  });
  const graph = buildGraph(parsed.value, table, { lost: parsed.lost });
  const diagnostics = [...parsed.diagnostics, ...graph.diagnostics];
  if (failedForGood(diagnostics)) return { plan: null, diagnostics };
  const at = options.at ?? NOW;
  const settled = settle(graph.value, table, at);
  const made = makePlan({
    tool: "cxroster test",
    graph: settled.graph,
    live: typeof live === "string" ? liveOf(live, table) : live,
    table,
    target: { name: "test", endpoint: "http://127.0.0.1:1/engagecx/v1" },
    policy: { ...DEFAULT_POLICY, ...options.policy },
    evaluatedAt: at,
    validUntil: settled.nextEnd,
    preview: false,
    allow: options.allow ?? [],
    judge: options.judge ?? null,
    remembered:
      options.remembered === undefined || options.remembered === null ? null : new Set(options.remembered),
    ended: settled.ended,
    endingSoon: settled.endingSoon,
    findings: [...diagnostics, ...settled.findings],
  });
  return { plan: made.value, diagnostics: made.diagnostics };
}

/** The plan of a manifest that must yield one. */
export function mustPlan(manifest: string, live: string | Live, options: PlanOptions = {}): Plan {
  const { plan, diagnostics } = planOf(manifest, live, options);
  if (plan === null) throw new Error(diagnostics.map((each) => `${each.code}: ${each.message}`).join("\n"));
  return plan;
}
