/** The provider as files: the bundled program and the script that starts it. */
import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { launcherText, PROGRAM_FILE, versionGuard } from "./launcher.ts";
import { executableName, type ProviderName } from "./names.ts";

export interface BuildOptions {
  /** Source file that serves the provider. */
  readonly entry: string;
  /** Replaced as a whole. */
  readonly folder: string;
  readonly name: ProviderName;
}

/** Bundles everything into one file. A warning of the bundler is an error: it would show only where the provider runs. */
export async function buildProvider({ entry, folder, name }: BuildOptions): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { warnings } = await build({
    entryPoints: [entry],
    outfile: join(folder, PROGRAM_FILE),
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node24",
    minify: true,
    keepNames: true,
    legalComments: "none",
    banner: { js: versionGuard() },
    logLevel: "silent",
  });
  const [first] = warnings;
  if (first !== undefined) throw new Error(`${first.location?.file}: ${first.text}`);
  const executable = join(folder, executableName(name));
  writeFileSync(executable, launcherText());
  chmodSync(executable, 0o755);
}
