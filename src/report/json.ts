/** Any value as the one JSON document of a command: two spaces, a newline at the end. */
export function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
