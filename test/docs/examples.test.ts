import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";
import { parseManifests } from "../../src/manifest/parse-manifests.ts";
import { platforms } from "../../src/platform/index.ts";
import { platformOfPolicy, readPolicy } from "../../src/policy/read-policy.ts";
import { runTests } from "../../src/policy/run-tests.ts";

const pages = [
  ...readdirSync(".").filter((name) => name.endsWith(".md")),
  ...readdirSync("docs", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name)),
];
const read = (page: string): string => readFileSync(page, "utf8");

const manifests = pages.flatMap((page) =>
  [...read(page).matchAll(/^```yaml\n([\s\S]*?)^```$/gm)]
    .map((match, index) => [`${page} ${index + 1}`, match[1] ?? ""] as const)
    .filter(([, text]) => text.includes("apiVersion:")),
);

test.each(manifests)("the manifest in %s is valid", (where, text) => {
  const file = { path: where, bytes: new TextEncoder().encode(text) };
  const tables = platforms.map((platform) => platform.table);
  const context = { environment: {}, readFile: () => null };
  expect(parseManifests([file], tables, context).diagnostics).toEqual([]);
});

const policies = pages.flatMap((page) =>
  [...read(page).matchAll(/^```yaml\n([\s\S]*?)^```$/gm)]
    .map((match, index) => [`${page} ${index + 1}`, match[1] ?? ""] as const)
    .filter(([, text]) => /^rules:/m.test(text)),
);

test.each(policies)("the policy in %s is valid and its tests pass", (where, text) => {
  const bytes = new TextEncoder().encode(text);
  const only = platformOfPolicy(bytes, where);
  for (const { table } of platforms.filter((each) => only === null || each.table.platform === only)) {
    const { value, diagnostics } = readPolicy(bytes, where, table);
    expect(diagnostics).toEqual([]);
    expect(runTests(value).filter((each) => !each.passed)).toEqual([]);
  }
});

test("pages hold manifests to check", () => {
  expect(manifests.length).toBeGreaterThan(platforms.length);
});

test("every link between pages leads somewhere", () => {
  const broken = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g)]
      .map((match) => normalize(join(dirname(page), match[1] ?? "")))
      .filter((target) => !existsSync(target))
      .map((target) => `${page} -> ${target}`),
  );
  expect(broken).toEqual([]);
});
