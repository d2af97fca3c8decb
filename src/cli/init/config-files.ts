/** Configuration, editor settings and ignored paths that `init` writes. */
import type { Platform } from "../../platform/contract.ts";
import { asJson } from "../../report/json.ts";

/** What does not belong into a repository: records of runs and saved plans. */
export const IGNORED = [".cxroster/ledger/", ".env", "plan.json"];

export function configFile(platform: Platform): string {
  const required = platform.credentials.filter((field) => field.required);
  const credentials = required.map((field) => `    ${field.name}: !env ${field.environment}`);
  return `# Where accounts are and which manifests describe them.
targets:
  main:
    platform: ${platform.table.platform}
    # The address of the account API; \`cxroster server\` starts one to rehearse with.
    endpoint: !env CXROSTER_ENDPOINT
    # account: id of the account, where the token names several
${credentials.join("\n")}
    manifests: [roster.yaml]
`;
}

/** Tells the YAML extension about our two tags; the schema is named in the manifest itself. */
export function editorSettings(): string {
  return asJson({ "yaml.customTags": ["!env scalar", "!file scalar"] });
}
