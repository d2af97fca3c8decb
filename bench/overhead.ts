/** What the provider adds to the wall time of a plan, beside one of the same schema that does nothing. */
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PROVIDER_SOURCE, requirements } from "../src/terraform/example-module.ts";
import { Rehearsal } from "../test/support/rehearsal.ts";
import { crowdText, makeCrowd } from "../test/terraform/support/crowd.ts";

export interface Overhead {
  /** Milliseconds of each plan. */
  readonly idle: readonly number[];
  readonly own: readonly number[];
  /** Reads the account was asked for by one plan. */
  readonly reads: number;
}

export interface Executables {
  readonly idle: string;
  readonly own: string;
}

export function hasTerraform(): boolean {
  return spawnSync("terraform", ["version"], { stdio: "ignore" }).status === 0;
}

/** Plans an unchanged account with both providers, in turn. */
export async function overheadOf(
  people: number,
  rounds: number,
  executables: Executables,
  folder: string,
): Promise<Overhead> {
  const rehearsal = await Rehearsal.start();
  try {
    const state = await makeCrowd(rehearsal, people);
    const at = { endpoint: rehearsal.account.endpoint, account: rehearsal.account.id };
    const environment = {
      CXROSTER_ENDPOINT: at.endpoint,
      CXROSTER_ACCOUNT: at.account,
      CXROSTER_TOKEN: rehearsal.account.token,
    };
    const [idle, own]: number[][] = [[], []];
    const modules = {
      idle: write(join(folder, `idle-${people}`), executables.idle, people, state),
      own: write(join(folder, `own-${people}`), executables.own, people, state),
    };
    await plan(modules.idle, environment);
    await rehearsal.admin("POST", "/admin/counters/reset");
    await plan(modules.own, environment);
    const counted = await rehearsal.admin("GET", `/admin/counters?account=${at.account}`);
    for (let round = 0; round < rounds; round++) {
      idle?.push(await plan(modules.idle, environment));
      own?.push(await plan(modules.own, environment));
    }
    return { idle: idle ?? [], own: own ?? [], reads: (counted as { reads: number }).reads };
  } finally {
    await rehearsal.stop();
  }
}

function write(folder: string, executable: string, people: number, state: string): string {
  mkdirSync(folder, { recursive: true });
  const override = `dev_overrides { ${JSON.stringify(PROVIDER_SOURCE)} = ${JSON.stringify(dirname(executable))} }`;
  writeFileSync(join(folder, "rc"), `provider_installation {\n${override}\ndirect {}\n}\n`);
  writeFileSync(join(folder, "main.tf"), requirements() + crowdText(people));
  writeFileSync(join(folder, "terraform.tfstate"), state);
  return folder;
}

/** Milliseconds of a plan; one that fails or finds a change is an error. */
async function plan(folder: string, environment: Record<string, string>): Promise<number> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(CXROSTER|TF)_/.test(name));
  const before = performance.now();
  const child = spawn("terraform", ["plan", "-input=false", "-no-color", "-detailed-exitcode"], {
    cwd: folder,
    env: {
      ...Object.fromEntries(inherited),
      ...environment,
      CXROSTER_NODE: process.execPath,
      TF_CLI_CONFIG_FILE: join(folder, "rc"),
      CHECKPOINT_DISABLE: "1",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (out += chunk));
  const code = await new Promise((resolve) => child.on("close", resolve));
  if (code !== 0) throw new Error(`terraform plan ended with ${code}:\n${out.slice(-2_000)}`);
  return performance.now() - before;
}
