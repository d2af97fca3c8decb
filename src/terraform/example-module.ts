/** The example of a whole platform: every kind once, wired together. */
import type { Platform } from "../platform/contract.ts";
import type { Catalog, KindEntry } from "./catalog.ts";
import { exampleBlock } from "./example.ts";
import { block, Expression, type HclObject } from "./hcl.ts";
import { accessType, PROVIDER_NAME } from "./names.ts";
import { PROTECTION, protectedByDefault } from "./schema.ts";

/** Address of the provider in `required_providers`. */
export const PROVIDER_SOURCE = `${PROVIDER_NAME}/${PROVIDER_NAME}`;

/** One module as text; the connection comes from the environment. */
export function exampleModule(catalog: Catalog, platform: Platform): string {
  const kinds = [...catalog.resources.values()].filter(
    (entry): entry is KindEntry => entry.is === "kind" && entry.platform === platform,
  );
  const secrets = kinds.some((entry) =>
    [...entry.kind.leaves.values()].some((leaf) => leaf.type === "secret"),
  );
  const access = accessType(platform.table);
  return [
    `# The connection comes from the environment, see docs/terraform/index.md.\n${requirements()}`,
    `provider ${JSON.stringify(PROVIDER_NAME)} {}\n`,
    ...(secrets ? [secretVariable()] : []),
    ...kinds.map((entry) => exampleBlock(entry, unprotected(entry))),
    block(["data", access, "now"], {
      depends_on: kinds.map(({ type }) => new Expression(`${type}.example`)),
    }),
    block(["output", "access"], { value: new Expression(`data.${access}.now.entitlements`) }),
  ].join("\n");
}

/** An example is there to be destroyed again. */
function unprotected({ kind }: KindEntry): HclObject {
  return protectedByDefault(kind) ? { [PROTECTION]: false } : {};
}

export function requirements(): string {
  return `terraform {\n  required_providers {\n    ${PROVIDER_NAME} = {\n      source = ${JSON.stringify(PROVIDER_SOURCE)}\n    }\n  }\n}\n`;
}

export function secretVariable(): string {
  return block(["variable", "secret"], {
    type: new Expression("string"),
    default: new Expression("null"),
    sensitive: true,
    ephemeral: true,
  });
}
