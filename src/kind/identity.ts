/** Identity keys: how two spellings are known to mean one object. */

/** Folds a name or an e-mail address: trimmed, lower case without a locale, NFC (again after lowering, which can take letters apart). */
export function fold(text: string): string {
  return text.trim().normalize("NFC").toLowerCase().normalize("NFC");
}

/** A name as a part of a path: `/` and `\` are escaped with `\`, or two paths could read the same. */
export function pathPart(name: string): string {
  return name.replace(/[\\/]/g, "\\$&");
}

/** Joins the folded parts of an identity; `/` and `\` inside a part are escaped with `\`. */
export function joinKey(parts: readonly string[]): string {
  return parts.map((part) => pathPart(fold(part))).join("/");
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

/** The container's part of a key and the object's own, both still escaped. The first is null where there is one part. */
function splitLast(key: string): readonly [string | null, string] {
  let slash = -1;
  for (let index = 0; index < key.length; index++) {
    if (key[index] === "\\") index++;
    else if (key[index] === "/") slash = index;
  }
  return slash < 0 ? [null, key] : [key.slice(0, slash), key.slice(slash + 1)];
}

/** Key of the container of an object that stands inside another; null at the top. */
export function outerKey(key: string): string | null {
  return splitLast(key)[0];
}

/** The last part of a key, still escaped. */
export function lastPart(key: string): string {
  return splitLast(key)[1];
}

/** A character of a pattern, or one of its two wildcards. */
type Token = string | typeof ANY_RUN | typeof ANY_ONE;
const ANY_RUN = Symbol("*");
const ANY_ONE = Symbol("?");

/**
 * A matcher for an identity pattern: `*` is any run, `?` one character, `[*]` and `[?]` those characters themselves;
 * the whole folded string must match. Takes keys: parts are compared joined with `/`, without escapes.
 * Runs in time linear in pattern × text, so a hostile pattern cannot hang it.
 */
export function matchPattern(pattern: string): (key: string) => boolean {
  const wanted = tokens(fold(pattern));
  return (key) => matches(wanted, [...textOfKey(key)]);
}

/** A key as a person writes it, its parts joined with `/`. */
export function textOfKey(key: string): string {
  return key.includes("\\") ? splitKey(key).join("/") : key;
}

/** The pattern that matches one key and no other. */
export function literalPattern(key: string): string {
  return textOfKey(key).replace(/[*?]/g, "[$&]");
}

/** A matcher for several patterns at once; those without wildcards cost nothing per key. */
export function matchAny(patterns: readonly string[]): (key: string) => boolean {
  const literal = new Set(patterns.filter((pattern) => !/[*?]/.test(pattern)).map(fold));
  const matchers = patterns.filter((pattern) => /[*?]/.test(pattern)).map(matchPattern);
  return (key) => literal.has(textOfKey(key)) || matchers.some((matches) => matches(key));
}

function tokens(pattern: string): Token[] {
  const parts = pattern.match(/\[[*?]\]|./gsu) ?? [];
  return parts.map((part) => {
    if (part === "*") return ANY_RUN;
    return part === "?" ? ANY_ONE : part === "[*]" ? "*" : part === "[?]" ? "?" : part;
  });
}

function matches(pattern: readonly Token[], text: readonly string[]): boolean {
  let row = 0;
  let column = 0;
  let star = -1;
  let mark = 0;
  while (column < text.length) {
    if (pattern[row] === ANY_RUN) {
      star = row++;
      mark = column;
    } else if (row < pattern.length && (pattern[row] === ANY_ONE || pattern[row] === text[column])) {
      row++;
      column++;
    } else if (star >= 0) {
      row = star + 1;
      column = ++mark;
    } else return false;
  }
  while (pattern[row] === ANY_RUN) row++;
  return row === pattern.length;
}
