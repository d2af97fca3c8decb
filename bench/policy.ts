/** 10,000 people under 20 rules: what judging costs, as a ratio of the planning it belongs to. */
import { buildGraph } from "../src/graph/build-graph.ts";
import { settle } from "../src/graph/settle.ts";
import { parseManifests } from "../src/manifest/parse-manifests.ts";
import { makePlan } from "../src/plan/make-plan.ts";
import { DEFAULT_POLICY, type Judge, type Policy } from "../src/plan/policy.ts";
import { engagecxTable as table } from "../src/platform/engagecx/index.ts";
import { judgeOf } from "../src/policy/judge.ts";
import { readPolicy } from "../src/policy/read-policy.ts";
import { manifestOf } from "./manifest.ts";

const people = Number(process.argv[2] ?? 10_000);
const RULES = [
  ["person", 'person.domain == "x.example" || !person.administers'],
  ["person", '!("Group 1" in person.groups && "Group 2" in person.groups)'],
  ["person", '!like(person.email, "*@contractor.example") || person.ends'],
  ["person", '!(person.may("workspace.open", "A") && person.may("workspace.open", "B"))'],
  ["person", 'person.access.exists(each, each.permission == "organization.enter")'],
  ["person", "size(person.groups) < 50"],
  ["person", "!person.losesAll"],
  ["change", 'change.verb != "remove" || plan.evaluatedAt.getDayOfWeek() != 5'],
  ["plan", "size(plan.administrators) < 100"],
  ["plan", "plan.people.all(each, each.email != '')"],
];
const rules = Array.from({ length: 20 }, (_, index) => {
  const [over, require] = RULES[index % RULES.length] ?? [];
  return `  r${index}: { over: ${over}, require: ${JSON.stringify(require)}, message: broken }`;
});
const policyText = `rules:\n${rules.join("\n")}\n`;

const at = "2030-01-15T12:00:00Z";
const bytes = new TextEncoder().encode(manifestOf(people));
const parsed = parseManifests([{ path: "bench.yaml", bytes }], [table], {
  environment: {},
  readFile: () => null,
});
const settled = settle(buildGraph(parsed.value, table, { lost: parsed.lost }).value, table, at);
const read = readPolicy(new TextEncoder().encode(policyText), "policy.yaml", table).value;

function plan(policy: Policy, judge: Judge | null): number {
  const start = performance.now();
  const made = makePlan({
    tool: "bench",
    graph: settled.graph,
    live: {
      account: { id: "1", name: "Northwind" },
      caller: { email: "owner@northwind.example", mayManage: true },
      objects: [],
      partial: [],
      reads: 1,
    },
    table,
    target: { name: "bench", endpoint: "http://127.0.0.1:1" },
    policy,
    judge,
    evaluatedAt: at,
    validUntil: null,
    preview: false,
    allow: ["wrong-account"],
    remembered: null,
    ended: [],
    endingSoon: [],
    findings: [],
  });
  if (made.value === null) throw new Error("the bench manifest does not plan");
  return performance.now() - start;
}

const median = (work: () => number) => Array.from({ length: 5 }, work).sort((a, b) => a - b)[2] ?? 0;
const without = median(() => plan(DEFAULT_POLICY, null));
const under = median(() => plan(read.policy, judgeOf(read)));
console.log(
  `${people} people, plan ${without.toFixed(0)} ms; under 20 rules ${under.toFixed(0)} ms: × ${(under / without).toFixed(2)}`,
);
