/** Pages about a platform as a whole: its kinds, its rules, what it can do. */
import type { KindTable, Rule } from "../kind/table.ts";
import { code, GENERATED, page, table } from "./markdown.ts";
import { abilityMatrix, conceptMatrix } from "./platform-matrix.ts";

/** The list of every kind of every platform; links are relative to docs/kinds. */
export function kindsIndex(tables: readonly KindTable[]): string {
  return page(
    GENERATED,
    "# Kinds",
    "What a manifest can declare, by platform.",
    ...tables.flatMap((each) => [
      `## ${each.product} (${code(each.platform)})`,
      table(
        ["kind", "manifest key", "what it is"],
        each.kinds.map((kind) => [
          `[${kind.name}](${each.platform}/${kind.name}.md)`,
          code(kind.manifestKey),
          kind.summary,
        ]),
      ),
    ]),
  );
}

/** Every documented rule with the side that enforces it. */
export function rulesPage(platform: KindTable): string {
  return page(
    GENERATED,
    `# Rules of ${platform.product}`,
    "Each rule is checked twice by separate code: by manifests and plans (client) and by the account server (server). " +
      "Errors and refusals cite the id. `npm run rules` adds the places in the code and the tests that show each rule.",
    table(
      ["id", "rule", "client", "server"],
      Object.entries(platform.rules).map(([id, rule]) => [
        id,
        rule.says,
        sideText(rule.client),
        sideText(rule.server),
      ]),
    ),
  );
}

function sideText(side: Rule["client"]): string {
  return side === "enforced" ? "enforced" : `nothing to enforce: ${side.none}`;
}

/** What each platform can do, and the permissions its access report knows. */
export function platformsPage(tables: readonly KindTable[]): string {
  return page(
    GENERATED,
    "# Platforms",
    "What each platform has, by what it is called there, and what it can do. Why it can or cannot stands below.",
    conceptMatrix(tables),
    abilityMatrix(tables),
    ...tables.flatMap((each) => [
      `## ${each.product} (${code(each.platform)})`,
      table(
        ["ability", "there", "because"],
        Object.entries(each.capabilities).map(([name, ability]) => [
          code(name),
          ability.can ? "yes" : "no",
          ability.because,
        ]),
      ),
      table(
        ["permission", "a person may"],
        each.permissions.map((permission) => [code(permission.name), permission.says]),
      ),
    ]),
  );
}
