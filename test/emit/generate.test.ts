import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { generatedFiles, presentFiles, writeFiles } from "../../src/cli/generate.ts";
import { generate } from "../../src/emit/generate.ts";
import { boolean, links, string } from "../../src/kind/attribute.ts";
import { defineKind } from "../../src/kind/kind.ts";
import { defineTable } from "../../src/kind/table.ts";
import { engagecxTable } from "../../src/platform/engagecx/index.ts";

test("the generated files are current: nothing differs, nothing is stale", () => {
  const files = generatedFiles();
  for (const file of files) expect(readFileSync(file.path, "utf8"), file.path).toBe(file.text);
  expect(presentFiles(".")).toEqual(files.map((file) => file.path));
});

test("generating twice gives the same text", () => {
  expect(generatedFiles()).toEqual(generatedFiles());
});

test("writing changes only what differs and removes what is stale", () => {
  const root = mkdtempSync(join(tmpdir(), "cxroster-generate-"));
  try {
    const files = [
      { path: "docs/kinds/p/a.md", text: "a" },
      { path: "schema/p.schema.json", text: "{}" },
    ];
    expect(writeFiles(root, files)).toEqual(["docs/kinds/p/a.md", "schema/p.schema.json"]);
    writeFileSync(join(root, "docs", "guide.md"), "by hand");
    writeFileSync(join(root, "docs", "kinds", "p", "old.md"), "old");
    expect(writeFiles(root, files)).toEqual(["docs/kinds/p/old.md"]);
    expect(writeFiles(root, files)).toEqual([]);
    expect(readFileSync(join(root, "docs", "guide.md"), "utf8")).toBe("by hand");
  } finally {
    rmSync(root, { recursive: true });
  }
});

const badge = defineKind<unknown>({
  name: "badge",
  manifestKey: "badges",
  summary: "A made-up thing that people wear.",
  source: "https://example.com/badges",
  attributes: {
    name: string({ required: true, format: "name", doc: "What stands on it.", example: "Visitor" }),
    shiny: boolean({ doc: "Whether it shines.", default: false, example: true }),
    wearers: links("user", { doc: "Who wears it.", with: { pinned: boolean({ doc: "Pinned on." }) } }),
  },
  identity: ["name"],
  rename: { as: "update", rule: "BADGE-01" },
  removal: { effect: "delete", rule: "BADGE-02" },
  api: {},
});

test("a kind added to a table appears in schema and pages with no other change", () => {
  const table = defineTable({ ...engagecxTable, kinds: [...engagecxTable.kinds, badge] });
  const before = new Map(generate([engagecxTable]).map((file) => [file.path, file.text]));
  const changed = generate([table]).filter((file) => before.get(file.path) !== file.text);
  expect(changed.map((file) => file.path)).toEqual([
    "docs/kinds/README.md",
    "docs/kinds/engagecx/badge.md",
    "docs/platforms.md",
    "schema/engagecx.schema.json",
    "schema/policy.schema.json",
  ]);
  const [index, page, , schema] = changed.map((file) => file.text);
  expect(index).toContain("[badge](engagecx/badge.md)");
  expect(page).toContain("| `shiny` | boolean | no | `false` | Whether it shines. |");
  expect(page).toContain("badges:\n  - name: Visitor\n    shiny: true\n");
  expect(JSON.parse(schema ?? "{}")).toHaveProperty("properties.badges");
  expect(JSON.parse(schema ?? "{}")).toHaveProperty("$defs.badge.properties.wearers.anyOf");
});
