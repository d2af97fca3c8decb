import type { Construct } from "constructs";
import { type TerraformProvider, TerraformStack } from "#core";
import { provider } from "#l1";

const DEFAULT_ID = "cxroster";

/** The cxroster provider of the stack; made where there is none. */
export function providerOf(scope: Construct): TerraformProvider {
  const stack = TerraformStack.of(scope);
  const type = provider.CxrosterProvider.tfResourceType;
  const present = stack.node
    .findAll()
    .find(
      (each) => "terraformResourceType" in each && each.terraformResourceType === type && "alias" in each,
    );
  return (present as TerraformProvider | undefined) ?? new provider.CxrosterProvider(stack, DEFAULT_ID, {});
}
