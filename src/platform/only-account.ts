/** The account that credentials open by themselves, where a target names none. */
import type { Row } from "./account-mapping.ts";
import { PlatformError } from "./contract.ts";

export interface AccountWords {
  /** What an account is called in messages. */
  readonly word: string;
  /** Rules cited where the credentials open no account, or several. */
  readonly rules: { readonly none: string; readonly several: string };
  /** What to do where they open none. Default: nothing is said. */
  readonly whenNone?: string;
}

/** Throws a PlatformError where the rows are not exactly one. */
export function onlyAccount(rows: readonly Row[], { word, rules, whenNone }: AccountWords): Row {
  const [only, second] = rows;
  if (only === undefined) {
    const message = `the credentials open no ${word}${whenNone === undefined ? "" : `; ${whenNone}`}`;
    throw new PlatformError("forbidden", message, { status: 404, rule: rules.none });
  }
  if (second === undefined) return only;
  const names = rows.map((row) => `${String(row.name)} (${String(row.id)})`).join(", ");
  const message = `the credentials open several ${word}s, say which one in \`account\`: ${names}`;
  throw new PlatformError("refused", message, { status: 404, rule: rules.several });
}
