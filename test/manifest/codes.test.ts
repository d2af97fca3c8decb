import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CODES } from "../../src/diagnostic/codes.ts";

const factories = readdirSync("src/diagnostic")
  .filter((name) => name.endsWith("-problems.ts"))
  .map((name) => readFileSync(`src/diagnostic/${name}`, "utf8"))
  .join("\n");
const elsewhere = ["src/plan", "src/apply"]
  .flatMap((room) => readdirSync(room).map((name) => readFileSync(`${room}/${name}`, "utf8")))
  .join("\n");

const spoken = new Set(
  [...factories.matchAll(/(?:code:|codeOf\(rule,|rule \?\?)\s*"([a-z0-9-]+)"/g)].map(
    (match) => match[1] ?? "",
  ),
);

test("every code of a factory is explained", () => {
  expect([...spoken].filter((code) => !Object.hasOwn(CODES, code))).toEqual([]);
});

test("every explained code is spoken somewhere", () => {
  const silent = Object.keys(CODES).filter((code) => !spoken.has(code) && !elsewhere.includes(`"${code}"`));
  expect(silent).toEqual([]);
});

test("every explanation is one sentence", () => {
  for (const text of Object.values(CODES)) expect(text).toMatch(/^[A-Z`].*\.$/);
});
