/** Checks of one configured resource or data source. */
import * as invalid from "../diagnostic/attribute-problems.ts";
import { declarable, keyOfWritten, PARENT } from "../kind/kind.ts";
import type { DataEntry, LinkEntry, ResourceEntry } from "./catalog.ts";
import { placeOf, valueAt } from "./declare.ts";
import { error, fromProblem, pathOf } from "./diagnostics.ts";
import { type TerraformDiagnostic, type TerraformObject, UNKNOWN } from "./protocol/provider.ts";
import { endsOf } from "./schema.ts";
import { checkTarget, isImplicit, validateAttributes } from "./validate.ts";

export function validateResource(
  entry: ResourceEntry,
  config: TerraformObject,
  writeOnlyAllowed: boolean,
): TerraformDiagnostic[] {
  const { table } = entry.platform;
  if (entry.is === "link") return validateLink(entry, config);
  const found = validateAttributes(table, entry.kind.attributes, config);
  return writeOnlyAllowed ? found : [...found, ...secretsOf(entry, config)];
}

/** A core that does not know write-only attributes would keep the secret in its state. */
function secretsOf(entry: ResourceEntry, config: TerraformObject): TerraformDiagnostic[] {
  return declarable(entry.kind).flatMap(([path, leaf]) => {
    if (leaf.type !== "secret" || valueAt(config, path) === null) return [];
    const detail =
      "Secrets are write-only here, which needs Terraform 1.11 or OpenTofu 1.11. An older one would keep the text in its state.";
    return [error("Terraform is too old for this attribute", detail, pathOf(path))];
  });
}

function validateLink(entry: LinkEntry, config: TerraformObject): TerraformDiagnostic[] {
  const { leaf, target } = entry;
  const ends = endsOf(entry);
  const found = validateAttributes(entry.platform.table, leaf.with ?? {}, config);
  const add = (path: readonly (string | number)[], problem: Parameters<typeof fromProblem>[0]) =>
    found.push(fromProblem(problem, path));
  const owner = config[ends.owner];
  const other = config[ends.target];
  if (typeof owner === "string") checkTarget({ add }, entry.kind, owner, [ends.owner], leaf.rule);
  if (typeof other !== "string") return found;
  checkTarget({ add }, target, other, [ends.target], leaf.rule);
  if (isImplicit(leaf, keyOfWritten(target, other))) {
    const detail = `Everybody is in ${other} by itself, so that it can be neither given nor taken.`;
    found.push(error("Nothing to manage", detail, [ends.target]));
  }
  return found;
}

export function validateData(entry: DataEntry, config: TerraformObject): TerraformDiagnostic[] {
  if (entry.is === "access") return validateAccess(entry.platform.table.permissions, config);
  const { kind } = entry;
  if (kind.root === true || config.id === UNKNOWN || typeof config.id === "string") return [];
  const names = kind.parents === undefined ? kind.identity : [PARENT, ...kind.identity];
  return names
    .filter((name) => valueAt(config, name) === null)
    .map((name) => {
      const path = pathOf(name);
      const detail = `Say \`${path.join(".")}\`, or \`id\`, so that it is known which ${kind.name} is meant.`;
      return error(`Which ${kind.name}?`, detail, path);
    });
}

function validateAccess(
  permissions: readonly { readonly name: string }[],
  config: TerraformObject,
): TerraformDiagnostic[] {
  const names = permissions.map((each) => each.name);
  const asked = config.permission;
  if (typeof asked !== "string" || names.includes(asked)) return [];
  return [fromProblem(invalid.notOneOf(placeOf("permission"), "permission", asked, names, undefined))];
}
