import { expect, test } from "vitest";
import type { Rule } from "../../src/kind/table.ts";
import { audit } from "../support/rules/audit.ts";
import { type FileRecord, gather } from "../support/rules/evidence.ts";
import { mentions } from "../support/rules/places.ts";
import { reportLines } from "../support/rules/report.ts";

const nowhere = { client: new Map<string, string[]>(), server: new Map<string, string[]>() };
const rule = (over: Partial<Rule>): Rule => ({
  says: "It is so.",
  client: "enforced",
  server: "enforced",
  ...over,
});
const record = (over: Partial<FileRecord>): FileRecord => ({
  file: "test/a.test.ts",
  emitted: { client: [], server: [] },
  cited: [],
  ...over,
});

test("an enforced rule needs evidence on its own side", () => {
  const evidence = gather([record({ emitted: { client: ["ECX-WS-03"], server: [] } })]);
  expect(audit({ "ECX-WS-03": rule({}) }, evidence, nowhere)).toEqual([
    "ECX-WS-03 is enforced by the server but no test showed it there",
  ]);
});

test("a rule that is named nowhere but in the table is reported as such", () => {
  const problems = audit({ "ECX-WS-03": rule({}) }, gather([]), nowhere);
  expect(problems).toContain("ECX-WS-03 stands in the rule table and nowhere else");
});

test("a reason for enforcing nothing must not be contradicted by code that speaks", () => {
  const rules = { "ECX-WS-04": rule({ client: { none: "advice" }, server: { none: "advice" } }) };
  expect(audit(rules, gather([]), nowhere)).toEqual([]);
  const evidence = gather([record({ emitted: { client: ["ECX-WS-04"], server: [] } })]);
  expect(audit(rules, evidence, nowhere)).toEqual([
    "ECX-WS-04 has nothing to enforce on the client by the table, yet it spoke in test/a.test.ts",
  ]);
});

test("ids that no table has are errors, in code and in titles", () => {
  const cited = [{ id: "ECX-WS-98", side: "client" as const, test: "test/a.test.ts: title" }];
  const places = { ...nowhere, server: new Map([["ECX-WS-99", ["src/server/a.ts:1"]]]) };
  expect(audit({}, gather([record({ cited })]), places)).toEqual([
    "ECX-WS-98 is no known rule: test/a.test.ts: title",
    "ECX-WS-99 is no known rule: src/server/a.ts:1",
  ]);
});

test("a mention is found with its line, once per line", () => {
  expect(mentions("src/a.ts", 'one\n"ECX-WS-03" // ECX-WS-03 and ECX-WS-07\n')).toEqual([
    ["ECX-WS-03", "src/a.ts:2"],
    ["ECX-WS-07", "src/a.ts:2"],
  ]);
});

test("the report says where a rule stands, which tests showed it, and the totals", () => {
  const evidence = gather([
    record({ cited: [{ id: "ECX-WS-03", side: "client", test: "test/a.test.ts: ECX-WS-03 refuses" }] }),
  ]);
  const places = { ...nowhere, client: new Map([["ECX-WS-03", ["src/a.ts:2"]]]) };
  const lines = reportLines({ "ECX-WS-03": rule({ server: { none: "told so" } }) }, evidence, places);
  expect(lines.slice(0, 4)).toEqual([
    "ECX-WS-03  It is so.",
    "  client: src/a.ts:2",
    "    shown by test/a.test.ts: ECX-WS-03 refuses",
    "  server: nothing to enforce: told so",
  ]);
  expect(lines.at(-2)).toContain("client: 1 of 1 rules accounted for");
});
