/** The provider's schema: configuration, resources, data sources and identities. */
import { type Kind, PARENT } from "../kind/kind.ts";
import type { Platform } from "../platform/contract.ts";
import { schemaAttributes } from "./attribute-schema.ts";
import type { AccessEntry, Catalog, KindEntry, LinkEntry } from "./catalog.ts";
import { parentAttribute } from "./container.ts";
import { snakeCase } from "./names.ts";
import type { IdentitySchema, ObjectSchema, ProviderSchema, SchemaAttribute } from "./protocol/provider.ts";

export const SCHEMA_VERSION = 0;
export const PROTECTION = "deletion_protection";

export function schemaOf(catalog: Catalog): ProviderSchema {
  const resources = [...catalog.resources.values()];
  const dataSources = [...catalog.dataSources.values()];
  return {
    provider: providerSchema(catalog.platforms),
    resources: Object.fromEntries(
      resources.map((entry) => [entry.type, entry.is === "kind" ? kindSchema(entry) : linkSchema(entry)]),
    ),
    dataSources: Object.fromEntries(
      dataSources.map((entry) => [entry.type, entry.is === "kind" ? dataSchema(entry) : accessSchema(entry)]),
    ),
    identities: Object.fromEntries(resources.map((entry) => [entry.type, IDENTITY])),
  };
}

const IDENTITY: IdentitySchema = {
  version: SCHEMA_VERSION,
  attributes: [{ name: "id", type: "string", description: "Id on the platform.", requiredForImport: true }],
};

function object(description: string, attributes: readonly SchemaAttribute[]): ObjectSchema {
  return { version: SCHEMA_VERSION, description, attributes };
}

function providerSchema(platforms: readonly Platform[]): ObjectSchema {
  const description = "People's access to customer-experience platforms.";
  return object(description, [...platforms.map(platformAttribute), guardsAttribute()]);
}

function platformAttribute(platform: Platform): SchemaAttribute {
  const { table, credentials } = platform;
  const text = (name: string, description: string, sensitive = false): SchemaAttribute => ({
    name,
    type: "string",
    description,
    optional: true,
    ...(sensitive ? { sensitive } : {}),
  });
  const number = (name: string, description: string): SchemaAttribute => ({
    name,
    type: "number",
    description,
    optional: true,
  });
  return {
    name: table.platform,
    description: `Connection to the ${table.product}. What is unset comes from the environment.`,
    optional: true,
    nested: {
      nesting: "single",
      attributes: [
        text("endpoint", `Base address. Environment: \`${environmentName(platform, "CXROSTER_ENDPOINT")}\`.`),
        text(
          "account",
          `Account, organization or tenant id; may be unset where the credentials name just one. Environment: \`${environmentName(platform, "CXROSTER_ACCOUNT")}\`.`,
        ),
        ...credentials.map((field) =>
          text(
            snakeCase(field.name),
            `${field.doc} Environment: \`${environmentName(platform, field.environment)}\`.`,
            field.secret,
          ),
        ),
        number("concurrency", "Calls under way at once. Default 8."),
        number(
          "requests_per_minute",
          "Requests at most in a minute. Default: as many as the platform takes.",
        ),
      ],
    },
  };
}

/** `CXROSTER_TOKEN` → `CXROSTER_<PLATFORM>_TOKEN`; the general name is looked at after it. */
export function environmentName({ table }: Platform, general: string): string {
  return general.replace(/^CXROSTER_/, `CXROSTER_${table.platform.toUpperCase()}_`);
}

function guardsAttribute(): SchemaAttribute {
  return {
    name: "guards",
    description: "Limits on what one run may take away.",
    optional: true,
    nested: {
      nesting: "single",
      attributes: [
        {
          name: "allow",
          type: ["set", "string"],
          description:
            "Guards that are lifted: `last-administrator`, `self-lockout`, `max-removals`, `destructive`.",
          optional: true,
        },
        {
          name: "max_removals",
          type: "number",
          description:
            "People who may lose all access in one run. Default: a quarter of those with access, and at least 3.",
          optional: true,
        },
      ],
    },
  };
}

const ID: SchemaAttribute = {
  name: "id",
  type: "string",
  description: "Id on the platform.",
  computed: true,
};

