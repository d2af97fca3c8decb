/** States as Terraform stored them → values of the present schema. */
import type { ObjectSchema, SchemaAttribute, TerraformObject, TerraformValue } from "./protocol/provider.ts";

/** What the schema does not have is dropped, what the state does not have is null. */
export function readStored(schema: ObjectSchema, stored: unknown): TerraformObject | null {
  return stored === null || stored === undefined ? null : readObject(schema.attributes, stored);
}

function readObject(attributes: readonly SchemaAttribute[], stored: unknown): TerraformObject {
  const members =
    typeof stored === "object" && stored !== null ? (stored as { [name: string]: unknown }) : {};
  return Object.fromEntries(
    attributes.map((attribute) => [attribute.name, readValue(attribute, members[attribute.name])]),
  );
}

function readValue({ nested }: SchemaAttribute, stored: unknown): TerraformValue {
  if (stored === null || stored === undefined) return null;
  if (nested === undefined) return stored as TerraformValue;
  if (nested.nesting === "single") return readObject(nested.attributes, stored);
  const rows = Array.isArray(stored) ? stored : [];
  return rows.map((row) => readObject(nested.attributes, row));
}
