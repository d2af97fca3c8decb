/** Generated classes by the type of their resource. */

import type { Construct } from "constructs";
import type { TerraformMetaArguments, TerraformResource } from "#core";
import * as l1 from "#l1";

export interface ResourceClass {
  readonly tfResourceType: string;
  new (scope: Construct, id: string, config: TerraformMetaArguments & object): TerraformResource;
}

const classes = new Map(
  Object.entries(l1)
    .filter(([namespace]) => !namespace.startsWith("data") && namespace !== "provider")
    .flatMap(([, members]) => Object.values<unknown>(members))
    .filter(isResourceClass)
    .map((each) => [each.tfResourceType, each]),
);

function isResourceClass(value: unknown): value is ResourceClass {
  return typeof value === "function" && "tfResourceType" in value;
}

/** A type the provider has and no class was generated for is a defect of ours. */
export function resourceClass(type: string): ResourceClass {
  const found = classes.get(type);
  if (found === undefined) throw new Error(`no class was generated for ${type}`);
  return found;
}
