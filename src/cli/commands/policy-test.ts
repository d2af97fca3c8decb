/** `policy test [FILE]`: runs the tests that a policy brings, without connecting to anything. */
import { resolve } from "node:path";
import { type Diagnostic, diagnose, failed } from "../../diagnostic/diagnostic.ts";
import { didYouMean } from "../../diagnostic/suggest.ts";
import { platformOf, platforms } from "../../platform/index.ts";
import { platformOfPolicy, readPolicy } from "../../policy/read-policy.ts";
import { placed } from "../../policy/rule.ts";
import { runTests, untested } from "../../policy/run-tests.ts";
import { renderPolicyTests } from "../../report/policy-tests-text.ts";
import { fileUnreadable } from "../config/problems.ts";
import { chooseTarget } from "../config/target.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { readBytes, shownPath } from "../files.ts";

export interface PolicyTestOptions {
  readonly platform?: string;
}

interface Chosen {
  readonly path: string;
  /** Null where neither a target nor a flag tells; the policy may. */
  readonly platform: string | null;
}

/** 0 when every test passes, 1 when one fails, 10 when the policy cannot be used. */
export function policyTest(context: Context, file: string | undefined, options: PolicyTestOptions): ExitCode {
  const { io, output } = context;
  const chosen = choose(context, file, options);
  if ("code" in chosen) return output.fail(EXIT.usage, [chosen]);
  if (Array.isArray(chosen)) return output.fail(EXIT.usage, chosen);
  const { path, platform: told } = chosen as Chosen;
  const shown = shownPath(path, io.cwd);
  const bytes = readBytes(path);
  if (bytes === null) return output.fail(EXIT.usage, [fileUnreadable(shown)]);
  const name = told ?? platformOfPolicy(bytes, shown);
  const platform = name === null ? undefined : platformOf(name);
  if (platform === undefined) return output.fail(EXIT.usage, [unclearPlatform(name)]);
  const { value: read, diagnostics } = readPolicy(bytes, shown, platform.table);
  if (failed(diagnostics)) return output.fail(EXIT.usage, diagnostics);
  output.diagnostics(diagnostics);
  const results = runTests(read).map(({ test, ...result }) => ({
    name: test.name,
    rule: test.rule.name,
    ...result,
    at: placed(test.at),
  }));
  const failing = results.filter((each) => !each.passed).length;
  const exitCode = failing === 0 ? EXIT.done : EXIT.failed;
  const report = {
    exitCode,
    rules: read.rules.length,
    passed: results.length - failing,
    failed: failing,
    untested: untested(read),
    tests: results,
  };
  output.say(report, {
    text: (value) => renderPolicyTests(value, { color: output.color, columns: output.columns }),
  });
  return exitCode;
}

function choose(
  context: Context,
  file: string | undefined,
  options: PolicyTestOptions,
): Chosen | Diagnostic | readonly Diagnostic[] {
  if (file !== undefined && context.flags.target === undefined) {
    const path = resolve(context.io.cwd, file);
    if (options.platform !== undefined) return { path, platform: options.platform };
    const { value: target } = chooseTarget(context, platforms);
    return { path, platform: target?.platform?.table.platform ?? null };
  }
  const { value: target, diagnostics } = chooseTarget(context, platforms);
  if (target === null) return diagnostics;
  const path = file === undefined ? target.policy : resolve(context.io.cwd, file);
  if (path !== null) return { path, platform: options.platform ?? target.platform?.table.platform ?? null };
  return diagnose({
    code: "usage",
    message: `the target ${target.name} has no policy`,
    fix: "add `policy: policy.yaml` to it, or name the file: `cxroster policy test policy.yaml`",
    at: target.at,
  });
}

function unclearPlatform(name: string | null): Diagnostic {
  const known = platforms.map((each) => each.table.platform);
  const message =
    name === null
      ? "nothing says which platform the policy is for"
      : `"${name}" is not a platform.${didYouMean(name, known)}`;
  const fix = `say --platform, or \`platform:\` in the policy. Platforms: ${known.join(", ")}.`;
  return diagnose({ code: "usage", message, fix });
}
