/**
 * `npm run generate:constructs`: the provider's schema → classes of both flavours below `src/constructs`. Needs no
 * terraform; installs the generators where they are missing. `--check` writes nothing and fails where something would change.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { platforms } from "../platform/index.ts";
import { catalogOf } from "../terraform/catalog.ts";
import { PROVIDER_SOURCE } from "../terraform/example-module.ts";
import { schemaOf } from "../terraform/schema.ts";
import { schemaJson } from "../terraform/schema-json.ts";
import { FLAVOURS, type Flavour, settle } from "./constructs/generated-code.ts";
import { holds, replaceFolder } from "./constructs/replace-folder.ts";
import { packageRoot, version } from "./version.ts";

const constructs = fileURLToPath(new URL("src/constructs/", packageRoot()));
/** Where the generators are installed: beside no source, so that nothing walks over their packages. */
const generator = fileURLToPath(new URL(".cache/constructs-generator/", packageRoot()));
const isCheck = process.argv.includes("--check");
const scratch = mkdtempSync(join(tmpdir(), "cxroster-constructs-"));
try {
  install();
  const schemaPath = join(scratch, "schema.json");
  const schema = schemaJson(schemaOf(catalogOf(platforms)), PROVIDER_SOURCE);
  writeFileSync(schemaPath, JSON.stringify(schema));
  const changed = FLAVOURS.flatMap((flavour) =>
    replaceFolder(join(constructs, flavour), generate(flavour, schemaPath), isCheck),
  );
  for (const path of changed) console.log(path);
  if (isCheck && changed.length > 0) {
    console.error(
      "Generated constructs are out of date; run `npm run generate:constructs` and commit what it writes.",
    );
    process.exitCode = 1;
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** Installs the generators from their own lock file, unless that very lock file is installed. */
function install(): void {
  const source = join(constructs, "generator");
  const lock = "package-lock.json";
  const isInstalled = holds(join(generator, "node_modules", lock), readFileSync(join(source, lock), "utf8"));
  cpSync(source, generator, { recursive: true });
  if (isInstalled) return;
  run("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
  cpSync(join(generator, lock), join(generator, "node_modules", lock));
}

/** The files of a flavour, by path below its folder. */
function generate(flavour: Flavour, schemaPath: string): ReadonlyMap<string, string> {
  const folder = join(scratch, flavour);
  run(process.execPath, ["generate.cjs", flavour, schemaPath, `${PROVIDER_SOURCE}@${constraint()}`, folder]);
  const written = join(folder, "providers", PROVIDER_SOURCE.split("/")[1] ?? "");
  const files = readdirSync(written, { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(".ts"),
  );
  return settle(new Map(files.map((path) => [path, readFileSync(join(written, path), "utf8")])));
}

/** Constructs fit every provider of the same minor version. */
function constraint(): string {
  return `~> ${version().split(".").slice(0, 2).join(".")}`;
}

function run(command: string, args: readonly string[]): void {
  const environment = { ...process.env, CHECKPOINT_DISABLE: "1", NO_UPDATE_NOTIFIER: "1" };
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: generator,
    env: environment,
    encoding: "utf8",
  });
  if (status !== 0)
    throw new Error(`${command} ${args.join(" ")} failed:\n${error?.message ?? stdout + stderr}`);
}
