/** What reading YAML yields: plain values, and texts that come from elsewhere. */

/** A text behind `!env` or `!file`; who may read it, and when, depends on the attribute it is written for. */
export class Tagged {
  readonly tag: "env" | "file";
  readonly text: string;

  constructor(tag: "env" | "file", text: string) {
    this.tag = tag;
    this.text = text;
  }
}

/** Mappings are maps, so that no key can reach a prototype. */
export type YamlMap = ReadonlyMap<string, YamlValue>;
export type YamlValue = string | number | boolean | null | Tagged | readonly YamlValue[] | YamlMap;

/** Keys and positions from the top of a document. */
export type YamlPath = readonly (string | number)[];

export function isYamlMap(value: YamlValue | undefined): value is YamlMap {
  return value instanceof Map;
}

export function isYamlList(value: YamlValue | undefined): value is readonly YamlValue[] {
  return Array.isArray(value);
}

/** A text as a message shows it: what comes from elsewhere may be a secret, so only its source is told. */
export function shownText(written: YamlValue, text: string): string {
  return written instanceof Tagged ? `!${written.tag} ${written.text}` : text;
}

/** A value as a message names it. */
export function describe(value: YamlValue): string {
  if (value === null) return "null";
  if (value instanceof Tagged) return `the text of !${value.tag} ${value.text}`;
  if (isYamlList(value)) return "a list";
  if (isYamlMap(value)) return "a mapping";
  if (typeof value === "string") return `the text "${value.length > 60 ? `${value.slice(0, 60)}…` : value}"`;
  return typeof value === "number" ? `the number ${value}` : `${value}`;
}
