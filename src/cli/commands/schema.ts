/** `schema [PLATFORM]`: the JSON Schema of a manifest. */
import { didYouMean } from "../../diagnostic/suggest.ts";
import { jsonSchema } from "../../emit/manifest-schema.ts";
import { platformOf, platforms } from "../../platform/index.ts";
import { asJson } from "../../report/json.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";

/** Without a platform: one schema that takes the manifest of any. */
export function schema(context: Context, name: string | undefined): ExitCode {
  if (name === undefined) {
    const all = platforms.map((platform) => jsonSchema(platform.table));
    const [only, second] = all;
    context.output.document(asJson(second === undefined ? only : { oneOf: all }));
    return EXIT.done;
  }
  const platform = platformOf(name);
  if (platform === undefined) {
    const known = platforms.map((each) => each.table.platform);
    return context.output.refuse({
      code: "usage",
      message: `"${name}" is not a platform.${didYouMean(name, known)}`,
      fix: `Platforms: ${known.join(", ")}.`,
    });
  }
  context.output.document(asJson(jsonSchema(platform.table)));
  return EXIT.done;
}
