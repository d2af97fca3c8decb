import { readFile } from "node:fs/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { MOUNTS } from "../../src/server/mounts.ts";
import type { Mount } from "../../src/server/route.ts";

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema: object;
  }[];
  readonly requestBody?: { readonly content: { readonly [type: string]: { readonly schema: object } } };
  readonly responses: { readonly [status: string]: { readonly description: string } };
}
interface Document {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: { readonly [path: string]: { readonly [method: string]: Operation } };
  readonly components: { readonly schemas: { readonly [name: string]: object } };
}

interface Described {
  readonly platform: string;
  readonly mount: Mount;
  readonly document: Document;
  readonly operations: readonly {
    readonly path: string;
    readonly method: string;
    readonly operation: Operation;
  }[];
}

const described = MOUNTS.map((mount): Described => {
  const document = mount.describe() as Document;
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  );
  return { platform: mount.platform, mount, document, operations };
});

test.for(described)("the file says what the server says: $platform", async ({ platform, document }) => {
  const file = new URL(`../../schema/openapi/${platform}.yaml`, import.meta.url);
  expect(parse(await readFile(file, "utf8"))).toEqual(JSON.parse(JSON.stringify(document)));
});

test.for(described)(
  "every registered call is described, and nothing else: $platform",
  ({ mount, operations }) => {
    const known = operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`).sort();
    expect(known).toEqual(mount.routes.map((route) => `${route.method} ${route.path}`).sort());
    expect(new Set(known).size).toBe(known.length);
  },
);

test.for(described)("the document has the shape of OpenAPI 3.1: $platform", ({ document, operations }) => {
  expect(document.openapi).toMatch(/^3\.1\./);
  expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length);
  for (const { path, operation } of operations) {
    const parameters = operation.parameters ?? [];
    const inPath = parameters.filter((each) => each.in === "path").map((each) => each.name);
    expect(inPath, path).toEqual([...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]));
    expect(parameters.every((each) => each.schema && (each.in !== "path" || each.required))).toBe(true);
    expect(operation.summary).toMatch(/\.$/);
    for (const [status, response] of Object.entries(operation.responses)) {
      expect(status).toMatch(/^([1-5]\d\d|default)$/);
      expect(response.description).not.toBe("");
    }
  }
});

test.for(described)(
  "every reference resolves and every schema compiles: $platform",
  ({ document, operations }) => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
      (match) => match[1] ?? "",
    );
    for (const reference of references) {
      const target = reference
        .split("/")
        .reduce<unknown>((value, key) => (value as { [key: string]: unknown })?.[key], document);
      expect(target, reference).toBeDefined();
    }
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, validateFormats: false });
    ajv.addKeyword("components");
    ajv.addSchema({ $id: "doc", components: document.components }, undefined, undefined, false);
    for (const name of Object.keys(document.components.schemas))
      expect(() => ajv.compile({ $ref: `doc#/components/schemas/${name}` }), name).not.toThrow();
    for (const { operation } of operations)
      for (const { schema } of Object.values(operation.requestBody?.content ?? {}))
        expect(() => new Ajv2020({ validateFormats: false }).compile(schema)).not.toThrow();
  },
);
