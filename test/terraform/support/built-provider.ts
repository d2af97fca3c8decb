/** Builds the provider once for a run of tests, as users have it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { buildProvider } from "../../../src/cli/provider/build.ts";
import { executableName } from "../../../src/cli/provider/names.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Path of the provider's executable. */
    readonly provider: string;
  }
}

export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "cxroster-provider-"));
  const name = { type: "cxroster", version: "0.0.0" };
  const entry = join(import.meta.dirname, "../../../src/cli/provider/start.ts");
  await buildProvider({ entry, folder, name });
  project.provide("provider", join(folder, executableName(name)));
  return () => rmSync(folder, { recursive: true, force: true });
}
