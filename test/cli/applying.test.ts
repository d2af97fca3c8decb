import { expect, test } from "vitest";
import { applying } from "../../src/cli/applying.ts";
import type { Io } from "../../src/cli/io.ts";
import { Output } from "../../src/cli/output.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { type Call, type Client, PlatformError } from "../../src/platform/contract.ts";
import { clientOf, ledgerFolder, planWith, step } from "../apply/small-run.ts";
import { table } from "../report/sample-plan.ts";

/** Applies a plan with a client that counts attempts as the real one does. */
async function run(
  plan: Plan,
  execute: (call: Call) => Promise<{ readonly id: string }>,
  env: Io["env"] = {},
) {
  const calls = { reads: 0, writes: 0 };
  const client: Client = {
    ...clientOf((call) => {
      calls.writes++;
      return execute(call);
    }),
    calls,
    readLive: async () => {
      throw new PlatformError("refused", "the account cannot be listed");
    },
  };
  let said = "";
  const say = (text: string) => {
    said += text;
  };
  const io: Io = {
    env,
    cwd: "/",
    isTerminal: { stdin: false, stdout: false, stderr: false },
    columns: 80,
    out: say,
    error: say,
    readInput: async () => new Uint8Array(),
    ask: async () => null,
    now: () => new Date("2026-11-23T08:00:00Z"),
    onInterrupt: () => () => {},
  };
  const output = new Output(io, { format: "text", quiet: false, color: false });
  const progress = { say() {}, steps() {}, wait() {}, done() {} };
  const context = { io, output, flags: { concurrency: 1 } };
  const code = await applying(context, {
    plan,
    table,
    client,
    ledgerFolder: ledgerFolder(),
    sources: null,
    progress,
  });
  return { code, said, attempts: calls.writes };
}

test("a defect exits 13 after a step that is done, and 1 where calls were only tried", async () => {
  const brokenAt = (name: string) => async (call: Call) => {
    if (call.args.name === name) throw new TypeError("a defect");
    return { id: "g-1" };
  };
  const plan = planWith(step("a"), step("b"), step("c"));
  expect(await run(plan, brokenAt("a"))).toMatchObject({ code: 1, attempts: 1 });
  const late = await run(plan, brokenAt("b"));
  expect(late).toMatchObject({ code: 13, attempts: 2 });
  expect(late.said).toContain("a defect");
});

test("a secret is read from a variable that is set, never from a part of every object", async () => {
  const plan = planWith(step("a", { args: { key: { $secret: { env: "constructor" } } } }));
  expect(await run(plan, async () => ({ id: "g-1" }))).toMatchObject({ code: 10, attempts: 0 });
  const sent: unknown[] = [];
  const execute = async ({ args }: Call) => {
    sent.push(args.key);
    return { id: "g-1" };
  };
  expect(await run(plan, execute, { constructor: "k-1" } as never)).toMatchObject({ code: 0, attempts: 1 });
  expect(sent).toEqual(["k-1"]);
});
