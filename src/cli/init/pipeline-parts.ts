/** What the pipelines of both services have in common. */
import type { Platform } from "../../platform/contract.ts";
import { version } from "../version.ts";
import { suggestedCredentials } from "./config-files.ts";

/** The version that wrote the pipeline, fetched from the registry. */
export const CXROSTER = `npx --yes cxroster@${version()}`;

/** Variables the configuration reads. */
export function variables(platform: Platform): string[] {
  return ["CXROSTER_ENDPOINT", ...suggestedCredentials(platform).map((field) => field.environment)];
}

/** The record of runs and what it names; not the lock that a killed runner leaves behind. */
export const LEDGER = ["*.jsonl", "*.head", "plans", "manifests", "approvals", "access"].map(
  (name) => `.cxroster/ledger/${name}`,
);
