/** The real `terraform` on the built provider. */
import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const NAME = "terraform-provider-cxroster";

export interface Ran {
  readonly code: number | null;
  readonly out: string;
}

/** One module in a folder of its own. Remove it when done. */
export class Module {
  readonly folder = mkdtempSync(join(tmpdir(), "cxroster-tf-"));
  readonly #environment: Record<string, string>;

  /**
   * @param provider path of the provider's executable.
   * @param environment variables that say where the account is.
   */
  constructor(provider: string, environment: Record<string, string>) {
    const bin = join(this.folder, "bin");
    mkdirSync(bin);
    const launcher = join(bin, NAME);
    writeFileSync(
      launcher,
      `#!/bin/sh\necho $$ > "${join(this.folder, "provider.pid")}"\nexec "${provider}"\n`,
    );
    chmodSync(launcher, 0o755);
    const override = `provider_installation {\n  dev_overrides { "cxroster/cxroster" = ${JSON.stringify(bin)} }\n  direct {}\n}\n`;
    writeFileSync(join(this.folder, "rc"), override);
    this.#environment = {
      ...environment,
      CXROSTER_NODE: process.execPath,
      TF_CLI_CONFIG_FILE: join(this.folder, "rc"),
      TF_IN_AUTOMATION: "1",
      CHECKPOINT_DISABLE: "1",
    };
  }

  write(text: string, name = "main.tf"): void {
    writeFileSync(join(this.folder, name), text);
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), "utf8");
  }

  /** Takes the provider from a mirror on disk instead of the sources, as `terraform init` does. */
  useMirror(path: string): void {
    const text = `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(path)}\n  }\n}\n`;
    writeFileSync(join(this.folder, "rc"), text);
    this.#environment.PATH = `${dirname(process.execPath)}:${process.env.PATH ?? ""}`;
  }

  /** Kills the provider that runs now, by the id it wrote down when it started. */
  killProvider(): void {
    process.kill(Number(this.read("provider.pid").trim()), "SIGKILL");
  }

  start(args: readonly string[], more: Record<string, string> = {}) {
    const environment = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !/^(CXROSTER|TF)_/.test(name)),
    );
    return spawn("terraform", [...args], {
      cwd: this.folder,
      env: { ...environment, ...this.#environment, ...more },
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  run(args: readonly string[], more: Record<string, string> = {}): Promise<Ran> {
    const child = this.start(args, more);
    let out = "";
    child.stdout.on("data", (chunk) => {
      out += chunk;
    });
    child.stderr.on("data", (chunk) => {
      out += chunk;
    });
    return new Promise((resolve) => child.on("close", (code) => resolve({ code, out })));
  }

  /** Runs a command that must succeed, and gives its output. */
  async must(...args: string[]): Promise<string> {
    const { code, out } = await this.run(args);
    if (code !== 0) throw new Error(`terraform ${args.join(" ")} ended with ${code}:\n${out}`);
    return out;
  }

  apply(...args: string[]): Promise<string> {
    return this.must("apply", "-no-color", "-auto-approve", "-input=false", ...args);
  }

  /** Plans and tells what each resource would go through, by address; empty when nothing changes. */
  async plan(...args: string[]): Promise<PlannedChanges> {
    const { code, out } = await this.run([
      "plan",
      "-no-color",
      "-input=false",
      "-out=plan",
      "-detailed-exitcode",
      ...args,
    ]);
    if (code !== 0 && code !== 2) throw new Error(`terraform plan ended with ${code}:\n${out}`);
    if (code === 0) return { changes: new Map(), hasChanges: false, out };
    const shown = JSON.parse(await this.shown("plan")) as {
      resource_changes?: { address: string; change: { actions: string[] } }[];
    };
    const changes = new Map(
      (shown.resource_changes ?? [])
        .filter(({ change }) => change.actions.join() !== "no-op" && change.actions.join() !== "read")
        .map(({ address, change }) => [address, change.actions.join("+")]),
    );
    return { changes, hasChanges: true, out };
  }

  /** Values of every managed resource as the state holds them, by address. */
  values(): Map<string, Record<string, unknown>> {
    const state = JSON.parse(this.read("terraform.tfstate")) as { resources: StoredResource[] };
    const managed = state.resources.filter((each) => each.mode === "managed");
    return new Map(
      managed.flatMap(({ type, name, instances }) =>
        instances.map(({ index_key: key, attributes }): [string, Record<string, unknown>] => [
          `${type}.${name}${key === undefined ? "" : `[${JSON.stringify(key)}]`}`,
          attributes,
        ]),
      ),
    );
  }

  async shown(...args: string[]): Promise<string> {
    const text = await this.must("show", "-json", ...args);
    return text.slice(text.indexOf("{"));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export interface PlannedChanges {
  readonly changes: ReadonlyMap<string, string>;
  readonly hasChanges: boolean;
  readonly out: string;
}

interface StoredResource {
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly instances: readonly {
    readonly index_key?: string | number;
    readonly attributes: Record<string, unknown>;
  }[];
}
