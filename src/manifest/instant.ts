/** `until`: a date or a time → the instant from which on the entry counts as absent. */
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;
const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;
const MINUTE_MILLISECONDS = 60 * 1000;
const LAST_DAY = "9999-12-31";
const LAST_SECOND = "9999-12-31T23:59:59Z";

/**
 * RFC 3339 in UTC with whole seconds, or null for what is no time. A date means the end of that day in UTC, so it
 * becomes the start of the next one; fractions of a second are dropped.
 */
export function parseInstant(text: string): string | null {
  // The next day could not be written.
  if (text === LAST_DAY) return LAST_SECOND;
  const day = startOfDay(text);
  if (day !== null) return format(day + DAY_MILLISECONDS);
  const match = TIME.exec(text);
  if (match === null) return null;
  const [, date = "", hour = "", minute = "", second = "", sign, offsetHour = "0", offsetMinute = "0"] =
    match;
  const start = startOfDay(date);
  const parts = [Number(hour), Number(minute), Number(second), Number(offsetHour), Number(offsetMinute)];
  const limits = [23, 59, 59, 23, 59];
  if (start === null || parts.some((part, index) => part > (limits[index] ?? 0))) return null;
  const [h = 0, m = 0, s = 0, oh = 0, om = 0] = parts;
  const offset = (oh * 60 + om) * (sign === "-" ? -1 : 1);
  return format(start + (h * 60 + m - offset) * MINUTE_MILLISECONDS + s * 1000);
}

/** Milliseconds at which a date starts in UTC; null for a day the calendar does not have. */
function startOfDay(text: string): number | null {
  const match = DATE.exec(text);
  if (match === null) return null;
  const milliseconds = Date.parse(`${text}T00:00:00Z`);
  // The parser carries 31 February over into March.
  return Number.isNaN(milliseconds) || new Date(milliseconds).toISOString().slice(0, 10) !== text
    ? null
    : milliseconds;
}

function format(milliseconds: number): string | null {
  const text = new Date(milliseconds).toISOString();
  return text.length === 24 ? `${text.slice(0, 19)}Z` : null;
}
