/** The package as it is published: what is in it, and what it does in projects of others. */
import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
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
import { afterAll, beforeAll, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../../..");
const CASES = join(ROOT, "test/constructs/cases");
const MINUTES = 60_000;
const CORES: { readonly [core: string]: string } = { cdktf: "0.21.0", cdktn: "0.24.0" };
const CONSTRUCTS = "10.7.2";
const scratch = mkdtempSync(join(tmpdir(), "cxroster-package-"));
let archive = "";
let packed: readonly { readonly path: string; readonly size: number }[] = [];

beforeAll(() => {
  const out = npm(ROOT, "pack", "--json", "--pack-destination", scratch);
  const [made] = JSON.parse(out.slice(out.lastIndexOf("\n[") + 1)) as [
    { filename: string; files: typeof packed },
  ];
  archive = join(scratch, made.filename);
  packed = made.files;
}, 3 * MINUTES);
afterAll(() => rmSync(scratch, { recursive: true, force: true }), MINUTES);

test("holds programs, types, schemas and documents, and neither sources nor tests nor generators", () => {
  const paths = packed.map((file) => file.path);
  const strange = paths.filter(
    (path) =>
      !/^(dist|schema)\/|^(package\.json|README\.md|LICENSE|CHANGELOG\.md|src\/cli\/cxroster\.js)$/.test(
        path,
      ),
  );
  expect(strange).toEqual([]);
  expect(
    paths.filter((path) =>
      /(?<!\.d)\.ts$|(^|\/)tests?\/|\.test\.|generator|\.map$|\.env|node_modules/.test(path),
    ),
  ).toEqual([]);
  expect(paths).toContain("dist/cdktf/index.js");
  expect(paths).toContain("dist/cdktn/types/constructs/index.d.ts");
});

test.for(
  Object.keys(CORES)
    .map((core) => [core, [core]] as const)
    .concat([["both", Object.keys(CORES)]] as never),
)(
  "with %s: type-checks, runs, and makes the stack that every core makes",
  { timeout: 4 * MINUTES },
  ([title, cores]) => {
    const folder = project(title, [
      ...cores.map((core) => `${core}@${CORES[core]}`),
      `constructs@${CONSTRUCTS}`,
    ]);
    for (const core of cores) {
      const program = readFileSync(join(CASES, "consumer.ts"), "utf8")
        .replaceAll("CORE", core)
        .replaceAll("FLAVOUR", core);
      writeFileSync(join(folder, "main.ts"), program);
      checkTypes(folder, ["main.ts"]);
      rmSync(join(folder, "cdktf.out"), { recursive: true, force: true });
      run(folder, "main.ts");
      expect(stackIn(folder)).toEqual(expectedStack(stackIn(folder)));
    }
  },
);

test.for(Object.keys(CORES))("with %s: the examples type-check and run", { timeout: 3 * MINUTES }, (core) => {
  const folder = join(scratch, core);
  const examples = join(ROOT, "examples", core);
  const names = readdirSync(examples);
  for (const name of names) cpSync(join(examples, name), join(folder, "examples", name));
  const programs = names.filter((name) => name.endsWith(".ts"));
  checkTypes(
    folder,
    programs.map((name) => `examples/${name}`),
  );
  for (const program of programs) {
    run(join(folder, "examples"), program);
    const stack = join(folder, "examples/cdktf.out/stacks", program.replace(/\.ts$/, ""), "cdk.tf.json");
    expect(existsSync(stack)).toBe(true);
  }
});

test("without a core: every other door works, and the missing one says what is missing", {
  timeout: 3 * MINUTES,
}, () => {
  const folder = project("none", []);
  const validate = spawnSync("npx", ["cxroster", "validate", "-f", "roster.yaml"], {
    cwd: folder,
    encoding: "utf8",
    env: nodeFirst(),
  });
  expect(validate.stderr + validate.stdout).toContain("Valid: 1 file");
  expect(validate.status).toBe(0);
  const mirror = join(folder, "mirror");
  const install = spawnSync("npx", ["cxroster", "terraform", "install", "--dir", mirror], {
    cwd: folder,
    encoding: "utf8",
    env: nodeFirst(),
  });
  expect(install.stderr).toBe("");
  expect(existsSync(mirror)).toBe(true);
  writeFileSync(join(folder, "main.mjs"), 'await import("cxroster/cdktf");\n');
  const run = spawnSync(process.execPath, ["main.mjs"], { cwd: folder, encoding: "utf8" });
  expect(run.stderr).toMatch(/Cannot find package '(cdktf|constructs)'/);
});

function project(name: string, packages: readonly string[]): string {
  const folder = join(scratch, name);
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), '{"private": true, "type": "module"}\n');
  npm(folder, "install", "--no-audit", "--no-fund", "--loglevel=error", archive, ...packages);
  cpSync(join(CASES, "roster.yaml"), join(folder, "roster.yaml"));
  return folder;
}

function run(folder: string, program: string): void {
  execFileSync(process.execPath, [program], {
    cwd: folder,
    env: plainEnvironment(),
    stdio: ["ignore", "ignore", "inherit"],
  });
}

/** Types of libraries included, with the compiler of this project and the strictest options. */
function checkTypes(folder: string, programs: readonly string[]): void {
  const types = join(folder, "node_modules", "@types");
  mkdirSync(types, { recursive: true });
  if (!existsSync(join(types, "node")))
    cpSync(join(ROOT, "node_modules/@types/node"), join(types, "node"), { recursive: true });
  cpSync(join(ROOT, "node_modules/undici-types"), join(folder, "node_modules/undici-types"), {
    recursive: true,
  });
  const options =
    "--noEmit --strict --module nodenext --target es2022 --types node --exactOptionalPropertyTypes --noUncheckedIndexedAccess";
  const compiler = join(ROOT, "node_modules/typescript/bin/tsc");
  const { stdout, status } = spawnSync(process.execPath, [compiler, ...options.split(" "), ...programs], {
    cwd: folder,
    encoding: "utf8",
  });
  expect(stdout).toBe("");
  expect(status).toBe(0);
}

function stackIn(folder: string): object {
  const text = readFileSync(join(folder, "cdktf.out/stacks/access/cdk.tf.json"), "utf8");
  return withoutMetadata(JSON.parse(text));
}

function withoutMetadata(value: unknown): object {
  return JSON.parse(JSON.stringify(value, (name, each) => (name === "//" ? undefined : each))) as object;
}

/** One file for all cores. CXROSTER_UPDATE_CASES=1 rewrites it. */
function expectedStack(now: object): object {
  const path = join(CASES, "consumer.json");
  if (process.env.CXROSTER_UPDATE_CASES === "1") writeFileSync(path, `${JSON.stringify(now, null, 2)}\n`);
  return JSON.parse(readFileSync(path, "utf8")) as object;
}

function npm(cwd: string, ...args: readonly string[]): string {
  return execFileSync("npm", args, {
    cwd,
    encoding: "utf8",
    env: plainEnvironment(),
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** Without what npm sets for scripts of this project. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const named = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|INIT_CWD|NODE_ENV|VITEST)/i.test(name),
  );
  return { ...Object.fromEntries(named), CHECKPOINT_DISABLE: "1" };
}

function nodeFirst(): NodeJS.ProcessEnv {
  return { ...plainEnvironment(), PATH: `${join(process.execPath, "..")}:${process.env.PATH ?? ""}` };
}
