/** The trivial provider, built like the real one and driven by the real terraform program. */
import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { buildProvider } from "../../../src/cli/provider/build.ts";
import { systemName } from "../../../src/cli/provider/names.ts";
import { writeRelease } from "../../../src/cli/provider/release.ts";
import type { ProviderService } from "../../../src/terraform/protocol/provider.ts";
import { requiring } from "../../support/require.ts";
import { checked } from "./checked-service.ts";
import { attachable } from "./in-process.ts";
import { TrivialProvider } from "./trivial-provider.ts";

const withTerraform = requiring("terraform");
const NAME = { type: "trivial", version: "1.2.3" };
const SYSTEM = systemName(process.platform, process.arch) ?? "";
const LONG = 120_000;
const HEAD = `terraform {
  required_providers {
    trivial = { source = "cxroster/trivial" }
  }
}
provider "trivial" { prefix = "n" }
`;
const FIRST = `${HEAD}
resource "trivial_note" "a" {
  text   = "hello"
  weight = 0.1
  tags   = ["b", "a"]
  labels = { x = "y" }
  reader = [{ email = "a@b.example" }]
  secret = "s3cr3t"
}
resource "trivial_note" "b" { text = trivial_note.a.id }
data "trivial_length" "l" { text = trivial_note.b.id }
output "length" { value = data.trivial_length.l.length }
`;

let root = "";
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "cxroster-terraform-"));
  const built = join(root, "built");
  await buildProvider({ entry: join(import.meta.dirname, "serve-trivial.ts"), folder: built, name: NAME });
  writeRelease({ name: NAME, built, folder: join(root, "release"), nodes: new Map() });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** A working folder with a configuration, and terraform run in it with a CLI configuration of its own. */
function workspace(name: string, installation: string) {
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "cli.tfrc"), `provider_installation {\n${installation}\n}\n`);
  const run = (
    args: readonly string[],
    environment: { readonly [name: string]: string } = {},
  ): Promise<Ended> => {
    const child = spawn("terraform", [...args, "-no-color"], {
      cwd: folder,
      env: {
        ...cleanEnvironment(),
        TF_CLI_CONFIG_FILE: join(folder, "cli.tfrc"),
        CXROSTER_NODE: process.execPath,
        ...environment,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => {
        output += chunk;
      });
    return new Promise((resolve) => child.on("close", (code) => resolve({ code, output })));
  };
  return {
    run,
    write: (text: string) => writeFileSync(join(folder, "main.tf"), text),
    state: () => JSON.parse(readFileSync(join(folder, "terraform.tfstate"), "utf8")),
  };
}

/** Without what the machine says to terraform, such as a log level. */
function cleanEnvironment(): { readonly [name: string]: string | undefined } {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("TF_"));
  return { ...Object.fromEntries(kept), CHECKPOINT_DISABLE: "1" };
}

const overridden = (name: string) =>
  workspace(name, `  dev_overrides { "cxroster/trivial" = "${join(root, "built")}" }\n  direct {}`);

withTerraform(
  "a provider goes from plan to destroy, and a second plan is empty",
  async () => {
    const { run, write, state } = overridden("lifecycle");
    write(FIRST);
    const planned = await run(["plan", "-detailed-exitcode"]);
    expect(planned.output).toContain("Plan: 2 to add, 0 to change, 0 to destroy.");
    expect(planned.output).toContain("secret = (sensitive value)");
    expect(planned.output).not.toContain("s3cr3t");
    expect(planned.code).toBe(2);
    expect(await run(["apply", "-auto-approve"])).toMatchObject({ code: 0 });
    expect((await run(["plan", "-detailed-exitcode"])).code).toBe(0);
    expect((await run(["plan", "-detailed-exitcode", "-refresh=false"])).code).toBe(0);
    expect(state().resources).toHaveLength(3);
    write(FIRST.replace('"hello"', '"hello again"').replace('labels = { x = "y" }', 'kind = "other"'));
    const changed = await run(["apply", "-auto-approve"]);
    expect(changed.output).toContain("# forces replacement");
    expect(changed.code).toBe(0);
    expect((await run(["plan", "-detailed-exitcode"])).code).toBe(0);
    expect(await run(["destroy", "-auto-approve"])).toMatchObject({ code: 0 });
    expect(state().resources).toEqual([]);
  },
  LONG,
);

withTerraform(
  "an import is read back, and what it planned is what it had",
  async () => {
    const { run, write, state } = overridden("import");
    write(
      `${HEAD}\nresource "trivial_note" "a" { text = "imported" }\nimport {\n  to = trivial_note.a\n  id = "n-1"\n}\n`,
    );
    const applied = await run(["apply", "-auto-approve"]);
    expect(applied.output).toContain(
      "Apply complete! Resources: 1 imported, 0 added, 0 changed, 0 destroyed.",
    );
    expect(state().resources[0].instances[0].attributes).toMatchObject({ id: "n-1", text: "imported" });
    expect((await run(["plan", "-detailed-exitcode"])).code).toBe(0);
  },
  LONG,
);

