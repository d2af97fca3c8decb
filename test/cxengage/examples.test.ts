/** Every example is valid in the editor and offline, and once applied nothing differs. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exampleYaml } from "../../src/emit/kind-page.ts";
import { jsonSchema } from "../../src/emit/manifest-schema.ts";
import { parseManifests } from "../../src/manifest/parse-manifests.ts";
import { cxengageTable } from "../../src/platform/cxengage/index.ts";
import { checker, editorValues } from "../emit/schema.ts";
import { Rehearsal } from "../support/rehearsal.ts";

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

test.each(examples)("example %s is applied, and planning it again shows no change", async (name) => {
  const manifest = readFileSync(join(EXAMPLES, name), "utf8");
  const rehearsal = await Rehearsal.start({ platform: "cxengage" });
  try {
    const { plan } = await rehearsal.sync(manifest);
    expect(plan.changes.length).toBeGreaterThan(0);
    const again = await rehearsal.plan(manifest);
    expect(again.changes).toEqual([]);
    expect(again.findings.filter((finding) => finding.severity === "error")).toEqual([]);
  } finally {
    await rehearsal.stop();
  }
});
