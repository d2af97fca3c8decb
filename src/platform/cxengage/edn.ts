/** Capacity rule sets: the part of EDN the vendor's clients write, maps from vectors of keywords to integers. */

export interface RuleSetEntry {
  readonly channels: readonly string[];
  readonly max: number;
}

const ENTRY = /\[([^\]]*)\]\s*(\d+)/g;
const SEPARATOR = /[\s,]+/;

/** The entries of a rule set; null for anything that is none. */
export function parseRuleSet(text: string): RuleSetEntry[] | null {
  const body = /^\s*\{([\s\S]*)\}\s*$/.exec(text)?.[1];
  if (body === undefined) return null;
  const entries = [...body.matchAll(ENTRY)].map(([, channels = "", max = ""]) => ({
    channels: keywords(channels),
    max: Number(max),
  }));
  const isClean = body.replace(ENTRY, "").replace(/[\s,]+/g, "") === "";
  const isFilled = entries.every((entry) => entry.channels.length > 0);
  return isClean && isFilled && !repeatsKey(entries) ? entries : null;
}

/** A map holds every key once; the same channels in another order say two things of the same contacts. */
function repeatsKey(entries: readonly RuleSetEntry[]): boolean {
  const keys = entries.map(({ channels }) => [...channels].sort().join(" "));
  return new Set(keys).size < keys.length;
}

function keywords(text: string): string[] {
  const words = text.split(SEPARATOR).filter((word) => word !== "");
  return words.every((word) => word.startsWith(":")) ? words.map((word) => word.slice(1)) : [];
}

/** Writes entries in one form: channels sorted, entries sorted, single spaces. */
function writeRuleSet(entries: readonly RuleSetEntry[]): string {
  const written = entries.map(({ channels, max }) => {
    const vector = [...channels]
      .sort()
      .map((channel) => `:${channel}`)
      .join(" ");
    return `[${vector}] ${max}`;
  });
  return `{${written.sort().join(" ")}}`;
}

/** One text for all spellings of a rule set; a text that is none stays as it is. */
export function canonicalRuleSet(text: string): string {
  const entries = parseRuleSet(text);
  return entries === null ? text.trim() : writeRuleSet(entries);
}
