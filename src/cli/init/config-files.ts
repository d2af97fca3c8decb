/** Configuration, editor settings and ignored paths that `init` writes. */
import type { CredentialField, Platform } from "../../platform/contract.ts";
import { asJson } from "../../report/json.ts";

/** What does not belong into a repository: records of runs and saved plans. */
export const IGNORED = [".cxroster/ledger/", ".env", "plan.json", "plan.json.approvals/", "plan.html"];

/** Name of the target that `init` writes. */
export const TARGET = "main";

export function configFile(platform: Platform): string {
  const credentials = suggestedCredentials(platform).map(settingLine);
  return `# Where accounts are and which manifests describe them.
targets:
  ${TARGET}:
    platform: ${platform.table.platform}
    # The address of the account API; \`cxroster server\` starts one to rehearse with.
    endpoint: !env CXROSTER_ENDPOINT
    # account: id of the account, where the credentials name several
${credentials.join("\n")}
    manifests: [roster.yaml]
`;
}

/** Credentials to start with. */
export function suggestedCredentials(platform: Platform): readonly CredentialField[] {
  return platform.credentials.filter((field) => field.suggested ?? field.required);
}

/** One line; the first of several inside another setting opens it. */
function settingLine(field: CredentialField, index: number, all: readonly CredentialField[]): string {
  const [outer = "", inner] = field.name.split(".");
  const value = `!env ${field.environment}`;
  if (inner === undefined) return `    ${outer}: ${value}`;
  const isOpen = all[index - 1]?.name.startsWith(`${outer}.`) === true;
  return `${isOpen ? "" : `    ${outer}:\n`}      ${inner}: ${value}`;
}

/** Tells the YAML extension about our two tags; the schema is named in the manifest itself. */
export function editorSettings(): string {
  return asJson({ "yaml.customTags": ["!env scalar", "!file scalar"] });
}
