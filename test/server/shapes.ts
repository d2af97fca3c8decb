/** Holds answers of account APIs against the APIs' own descriptions. */
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormatsModule from "ajv-formats";
import { expect } from "vitest";
import { MOUNTS } from "../../src/server/mounts.ts";
import type { Mount } from "../../src/server/route.ts";

type Operation = {
  readonly responses: {
    readonly [status: string]: {
      readonly content?: { readonly [type: string]: { readonly schema: { readonly $ref?: string } } };
    };
  };
};
interface Document {
  readonly paths: { readonly [path: string]: { readonly [method: string]: Operation } };
  readonly components: { readonly schemas: { readonly [name: string]: object } };
}
interface Described {
  readonly mount: Mount;
  readonly document: Document;
  readonly patterns: readonly { readonly path: string; readonly pattern: RegExp }[];
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
(addFormatsModule as unknown as (ajv: Ajv2020) => void)(ajv);
const variables = (path: string) => path.match(/\{/g)?.length ?? 0;

/** Mounts that speak the account API's way; the others wrap their answers. */
const described = MOUNTS.filter((mount) => mount.wire === undefined).map((mount): Described => {
  const document = mount.describe() as Document;
  ajv.addSchema({ $id: mount.platform, components: document.components });
  const patterns = Object.keys(document.paths)
    .map((path) => ({ path, pattern: new RegExp(`^${path.replace(/\{\w+\}/g, "[^/]+")}$`) }))
    .sort((a, b) => variables(a.path) - variables(b.path));
  return { mount, document, patterns };
});

export function checkShape(url: string, method: string, answer: { status: number; body: unknown }): void {
  const { pathname } = new URL(url);
  const api = described.find(({ mount }) => pathname.startsWith(`${mount.prefix}/`));
  if (!api) return;
  const path = pathname.slice(api.mount.prefix.length);
  const known = api.patterns.find(({ pattern }) => pattern.test(path));
  const operation = known && api.document.paths[known.path]?.[method.toLowerCase()];
  expect(operation, `${method} ${path} is described`).toBeDefined();
  const reference = operation?.responses[answer.status]?.content?.["application/json"]?.schema.$ref;
  if (reference === undefined) return;
  const valid = ajv.validate({ $ref: `${api.mount.platform}${reference}` }, answer.body);
  expect(valid ? [] : ajv.errors, `${method} ${path}: ${JSON.stringify(answer.body)}`).toEqual([]);
}
