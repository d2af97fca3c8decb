/** The provider's reference in the layout registries read, written from the catalog and the schema. */
import { code, fenced, GENERATED, page, table } from "../emit/markdown.ts";
import { type Kind, PARENT } from "../kind/kind.ts";
import type { Platform } from "../platform/contract.ts";
import { acceptancePage } from "./acceptance-page.ts";
import type { Catalog, DataEntry, KindEntry, LinkEntry, ResourceEntry } from "./catalog.ts";
import { EXAMPLE_NAME, exampleBlock, exampleName, examplePath, parentBody } from "./example.ts";
import { exampleModule, PROVIDER_SOURCE } from "./example-module.ts";
import { block, Expression, type HclObject } from "./hcl.ts";
import { PROVIDER_NAME, snakeCase } from "./names.ts";
import type { ObjectSchema, ProviderSchema, SchemaAttribute } from "./protocol/provider.ts";
import { environmentName, schemaOf } from "./schema.ts";

export interface DocFile {
  /** Path from the project's root, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** Pages below docs/terraform and one example module per platform, sorted by path. */
export function registryDocs(catalog: Catalog): DocFile[] {
  const schema = schemaOf(catalog);
  const files = [
    { path: "docs/terraform/index.md", text: indexPage(catalog, schema) },
    { path: "docs/terraform/acceptance.md", text: acceptancePage(catalog) },
    ...[...catalog.resources.values()].map((entry) => ({
      path: `docs/terraform/resources/${shortName(entry.type)}.md`,
      text: resourcePage(entry, schema.resources[entry.type]),
    })),
    ...[...catalog.dataSources.values()].map((entry) => ({
      path: `docs/terraform/data-sources/${shortName(entry.type)}.md`,
      text: dataPage(entry, schema.dataSources[entry.type]),
    })),
    ...catalog.platforms.map((platform) => ({
      path: `examples/terraform/${platform.table.platform}/main.tf`,
      text: exampleModule(catalog, platform),
    })),
  ];
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function shortName(type: string): string {
  return type.slice(PROVIDER_NAME.length + 1);
}

function frontMatter(title: string, description: string): string {
  return `---\npage_title: ${JSON.stringify(title)}\ndescription: ${JSON.stringify(description)}\n---`;
}

function indexPage({ platforms }: Catalog, schema: ProviderSchema): string {
  return page(
    frontMatter(`Provider: ${PROVIDER_NAME}`, schema.provider.description),
    GENERATED,
    `# ${PROVIDER_NAME} provider`,
    "Workspaces, groups, users, roles and licenses of customer-experience platforms as resources. They are the kinds the command line reads from manifests, compared and written by the same code.",
    "## Use",
    fenced("terraform", exampleUse(platforms)),
    "## Environment",
    "What is unset in the provider's configuration is taken from the environment, first from the platform's own variable and then from the general one.",
    table(["platform", "attribute", "own variable", "general variable"], platforms.flatMap(environmentRows)),
    "## Configuration",
    attributeList(schema.provider.attributes),
    "## What is managed",
    "An attribute that is unset is not managed: it is neither compared nor changed, and null in the state. A set that is empty means nobody and nothing. Import fills every attribute that can be read; one that the configuration leaves unset is then released, which changes the state and nothing else.",
    "Links between objects can be managed as a whole, by the set on the object, or one by one, by a resource of their own. Both for one object is pointed out with a warning, as each would undo what the other does.",
    "## Guards",
    "Terraform applies one resource after the other, so that nobody looks at a plan as a whole. Before each call that takes something away the provider looks at the account as it is, its own writes included, and refuses to take the right to manage from the last administrator (`last-administrator`) or from the owner of the credentials (`self-lockout`), and to take all access from more people in one run than `max_removals` (`max-removals`). It also asks there what the platform's rules say of the account as it is and as it would be, so that a write they forbid is refused before any call. A value that destroys something is refused while planning (`destructive`).",
    "What the command line can say before the first call, this provider cannot: how many people a whole plan touches, whether seats last for all of it, what a policy says of it, and who gains and loses what. Several runs at once, or a run that is started again, count from zero. A run that is refused half way leaves done what was done before. Where that matters, use the command line, or `deletion_protection` and `prevent_destroy` here.",
    "Removal takes only what this state made or imported; objects nobody declared stay.",
    "## Names",
    "Objects are named by what people call them, not by ids. Write names of objects of the same configuration as references, so that they are made first.",
  );
}

function exampleUse(platforms: readonly Platform[]): string {
  const body: HclObject = Object.fromEntries(
    platforms.map(({ table: { platform } }) => [
      platform,
      { endpoint: `https://account.example.com/${platform}/v1`, account: "acme-1" },
    ]),
  );
  const required = `terraform {\n  required_providers {\n    ${PROVIDER_NAME} = {\n      source = "${PROVIDER_SOURCE}"\n    }\n  }\n}\n`;
  return `${required}\n${block(["provider", PROVIDER_NAME], body)}`;
}

function environmentRows(platform: Platform): string[][] {
  const fields = [
    ["endpoint", "CXROSTER_ENDPOINT"],
    ["account", "CXROSTER_ACCOUNT"],
    ...platform.credentials.map((field) => [snakeCase(field.name), field.environment]),
  ];
  return fields.map(([name = "", variable = ""]) => [
    platform.table.product,
    code(name),
    code(environmentName(platform, variable)),
    code(variable),
  ]);
}

function resourcePage(entry: ResourceEntry, schema: ObjectSchema | undefined): string {
  const description = schema?.description ?? "";
  return page(
    frontMatter(`${entry.type} Resource`, description),
    GENERATED,
    `# ${entry.type} (Resource)`,
    description,
    "## Example",
    fenced("terraform", exampleBlock(entry)),
    ...(entry.is === "kind" ? lifeOf(entry) : []),
    "## Permission",
    permission(entry),
    "## Attributes",
    attributeList(schema?.attributes ?? []),
    "## Import",
    ...importSection(entry),
  );
}

function lifeOf({ kind }: KindEntry): string[] {
  const { removal, rename, creation } = kind;
  const lines = [
    creation?.from === "listed"
      ? "Creating it switches on what the platform lists already."
      : kind.root === true
        ? "It exists already: creating the resource takes it over as it is, if its name is the configured one."
        : "",
    rename.as === "update" || kind.root === true
      ? `A changed name is changed in place (${rename.rule}).`
      : `A changed \`${identifying(kind).join("` or `")}\` makes a new resource (${rename.rule}).`,
    REMOVALS[removal.effect] +
      (removal.destroys === undefined ? "" : ` It loses ${removal.destroys}.`) +
      ` (${removal.rule})`,
  ];
  return ["## Life", lines.filter((line) => line !== "").join("\n")];
}

function identifying(kind: Kind): string[] {
  return [...(kind.parents === undefined ? [] : [PARENT]), ...kind.identity.map((name) => snakeCase(name))];
}

const REMOVALS = {
  delete: "A destroy removes it.",
  disable: "A destroy disables it; creating it again brings it back.",
  never: "A destroy only forgets it, with a warning: the platform offers no way to remove it.",
} as const;

function permission(entry: ResourceEntry): string {
  const rule = entry.kind.creation?.permissionRule ?? entry.platform.table.manageRule;
  const says = entry.platform.table.rules[rule]?.says ?? "the right to change the account is needed";
  return `${says.charAt(0).toUpperCase()}${says.slice(1).replace(/\.$/, "")} (${rule}). A plan without a refresh needs no credentials.`;
}

function importSection(entry: ResourceEntry): string[] {
  const address = `${entry.type}.${EXAMPLE_NAME}`;
  const names = importNames(entry);
  const how =
    entry.is === "kind"
      ? `By ${identityText(entry.kind)}, or by \`id:\` and the id on the platform.`
      : "By both names joined with `/` (written `\\/` inside a name), or by both ids joined likewise.";
  const lines = names.map((name) => `terraform import ${address} '${name}'`);
  const imported = block(["import"], { to: new Expression(address), id: names[0] ?? "" });
  return [how, fenced("shell", lines.join("\n")), fenced("terraform", imported)];
}

function identityText(kind: Kind): string {
  if (kind.root === true) return "its name";
  if (kind.parents !== undefined) return "its path, names joined with `/` (written `\\/` inside a name)";
  return `${kind.identity.map((name) => code(snakeCase(name))).join(" and ")}${kind.identity.length > 1 ? " joined with `/`" : ""}`;
}

function importNames(entry: ResourceEntry): string[] {
  if (entry.is === "link") return [`${nameOf(entry.kind)}/${targetName(entry)}`];
  const path = examplePath(entry.platform.table, entry.kind);
  return [entry.kind.parents === undefined || path === null ? nameOf(entry.kind) : path, "id:123"];
}

function nameOf(kind: Kind): string {
  const root = kind.leaves.get("name")?.example;
  return exampleName(kind) ?? (typeof root === "string" ? root : "NAME");
}

function targetName({ target }: LinkEntry): string {
  return nameOf(target);
}

function dataPage(entry: DataEntry, schema: ObjectSchema | undefined): string {
  const description = schema?.description ?? "";
  return page(
    frontMatter(`${entry.type} Data Source`, description),
    GENERATED,
    `# ${entry.type} (Data Source)`,
    description,
    "## Example",
    fenced("terraform", block(["data", entry.type, EXAMPLE_NAME], dataExample(entry))),
    "## Attributes",
    attributeList(schema?.attributes ?? []),
  );
}

function dataExample(entry: DataEntry): HclObject {
  if (entry.is === "access") return { permission: entry.platform.table.permissions[0]?.name ?? null };
  const { kind } = entry;
  if (kind.root === true) return {};
  const own = kind.identity.map((name): [string, string] => [
    snakeCase(name),
    String(kind.leaves.get(name)?.example ?? "NAME"),
  ]);
  return { ...parentBody(entry.platform.table, kind), ...Object.fromEntries(own) };
}

/** Attributes as a nested list, which registries show well. */
function attributeList(attributes: readonly SchemaAttribute[], indent = ""): string {
  return attributes
    .flatMap((attribute) => {
      const { name, description, nested } = attribute;
      const line = `${indent}- ${code(name)} (${useOf(attribute)}) ${description}`;
      return nested === undefined ? [line] : [line, attributeList(nested.attributes, `${indent}  `)];
    })
    .join("\n");
}

function useOf(attribute: SchemaAttribute): string {
  const use =
    attribute.required === true ? "required" : attribute.optional === true ? "optional" : "read-only";
  const secret =
    attribute.writeOnly === true ? ", write-only" : attribute.sensitive === true ? ", sensitive" : "";
  return `${typeText(attribute)}, ${use}${secret}`;
}

function typeText({ type, nested }: SchemaAttribute): string {
  if (nested !== undefined) return nested.nesting === "single" ? "object" : `${nested.nesting} of objects`;
  return Array.isArray(type) ? `${type[0]} of ${String(type[1])}s` : String(type);
}
