/** The provider as files: the bundled program and the script that starts it. */
import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { basename, dirname, join } from "node:path";
import { build, type Plugin } from "esbuild";
import { launcherText, PROGRAM_FILE, SERVICE_FILE, versionGuard } from "./launcher.ts";
import { executableName, type ProviderName } from "./names.ts";

export interface BuildOptions {
  /** Source file that serves the provider. */
  readonly entry: string;
  /** Replaced as a whole. */
  readonly folder: string;
  readonly name: ProviderName;
}

/** Writes the program, what it loads later, and the script that starts it. */
export async function buildProvider({ entry, folder, name }: BuildOptions): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const waiting = new Map([
    [PROGRAM_FILE, { contents: `import "./${basename(entry)}";`, resolveDir: dirname(entry) }],
  ]);
  for (const [file, source] of waiting)
    for (const [later, more] of await bundle(source, join(folder, file)))
      if (!waiting.has(later)) waiting.set(later, more);
  const executable = join(folder, executableName(name));
  writeFileSync(executable, launcherText());
  chmodSync(executable, 0o755);
}

interface Source {
  readonly contents: string;
  readonly resolveDir: string;
}

/**
 * Bundles everything a source needs into one file and returns what it loads later, by the file that has to hold it. A
 * warning of the bundler is an error: it would show only where the provider runs.
 */
async function bundle(source: Source, outfile: string): Promise<ReadonlyMap<string, Source>> {
  const later = new Map<string, Source>();
  const { warnings } = await build({
    stdin: source,
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node24",
    minify: true,
    keepNames: true,
    legalComments: "none",
    banner: { js: versionGuard() },
    logLevel: "silent",
    plugins: [loadedLater(later)],
  });
  const [first] = warnings;
  if (first !== undefined) throw new Error(`${first.location?.file}: ${first.text}`);
  return later;
}

/** The service and whole packages, where they are imported only when needed, become files that are read only then. */
const loadedLater = (found: Map<string, Source>): Plugin => ({
  name: "loaded-later",
  setup(build) {
    build.onResolve({ filter: /^(\.\/service\.ts|[a-z][a-z-]*)$/ }, async ({ kind, resolveDir, path }) => {
      if (kind !== "dynamic-import" || isBuiltin(path)) return undefined;
      const own = path.startsWith(".");
      const file = own ? SERVICE_FILE : `${path}.cjs`;
      const contents = own
        ? `export * from "${path}";`
        : `export { ${await exportsOf(path)} } from "${path}";`;
      found.set(file, { contents, resolveDir });
      return { path: `./${file}`, external: true };
    });
  },
});

/** Names a package exports: without them written down, an import would not find them in the bundled file. */
async function exportsOf(path: string): Promise<string> {
  const exported: object = await import(path);
  return Object.keys(exported)
    .filter((each) => /^[a-z_$][\w$]*$/i.test(each) && each !== "default")
    .join(", ");
}
