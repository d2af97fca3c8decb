/** CEL text → something that can be evaluated, or what is wrong with it and where. */
import type { ASTNode } from "@marcbachmann/cel-js";
import type { Diagnostic, Location } from "../diagnostic/diagnostic.ts";
import * as problem from "../diagnostic/policy-problems.ts";
import { FUNCTIONS, LIMITS, type PolicyEnvironment, SCOPES } from "./environment.ts";

export interface Expression {
  readonly text: string;
  readonly at: Location;
  /** Result type as CEL names it. */
  readonly type: string;
  evaluate(context: { readonly [variable: string]: object }): unknown;
}

/** The place of a part of an expression, by offsets in its text. */
export type PlaceOf = (start: number, end: number) => Location;

interface CelProblem {
  readonly code?: string;
  readonly summary?: string;
  readonly message: string;
  readonly range?: { readonly start: number; readonly end: number };
  readonly node?: object;
}

/** Macros that walk a list, whose nesting is bounded. */
const WALKS: ReadonlySet<string> = new Set(["all", "exists", "exists_one", "map", "filter"]);

/** Parses and checks one expression. `wanted` are the result types it may have. */
export function compile(
  environment: PolicyEnvironment,
  text: string,
  placeOf: PlaceOf,
  variables: readonly string[],
  wanted: readonly string[],
): Expression | Diagnostic {
  const at = placeOf(0, text.length);
  if (text.length > LIMITS.characters) return problem.expressionTooLong(at, text.length, LIMITS.characters);
  try {
    const parsed = environment.cel.parse(text);
    const refused = refusedPart(parsed.ast, placeOf, variables);
    if (refused !== null) return refused;
    const checked = parsed.check();
    if (!checked.valid) return worded(environment, checked.error as CelProblem, text, placeOf);
    const type = checked.type ?? "dyn";
    if (!wanted.includes(type)) return problem.wrongResult(at, type, wanted);
    return { text, at, type, evaluate: (context) => parsed(context) };
  } catch (thrown) {
    return worded(environment, thrown as CelProblem, text, placeOf);
  }
}

/** The first call or variable that is not offered, and walks that are nested too deeply. */
function refusedPart(ast: ASTNode, placeOf: PlaceOf, variables: readonly string[]): Diagnostic | null {
  const visit = (node: ASTNode, depth: number): Diagnostic | null => {
    const name = node.op === "call" || node.op === "rcall" ? String(node.args[0]) : null;
    if (name !== null && !Object.hasOwn(FUNCTIONS, name)) {
      const { start } = node.range;
      const offset = node.input.indexOf(name, node.op === "rcall" ? endOf(node.args[1] as ASTNode) : start);
      return problem.unknownFunction(placeOf(offset, offset + name.length), name, Object.keys(FUNCTIONS));
    }
    if (
      node.op === "id" &&
      (SCOPES as readonly string[]).includes(node.args) &&
      !variables.includes(node.args)
    ) {
      return problem.variableNotHere(placeOf(node.range.start, node.range.end), node.args, variables);
    }
    const inner = name !== null && WALKS.has(name) ? depth + 1 : depth;
    if (inner > LIMITS.nesting) {
      return problem.nestedTooDeeply(placeOf(node.range.start, node.range.end), LIMITS.nesting);
    }
    for (const child of childrenOf(node)) {
      const found = visit(child, inner);
      if (found !== null) return found;
    }
    return null;
  };
  return visit(ast, 0);
}

function endOf(node: ASTNode): number {
  return node.range.end;
}

function childrenOf(node: ASTNode): ASTNode[] {
  const found: ASTNode[] = [];
  const gather = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) gather(each);
    else if (isNode(value)) found.push(value);
  };
  if (node.op !== "value") gather(node.args);
  return found;
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === "object" && value !== null && "op" in value && "args" in value;
}

function worded(
  environment: PolicyEnvironment,
  error: CelProblem,
  text: string,
  placeOf: PlaceOf,
): Diagnostic {
  const range = error.range ?? { start: 0, end: text.length };
  const at = placeOf(range.start, Math.max(range.end, range.start + 1));
  const part = text.slice(range.start, range.end);
  switch (error.code) {
    case "no_such_key":
      return problem.unknownField(at, part, fieldsOf(environment, error.node));
    case "unknown_variable":
      return problem.unknownVariable(at, part, SCOPES);
    case "limit_exceeded":
      return problem.expressionTooLarge(at, error.summary ?? error.message);
    default:
      return problem.badExpression(at, (error.summary ?? error.message).split("\n")[0] ?? "");
  }
}

/** Fields of the type that a field was asked of; of all types where that is not told. */
function fieldsOf(environment: PolicyEnvironment, node: object | undefined): string[] {
  const receiver = isNode(node) && Array.isArray(node.args) ? (node.args[0] as object) : null;
  const told = (receiver as { checkedType?: { name?: string } } | null)?.checkedType?.name;
  const shape = told === undefined ? undefined : environment.shapes.get(told);
  const shapes = shape === undefined ? [...environment.shapes.values()] : [shape];
  return [...new Set(shapes.flatMap((each) => Object.keys(each.fields)))];
}
