/** The example module of each platform, from the built provider in a local mirror, as its users run it. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test as plain } from "vitest";
import { platforms } from "../../src/platform/index.ts";
import { catalogOf } from "../../src/terraform/catalog.ts";
import { exampleBlock } from "../../src/terraform/example.ts";
import { PROVIDER_SOURCE, requirements } from "../../src/terraform/example-module.ts";
import { schemaOf } from "../../src/terraform/schema.ts";
import { schemaJson } from "../../src/terraform/schema-json.ts";
import { requiring } from "../support/require.ts";
import { lintSchema, type PrintedSchema } from "./support/schema-lint.ts";
import { openStage, SECRET, type Stage } from "./support/stage.ts";
import { Module } from "./support/terraform.ts";

const test = requiring("terraform");
const MINUTES = 60_000;
const mirror = mkdtempSync(join(tmpdir(), "cxroster-mirror-"));

beforeAll(() => {
  const options = { stdio: "ignore" } as const;
  execFileSync(process.execPath, ["src/cli/build-provider.ts"], options);
  execFileSync(process.execPath, ["src/cli/cxroster.js", "terraform", "install", "--dir", mirror], options);
}, 2 * MINUTES);
afterAll(() => rmSync(mirror, { recursive: true, force: true }));

for (const platform of platforms) {
  const name = platform.table.platform;
  test(`${name}: the example is initialized from the mirror, applied, unchanged and destroyed`, {
    timeout: 4 * MINUTES,
  }, async () => {
    const stage: Stage = await openStage(platform);
    try {
      const module = stage.another();
      module.write(readFileSync(`examples/terraform/${name}/main.tf`, "utf8"));
      module.useMirror(mirror);
      await module.must("init", "-no-color", "-input=false");
      const planned = await module.plan();
      expect(planned.hasChanges).toBe(true);
      expect(planned.out).not.toContain(SECRET);
      expect(await module.shown("plan")).not.toContain(SECRET);
      const { code, out } = await module.run(["apply", "-no-color", "-auto-approve", "-input=false"], {
        TF_LOG: "TRACE",
      });
      expect(code, out.slice(-4_000)).toBe(0);
      expect(providerLines(out).filter((line) => line.includes(SECRET))).toEqual([]);
      expect(module.read("terraform.tfstate")).not.toContain(SECRET);
      expect(out).not.toContain(stage.rehearsal.account.token);
      const { hasChanges, out: again } = await module.plan();
      expect(hasChanges, again).toBe(false);
      await module.must("destroy", "-no-color", "-auto-approve", "-input=false");
      expect(module.values()).toEqual(new Map());
    } finally {
      await stage.close();
    }
  });
}

test("the printed schema parses, is the one bindings are made from, and passes the linter", {
  timeout: MINUTES,
}, async () => {
  const module = new Module(inject("provider"), {});
  try {
    module.write(requirements());
    module.useMirror(mirror);
    await module.must("init", "-no-color", "-input=false");
    const out = await module.must("providers", "schema", "-json");
    const printed = (JSON.parse(out) as { provider_schemas: { [address: string]: PrintedSchema } })
      .provider_schemas;
    const [own] = Object.values(printed);
    expect(own && lintSchema(own)).toEqual([]);
    const expected = schemaJson(schemaOf(catalogOf(platforms)), PROVIDER_SOURCE);
    expect(printed).toMatchObject((expected as { provider_schemas: object }).provider_schemas);
  } finally {
    module.remove();
  }
});

/** Lines the provider wrote; the core's own trace tells the values of its variables. */
function providerLines(out: string): string[] {
  return out.split("\n").filter((line) => line.includes("provider.terraform-provider-cxroster"));
}

test("examples are written as `terraform fmt` writes them", { timeout: MINUTES }, async () => {
  const module = new Module(inject("provider"), {});
  try {
    const catalog = catalogOf(platforms);
    const links = [...catalog.resources.values()].filter((entry) => entry.is === "link");
    module.write(links.map((entry) => exampleBlock(entry)).join("\n"), "links.tf");
    for (const { table } of platforms) {
      module.write(
        readFileSync(`examples/terraform/${table.platform}/main.tf`, "utf8"),
        `${table.platform}.tf`,
      );
    }
    const { code, out } = await module.run(["fmt", "-check", "-diff"]);
    expect({ code, out }).toEqual({ code: 0, out: "" });
  } finally {
    module.remove();
  }
});

plain("every platform has an example module", () => {
  for (const { table } of platforms) {
    const text = readFileSync(`examples/terraform/${table.platform}/main.tf`, "utf8");
    for (const kind of table.kinds)
      expect(text).toContain(
        `_${kind.name.replace(/[A-Z]/g, (each) => `_${each.toLowerCase()}`)}" "example"`,
      );
  }
});
