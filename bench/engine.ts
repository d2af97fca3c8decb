/** `npm run bench`: milliseconds of each stage of the engine, by number of people. */
import { performance } from "node:perf_hooks";
import { buildGraph } from "../src/graph/build-graph.ts";
import { settle } from "../src/graph/settle.ts";
import type { Live } from "../src/kind/state.ts";
import { parseManifests } from "../src/manifest/parse-manifests.ts";
import { makePlan } from "../src/plan/make-plan.ts";
import { DEFAULT_POLICY } from "../src/plan/policy.ts";
import { engagecxTable } from "../src/platform/engagecx/index.ts";
import { liveOf, manifestOf } from "./roster.ts";

const SIZES = [1_000, 2_000, 4_000, 8_000, 16_000];
/** The best of several rounds says most about the code and least about the machine. */
const ROUNDS = 3;
const AT = "2026-01-01T00:00:00Z";

export interface Timing {
  readonly parse: number;
  readonly graph: number;
  /** Planning from an empty account: everything is created. */
  readonly create: number;
  /** Planning when nothing differs. */
  readonly same: number;
}

export function measure(users: number): Timing {
  const bytes = new TextEncoder().encode(manifestOf(users));
  const context = { environment: {}, readFile: () => null };
  const [parsed, parse] = timed(() => parseManifests([{ path: "m.yaml", bytes }], [engagecxTable], context));
  const [settled, graph] = timed(() =>
    settle(buildGraph(parsed.value, engagecxTable).value, engagecxTable, AT),
  );
  const planned = (live: Live) =>
    timed(() =>
      makePlan({
        tool: "cxroster bench",
        graph: settled.graph,
        live,
        table: engagecxTable,
        target: { name: "bench", endpoint: "http://127.0.0.1" },
        policy: DEFAULT_POLICY,
        evaluatedAt: AT,
        validUntil: settled.nextEnd,
        preview: false,
        allow: [],
        remembered: null,
        findings: [],
      }),
    );
  const [made, create] = planned(liveOf(users, users));
  const [same, unchanged] = planned(liveOf(users));
  expectCount("created users", made.value?.summary.create, users);
  expectCount("changes where nothing differs", same.value?.changes.length, 0);
  return { parse, graph, create, same: unchanged };
}

function timed<T>(work: () => T): [T, number] {
  const start = performance.now();
  const value = work();
  return [value, performance.now() - start];
}

/** A plan that is wrong has no time worth telling. */
function expectCount(what: string, found: number | undefined, wanted: number): void {
  if (found !== wanted) throw new Error(`${what}: ${found}, expected ${wanted}`);
}

function best(users: number): Timing {
  const rounds = Array.from({ length: ROUNDS }, () => measure(users));
  const least = (stage: keyof Timing) => Math.min(...rounds.map((round) => round[stage]));
  return { parse: least("parse"), graph: least("graph"), create: least("create"), same: least("same") };
}

if (import.meta.main) {
  const stages = ["parse", "graph", "create", "same"] as const;
  console.log(["people", ...stages.map((stage) => `${stage} ms`)].map((each) => each.padStart(10)).join(""));
  for (const users of SIZES) {
    const timing = best(users);
    const cells = [String(users), ...stages.map((stage) => timing[stage].toFixed(0))];
    console.log(cells.map((each) => each.padStart(10)).join(""));
  }
}