withTerraform(
  "what the provider says points at the attribute, and what it threw is said",
  async () => {
    const { run, write, state } = overridden("problems");
    write(`${HEAD}\nresource "trivial_note" "a" {\n  text = "x"\n  labels = { bad = "1" }\n}\n`);
    const refused = await run(["validate"]);
    expect(refused.output).toMatch(
      /A note is refused[\s\S]*on main\.tf line 10, in resource "trivial_note" "a":\s*│?\s*10:/,
    );
    write(`${HEAD}\nresource "trivial_note" "a" { text = "throw in plan" }\n`);
    expect((await run(["plan"])).output).toMatch(
      /The provider failed unexpectedly[\s\S]*the text asked for this in\s*│?\s*plan/,
    );
    write(`${HEAD}\nresource "trivial_note" "a" { text = "half" }\n`);
    expect(await run(["apply", "-auto-approve"])).toMatchObject({ code: 1 });
    expect(state().resources[0].instances[0]).toMatchObject({
      status: "tainted",
      attributes: { text: "half" },
    });
  },
  LONG,
);

withTerraform(
  "what is gone outside is planned anew",
  async () => {
    const { run, write } = overridden("gone");
    write(`${HEAD}\nresource "trivial_note" "a" { text = "vanish" }\n`);
    expect(await run(["apply", "-auto-approve"])).toMatchObject({ code: 0 });
    const planned = await run(["plan", "-detailed-exitcode"]);
    expect(planned.output).toContain("1 to add");
    expect(planned.code).toBe(2);
  },
  LONG,
);

withTerraform(
  "a released archive installs, runs and keeps its checksum",
  async () => {
    const mirror = join(root, "mirror", "registry.terraform.io", "cxroster", "trivial");
    mkdirSync(mirror, { recursive: true });
    const archive = `terraform-provider-trivial_1.2.3_${SYSTEM}.zip`;
    writeFileSync(join(mirror, archive), readFileSync(join(root, "release", archive)));
    const { run, write } = workspace("packed", `  filesystem_mirror { path = "${join(root, "mirror")}" }`);
    write(FIRST);
    const ready = await run(["init"]);
    expect(ready.output).toContain("Terraform has been successfully initialized!");
    expect((await run(["apply", "-auto-approve"])).code).toBe(0);
    expect((await run(["plan", "-detailed-exitcode"])).code).toBe(0);
    const installed = join(
      root,
      "packed",
      ".terraform",
      "providers",
      "registry.terraform.io",
      "cxroster",
      "trivial",
      "1.2.3",
      SYSTEM,
    );
    expect(readdirSync(installed).sort()).toEqual(["provider.cjs", "terraform-provider-trivial_v1.2.3"]);
  },
  LONG,
);

withTerraform(
  "log lines keep their level on the way through terraform, and secrets stay out of them",
  async () => {
    const { run, write } = overridden("log");
    write(FIRST);
    const { output, code } = await run(["apply", "-auto-approve"], { TF_LOG_PROVIDER: "TRACE" });
    expect(code).toBe(0);
    expect(output).toMatch(
      /\[TRACE\] provider\.terraform-provider-trivial_v1\.2\.3: answered: .*method=ApplyResourceChange/,
    );
    expect(output).not.toContain("failed to exit gracefully");
    expect(output).not.toContain("s3cr3t");
    expect(existsSync(join(root, "log", "terraform.tfstate"))).toBe(true);
  },
  LONG,
);

withTerraform(
  "a core attaches to a provider in this process, and its values keep our own rules",
  async () => {
    const problems: string[] = [];
    const calls: string[] = [];
    const service = recording(checked(new TrivialProvider(), problems), calls);
    const { environment, stop } = await attachable(service, "registry.terraform.io/cxroster/trivial");
    const { run, write } = workspace("attached", "  direct {}");
    write(FIRST);
    const apply = await run(["apply", "-auto-approve"], environment);
    expect(apply.output).toContain("Apply complete! Resources: 2 added");
    write(FIRST.replace("weight = 0.1", "weight = 12345678901234567890.5"));
    expect((await run(["apply", "-auto-approve"], environment)).code).toBe(0);
    expect((await run(["plan", "-detailed-exitcode"], environment)).code).toBe(0);
    expect((await run(["destroy", "-auto-approve"], environment)).code).toBe(0);
    await stop();
    expect(problems).toEqual([]);
    expect(new Set(calls)).toEqual(
      new Set(["planResource", "applyResource", "readResource", "upgradeState"]),
    );
  },
  LONG,
);

/** Notes which calls about resources came. */
function recording(service: ProviderService, calls: string[]): ProviderService {
  const noted = new Set(["planResource", "applyResource", "readResource", "upgradeState"]);
  return new Proxy(service, {
    get(target, name) {
      if (noted.has(String(name))) calls.push(String(name));
      return Reflect.get(target, name);
    },
  });
}
