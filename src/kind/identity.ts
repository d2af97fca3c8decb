/** Identity keys: how two spellings are known to mean one object. */

/** Folds a name or an e-mail address: NFC, trimmed, lower case without a locale. */
export function fold(text: string): string {
  return text.normalize("NFC").trim().toLowerCase();
}

/** Joins the folded parts of an identity; `/` and `\` inside a part are escaped with `\`. */
export function joinKey(parts: readonly string[]): string {
  return parts.map((part) => fold(part).replace(/[\\/]/g, "\\$&")).join("/");
}

/** Undoes {@link joinKey}. */
export function splitKey(key: string): string[] {
  const parts: string[] = [""];
  for (let index = 0; index < key.length; index++) {
    if (key[index] === "\\") parts.push((parts.pop() ?? "") + (key[++index] ?? ""));
    else if (key[index] === "/") parts.push("");
    else parts.push((parts.pop() ?? "") + key[index]);
  }
  return parts;
}

/**
 * A matcher for an identity pattern: `*` is any run, `?` one character; the whole folded string must match.
 * Runs in time linear in pattern × text, so a hostile pattern cannot hang it.
 */
export function matchPattern(pattern: string): (key: string) => boolean {
  const wanted = [...fold(pattern)];
  return (key) => matches(wanted, [...key]);
}

function matches(pattern: readonly string[], text: readonly string[]): boolean {
  let row = 0;
  let column = 0;
  let star = -1;
  let mark = 0;
  while (column < text.length) {
    if (pattern[row] === "*") {
      star = row++;
      mark = column;
    } else if (row < pattern.length && (pattern[row] === "?" || pattern[row] === text[column])) {
      row++;
      column++;
    } else if (star >= 0) {
      row = star + 1;
      column = ++mark;
    } else return false;
  }
  while (pattern[row] === "*") row++;
  return row === pattern.length;
}
