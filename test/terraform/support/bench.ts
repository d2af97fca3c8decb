/** The provider called directly, as a core would, with every answer held against what a core enforces. */
import { platforms } from "../../../src/platform/index.ts";
import type {
  ObjectSchema,
  ProviderService,
  ResourceResult,
  SchemaAttribute,
  TerraformObject,
  TerraformValue,
} from "../../../src/terraform/protocol/provider.ts";
import { providerService } from "../../../src/terraform/service.ts";
import type { Rehearsal } from "../../support/rehearsal.ts";
import { checked } from "../protocol/checked-service.ts";
import { proposed } from "../protocol/proposed.ts";

const NO_PRIVATE = new Uint8Array();

/** One process of the provider; `fresh` stands for the next one. */
export class Bench {
  readonly service: ProviderService;
  readonly problems: string[] = [];
  readonly #environment: Record<string, string>;

  constructor({ account }: Rehearsal, more: Record<string, string> = {}) {
    this.#environment = {
      CXROSTER_ENDPOINT: account.endpoint,
      CXROSTER_ACCOUNT: account.id,
      CXROSTER_TOKEN: account.token,
      ...more,
    };
    const service = providerService({ platforms, environment: this.#environment });
    this.service = checked(service, this.problems);
  }

  /** Forgets everything that was read, as a new process would. */
  async configure(config: TerraformObject = {}): Promise<void> {
    await this.service.configure(full(this.service.schema().provider.attributes, config), "1.11.4");
  }

  async plan(type: string, prior: TerraformObject | null, values: TerraformObject | null) {
    const schema = this.#schema(type);
    const config = values === null ? null : full(schema.attributes, values);
    return this.service.planResource({
      type,
      prior,
      config,
      proposed: proposed(schema, prior, config),
      private: NO_PRIVATE,
      identity: null,
    });
  }

  /** Plans and applies; a plan with errors ends there. */
  async apply(
    type: string,
    prior: TerraformObject | null,
    values: TerraformObject | null,
  ): Promise<ResourceResult> {
    const { planned, diagnostics, identity } = await this.plan(type, prior, values);
    if (diagnostics.some((each) => each.severity === "error")) {
      return { state: prior, identity, private: NO_PRIVATE, diagnostics };
    }
    const config = values === null ? null : full(this.#schema(type).attributes, values);
    return this.service.applyResource({ type, prior, planned, config, private: NO_PRIVATE, identity: null });
  }

  /** Applies what must succeed, and gives the state. */
  async make(
    type: string,
    values: TerraformObject,
    prior: TerraformObject | null = null,
  ): Promise<TerraformObject> {
    const { state, diagnostics } = await this.apply(type, prior, values);
    const errors = diagnostics.filter((each) => each.severity === "error");
    if (errors.length > 0 || state === null) throw new Error(JSON.stringify(errors));
    return state;
  }

  read(type: string, state: TerraformObject): Promise<ResourceResult> {
    return this.service.readResource({ type, state, identity: null, private: NO_PRIVATE });
  }

  #schema(type: string): ObjectSchema {
    const schema = this.service.schema().resources[type];
    if (schema === undefined) throw new Error(`no ${type}`);
    return schema;
  }
}

/** An object with every attribute, unset ones null, as a core sends it. */
export function full(attributes: readonly SchemaAttribute[], values: TerraformObject): TerraformObject {
  return Object.fromEntries(
    attributes.map(({ name, nested }) => {
      const value: TerraformValue = values[name] ?? null;
      if (nested === undefined || value === null) return [name, value];
      if (nested.nesting === "single") return [name, full(nested.attributes, value as TerraformObject)];
      const list = value as readonly TerraformObject[];
      return [name, list.map((each) => full(nested.attributes, each))];
    }),
  );
}
