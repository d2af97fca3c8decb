/** `npm run generate`: writes the generated files and removes those that are no longer made. */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { stringify } from "yaml";
import { type GeneratedFile, generate, isGenerated } from "../emit/generate.ts";
import { platforms } from "../platform/index.ts";
import { MOUNTS } from "../server/mounts.ts";
import { catalogOf } from "../terraform/catalog.ts";
import { registryDocs } from "../terraform/registry-docs.ts";
import { holds } from "./constructs/replace-folder.ts";
import { terrainExamples } from "./constructs/terrain-examples.ts";
import { packageRoot } from "./version.ts";

export function generatedFiles(): GeneratedFile[] {
  const apis = MOUNTS.map((mount) => ({
    path: `schema/openapi/${mount.platform}.yaml`,
    text: stringify(mount.describe(), { lineWidth: 120, aliasDuplicateObjects: false }),
  }));
  const files = [
    ...generate(platforms.map((platform) => platform.table)),
    ...registryDocs(catalogOf(platforms)),
    ...apis,
    ...terrainExamples(fileURLToPath(packageRoot())),
  ];
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Paths below `root` that only the generator writes, sorted. */
export function presentFiles(root: string): string[] {
  return ["schema", "docs", "examples"]
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .map((name) => `${folder}/${name.split(sep).join("/")}`)
        .filter((path) => /\.\w+$/.test(path) && isGenerated(path)),
    )
    .sort();
}

/** Brings `root` up to date and returns the paths it wrote or removed. */
export function writeFiles(root: string, files: readonly GeneratedFile[]): string[] {
  const wanted = new Set(files.map((file) => file.path));
  const stale = presentFiles(root).filter((path) => !wanted.has(path));
  for (const path of stale) rmSync(join(root, path));
  const changed = files.filter((file) => !holds(join(root, file.path), file.text));
  for (const file of changed) {
    mkdirSync(dirname(join(root, file.path)), { recursive: true });
    writeFileSync(join(root, file.path), file.text);
  }
  return [...stale, ...changed.map((file) => file.path)].sort();
}

if (import.meta.main) {
  for (const path of writeFiles(process.cwd(), generatedFiles())) console.log(path);
}
