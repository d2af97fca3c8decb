/**
 * Measures one size in a process of its own and prints the figures as one line of JSON.
 * Arguments: people, endpoint, account, token. The account must be empty.
 */
import { parse } from "yaml";
import { answer } from "../src/access/answer.ts";
import { applyPlan } from "../src/apply/apply-plan.ts";
import { buildGraph } from "../src/graph/build-graph.ts";
import { parseManifests } from "../src/manifest/parse-manifests.ts";
import type { Plan } from "../src/plan/plan.ts";
import { DEFAULT_POLICY } from "../src/plan/policy.ts";
import { engagecx } from "../src/platform/engagecx/index.ts";
import { createHttp } from "../src/platform/http.ts";
import { makePlanFor } from "../src/sync.ts";
import { manyPeople } from "./access-state.ts";
import type { Figure } from "./figure.ts";
import { manifestOf } from "./manifest.ts";

const [people = "100", endpoint = "", account = "", token = ""] = process.argv.slice(2);
const text = manifestOf(Number(people));
const bytes = new TextEncoder().encode(text);
const { table } = engagecx;

const figures: Figure[] = [];

async function measure<T>(
  name: string,
  work: () => Promise<T> | T,
  calls = () => ({ reads: 0, writes: 0 }),
): Promise<T> {
  const start = performance.now();
  const value = await work();
  const milliseconds = performance.now() - start;
  figures.push({ name, milliseconds, ...calls(), peakBytes: process.resourceUsage().maxRSS * 1024 });
  return value;
}

function connect() {
  const credentials = { token };
  return engagecx.connect({
    endpoint,
    account,
    accountNames: [],
    create: false,
    credentials,
    concurrency: 8,
    timeoutMilliseconds: 30_000,
  });
}

function validate() {
  const context = { environment: {}, readFile: () => null };
  const parsed = parseManifests([{ path: "bench.yaml", bytes }], [table], context);
  return buildGraph(parsed.value, table, { lost: parsed.lost }).value;
}

async function plan(name: string): Promise<Plan> {
  const client = connect();
  const graph = validate();
  const made = await measure(
    name,
    () =>
      makePlanFor({
        tool: "bench",
        graph,
        platform: engagecx,
        client,
        target: { name: "bench", endpoint },
        policy: DEFAULT_POLICY,
        evaluatedAt: `${new Date().toISOString().slice(0, 19)}Z`,
        preview: false,
        allow: [],
        remembered: null,
        findings: [],
      }),
    () => ({ ...client.calls }),
  );
  await client.close();
  if (made.value === null) throw new Error("the bench manifest does not plan");
  return made.value;
}

async function transfer(): Promise<void> {
  const http = createHttp({
    endpoint,
    headers: () => Promise.resolve({ authorization: `Bearer ${token}` }),
    concurrency: 8,
    timeoutMilliseconds: 30_000,
  });
  const list = async () => {
    for (let next: string | null = ""; next !== null; ) {
      const path: string = `/organizations/${account}/users?limit=500${next === "" ? "" : `&cursor=${encodeURIComponent(next)}`}`;
      next = ((await http.send({ method: "GET", path })).body as { next: string | null }).next;
    }
  };
  await list();
  const warm = http.calls.reads;
  await measure("transfer the user listing", list, () => ({ reads: http.calls.reads - warm, writes: 0 }));
  await http.close();
}

parse(manifestOf(100));
await measure("parse the YAML alone", () => parse(text));
await measure("validate", validate);
const first = await plan("first plan");
const client = connect();
const run = await measure(
  "apply",
  () =>
    applyPlan({
      plan: first,
      table,
      client,
      ledger: null,
      concurrency: 8,
      now: new Date().toISOString(),
      secrets: () => "",
      files: () => new Uint8Array(),
    }),
  () => ({ ...client.calls }),
);
await client.close();
if (run.status !== "applied") throw new Error(`the bench apply ended as ${run.status}`);
const second = await plan("plan with nothing to do");
if (second.changes.length > 0) throw new Error("the second plan is not empty");
await transfer();
const state = manyPeople(Number(people), table);
await measure("access of everybody", () => answer(state, table, { person: null, objects: [] }, null));
const object = { kind: "group", key: "group 7", label: "Group 7" };
await measure("access through a group", () =>
  answer(state, table, { person: null, objects: [object] }, null),
);
console.log(JSON.stringify(figures));
