/** Examples of one flavour → those of the other: the same programs over the other core. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { GeneratedFile } from "../../emit/generate.ts";

const WRITTEN = "examples/cdktf";
const GENERATED = "examples/cdktn";

/** @param root the project's folder */
export function terrainExamples(root: string): GeneratedFile[] {
  return readdirSync(join(root, WRITTEN), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => ({
      path: `${GENERATED}/${name}`,
      text: overTerrain(readFileSync(join(root, WRITTEN, name), "utf8")),
    }));
}

/** Both cores write into `cdktf.out`. */
function overTerrain(text: string): string {
  return text.replace(/cdktf(?!\.out)/g, "cdktn").replaceAll("CDKTF", "CDK Terrain");
}
