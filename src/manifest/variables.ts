/** Texts with environment variables in them, as `!env` takes them. */

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
const REFERENCE = /\$\{([^}]*)\}/g;

export interface Environment {
  readonly [name: string]: string | undefined;
}

/** The text, the variables that are not set (each once), or that the text names no variable rightly. */
export type Filled =
  | { readonly text: string }
  | { readonly unset: readonly string[] }
  | { readonly malformed: true };

export function isVariable(text: string): boolean {
  return VARIABLE.test(text);
}

/** Fills in a text that is the name of a variable, or has `${NAME}` in it. Only what the environment itself holds counts. */
export function fillVariables(text: string, environment: Environment): Filled {
  const pattern = isVariable(text) ? `\${${text}}` : text;
  const names = [...new Set([...pattern.matchAll(REFERENCE)].map((match) => match[1] ?? ""))];
  if (names.length === 0 || !names.every(isVariable)) return { malformed: true };
  const unset = names.filter((name) => variable(environment, name) === undefined);
  if (unset.length > 0) return { unset };
  return { text: pattern.replace(REFERENCE, (_, name: string) => variable(environment, name) ?? "") };
}

function variable(environment: Environment, name: string): string | undefined {
  return Object.hasOwn(environment, name) ? environment[name] : undefined;
}
