/** Many resources at once under the real terraform: parallelism, interruption, and what a refresh costs. */
import { afterEach, beforeEach, expect } from "vitest";
import { platformOf } from "../../src/platform/index.ts";
import { requiring } from "../support/require.ts";
import { crowdText, makeCrowd } from "./support/crowd.ts";
import { head, openStage, type Stage } from "./support/stage.ts";

const test = requiring("terraform");
const MINUTES = 60_000;

let stage: Stage;

beforeEach(async () => {
  const platform = platformOf("engagecx");
  if (platform === undefined) throw new Error("no such platform");
  stage = await openStage(platform);
});
afterEach(() => stage.close());

const PERSON = "cxroster_engagecx_user.person";

function crowd(count: number, group = "Crowd"): string {
  return head() + crowdText(count, group);
}

async function counters(): Promise<{ reads: number; writes: number }> {
  const path = `/admin/counters?account=${stage.rehearsal.account.id}`;
  return (await stage.rehearsal.admin("GET", path)) as { reads: number; writes: number };
}

/** People a run has said it made. */
function made(out: string): number {
  return (out.match(/person\[\d+\]: Creation complete/g) ?? []).length;
}

async function people(): Promise<string[]> {
  const users = await stage.rehearsal.connect().readAll("user");
  return users.map((user) => String(user.attributes.email)).filter((email) => email.endsWith("@x.example"));
}

test.each([10, 50])(
  "%i resources at a time are made and removed",
  { timeout: 3 * MINUTES },
  async (parallel) => {
    const { module } = stage;
    module.write(crowd(60));
    await module.apply(`-parallelism=${parallel}`);
    expect(await people()).toHaveLength(60);
    expect((await module.plan(`-parallelism=${parallel}`)).hasChanges).toBe(false);
    module.write(crowd(60, "Throng"));
    await module.apply(`-parallelism=${parallel}`);
    expect((await module.plan()).hasChanges).toBe(false);
    await module.must("destroy", "-no-color", "-auto-approve", "-input=false", `-parallelism=${parallel}`);
    expect(await people()).toEqual([]);
  },
);

test("an interrupted apply keeps what it made, and the next one makes the rest", {
  timeout: 3 * MINUTES,
}, async () => {
  const { module, rehearsal } = stage;
  module.write(crowd(40));
  await rehearsal.admin("POST", "/admin/faults", { latencyMilliseconds: 150, methods: ["POST"] });
  const child = module.start(["apply", "-no-color", "-auto-approve", "-input=false", "-parallelism=4"]);
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  let out = "";
  let isInterrupted = false;
  child.stderr.resume();
  child.stdout.on("data", (chunk) => {
    out += chunk;
    if (isInterrupted || made(out) < 4) return;
    isInterrupted = true;
    child.kill("SIGINT");
  });
  expect(await ended).not.toBe(0);
  await rehearsal.admin("POST", "/admin/faults", {});
  const there = await people();
  expect(there.length).toBeGreaterThan(0);
  expect(there.length).toBeLessThan(40);
  const kept = [...module.values().keys()].filter((address) => address.includes("person"));
  expect(kept).toHaveLength(there.length);
  await module.apply();
  expect(await people()).toHaveLength(40);
  expect((await module.plan()).hasChanges).toBe(false);
});

test("a provider that is killed in the middle leaves a state the next apply goes on from", {
  timeout: 3 * MINUTES,
}, async () => {
  const { module, rehearsal } = stage;
  module.write(crowd(40));
  await rehearsal.admin("POST", "/admin/faults", { latencyMilliseconds: 150, methods: ["POST"] });
  const child = module.start(["apply", "-no-color", "-auto-approve", "-input=false", "-parallelism=4"]);
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  let out = "";
  let isKilled = false;
  child.stderr.resume();
  child.stdout.on("data", (chunk) => {
    out += chunk;
    if (isKilled || made(out) < 4) return;
    isKilled = true;
    module.killProvider();
  });
  expect(await ended).not.toBe(0);
  await rehearsal.admin("POST", "/admin/faults", {});
  const kept = [...module.values().keys()].filter((address) => address.includes("person"));
  expect(kept.length).toBeGreaterThanOrEqual(4);
  const { code, out: again } = await module.run(["apply", "-no-color", "-auto-approve", "-input=false"]);
  const lost = [...new Set(again.match(/(?<=p)\d+(?=@x\.example is in the\s+account)/g) ?? [])];
  expect(code === 0 || again.includes("exists already"), again).toBe(true);
  expect(lost.length).toBeLessThanOrEqual(4);
  expect(await people()).toHaveLength(40);
  const imports = lost.map(
    (index) => `import {\n  to = ${PERSON}[${index}]\n  id = "p${index}@x.example"\n}\n`,
  );
  module.write(crowd(40) + imports.join(""));
  await module.apply();
  expect([...module.values().keys()].filter((address) => address.startsWith(PERSON))).toHaveLength(40);
  expect((await module.plan()).hasChanges).toBe(false);
  expect(await people()).toHaveLength(40);
});

test("a wrong value is pointed at where it stands", { timeout: MINUTES }, async () => {
  const { module } = stage;
  module.write(`${head()}
resource "cxroster_engagecx_workspace" "wrong" {
  name = "Claims-Europe"
}
resource "cxroster_engagecx_user" "wrong" {
  email  = "ana@x.example"
  groups = ["Handlers", "handlers"]
}
`);
  const { code, out } = await module.run(["validate", "-json"]);
  expect(code).toBe(1);
  const text = out.slice(out.indexOf("{"));
  const { diagnostics } = JSON.parse(text) as {
    diagnostics: {
      severity: string;
      detail: string;
      range: { start: { line: number } };
      snippet: { code: string };
    }[];
  };
  const found = diagnostics
    .filter((each) => each.severity === "error")
    .map((each) => each.snippet.code.trim());
  expect(found.sort()).toEqual(['groups = ["Handlers", "handlers"]', 'name = "Claims-Europe"']);
});

test("a thousand people in the state cost a plan one listing of each kind", {
  timeout: 5 * MINUTES,
}, async () => {
  const { module, rehearsal } = stage;
  module.write(crowd(1000));
  module.write(await makeCrowd(rehearsal, 1000), "terraform.tfstate");
  await rehearsal.admin("POST", "/admin/counters/reset");
  const start = performance.now();
  const { hasChanges } = await module.plan();
  const milliseconds = Math.round(performance.now() - start);
  const { reads, writes } = await counters();
  console.info(`plan of 1,000 people: ${reads} reads, ${milliseconds} ms`);
  expect({ hasChanges, writes }).toEqual({ hasChanges: false, writes: 0 });
  expect(reads).toBeLessThanOrEqual(Math.ceil(1001 / 500) + 10);
});
