/** The provider as files: the bundled program and the script that starts it. */
import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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

/** Writes the program, what it loads later where the entry loads a `service.ts`, and the script that starts it. */
export async function buildProvider({ entry, folder, name }: BuildOptions): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const later = await bundle(entry, join(folder, PROGRAM_FILE));
  for (const source of later) await bundle(source, join(folder, SERVICE_FILE));
  const executable = join(folder, executableName(name));
  writeFileSync(executable, launcherText());
  chmodSync(executable, 0o755);
}

/**
 * Bundles everything an entry needs into one file and returns what it loads later. A warning of the bundler is an error:
 * it would show only where the provider runs.
 */
async function bundle(entry: string, outfile: string): Promise<readonly string[]> {
  const later = new Set<string>();
  const { warnings } = await build({
    entryPoints: [entry],
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
  return [...later];
}

const loadedLater = (found: Set<string>): Plugin => ({
  name: "loaded-later",
  setup(build) {
    build.onResolve({ filter: /^\.\/service\.ts$/ }, ({ kind, resolveDir, path }) => {
      if (kind !== "dynamic-import") return undefined;
      found.add(join(resolveDir, path));
      return { path: `./${SERVICE_FILE}`, external: true };
    });
  },
});
