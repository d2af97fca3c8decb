/** `!env` and `!file`: texts, secrets and files that come from outside the manifest. */
import { createHash } from "node:crypto";
import { dirname, isAbsolute, join } from "node:path";
import * as problem from "../diagnostic/source-problems.ts";
import type { FileAttribute } from "../kind/attribute.ts";
import type { FileContent, Secret, SecretSource } from "../kind/value.ts";
import type { Cursor } from "./cursor.ts";
import { decodeStrictly } from "./decode.ts";
import type { Reading } from "./reading.ts";
import { fillVariables, isVariable } from "./variables.ts";
import { Tagged, type YamlValue } from "./yaml-value.ts";

/** Replaces a text from elsewhere by its content; any other value is handed back as it is. */
export function resolveText(reading: Reading, cursor: Cursor, value: YamlValue): YamlValue | undefined {
  if (!(value instanceof Tagged)) return value;
  return value.tag === "env"
    ? resolveEnvironment(reading, cursor, value.text)
    : readTextFile(reading, cursor, value.text);
}

function resolveEnvironment(reading: Reading, cursor: Cursor, text: string): string | undefined {
  const filled = fillVariables(text, reading.context.environment);
  if ("text" in filled) return filled.text;
  if ("malformed" in filled) return reading.refuse(problem.malformedEnv(cursor.place(), text));
  for (const name of filled.unset) reading.refuse(problem.unsetVariable(cursor.place(), name));
  return undefined;
}

function readTextFile(reading: Reading, cursor: Cursor, path: string): string | undefined {
  const bytes = readBytes(reading, cursor, path);
  if (bytes === undefined) return undefined;
  const text = decodeStrictly(bytes);
  if (text === null) return reading.refuse(problem.fileNotText(cursor.place(), path));
  return text.replace(/\r?\n$/, "");
}

function readBytes(reading: Reading, cursor: Cursor, path: string): Uint8Array | undefined {
  const bytes = path === "" ? null : reading.context.readFile(pathFrom(reading.file, path));
  return bytes ?? reading.refuse(problem.missingFile(cursor.place(), path));
}

function pathFrom(file: string, path: string): string {
  return isAbsolute(path) ? path : join(dirname(file), path);
}

/** Where a secret comes from. Its source must exist and not be empty; its text goes nowhere. */
export function readSecret(
  reading: Reading,
  cursor: Cursor,
  value: YamlValue,
  name: string,
): Secret | undefined {
  if (!(value instanceof Tagged)) return reading.refuse(problem.literalSecret(cursor.place(), name));
  if (value.tag === "env" && !isVariable(value.text)) {
    return reading.refuse(problem.partialSecret(cursor.place(), name));
  }
  const text = resolveText(reading, cursor, value);
  if (text === undefined) return undefined;
  if (text === "") return reading.refuse(problem.emptySecret(cursor.place(), name, value.text));
  return { $secret: sourceOf(reading, value) };
}

function sourceOf(reading: Reading, value: Tagged): SecretSource {
  return value.tag === "env" ? { env: value.text } : { file: pathFrom(reading.file, value.text) };
}

/** A file by its path and the hash of its bytes. */
export function readFileContent(
  reading: Reading,
  cursor: Cursor,
  path: string,
  name: string,
  attribute: FileAttribute,
): FileContent | undefined {
  const bytes = readBytes(reading, cursor, path);
  if (bytes === undefined) return undefined;
  if (bytes.byteLength > attribute.maxBytes) {
    const { maxBytes, rule } = attribute;
    return reading.refuse(problem.fileTooLarge(cursor.place(), name, path, bytes.byteLength, maxBytes, rule));
  }
  return {
    $file: pathFrom(reading.file, path),
    sha256: createHash("sha256").update(bytes).digest("hex"),
  };
}
