/** How the end of something is told. */

const DAY_MILLISECONDS = 86_400_000;
const MIDNIGHT = /T00:00:00(?:\.0+)?Z$/;

/** After `at`: `2026-12-02T00:00:00Z` → `the end of 2026-12-01 (UTC)`, the date people write for it; else the instant. */
export function endWords(instant: string): string {
  const time = Date.parse(instant);
  if (!MIDNIGHT.test(instant) || Number.isNaN(time)) return instant;
  return `the end of ${new Date(time - DAY_MILLISECONDS).toISOString().slice(0, 10)} (UTC)`;
}
