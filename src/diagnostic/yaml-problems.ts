/** Wording of everything that keeps a text from being read as YAML. */
import { type Diagnostic, diagnose, type Location } from "./diagnostic.ts";

export function tooLarge(at: Location, bytes: number, maximum: number): Diagnostic {
  return diagnose({
    code: "file-too-large",
    message: `the file has ${bytes} bytes; at most ${maximum} are read`,
    fix: "split the manifest into several files",
    at,
  });
}

export function notUtf8(at: Location): Diagnostic {
  return diagnose({
    code: "not-utf8",
    message: "the file is not UTF-8 from here on",
    fix: "save it as UTF-8",
    at,
  });
}

export function hiddenCharacter(at: Location, character: string): Diagnostic {
  return diagnose({
    code: "hidden-character",
    message: `the character ${codePoint(character)} cannot be seen and is not allowed in a manifest`,
    fix: "remove it",
    at,
  });
}

export function loneCarriageReturn(at: Location): Diagnostic {
  return diagnose({
    code: "line-end",
    message: "this line ends with a lone carriage return, which readers of YAML count differently",
    fix: "save the file with LF or CRLF line ends",
    at,
  });
}

export function emptyFile(at: Location): Diagnostic {
  return diagnose({
    code: "empty-file",
    message: "the file holds no manifest",
    fix: "start with `apiVersion: cxroster/v1` and `platform:`, or leave the file out",
    at,
  });
}

export function yamlSyntax(at: Location, message: string): Diagnostic {
  return diagnose({ code: "yaml-syntax", message: `not valid YAML: ${message}`, at });
}

export function tabIndent(at: Location): Diagnostic {
  return diagnose({
    code: "yaml-tab",
    message: "a tab cannot indent YAML",
    fix: "indent with spaces",
    at,
  });
}

export function tooDeep(at: Location): Diagnostic {
  return diagnose({
    code: "yaml-depth",
    message: "the nesting is too deep for a manifest",
    at,
  });
}

export function keyNotText(at: Location): Diagnostic {
  return diagnose({
    code: "yaml-key",
    message: "a key must be plain text",
    fix: "write the name of an attribute or of a collection before the colon",
    at,
  });
}

export function repeatedKey(at: Location, key: string, first: Location): Diagnostic {
  return diagnose({
    code: "duplicate-key",
    message: `the key "${key}" stands twice in one mapping`,
    fix: "keep one of them",
    at,
    notes: [{ message: "first here", at: first }],
  });
}

export function unknownTag(at: Location, tag: string): Diagnostic {
  return diagnose({
    code: "yaml-tag",
    message: `the tag ${tag} is not known here`,
    fix: "use `!env NAME` or `!file PATH` before a text, or no tag at all",
    at,
  });
}

export function yamlVersion(at: Location): Diagnostic {
  return diagnose({
    code: "yaml-version",
    message: "a manifest is YAML 1.2; a %YAML line that says otherwise changes what words such as yes mean",
    fix: "remove the %YAML line",
    at,
  });
}

export function unknownDirective(at: Location, message: string): Diagnostic {
  return diagnose({ code: "yaml-directive", message: `${lowerFirst(message)}`, fix: "remove the line", at });
}

export function undefinedAlias(at: Location, name: string): Diagnostic {
  return diagnose({
    code: "undefined-alias",
    message: `*${name} refers to an anchor that is not defined above it`,
    fix: `define it with &${name}, or quote the text if it is a pattern: "*${name}"`,
    at,
  });
}

export function cyclicAlias(at: Location, name: string): Diagnostic {
  return diagnose({ code: "cyclic-alias", message: `*${name} stands inside what it refers to`, at });
}

export function aliasBomb(at: Location, maximum: number): Diagnostic {
  return diagnose({
    code: "alias-bomb",
    message: `the aliases of this document unfold to more than ${maximum} values`,
    at,
  });
}

export function badMerge(at: Location): Diagnostic {
  return diagnose({
    code: "bad-merge",
    message: "<< takes a mapping, or a list of mappings",
    fix: "refer to an anchor that stands before a mapping",
    at,
  });
}

export function inexactNumber(at: Location, source: string): Diagnostic {
  return diagnose({
    code: "inexact-number",
    message: `the number ${source} cannot be held exactly`,
    fix: `if it is a text, quote it: "${source}"`,
    at,
  });
}

export function ambiguousNumber(at: Location, source: string): Diagnostic {
  return diagnose({
    code: "ambiguous-number",
    message: `${source} is one number to some readers of YAML and another to others`,
    fix: `if it is a text, quote it: "${source}"; if it is a number, write it in decimal without a leading zero`,
    at,
  });
}

export function brokenText(at: Location): Diagnostic {
  return diagnose({
    code: "broken-text",
    message: "an escape in this text makes half a character (a lone surrogate)",
    at,
  });
}

export function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
