import type { Construct } from "constructs";
import { TerraformElement, type TerraformResource } from "#core";

/**
 * A `moved` block: the address a resource had under another construct id. Where the state holds no such address the block
 * means nothing. The resource's own way to say it would ask an installed terraform for its version.
 */
export class Moved extends TerraformElement {
  readonly #from: string;
  readonly #to: string;

  constructor(scope: Construct, id: string, resource: TerraformResource, formerId: string) {
    super(scope, id);
    const type = resource.terraformResourceType;
    this.#from = `${type}.${addressUnder(scope, formerId)}`;
    this.#to = `${type}.${resource.friendlyUniqueId}`;
  }

  override toTerraform(): object {
    return { moved: [{ from: this.#from, to: this.#to }] };
  }
}

/** The name an element of that id would have; it is made for the question only. */
function addressUnder(scope: Construct, id: string): string {
  const probe = new TerraformElement(scope, id);
  const name = probe.friendlyUniqueId;
  scope.node.tryRemoveChild(id);
  return name;
}
