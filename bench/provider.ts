/**
 * Measures the built provider in one run: from spawn to handshake beside `node -e 0`, and its memory while it serves
 * plans. Fails where a bound is exceeded. Memory is read where the system has /proc.
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

const ROUNDS = 21;
const START_RATIO_MAXIMUM = 2.5;
const PLANS = 10_000;
/** As many as a core has under way unless told otherwise. */
const PARALLEL = 10;
const MEMORY_MEBIBYTES_MAXIMUM = 120;

const folder = mkdtempSync(join(tmpdir(), "cxroster-bench-"));
const name = { type: "cxroster", version: "0.0.0" };
const executable = join(folder, executableName(name));
process.env.CXROSTER_NODE = process.execPath;
await buildProvider({ entry: join(import.meta.dirname, "../src/cli/provider/start.ts"), folder, name });
try {
  await start();
  await memory();
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
