/** Wording of what is wrong with `!env`, `!file`, secrets and files. Never quotes a value, only where it comes from. */
import { type Diagnostic, diagnose, type Location } from "./diagnostic.ts";

export function malformedEnv(at: Location, text: string): Diagnostic {
  return diagnose({
    code: "malformed-env",
    message: `!env takes the name of a variable, or a text with \${NAME} in it, not "${text}"`,
    fix: 'write `!env NAME` or `!env "text ${NAME}"`',
    at,
  });
}

/** As {@link malformedEnv}, where the text may be the secret itself. */
export function malformedSecret(at: Location): Diagnostic {
  return diagnose({
    code: "malformed-env",
    message: "!env takes the name of a variable, or a text with ${NAME} in it",
    fix: "write `!env NAME`, and change the secret if it was ever committed",
    at: unshown(at),
  });
}

export function unsetVariable(at: Location, name: string): Diagnostic {
  return diagnose({
    code: "unset-variable",
    message: `the environment variable ${name} is not set`,
    fix: `set ${name} before running cxroster`,
    at,
  });
}

export function missingFile(at: Location, path: string): Diagnostic {
  return diagnose({
    code: "missing-file",
    message: `the file ${path} cannot be read`,
    fix: "paths are relative to the YAML file they stand in",
    at,
  });
}

export function fileNotText(at: Location, path: string): Diagnostic {
  return diagnose({ code: "file-not-text", message: `the file ${path} is not UTF-8 text`, at });
}

export function literalSecret(at: Location, name: string): Diagnostic {
  return diagnose({
    code: "literal-secret",
    message: `${name} is a secret and must not stand in a manifest`,
    fix: "write `!env NAME` or `!file PATH`, and change the secret if it was ever committed",
    at: unshown(at),
  });
}

/** A place whose line would show a secret, or a part of one. */
export function unshown(at: Location): Location {
  return { ...at, length: 0, text: "" };
}

export function partialSecret(at: Location, name: string): Diagnostic {
  return diagnose({
    code: "partial-secret",
    message: `${name} is a secret and must be the whole variable or the whole file`,
    fix: "write `!env NAME` or `!file PATH`",
    at: unshown(at),
  });
}

export function emptySecret(at: Location, name: string, source: string): Diagnostic {
  return diagnose({ code: "empty-secret", message: `${name} comes from ${source}, which is empty`, at });
}

export function fileTooLarge(
  at: Location,
  name: string,
  path: string,
  bytes: number,
  maximum: number,
  rule: string | undefined,
): Diagnostic {
  return diagnose({
    code: rule ?? "file-too-large",
    message: `${name}: ${path} has ${bytes} bytes; at most ${maximum} are allowed`,
    at,
  });
}

export function taggedFile(at: Location, name: string): Diagnostic {
  return diagnose({
    code: "tagged-file",
    message: `${name} takes the path of a file, not its content`,
    fix: "write the path without !file",
    at,
  });
}
