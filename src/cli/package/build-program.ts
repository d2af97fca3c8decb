/** The command line as ES modules that Node runs below node_modules, where it runs no TypeScript. */
import { rmSync } from "node:fs";
import { build } from "esbuild";

/** Options that every bundle of the package shares: packages stay packages, so that each is loaded once. */
export const BUNDLE = {
  bundle: true,
  packages: "external",
  platform: "node",
  format: "esm",
  target: "node24",
  legalComments: "none",
  logLevel: "warning",
} as const;

/** Writes the entry and what it loads later into a folder, which is replaced as a whole. */
export async function buildProgram(entry: string, folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  await build({ ...BUNDLE, entryPoints: [entry], outdir: folder, splitting: true, minifySyntax: true });
}
