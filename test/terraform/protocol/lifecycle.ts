/** What a core does with one resource: plan, apply, plan again and see nothing, read, change, destroy. */
import type {
  ProviderService,
  TerraformObject,
  TerraformValue,
} from "../../../src/terraform/protocol/provider.ts";
import { UNKNOWN } from "../../../src/terraform/protocol/provider.ts";
import { schemaType } from "../../../src/terraform/protocol/type-constraint.ts";
import { elements, entries, isObject, same } from "./compare-values.ts";
import { proposed } from "./proposed.ts";

export interface Held {
  readonly state: TerraformObject | null;
  readonly identity: TerraformObject | null;
  readonly private: Uint8Array;
}

export const NOTHING_HELD: Held = { state: null, identity: null, private: new Uint8Array() };

const resourceSchema = (service: ProviderService, type: string) => {
  const schema = service.schema().resources[type];
  if (schema === undefined) throw new Error(`there is no resource ${type}`);
  return schema;
};

/** Plans with whatever is unknown, then plans and applies with it known, as a core does when others settle in between. */
export async function applyConfig(
  service: ProviderService,
  type: string,
  held: Held,
  config: TerraformObject | null,
  known: TerraformObject | null,
): Promise<Held> {
  await plan(service, type, held, config);
  const { planned, identity, private: kept } = await plan(service, type, held, known);
  const { state, ...rest } = await service.applyResource({
    type,
    prior: held.state,
    planned,
    config: known,
    private: kept,
    identity,
  });
  return { state, identity: rest.identity, private: rest.private };
}

export function plan(service: ProviderService, type: string, held: Held, config: TerraformObject | null) {
  return service.planResource({
    type,
    prior: held.state,
    config,
    proposed: proposed(resourceSchema(service, type), held.state, config),
    private: held.private,
    identity: held.identity,
  });
}

/** Whether a plan of what is there already plans a change. */
export async function changes(
  service: ProviderService,
  type: string,
  held: Held,
  config: TerraformObject,
): Promise<boolean> {
  const { planned } = await plan(service, type, held, config);
  return !same(planned, held.state, schemaType(resourceSchema(service, type)));
}

/** The value with something known in place of each unknown. */
export function settle(value: TerraformValue, filling: TerraformValue): TerraformValue {
  if (value === UNKNOWN) return filling;
  if (Array.isArray(value)) return elements(value).map((each) => settle(each, filling));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(entries(value)).map(([name, each]) => [name, settle(each, filling)]),
  );
}
