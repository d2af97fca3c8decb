/** What the service says, and what goes wrong in it, as diagnostics on the wire. */
import { Malformed } from "./malformed.ts";
import { type DiagnosticGiven, type PathGiven, SEVERITY } from "./messages.ts";
import type { AttributePath, TerraformDiagnostic, TypeConstraint } from "./provider.ts";

/** @param type of the object that paths lead into; without it they are taken for names of attributes. */
export const sayAll = (all: readonly TerraformDiagnostic[], type?: TypeConstraint): DiagnosticGiven[] =>
  all.map((each) => say(each, type));

function say(
  { severity, summary, detail, path }: TerraformDiagnostic,
  type?: TypeConstraint,
): DiagnosticGiven {
  const attribute = path === undefined || path.length === 0 ? undefined : pathGiven(path, type);
  return {
    severity: SEVERITY[severity],
    summary: summary.toWellFormed(),
    detail: detail.toWellFormed(),
    attribute,
  };
}

/** A path as steps: cores tell the key of a map from the name of an attribute. */
export function pathGiven(path: AttributePath, type?: TypeConstraint): PathGiven {
  let inner = type;
  const steps = path.map((step) => {
    const here = inner;
    inner = innerType(here, step);
    if (typeof step === "number") return { elementKeyInt: step };
    return Array.isArray(here) && here[0] === "map" ? { elementKeyString: step } : { attributeName: step };
  });
  return { steps };
}

function innerType(type: TypeConstraint | undefined, step: string | number): TypeConstraint | undefined {
  if (type === undefined || typeof type === "string") return undefined;
  if (type[0] === "object") return type[1][step];
  return type[0] === "tuple" ? type[1][Number(step)] : type[1];
}

/** Anything thrown, as an error diagnostic: a call that fails in another way loses what it has to say. */
export function sayThrown(thrown: unknown): DiagnosticGiven {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const summary =
    thrown instanceof Malformed ? "A value cannot be read or written" : "The provider failed unexpectedly";
  return { severity: SEVERITY.error, summary, detail: message.toWellFormed() };
}
