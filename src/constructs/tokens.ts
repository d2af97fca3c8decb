/** Values of definitions → values constructs take. */

import type { Construct } from "constructs";
import { type TerraformResource, TerraformVariable } from "#core";
import { type ConfigValue, Reference, SecretVariable } from "./definition.ts";

export class Tokens {
  readonly #scope: Construct;
  readonly #resources: ReadonlyMap<string, TerraformResource>;

  /** @param resources those that exist by now, by node; references lead to them alone */
  constructor(scope: Construct, resources: ReadonlyMap<string, TerraformResource>) {
    this.#scope = scope;
    this.#resources = resources;
  }

  resolve(value: ConfigValue): unknown {
    if (value instanceof Reference) return this.#reference(value);
    if (value instanceof SecretVariable) return this.#variable(value).value;
    if (Array.isArray(value)) return value.map((each: ConfigValue) => this.resolve(each));
    if (typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, this.resolve(each)]));
  }

  #reference({ node, attribute }: Reference): unknown {
    const resource = this.#resources.get(node);
    if (resource === undefined)
      throw new Error(`${node} refers to itself in a circle, which no stack can hold`);
    return (resource as unknown as { readonly [name: string]: unknown })[attribute];
  }

  /** One variable for all uses of one secret. It is ephemeral: neither a plan nor a state keeps it. */
  #variable({ name, doc }: SecretVariable): TerraformVariable {
    const present = this.#scope.node.tryFindChild(name);
    if (present instanceof TerraformVariable) return present;
    const variable = new TerraformVariable(this.#scope, name, {
      type: "string",
      sensitive: true,
      description: doc,
    });
    variable.overrideLogicalId(name);
    variable.addOverride("ephemeral", true);
    return variable;
  }
}
