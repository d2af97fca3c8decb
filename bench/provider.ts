/**
 * Measures the built provider in one run: from spawn to handshake beside `node -e 0`, its memory while it serves plans,
 * and what it adds to a plan of the real terraform beside a provider that does nothing. Fails where a bound is exceeded.
 * Memory is read where the system has /proc. With a number of people as argument, that many are planned once as well.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildProvider } from "../src/cli/provider/build.ts";
import { executableName } from "../src/cli/provider/names.ts";
import { platforms } from "../src/platform/index.ts";
import { planRequest, planResponse } from "../src/terraform/protocol/messages.ts";
import type { ObjectSchema } from "../src/terraform/protocol/provider.ts";
import { schemaType } from "../src/terraform/protocol/type-constraint.ts";
import { encodeValue } from "../src/terraform/protocol/value-writer.ts";
import { providerService } from "../src/terraform/service.ts";
import { CoreClient } from "../test/terraform/protocol/core-client.ts";
import { type Executables, hasTerraform, overheadOf } from "./overhead.ts";

const ROUNDS = 21;
const START_RATIO_MAXIMUM = 2.5;
const PLANS = 10_000;
/** As many as a core has under way unless told otherwise. */
const PARALLEL = 10;
const MEMORY_MEBIBYTES_MAXIMUM = 120;

const PEOPLE = 1_000;
const PLAN_ROUNDS = 7;
const OVERHEAD_RATIO_MAXIMUM = 1.3;
/** A plan's reads besides the pages of its people. */
const READS_MAXIMUM = 10;
const PEOPLE_PER_PAGE = 500;

const folder = mkdtempSync(join(tmpdir(), "cxroster-bench-"));
const built = join(folder, "own");
const name = { type: "cxroster", version: "0.0.0" };
const executable = join(built, executableName(name));
process.env.CXROSTER_NODE = process.execPath;
await buildProvider({
  entry: join(import.meta.dirname, "../src/cli/provider/start.ts"),
  folder: built,
  name,
});
const [more] = process.argv.slice(2).map(Number);
try {
  await start();
  await memory();
  if (hasTerraform()) await overhead();
  else console.log("skipped: what it adds to a plan, because terraform is not installed");
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function start(): Promise<void> {
  const [bare, provider, answer]: number[][] = [[], [], []];
  for (let round = 0; round < ROUNDS; round++) {
    bare?.push(await bareNode());
    const before = performance.now();
    const client = await CoreClient.start(executable, []);
    provider?.push(client.handshakeAt - before);
    answer?.push(performance.now() - before);
    await client.shutdown();
  }
  const [reference, toHandshake, toConnection] = [median(bare), median(provider), median(answer)];
  const ratio = toHandshake / reference;
  console.log(`node -e 0 ${reference.toFixed(0)} ms, spawn to handshake ${toHandshake.toFixed(0)} ms`);
  console.log(`spawn to connected and ready for calls ${toConnection.toFixed(0)} ms`);
  judge(`spawn to handshake is ${ratio.toFixed(2)} × node -e 0`, ratio, START_RATIO_MAXIMUM);
}

function bareNode(): Promise<number> {
  const before = performance.now();
  const child = spawn(process.execPath, ["-e", "0"], { stdio: "ignore" });
  return new Promise((resolve) => child.on("close", () => resolve(performance.now() - before)));
}

function median(values: readonly number[] = []): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function memory(): Promise<void> {
  const [type, schema] = firstResource();
  const client = await CoreClient.start(executable, []);
  const request = creation(type, schema);
  const before = performance.now();
  let left = PLANS;
  const worker = async () => {
    for (; left > 0; left--) {
      const { diagnostics, plannedState } = await client.call(
        "PlanResourceChange",
        planRequest,
        request,
        planResponse,
      );
      if (plannedState === undefined || diagnostics.length > 0)
        throw new Error(diagnostics[0]?.detail ?? "no plan");
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
  const seconds = (performance.now() - before) / 1_000;
  console.log(`${PLANS} plans of ${type} in ${seconds.toFixed(1)} s, ${PARALLEL} at a time`);
  const peak = peakMebibytes(client.child.pid);
  if (peak !== null) judge(`resident memory peaks at ${peak.toFixed(0)} MiB`, peak, MEMORY_MEBIBYTES_MAXIMUM);
  await client.shutdown();
}

async function overhead(): Promise<void> {
  const other = join(folder, "idle");
  await buildProvider({ entry: join(import.meta.dirname, "idle-provider.ts"), folder: other, name });
  const executables = { idle: join(other, executableName(name)), own: executable };
  await overheadFor(PEOPLE, PLAN_ROUNDS, executables);
  if (more !== undefined) await overheadFor(more, 1, executables);
}

async function overheadFor(people: number, rounds: number, executables: Executables): Promise<void> {
  const { idle, own, reads } = await overheadOf(people, rounds, executables, folder);
  const [nothing, whole] = [median(idle), median(own)];
  console.log(`plan of ${people} people: ${whole.toFixed(0)} ms, doing nothing ${nothing.toFixed(0)} ms`);
  judge(
    `a plan of ${people} people reads ${reads} times`,
    reads,
    Math.ceil((people + 1) / PEOPLE_PER_PAGE) + READS_MAXIMUM,
  );
  const ratio = whole / nothing;
  judge(
    `a plan of ${people} people takes ${ratio.toFixed(2)} × one that does nothing`,
    ratio,
    OVERHEAD_RATIO_MAXIMUM,
  );
}

function firstResource(): readonly [string, ObjectSchema] {
  const [first] = Object.entries(providerService({ platforms, environment: {} }).schema().resources);
  if (first === undefined) throw new Error("the provider has no resources");
  return first;
}

/** What a core sends to plan something new: what is required, with a text of the shape of a name. */
function creation(typeName: string, schema: ObjectSchema) {
  const type = schemaType(schema);
  const values = schema.attributes.map((each) => [each.name, each.required ? `${each.name}.example` : null]);
  const config = { msgpack: encodeValue(type, Object.fromEntries(values)) };
  return { typeName, priorState: { msgpack: encodeValue(type, null) }, proposedNewState: config, config };
}

function peakMebibytes(pid: number | undefined): number | null {
  try {
    const [, kibibytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return Number(kibibytes) / 1_024;
  } catch {
    return null;
  }
}

function judge(text: string, value: number, most: number): void {
  console.log(`${value <= most ? "ok" : "TOO MUCH"}: ${text}, bound ${most}`);
  if (value > most) process.exitCode = 1;
}
