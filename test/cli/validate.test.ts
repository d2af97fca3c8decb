import { expect, test } from "vitest";
import { Workplace } from "./fake-io.ts";

const head = "apiVersion: cxroster/v1\nplatform: engagecx\n";
const good = `${head}workspaces:\n  - name: Claims\n`;
const bad = `${head}workspaces:\n  - name: Front-Office\n`;

test("valid manifests are counted", async () => {
  const work = new Workplace({ files: { "a.yaml": good } });
  expect(await work.run("validate -f a.yaml")).toEqual({
    code: 0,
    out: "Valid: 1 file, 1 object.\n",
    error: "",
  });
});

test("errors exit 10 with file, line and column; JSON is one document", async () => {
  const work = new Workplace({ files: { "a.yaml": bad } });
  const text = await work.run("validate -f a.yaml");
  expect(text).toMatchObject({ code: 10, out: "" });
  expect(text.error).toMatch(/^a\.yaml:4:\d+ ECX-WS-03: /);
  const json = await work.run("validate -f a.yaml --json");
  expect(json).toMatchObject({ code: 10, error: "" });
  expect(JSON.parse(json.out)).toMatchObject({
    valid: false,
    exitCode: 10,
    diagnostics: [{ code: "ECX-WS-03", at: { file: "a.yaml", line: 4 } }],
  });
});

test("every error of every file comes at once", async () => {
  const work = new Workplace({
    files: { "a.yaml": bad, "b.yaml": "platform: [", "c.yaml": `${head}grups: []\n` },
  });
  const { error } = await work.run("validate -f a.yaml b.yaml c.yaml missing.yaml");
  for (const place of ["a.yaml:4:", "b.yaml:1:", "c.yaml:3:1", "missing.yaml cannot be read"]) {
    expect(error).toContain(place);
  }
});

test("a folder stands for the manifests right inside it", async () => {
  const files = {
    "m/a.yaml": good,
    "m/b.yml": `${head}groups: []\n`,
    "m/cxroster.yaml": "targets: {}\n",
    "m/policy.yaml": "{}\n",
    "m/.hidden.yaml": bad,
    "m/notes.txt": "x",
    "m/deeper/c.yaml": bad,
  };
  expect((await new Workplace({ files }).run("validate -f m")).out).toBe("Valid: 2 files, 1 object.\n");
});

test("a file that is named twice is read once", async () => {
  const work = new Workplace({ files: { "m/a.yaml": good } });
  expect((await work.run("validate -f m -f m/a.yaml ./m/a.yaml")).out).toBe("Valid: 1 file, 1 object.\n");
});

test("standard input is read for -", async () => {
  const work = new Workplace();
  expect((await work.run("validate -f -", { input: good })).code).toBe(0);
  const broken = await work.run("validate -f -", { input: bad });
  expect(broken.code).toBe(10);
  expect(broken.error).toMatch(/^stdin:4:/);
});

test("without a file or a target there is nothing to validate", async () => {
  const { code, error } = await new Workplace().run("validate");
  expect(code).toBe(10);
  expect(error).toContain("no manifest is named");
});

test("--quiet says nothing when all is well but the result", async () => {
  const work = new Workplace({ files: { "a.yaml": good } });
  expect(await work.run("validate -f a.yaml --quiet")).toMatchObject({ code: 0, error: "" });
});
