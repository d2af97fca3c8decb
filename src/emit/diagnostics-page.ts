/** The page of every diagnostic code. */
import { code, GENERATED, page, table } from "./markdown.ts";

/** `codes` explains each code in one sentence. */
export function diagnosticsPage(codes: { readonly [code: string]: string }): string {
  const rows = Object.entries(codes).sort(([a], [b]) => (a < b ? -1 : 1));
  return page(
    GENERATED,
    "# Diagnostics",
    "Every message carries a code that never changes its meaning. A code such as `ECX-WS-03` is a documented rule of a " +
      "platform and is explained on the page of that platform's rules; the others are these.",
    table(
      ["code", "says"],
      rows.map(([name, says]) => [code(name), says]),
    ),
  );
}
