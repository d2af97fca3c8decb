/** `schema [NAME]`: the JSON Schema of a manifest, a policy or a saved plan. */
import { didYouMean } from "../../diagnostic/suggest.ts";
import { jsonSchema } from "../../emit/manifest-schema.ts";
import { planSchema } from "../../emit/plan-schema.ts";
import { policySchema } from "../../emit/policy-schema.ts";
import { platformOf, platforms } from "../../platform/index.ts";
import { asJson } from "../../report/json.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";

const OTHERS: ReadonlyMap<string, () => object> = new Map([
  ["policy", () => policySchema(platforms.map((platform) => platform.table))],
  ["plan", () => planSchema()],
]);

/** Without a name: one schema that takes the manifest of any. */
export function schema(context: Context, name: string | undefined): ExitCode {
  if (name === undefined) {
    const all = platforms.map((platform) => jsonSchema(platform.table));
    const [only, second] = all;
    context.output.document(asJson(second === undefined ? only : { oneOf: all }));
    return EXIT.done;
  }
  const platform = platformOf(name);
  const found = platform === undefined ? OTHERS.get(name)?.() : jsonSchema(platform.table);
  if (found === undefined) {
    const known = [...platforms.map((each) => each.table.platform), ...OTHERS.keys()];
    return context.output.refuse({
      code: "usage",
      message: `there is no schema "${name}".${didYouMean(name, known)}`,
      fix: `Schemas: ${known.join(", ")}.`,
    });
  }
  context.output.document(asJson(found));
  return EXIT.done;
}
