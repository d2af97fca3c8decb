import type { Construct } from "constructs";
import { TerraformElement } from "#core";

/** A block that belongs to no resource, such as `moved`; blocks of one name stand beside each other. */
export class Block extends TerraformElement {
  readonly #name: string;
  readonly #body: object;

  constructor(scope: Construct, id: string, name: string, body: object) {
    super(scope, id);
    this.#name = name;
    this.#body = body;
  }

  override toTerraform(): object {
    return { [this.#name]: [this.#body] };
  }
}
