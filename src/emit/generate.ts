/** Everything that is written from kinds, rules and codes, as text by path. */
import { CODES } from "../diagnostic/codes.ts";
import type { KindTable } from "../kind/table.ts";
import { diagnosticsPage } from "./diagnostics-page.ts";
import { kindPage } from "./kind-page.ts";
import { jsonSchema } from "./manifest-schema.ts";
import { planSchema } from "./plan-schema.ts";
import { kindsIndex, platformsPage, rulesPage } from "./platform-pages.ts";
import { policyPage } from "./policy-page.ts";
import { policySchema } from "./policy-schema.ts";

export interface GeneratedFile {
  /** Path from the project's root, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** True for a path that only `generate` writes: a file there that it no longer makes is stale. */
export function isGenerated(path: string): boolean {
  return /^(schema\/[^/]+\.schema\.json|schema\/openapi\/[^/]+\.yaml|docs\/(kinds|rules|terraform)\/.+|examples\/terraform\/.+\/main\.tf|examples\/cdktn\/[^/]+|docs\/(platforms|diagnostics|policy-reference)\.md)$/.test(
    path,
  );
}

/** The generated files, sorted by path. */
export function generate(tables: readonly KindTable[]): GeneratedFile[] {
  const files = [
    ...tables.flatMap(platformFiles),
    { path: "schema/policy.schema.json", text: schemaText(policySchema(tables)) },
    { path: "docs/policy-reference.md", text: policyPage(tables) },
    { path: "schema/plan.schema.json", text: schemaText(planSchema()) },
    { path: "docs/kinds/README.md", text: kindsIndex(tables) },
    { path: "docs/diagnostics.md", text: diagnosticsPage(CODES) },
    { path: "docs/platforms.md", text: platformsPage(tables) },
  ];
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function platformFiles(table: KindTable): GeneratedFile[] {
  return [
    { path: `schema/${table.platform}.schema.json`, text: schemaText(jsonSchema(table)) },
    { path: `docs/rules/${table.platform}.md`, text: rulesPage(table) },
    ...table.kinds.map((kind) => ({
      path: `docs/kinds/${table.platform}/${kind.name}.md`,
      text: kindPage(table, kind),
    })),
  ];
}

/** A schema as the text of a file. */
function schemaText(schema: object): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}
