/** Addresses of resources, and blocks about them. A resource's own ways to say these ask an installed terraform first. */
import type { Construct } from "constructs";
import { TerraformElement, type TerraformResource } from "#core";
import { Block } from "./block.ts";

/** The resource had another construct id. Where the state holds no such address, that means nothing. */
export function moveFrom(scope: Construct, formerId: string, resource: TerraformResource): void {
  const from = `${resource.terraformResourceType}.${nameUnder(scope, formerId)}`;
  new Block(scope, `${resource.node.id}:moved`, "moved", { from, to: addressOf(resource) });
}

/** The object exists already; `id` is what the platform or people call it. */
export function importFrom(scope: Construct, id: string, resource: TerraformResource): void {
  new Block(scope, `${resource.node.id}:import`, "import", { to: addressOf(resource), id });
}

function addressOf(resource: TerraformResource): string {
  return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}

/** The name an element of that id would have; it is made for the question only. */
function nameUnder(scope: Construct, id: string): string {
  const probe = new TerraformElement(scope, id);
  const name = probe.friendlyUniqueId;
  scope.node.tryRemoveChild(id);
  return name;
}
