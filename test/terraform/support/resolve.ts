/** Bodies of examples as a core hands them on: references followed, unset attributes null. */
import { EXAMPLE_NAME } from "../../../src/terraform/example.ts";
import { Expression, type Hcl, type HclObject } from "../../../src/terraform/hcl.ts";
import type { TerraformObject, TerraformValue } from "../../../src/terraform/protocol/provider.ts";
import { SECRET } from "./stage.ts";

const REFERENCE = new RegExp(`([a-z_]+)\\.${EXAMPLE_NAME}\\.([a-z_]+)`, "g");

/** Null while something the body refers to has not been made. */
export function resolveBody(
  body: HclObject,
  made: ReadonlyMap<string, TerraformObject>,
): TerraformObject | null {
  try {
    return resolve(body, made) as TerraformObject;
  } catch (thrown) {
    if (thrown instanceof NotMade) return null;
    throw thrown;
  }
}

class NotMade extends Error {}

function resolve(value: Hcl, made: ReadonlyMap<string, TerraformObject>): TerraformValue {
  if (value instanceof Expression) return follow(value.text, made);
  if (Array.isArray(value)) return (value as readonly Hcl[]).map((each) => resolve(each, made));
  if (typeof value !== "object" || value === null) return value as TerraformValue;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, resolve(each, made)]));
}

function follow(text: string, made: ReadonlyMap<string, TerraformObject>): string {
  if (text === "var.secret") return SECRET;
  const inner = text.replace(/^"|"$/g, "").replace(/\$\{([^}]*)\}/g, "$1");
  return inner.replace(REFERENCE, (_, type: string, name: string) => {
    const state = made.get(type);
    if (state === undefined) throw new NotMade(type);
    return String(state[name]);
  });
}
