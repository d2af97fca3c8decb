/** Names and shapes of a printed schema that generators of typed bindings break on, rename or misread. */

/** What `terraform providers schema -json` prints of one provider. */
export interface PrintedSchema {
  readonly provider: PrintedObject;
  readonly resource_schemas: { readonly [type: string]: PrintedObject };
  readonly data_source_schemas: { readonly [type: string]: PrintedObject };
}

interface PrintedObject {
  readonly block: {
    readonly attributes?: { readonly [name: string]: PrintedAttribute };
    readonly block_types?: object;
  };
}

export interface PrintedAttribute {
  readonly type?: unknown;
  readonly nested_type?: {
    readonly nesting_mode: string;
    readonly attributes?: { readonly [name: string]: PrintedAttribute };
  };
  readonly description?: string;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly write_only?: boolean;
}

type Attributes = { readonly [name: string]: PrintedAttribute };

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** Names a core keeps for itself at the top of a resource. */
const RESERVED = words("connection count depends_on for_each lifecycle provider provisioner provisioners");
const RESERVED_OF_PROVIDERS = words("alias version");
/** Names that break a generated class, or would be renamed in it without a word. */
const BREAKING = words(
  `to_string constructor friendly_unique_id terraform_resource_type cdktf_stack raw_overrides add_override to_metadata
  has_resource_move synthesize_attributes interpolation_for_attribute node self build system software
  tf_resource_type import_from move_to equals`,
);
const BREAKING_INSIDE = words(
  "internal_value fqn resolve creation_stack is_empty_object compute_fqn resolvable_value",
);
const PLAIN_TYPES = words("string number bool");
const DESCRIPTION_LENGTH_MINIMUM = 8;

/** One line for each thing that is refused; none for a good schema. */
export function lintSchema(schema: PrintedSchema): string[] {
  const found = [...Object.keys(schema.resource_schemas), ...Object.keys(schema.data_source_schemas)]
    .filter((type) => !/^cxroster(_[a-z]+)+$/.test(type) || type.endsWith("_construct"))
    .map((type) => `${type}: is no plain name of a type`);
  const names = attributesOf(schema.provider);
  for (const name of Object.keys(names))
    if (RESERVED_OF_PROVIDERS.has(name)) found.push(`provider.${name}: is a reserved name`);
  found.push(...lintObject("provider", schema.provider));
  for (const [type, each] of Object.entries(schema.resource_schemas)) found.push(...lintObject(type, each));
  for (const [type, each] of Object.entries(schema.data_source_schemas))
    found.push(...lintObject(`data.${type}`, each));
  return found;
}

function attributesOf({ block }: PrintedObject): Attributes {
  return block.attributes ?? {};
}

function lintObject(where: string, object: PrintedObject): string[] {
  const blocks = Object.keys(object.block.block_types ?? {});
  return [
    ...blocks.map((name) => `${where}.${name}: is a block`),
    ...lintAttributes(where, attributesOf(object), false),
  ];
}

/** @param isInside an object around the attributes, where other names break. */
export function lintAttributes(where: string, attributes: Attributes, isInside: boolean): string[] {
  const seen = new Set<string>();
  return Object.entries(attributes).flatMap(([name, attribute]) => {
    const folded = name.replaceAll("_", "");
    const problems = [...lintName(name, isInside), ...lintUse(attribute), ...lintShape(attribute)];
    if (seen.has(folded)) problems.push("reads like another attribute in camel case");
    seen.add(folded);
    const inner = attribute.nested_type?.attributes ?? {};
    return [
      ...problems.map((problem) => `${where}.${name}: ${problem}`),
      ...lintAttributes(`${where}.${name}`, inner, true),
    ];
  });
}

function lintName(name: string, isInside: boolean): string[] {
  const problems: string[] = [];
  if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name)) problems.push("is no plain snake_case name");
  if (isInside ? BREAKING_INSIDE.has(name) : RESERVED.has(name) || BREAKING.has(name))
    problems.push("is a reserved name");
  if (name.startsWith("get_")) problems.push("would be renamed");
  return problems;
}

function lintUse({ required, optional, computed, write_only, description = "" }: PrintedAttribute): string[] {
  const problems: string[] = [];
  const uses = [required, optional, computed].filter((each) => each === true);
  if (uses.length === 0 || (required === true && uses.length > 1)) problems.push("has no clear use");
  if (write_only === true && computed === true) problems.push("is write-only and computed");
  if (description.trim().length < DESCRIPTION_LENGTH_MINIMUM) problems.push("has no description");
  return problems;
}

function lintShape({ type, nested_type: nested }: PrintedAttribute): string[] {
  if ((type === undefined) === (nested === undefined)) return ["needs exactly one of type and nested type"];
  if (nested !== undefined)
    return ["single", "list", "set"].includes(nested.nesting_mode)
      ? []
      : [`${nested.nesting_mode} nesting is misread`];
  const [collection, element] = Array.isArray(type) ? type : ["", type];
  const isPlain = ["", "list", "set", "map"].includes(collection) && PLAIN_TYPES.has(String(element));
  return isPlain ? [] : [`type ${JSON.stringify(type)} is not understood everywhere`];
}
