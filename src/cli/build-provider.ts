/**
 * Builds the Terraform provider into `dist/provider`. With `--release` also the archives of a release into
 * `dist/release`; `--node linux_amd64=PATH` puts a Node.js into the archive of that system.
 */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { buildProvider } from "./provider/build.ts";
import { RELEASE_SYSTEMS, writeRelease } from "./provider/release.ts";
import { packageRoot, version } from "./version.ts";

const { values } = parseArgs({
  options: {
    release: { type: "boolean", default: false },
    node: { type: "string", multiple: true, default: [] },
  },
});
const nodes = new Map(values.node.map(systemAndPath));
const name = { type: "cxroster", version: version() };
const dist = fileURLToPath(new URL("dist/", packageRoot()));
const built = join(dist, "provider");
await buildProvider({ entry: join(import.meta.dirname, "provider", "start.ts"), folder: built, name });
for (const file of readdirSync(built))
  console.log(`${join(built, file)}: ${Math.ceil(statSync(join(built, file)).size / 1_000)} kB`);
if (values.release)
  for (const file of writeRelease({ name, built, folder: join(dist, "release"), nodes })) console.log(file);

function systemAndPath(given: string): readonly [string, string] {
  const [system = "", path = ""] = given.split("=", 2);
  if (!RELEASE_SYSTEMS.includes(system) || path === "")
    throw new Error(`--node takes SYSTEM=PATH, and SYSTEM is one of ${RELEASE_SYSTEMS.join(", ")}`);
  return [system, path];
}