function kindSchema({ kind, platform }: KindEntry): ObjectSchema {
  const own = schemaAttributes(platform.table, kind.attributes, "configured");
  return object(kind.summary, [
    ID,
    ...parentAttribute(kind, "resource"),
    ...own,
    ...protectionAttribute(kind),
  ]);
}

/** Only what a destroy really removes can be protected from it. */
function protectionAttribute(kind: Kind): SchemaAttribute[] {
  if (kind.removal.effect === "never") return [];
  const why = kind.removal.destroys === undefined ? "" : `; a destroy loses ${kind.removal.destroys}`;
  return [
    {
      name: PROTECTION,
      type: "bool",
      description: `Refuses to destroy the ${kind.name} while it is true in the state. Default ${protectedByDefault(kind)}${why}.`,
      optional: true,
      computed: true,
    },
  ];
}

export function protectedByDefault(kind: Kind): boolean {
  return kind.removal.effect !== "never" && kind.removal.destroys !== undefined;
}

/** Names of the two ends in the resource of one link. */
export function endsOf({ kind, target }: LinkEntry): { readonly owner: string; readonly target: string } {
  return { owner: snakeCase(kind.name), target: snakeCase(target.name) };
}

function linkSchema(entry: LinkEntry): ObjectSchema {
  const ends = endsOf(entry);
  const end = (name: string, kind: Kind): SchemaAttribute => ({
    name,
    type: "string",
    description: `${writtenName(kind)} A changed one makes a new resource.`,
    required: true,
  });
  return object(
    `One ${entry.target.name} of a ${entry.kind.name} (its \`${snakeCase(entry.path)}\`), beside others that are left as they are.`,
    [
      { ...ID, description: "Ids of both on the platform, joined with `/`." },
      end(ends.owner, entry.kind),
      end(ends.target, entry.target),
      ...schemaAttributes(entry.platform.table, entry.leaf.with ?? {}, "configured"),
    ],
  );
}

function writtenName(kind: Kind): string {
  const parts = kind.identity.map((part) => snakeCase(part)).join("` and `");
  const how = kind.identity.length > 1 ? ", joined with `/` (written `\\/` inside a name)" : "";
  return `The ${kind.name} by \`${parts}\`${how}.`;
}

function dataSchema({ kind, platform }: KindEntry): ObjectSchema {
  const results = schemaAttributes(platform.table, kind.attributes, "computed");
  const own = kind.root === true ? [] : kind.identity.map((name) => snakeCase(name));
  const lookup = kind.parents === undefined ? own : [PARENT, ...own];
  const attributes = results.map((each) =>
    lookup.includes(each.name) ? { ...each, optional: true, computed: true } : each,
  );
  const byId = kind.root === true ? ID : { ...ID, optional: true, computed: true };
  const how = kind.root === true ? "" : ` Looked up by \`${lookup.join("` and `")}\`, or by \`id\`.`;
  return object(`${kind.summary}${how}`, [byId, ...parentAttribute(kind, "data"), ...attributes]);
}

function accessSchema({ platform }: AccessEntry): ObjectSchema {
  const names = platform.table.permissions.map((each) => `\`${each.name}\``).join(", ");
  const filter = (name: string, description: string): SchemaAttribute => ({
    name,
    type: "string",
    description,
    optional: true,
  });
  const fact = (name: string, description: string): SchemaAttribute => ({
    name,
    type: "string",
    description,
    computed: true,
  });
  return object("What people may do, and through which path, as the account stands now.", [
    filter("person", "Only this person, by e-mail address."),
    filter("permission", `Only this permission: ${names}.`),
    filter("on", "Only what is about this object, by name."),
    {
      name: "entitlements",
      description: "What is left after the filters, sorted.",
      computed: true,
      nested: {
        nesting: "list",
        attributes: [
          fact("person", "E-mail address of the person."),
          fact("permission", "Name of the permission."),
          fact("on", "What it is about; empty for the whole account."),
          fact("when", "`now`, or `on-acceptance` for somebody invited who has not accepted yet."),
          {
            name: "via",
            type: ["list", "string"],
            description: "Paths that lead to it.",
            computed: true,
          },
        ],
      },
    },
  ]);
}
