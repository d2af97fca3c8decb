/** A setting as cxroster.yaml writes it: a text, or the place a text comes from. Read only when it is needed. */
import { type Diagnostic, diagnose, type Location } from "../../diagnostic/diagnostic.ts";
import * as problem from "../../diagnostic/source-problems.ts";
import { Tagged } from "../../manifest/yaml-value.ts";

export interface Setting {
  readonly written: string | Tagged;
  readonly at: Location;
}

export interface Sources {
  readonly env: { readonly [name: string]: string | undefined };
  /** Bytes of a file relative to cxroster.yaml; null where it cannot be read. */
  readonly readFile: (path: string) => Uint8Array | null;
}

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
const INSIDE = /\$\{([^}]*)\}/g;

/** The text of a setting, or what is wrong with where it comes from. */
export function readSetting(setting: Setting, sources: Sources): string | Diagnostic {
  const { written, at } = setting;
  if (!(written instanceof Tagged)) return written;
  return written.tag === "file"
    ? readFile(written.text, at, sources)
    : readVariables(written.text, at, sources);
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

function readVariables(text: string, at: Location, sources: Sources): string | Diagnostic {
  if (VARIABLE.test(text)) return sources.env[text] ?? problem.unsetVariable(at, text);
  const names = [...text.matchAll(INSIDE)].map((match) => match[1] ?? "");
  if (names.length === 0 || !names.every((name) => VARIABLE.test(name)))
    return problem.malformedEnv(at, text);
  const unset = names.find((name) => sources.env[name] === undefined);
  if (unset !== undefined) return problem.unsetVariable(at, unset);
  return text.replace(INSIDE, (_, name: string) => sources.env[name] ?? "");
}

/** A value that came from a setting must stand on one line, or headers and addresses break. */
export function brokenSetting(name: string, at: Location | null): Diagnostic {
  return diagnose({
    code: "config-shape",
    message: `${name} must not hold line breaks or control characters`,
    at,
  });
}
