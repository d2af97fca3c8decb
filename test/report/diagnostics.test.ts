import { expect, test } from "vitest";
import { type Diagnostic, diagnose } from "../../src/diagnostic/diagnostic.ts";
import { diagnosticsAsData, renderDiagnostics } from "../../src/report/diagnostics.ts";

const at = (text: string, column: number, length: number, line = 12) => ({
  file: "users.yaml",
  line,
  column,
  length,
  text,
});
const plain = (diagnostics: Diagnostic[]) => renderDiagnostics(diagnostics, { color: false });

test("a diagnostic shows place, code, message, source line, why, fix and notes with their own places", () => {
  const text = plain([
    diagnose({
      code: "AID-ROLE-01",
      message: '"Acount Admin" is not a role. Did you mean "Account Admin"?',
      why: "AutoID knows three roles.",
      fix: "Use one of User, Account Admin, Messaging Agent.",
      at: at("    roles: [Acount Admin]", 13, 12),
      notes: [{ message: "first declared here", at: at("    roles: [User]", 5, 5, 3) }],
    }),
  ]);
  expect(text).toBe(
    `users.yaml:12:13 AID-ROLE-01: "Acount Admin" is not a role. Did you mean "Account Admin"?
 12 |     roles: [Acount Admin]
    |             ^^^^^^^^^^^^
  why: AutoID knows three roles.
  fix: Use one of User, Account Admin, Messaging Agent.
  note: users.yaml:3:5 first declared here
 3 |     roles: [User]
   |     ^^^^^
`,
  );
});

test("warnings say so and a diagnostic without a place has no source line", () => {
  expect(plain([diagnose({ code: "x", severity: "warning", message: "Careful." })])).toBe(
    "x: warning: Careful.\n",
  );
});

test("hostile text cannot reach the terminal, and the caret still stands under the place", () => {
  const text = plain([
    diagnose({
      code: "x",
      message: 'bad "\u001b[2J\u202e\u0007"',
      at: at("- \u001b]0;a\u0007 \u202eevil", 10, 5),
    }),
  ]);
  expect(text).toBe(
    'users.yaml:12:10 x: bad "␛[2J<U+202E>␇"\n 12 | - ␛]0;a␇ <U+202E>evil\n    |          ^^^^^^^^^^^^\n',
  );
});

test("a line of a megabyte is cut around the place", () => {
  const text = plain([
    diagnose({
      code: "x",
      message: "far",
      at: at(`${"a".repeat(500_000)}BAD${"c".repeat(500_000)}`, 500_001, 3),
    }),
  ]);
  const [, source = "", carets = ""] = text.split("\n");
  expect(source.length).toBeLessThan(110);
  expect(source.slice(carets.indexOf("^"), carets.lastIndexOf("^") + 1)).toBe("BAD");
});

test("carets account for wide characters", () => {
  const [, , carets = ""] = plain([diagnose({ code: "x", message: "m", at: at("名前 bad", 4, 3) })]).split(
    "\n",
  );
  expect(carets).toBe(`    | ${" ".repeat(5)}^^^`);
});

test("more diagnostics than the limit are counted, JSON holds all of them in order", () => {
  const many = Array.from({ length: 150 }, (_, index) =>
    diagnose({ code: "x", message: `m${index}`, at: at("", 1, 1, 150 - index) }),
  );
  expect(plain(many).split("\n").at(-2)).toBe("… and 50 more (150 in all).");
  expect(diagnosticsAsData(many)).toHaveLength(150);
  expect(diagnosticsAsData(many)[0]).toEqual({
    code: "x",
    severity: "error",
    message: "m149",
    at: at("", 1, 1, 1),
    notes: [],
  });
});

test("colour only where asked", () => {
  const one = [diagnose({ code: "x", message: "m" })];
  expect(renderDiagnostics(one, { color: true })).toContain("\u001b[31mx\u001b[39m");
  expect(plain(one)).not.toContain("\u001b");
});
