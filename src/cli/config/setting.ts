/** A setting as cxroster.yaml writes it: a text, or the place a text comes from. Read only when it is needed. */
import { type Diagnostic, diagnose, type Location } from "../../diagnostic/diagnostic.ts";
import * as problem from "../../diagnostic/source-problems.ts";
import { fillVariables, isVariable } from "../../manifest/variables.ts";
import { Tagged } from "../../manifest/yaml-value.ts";

export interface Setting {
  readonly written: string | Tagged;
  readonly at: Location;
  /** What it holds must not be shown, wherever it was written by mistake. Default false. */
  readonly secret?: boolean;
}

export interface Sources {
  readonly env: { readonly [name: string]: string | undefined };
  /** Bytes of a file relative to cxroster.yaml; null where it cannot be read. */
  readonly readFile: (path: string) => Uint8Array | null;
}

/** The text of a setting, or what is wrong with where it comes from. */
export function readSetting(setting: Setting, sources: Sources): string | Diagnostic {
  const { written, at } = setting;
  if (!(written instanceof Tagged)) return written;
  return written.tag === "file"
    ? readFile(written.text, at, sources)
    : readVariables(setting, written.text, sources);
}

function readFile(path: string, at: Location, sources: Sources): string | Diagnostic {
  const bytes = sources.readFile(path);
  if (bytes === null) return problem.missingFile(at, path);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).replace(/\r?\n$/, "");
  } catch {
    return problem.fileNotText(at, path);
  }
}

function readVariables(setting: Setting, text: string, sources: Sources): string | Diagnostic {
  const isHidden = setting.secret === true && !isVariable(text);
  const at = isHidden ? problem.unshown(setting.at) : setting.at;
  const filled = fillVariables(text, sources.env);
  if ("text" in filled) return filled.text;
  const unset = "unset" in filled ? filled.unset[0] : undefined;
  if (unset !== undefined) return problem.unsetVariable(at, unset);
  return setting.secret === true ? problem.malformedSecret(at) : problem.malformedEnv(at, text);
}

/** A value that came from a setting must stand on one line, or headers and addresses break. */
export function emptySetting(name: string, at: Location | null): Diagnostic {
  return diagnose({
    code: "config-shape",
    message: `${name} is empty`,
    fix: "give it a value, or leave it out; a variable it comes from may be set to nothing",
    at,
  });
}

export function brokenSetting(name: string, at: Location | null): Diagnostic {
  return diagnose({
    code: "config-shape",
    message: `${name} must not hold line breaks or control characters`,
    at,
  });
}
