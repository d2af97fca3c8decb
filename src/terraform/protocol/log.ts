/** Log lines for the process that started this one: one JSON object a line on stderr. Nobody may log a secret. */

const LEVELS = ["trace", "debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof LEVELS)[number];
export type LogFields = { readonly [name: string]: string | number | boolean };
export type Log = (level: LogLevel, message: string, fields?: LogFields) => void;

/** Longer lines are not read as JSON by the other side; the rest of a line is small. */
const MESSAGE_LENGTH_MAXIMUM = 8_192;
const MODULE = "cxroster";

/** The level the user asks for; null: nothing is logged. The most specific variable wins. */
export function logLevel(environment: { readonly [name: string]: string | undefined }): LogLevel | null {
  const wanted = [environment.TF_LOG_PROVIDER_CXROSTER, environment.TF_LOG_PROVIDER, environment.TF_LOG].find(
    (each) => each !== undefined && each !== "",
  );
  if (wanted === undefined) return null;
  if (wanted.toUpperCase() === "OFF") return null;
  return LEVELS.find((level) => level === wanted.toLowerCase()) ?? "trace";
}

/** A log that hands whole lines to `write`. */
export function makeLog(least: LogLevel | null, write: (line: string) => void, now = () => new Date()): Log {
  const from = least === null ? LEVELS.length : LEVELS.indexOf(least);
  return (level, message, fields) => {
    if (LEVELS.indexOf(level) >= from) write(logLine(level, message, fields ?? {}, now()));
  };
}

/** The names with `@` are read by the other side, which takes nothing but text there. */
function logLine(level: LogLevel, message: string, fields: LogFields, now: Date): string {
  const own = Object.entries(fields).filter(([name]) => !name.startsWith("@"));
  const line = {
    "@level": level,
    "@message": message.slice(0, MESSAGE_LENGTH_MAXIMUM),
    "@module": MODULE,
    "@timestamp": timestamp(now),
    ...Object.fromEntries(own.map(([name, value]) => [name, clipped(value)])),
  };
  return `${JSON.stringify(line)}\n`;
}

const clipped = (value: string | number | boolean): string | number | boolean =>
  typeof value === "string" ? value.slice(0, MESSAGE_LENGTH_MAXIMUM) : value;

/** With exactly six fractional digits: with any other count the line loses its level on the other side. */
export const timestamp = (now: Date): string => now.toISOString().replace(/\.(\d{3})Z$/, ".$1000Z");
