/** `validate`: shape, references and rules of manifests, without connecting to anything. */
import { failed } from "../../diagnostic/diagnostic.ts";
import { platforms } from "../../platform/index.ts";
import { diagnosticsAsData } from "../../report/diagnostics.ts";
import { diagnosticsSarif } from "../../report/sarif.ts";
import { count } from "../../report/words.ts";
import { chooseTarget } from "../config/target.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { policyOf } from "../policy.ts";
import { readRoster } from "../roster.ts";
import { version } from "../version.ts";

export async function validate(
  context: Context,
  options: { readonly file?: readonly string[] },
): Promise<ExitCode> {
  const { output, flags } = context;
  const named = options.file ?? [];
  // Named files need no target, unless one was named too.
  const needed = named.length === 0 || flags.target !== undefined || flags.config !== undefined;
  const chosen = needed ? chooseTarget(context, platforms) : { value: null, diagnostics: [] };
  if (failed(chosen.diagnostics)) return output.fail(EXIT.usage, chosen.diagnostics);
  const { value: roster, diagnostics } = await readRoster(context, named, chosen.value);
  const table = chosen.value?.platform?.table ?? roster?.platform.table;
  const policy =
    chosen.value === null || table === undefined ? null : await policyOf(context, chosen.value, table);
  const all = [...chosen.diagnostics, ...diagnostics, ...(policy?.diagnostics ?? [])];
  const valid = roster !== null && !failed(all);
  const exitCode = valid ? EXIT.done : EXIT.usage;
  if (output.format === "sarif") {
    const options = { tool: `cxroster ${version()}`, table: table ?? null };
    output.say(all, { text: () => "", sarif: (value) => diagnosticsSarif(value, options) });
    return exitCode;
  }
  if (!output.json) output.diagnostics(all);
  const objects = roster?.graph.nodes.length ?? 0;
  if (output.json || valid) {
    output.result(
      () => `Valid: ${count(roster?.files.length ?? 0, "file")}, ${count(objects, "object")}.\n`,
      () => ({
        valid,
        exitCode,
        files: roster?.files.length ?? 0,
        objects,
        diagnostics: diagnosticsAsData(all),
      }),
    );
  }
  return exitCode;
}
