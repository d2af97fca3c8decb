import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CODES } from "../../src/diagnostic/codes.ts";

const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts") && !name.startsWith("server") && name !== "diagnostic/codes.ts")
  .map((name) => readFileSync(`src/${name}`, "utf8"))
  .join("\n");
const spoken = new Set(
  [...sources.matchAll(/(?:\bcode:|codeOf\(rule,|(?:rule|permissionRule) \?\?)\s*"([a-z][a-z0-9-]+)"/g)].map(
    (match) => match[1] ?? "",
  ),
);

test("every code that is spoken is explained", () => {
  expect([...spoken].filter((code) => !Object.hasOwn(CODES, code)).sort()).toEqual([]);
});

test("every explained code is spoken somewhere", () => {
  const silent = Object.keys(CODES).filter((code) => !spoken.has(code) && !sources.includes(`"${code}"`));
  expect(silent).toEqual([]);
});

test("every explanation is one sentence", () => {
  for (const text of Object.values(CODES)) expect(text).toMatch(/^[A-Z`].*\.$/);
});
