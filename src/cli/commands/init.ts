/** `init`: the files a new repository starts with. Nothing that exists is touched, except that `.gitignore` grows. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { didYouMean } from "../../diagnostic/suggest.ts";
import { jsonSchema } from "../../emit/manifest-schema.ts";
import { platformOf } from "../../platform/index.ts";
import { asJson } from "../../report/json.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { readBytes, writeWhole } from "../files.ts";
import { configFile, editorSettings, IGNORED } from "../init/config-files.ts";
import { githubWorkflow } from "../init/github-workflow.ts";
import { gitlabPipeline } from "../init/gitlab-pipeline.ts";
import { starterPlatforms, starters } from "../init/starters.ts";

export function init(context: Context, options: { readonly platform: string }): ExitCode {
  const { io, output } = context;
  const starter = starters.get(options.platform);
  const platform = platformOf(options.platform);
  if (starter === undefined || platform === undefined) {
    return output.refuse({
      code: "usage",
      message: `there is no starter for "${options.platform}".${didYouMean(options.platform, starterPlatforms)}`,
      fix: `Platforms: ${starterPlatforms.join(", ")}.`,
    });
  }
  const files = new Map([
    ["cxroster.yaml", configFile(platform)],
    ["roster.yaml", starter],
    [`.cxroster/${options.platform}.schema.json`, asJson(jsonSchema(platform.table))],
    [".vscode/settings.json", editorSettings()],
    [".github/workflows/cxroster.yml", githubWorkflow(platform)],
    ["cxroster.gitlab-ci.yml", gitlabPipeline(platform)],
  ]);
  const taken = [...files.keys()].filter((path) => existsSync(join(io.cwd, path)));
  if (taken.length > 0) {
    return output.refuse({
      code: "init-exists",
      message: `nothing was written, because these exist: ${taken.join(", ")}`,
      fix: "move them away, or run `cxroster init` in an empty folder and take what you need",
    });
  }
  for (const [path, text] of files) writeWhole(join(io.cwd, path), text);
  const written = [...files.keys(), ...growGitignore(io.cwd)].sort();
  output.result(
    () =>
      `Wrote ${written.join(", ")}.\nNext: edit roster.yaml, then \`cxroster validate\` and \`cxroster plan\`.\nFor an account that is in use already, \`cxroster export -o live\` writes what it holds.\n`,
    () => ({ written }),
  );
  return EXIT.done;
}

/** Adds the lines that are missing; returns the file's name where it did. */
function growGitignore(cwd: string): string[] {
  const path = join(cwd, ".gitignore");
  const before = new TextDecoder().decode(readBytes(path) ?? new Uint8Array());
  const present = new Set(before.split(/\r?\n/));
  const missing = IGNORED.filter((line) => !present.has(line));
  if (missing.length === 0) return [];
  const separator = before === "" || before.endsWith("\n") ? "" : "\n";
  writeWhole(path, `${before}${separator}${missing.join("\n")}\n`);
  return [".gitignore"];
}
