/** The access command on a rehearsal account, in this process. */
import type { ExitCode } from "../../src/cli/exit-code.ts";
import type { Io } from "../../src/cli/io.ts";
import { main } from "../../src/cli/main.ts";
import type { AccessReport } from "../../src/report/access-report.ts";
import type { Rehearsal } from "../support/rehearsal.ts";

export interface Asked {
  readonly code: ExitCode;
  readonly out: string;
  readonly error: string;
}

/** Runs `cxroster ARGUMENTS` in `folder`, where a cxroster.yaml may stand; without one the environment is the target. */
export async function command(
  rehearsal: Rehearsal,
  args: readonly string[],
  options: { readonly folder?: string; readonly at?: string } = {},
): Promise<Asked> {
  const { endpoint, id, token } = rehearsal.account;
  let [out, error] = ["", ""];
  const io: Io = {
    env: {
      CXROSTER_ENDPOINT: endpoint,
      CXROSTER_ACCOUNT: id,
      CXROSTER_TOKEN: token,
      ...(options.at === undefined ? {} : { CXROSTER_NOW: options.at }),
    },
    cwd: options.folder ?? import.meta.dirname,
    isTerminal: { stdin: false, stdout: false, stderr: false },
    columns: 80,
    out: (text) => {
      out += text;
    },
    error: (text) => {
      error += text;
    },
    readInput: async () => {
      const head = `apiVersion: cxroster/v1\nplatform: ${rehearsal.platform.table.platform}\n`;
      return new TextEncoder().encode(head);
    },
    ask: async () => null,
    now: () => new Date(),
    onInterrupt: () => () => {},
  };
  const code = await main(args, io);
  return { code, out, error };
}

/** The answer as data. The platform is told by a manifest that manages nothing. */
export async function ask(
  rehearsal: Rehearsal,
  args: readonly string[] = [],
  at?: string,
): Promise<AccessReport> {
  const asked = await command(
    rehearsal,
    ["access", "-f", "-", "--json", ...args],
    at === undefined ? {} : { at },
  );
  if (asked.code !== 0) throw new Error(asked.out + asked.error);
  return JSON.parse(asked.out) as AccessReport;
}
