/** `npm run build`: everything the published package holds besides schemas and documentation, into `dist`. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { FLAVOURS } from "./constructs/generated-code.ts";
import { buildConstructs } from "./package/build-constructs.ts";
import { buildProgram } from "./package/build-program.ts";
import { buildProvider } from "./provider/build.ts";
import { packageRoot, version } from "./version.ts";

const root = fileURLToPath(packageRoot());
const dist = join(root, "dist");
await buildProgram(join(root, "src", "cli", "run-process.ts"), join(dist, "cli"));
await buildProvider({
  entry: join(root, "src", "cli", "provider", "start.ts"),
  folder: join(dist, "provider"),
  name: { type: "cxroster", version: version() },
});
for (const flavour of FLAVOURS) await buildConstructs(join(root, "src"), join(dist, flavour), flavour);
