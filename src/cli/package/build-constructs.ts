/** Constructs of one flavour as ES modules with types: generated classes, and what is written once over them. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { build, type Plugin } from "esbuild";
import type { Flavour } from "../constructs/generated-code.ts";
import { BUNDLE } from "./build-program.ts";

/** Folder of the generated classes inside the package. */
const CLASSES = "resources";

/** @param source the `src` folder @param folder replaced as a whole */
export async function buildConstructs(source: string, folder: string, flavour: Flavour): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  const scratch = mkdtempSync(join(tmpdir(), "cxroster-types-"));
  try {
    compile(source, scratch, flavour);
    cpSync(join(scratch, "constructs", flavour), join(folder, CLASSES), { recursive: true });
    copyTypes(scratch, folder, flavour);
    await build({
      ...BUNDLE,
      entryPoints: [join(source, "constructs", "index.ts")],
      outfile: join(folder, "index.js"),
      plugins: [namedFor(flavour)],
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Types of everything, and JavaScript, of which only that of the generated classes is used. */
function compile(source: string, folder: string, flavour: Flavour): void {
  const project = join(source, "constructs", `tsconfig.${flavour}.json`);
  const compiler = join(source, "..", "node_modules", "typescript", "bin", "tsc");
  const options = [
    "--noEmit",
    "false",
    "--declaration",
    "--rewriteRelativeImportExtensions",
    "--allowImportingTsExtensions",
    "false",
  ];
  execFileSync(
    process.execPath,
    [compiler, "-p", project, "--rootDir", source, "--outDir", folder, ...options],
    {
      stdio: ["ignore", "inherit", "inherit"],
    },
  );
}

/** The declarations that the entry leads to, with the names of this flavour. */
function copyTypes(compiled: string, folder: string, flavour: Flavour): void {
  const entry = join(compiled, "constructs", "index.d.ts");
  const waiting = [entry];
  const seen = new Set(waiting);
  for (const file of waiting) {
    const text = readFileSync(file, "utf8");
    for (const [, specifier = ""] of text.matchAll(/from "(\.[^"]+)\.[jt]s"/g)) {
      const next = join(dirname(file), `${specifier}.d.ts`);
      if (!seen.has(next)) waiting.push(next);
      seen.add(next);
    }
    const target = join(folder, "types", relative(compiled, file));
    mkdirSync(dirname(target), { recursive: true });
    const classes = `${relative(dirname(target), join(folder, CLASSES))}/index.js`;
    writeFileSync(
      target,
      text
        .replaceAll(/(from ".*)\.ts"/g, '$1.js"')
        .replaceAll('"#core"', `"${flavour}"`)
        .replaceAll('"#l1"', `"${classes}"`),
    );
  }
}

/** The names constructs are written against → those of one flavour; both stay imports. */
const namedFor = (flavour: Flavour): Plugin => ({
  name: "named-for-flavour",
  setup(build) {
    build.onResolve({ filter: /^#(core|l1)$/ }, ({ path }) => ({
      path: path === "#core" ? flavour : `./${CLASSES}/index.js`,
      external: true,
    }));
  },
});
