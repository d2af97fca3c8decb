/** Every example is valid in the editor and offline. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exampleYaml } from "../../src/emit/kind-page.ts";
import { jsonSchema } from "../../src/emit/manifest-schema.ts";
import { parseManifests } from "../../src/manifest/parse-manifests.ts";
import { cxengageTable } from "../../src/platform/cxengage/index.ts";
import { checker, editorValues } from "../emit/schema.ts";

const EXAMPLES = join("examples", "cxengage");
const examples = readdirSync(EXAMPLES).filter((name) => name.endsWith(".yaml"));
const errors = checker(jsonSchema(cxengageTable));

test.each(examples)("example %s passes the schema and validation", (name) => {
  const path = join(EXAMPLES, name);
  const bytes = readFileSync(path);
  expect(editorValues(bytes.toString()).flatMap(errors)).toEqual([]);
  const context = { environment: {}, readFile: () => null };
  expect(parseManifests([{ path, bytes }], [cxengageTable], context).diagnostics).toEqual([]);
});

test("every kind has an example file, and the example of its reference page passes", () => {
  for (const kind of cxengageTable.kinds) {
    expect(examples).toContain(`${kind.name}.yaml`);
    expect(editorValues(exampleYaml(cxengageTable, kind)).flatMap(errors)).toEqual([]);
  }
});
