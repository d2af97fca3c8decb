#!/usr/bin/env node
// Plain JavaScript without recent syntax, so that an old Node can read it and say what is wrong.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const WANTED = 24;
const major = Number(process.versions.node.split(".")[0]);

if (major < WANTED) {
  process.stderr.write(
    "cxroster needs Node " +
      WANTED +
      " or later; this is Node " +
      process.versions.node +
      ".\n" +
      "Install it from https://nodejs.org, or run: npx --package=node@" +
      WANTED +
      " --package=cxroster cxroster …\n",
  );
  process.exitCode = 10;
} else {
  // Node does not run TypeScript below node_modules, so the published package carries a bundle instead.
  const bundle = new URL("../../dist/cli/run-process.js", import.meta.url);
  const source = new URL("./run-process.ts", import.meta.url);
  const published = fileURLToPath(import.meta.url).includes("node_modules") || !existsSync(source);
  import(published ? bundle.href : source.href).then((module) => module.runProcess());
}
