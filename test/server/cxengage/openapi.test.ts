import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { cxengage } from "../../../src/server/cxengage/mount.ts";

interface Document {
  readonly paths: {
    readonly [path: string]: { readonly [method: string]: { readonly operationId: string } };
  };
}
const FILE = "../../../schema/openapi/cxengage.yaml";
const document = cxengage.describe() as Document;
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
);

test("the file says what the server says", async () => {
  await expect(stringify(document, { lineWidth: 120, aliasDuplicateObjects: false })).toMatchFileSnapshot(
    FILE,
  );
  expect(parse(await readFile(new URL(FILE, import.meta.url), "utf8"))).toEqual(
    JSON.parse(JSON.stringify(document)),
  );
});

test("every registered call is described once, and nothing else", () => {
  const described = operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`).sort();
  expect(described).toEqual(cxengage.routes.map((route) => `${route.method} ${route.path}`).sort());
  expect(new Set(described).size).toBe(described.length);
  expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length);
});
