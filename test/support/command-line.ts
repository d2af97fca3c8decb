/** The command line as a process of its own, against a rehearsal account. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Rehearsal } from "./rehearsal.ts";

const COMMAND = join(import.meta.dirname, "../../src/cli/cxroster.js");

export interface Finished {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder with a configuration for one account; remove it with `remove`. */
export class Workplace {
  readonly folder = mkdtempSync(join(tmpdir(), "cxroster-test-"));
  readonly #environment: Record<string, string>;

  constructor(rehearsal: Rehearsal) {
    const { endpoint, id, token } = rehearsal.account;
    this.#environment = { CXROSTER_TEST_TOKEN: token };
    const target = {
      platform: rehearsal.platform.table.platform,
      endpoint,
      account: id,
      manifests: ["*.roster.yaml"],
    };
    const lines = Object.entries(target).map(([name, value]) => `    ${name}: ${JSON.stringify(value)}`);
    const text = `targets:\n  test:\n${lines.join("\n")}\n    token: !env CXROSTER_TEST_TOKEN\n`;
    writeFileSync(join(this.folder, "cxroster.yaml"), text);
  }

  write(name: string, text: string): string {
    writeFileSync(join(this.folder, name), text);
    return join(this.folder, name);
  }

  start(...args: string[]): ChildProcess {
    const { CXROSTER_ENDPOINT: _, ...environment } = process.env;
    return spawn(process.execPath, [COMMAND, ...args], {
      cwd: this.folder,
      env: { ...environment, ...this.#environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  run(...args: string[]): Promise<Finished> {
    return finished(this.start(...args));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function finished(child: ChildProcess): Promise<Finished> {
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, stdout, stderr })));
}
