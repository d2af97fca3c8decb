/** Messages: texts with `${EXPRESSION}` in them. `$${` stands for the characters themselves. */
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import { unfinishedPart } from "../diagnostic/policy-problems.ts";
import type { PolicyEnvironment } from "./environment.ts";
import { compile, type Expression, type PlaceOf } from "./expression.ts";

export interface Message {
  /** Texts and expressions in turn. */
  readonly parts: readonly (string | Expression)[];
}

/** What an expression inside a message may give. */
const WORDABLE = ["string", "int", "double", "bool", "list<string>", "google.protobuf.Timestamp"];
const CHARACTERS_AT_MOST = 1_000;

/** Compiles a message; every problem of its parts at once. */
export function compileMessage(
  environment: PolicyEnvironment,
  text: string,
  placeOf: PlaceOf,
  variables: readonly string[],
): { readonly message: Message; readonly diagnostics: readonly Diagnostic[] } {
  const parts: (string | Expression)[] = [];
  const diagnostics: Diagnostic[] = [];
  let plain = "";
  let index = 0;
  while (index < text.length) {
    if (text.startsWith("$${", index)) {
      plain += "${";
      index += 3;
    } else if (text.startsWith("${", index)) {
      const end = endOfPart(text, index + 2);
      if (end === null) {
        diagnostics.push(unfinishedPart(placeOf(index, text.length)));
        break;
      }
      const start = index + 2;
      const place: PlaceOf = (from, to) => placeOf(start + from, start + to);
      const found = compile(environment, text.slice(start, end), place, variables, WORDABLE);
      if ("code" in found) diagnostics.push(found);
      else parts.push(plain, found);
      plain = "";
      index = end + 1;
    } else plain += text[index++];
  }
  parts.push(plain);
  return { message: { parts: parts.filter((part) => part !== "") }, diagnostics };
}

/** The offset of the `}` that ends a part; null where none does. Braces in quotes and in pairs do not count. */
function endOfPart(text: string, from: number): number | null {
  let depth = 0;
  let quote: string | null = null;
  for (let index = from; index < text.length; index++) {
    const letter = text[index];
    if (quote !== null) {
      if (letter === "\\") index++;
      else if (letter === quote) quote = null;
    } else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === "{") depth++;
    else if (letter === "}" && depth-- === 0) return index;
  }
  return null;
}

/** The message about one subject. */
export function wordMessage({ parts }: Message, context: { readonly [variable: string]: object }): string {
  const words = parts.map((part) => (typeof part === "string" ? part : worded(part.evaluate(context))));
  const text = words.join("");
  return text.length > CHARACTERS_AT_MOST ? `${text.slice(0, CHARACTERS_AT_MOST)}…` : text;
}

function worded(value: unknown): string {
  if (Array.isArray(value)) return value.map(worded).join(", ");
  return value instanceof Date ? value.toISOString().replace(".000Z", "Z") : String(value);
}
