/** Values as YAML text. */
import { Document, isCollection } from "yaml";
import type { Value } from "../kind/value.ts";

/** A value in one line. */
export function inline(value: Value): string {
  const document = new Document(value);
  if (isCollection(document.contents)) document.contents.flow = true;
  return document.toString({ lineWidth: 0 }).trimEnd();
}

/** An entry of a block list, its dash in a column. */
export function block(value: Value, column: number): string {
  const written =
    typeof value === "object" && value !== null
      ? new Document(value).toString({ lineWidth: 0 }).trimEnd()
      : inline(value);
  const indent = " ".repeat(column);
  return written
    .split("\n")
    .map((line, index) => `${indent}${index === 0 ? "- " : "  "}${line}\n`)
    .join("");
}
