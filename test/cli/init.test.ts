import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readYaml } from "../../src/manifest/read-yaml.ts";
import { Workplace } from "./fake-io.ts";

const FILES = [
  ".cxroster/engagecx.schema.json",
  ".github/workflows/cxroster.yml",
  ".gitignore",
  ".vscode/settings.json",
  "cxroster.gitlab-ci.yml",
  "cxroster.yaml",
  "roster.yaml",
];
const read = (work: Workplace, path: string) => readFileSync(join(work.folder, path), "utf8");

test("init writes files that validate as they stand", async () => {
  const work = new Workplace();
  const { code, out } = await work.run("init --json");
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({ written: FILES });
  expect(await work.run("validate")).toMatchObject({ code: 0, error: "" });
  for (const path of FILES.filter((each) => /\.ya?ml$/.test(each) && !each.includes("roster.yaml"))) {
    const { diagnostics } = readYaml(readFileSync(join(work.folder, path)), path);
    expect(diagnostics, path).toEqual([]);
  }
  expect(JSON.parse(read(work, ".vscode/settings.json"))).toEqual({
    "yaml.customTags": ["!env scalar", "!file scalar"],
  });
});

test("init never overwrites: it names what is in the way and writes nothing", async () => {
  const work = new Workplace({ files: { "roster.yaml": "mine", "cxroster.yaml": "mine too" } });
  const { code, error } = await work.run("init");
  expect(code).toBe(10);
  expect(error).toContain("cxroster.yaml, roster.yaml");
  expect(read(work, "roster.yaml")).toBe("mine");
  expect(existsSync(join(work.folder, ".gitignore"))).toBe(false);
});

test("an existing .gitignore only grows by what is missing", async () => {
  const work = new Workplace({ files: { ".gitignore": "dist/\n.env" } });
  await work.run("init");
  expect(read(work, ".gitignore")).toBe(
    "dist/\n.env\n.cxroster/ledger/\nplan.json\nplan.json.approvals/\nplan.html\n",
  );
});
