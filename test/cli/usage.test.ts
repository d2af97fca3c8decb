import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { platforms } from "../../src/platform/index.ts";
import { Workplace } from "./fake-io.ts";

const run = (argv: string) => new Workplace().run(argv);

test("the version is one line, or one JSON document", async () => {
  expect(await run("--version")).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  expect(JSON.parse((await run("version --json")).out)).toEqual({ version: expect.any(String) });
  expect(JSON.parse((await run("--version --json")).out)).toEqual({ version: expect.any(String) });
});

test("help goes to standard output and exits 0", async () => {
  for (const argv of ["help", "--help", "help plan", "plan --help"]) {
    expect(await run(argv)).toMatchObject({
      code: 0,
      out: expect.stringContaining("Usage: cxroster"),
      error: "",
    });
  }
});

test.each([
  ["plna", "Did you mean plan?"],
  ["plan --taget acme", "Did you mean --target?"],
  ["plan --format markdwon", "Formats: text, json, markdown"],
  ["validate --format html", "html"],
  ["plan --concurrency 0", "from 1 to 64"],
  ["plan --timeout soon", "whole number"],
  ["server --port 70000", "from 0 to 65535"],
  ["help aply", 'there is no command "aply". Did you mean "apply"?'],
  ["show", "missing required argument"],
  ["version extra", "too many arguments"],
  ["completion tcsh", "Shells: bash, zsh, fish."],
  ["schema constructor", 'there is no schema "constructor"'],
  ["schema engagecxx", 'Did you mean "engagecx"?'],
  ["init --platform engage", "Platforms: engagecx"],
  ["plan --allow seats -f x.yaml", "cannot be lifted"],
  ["plan --allow max-removal -f x.yaml", 'Did you mean "max-removals"?'],
])("wrong usage `%s` exits 10 and says %s", async (argv, words) => {
  const ending = await run(argv);
  expect(ending).toMatchObject({ code: 10, out: "" });
  expect(ending.error.replace(/\s+/g, " ")).toContain(words);
  const json = await run(`${argv} --json`);
  expect(json).toMatchObject({ code: 10, error: "" });
  expect(JSON.parse(json.out)).toMatchObject({ exitCode: 10, diagnostics: [{ severity: "error" }] });
});

test("no command at all is wrong usage and prints the help on standard error", async () => {
  expect(await run("")).toMatchObject({
    code: 10,
    out: "",
    error: expect.stringContaining("Usage: cxroster"),
  });
  expect(JSON.parse((await run("--json")).out)).toMatchObject({ exitCode: 10 });
});

test("common flags work before and after the command", async () => {
  expect((await run("--json version")).out).toBe((await run("version --json")).out);
  expect((await run("version --format json")).out).toBe((await run("version --format=json")).out);
});

test("schema prints the schema of every platform there is", async () => {
  for (const { table } of platforms) {
    const schema = JSON.parse((await run(`schema ${table.platform}`)).out);
    expect(JSON.stringify(schema)).toContain(table.platform);
  }
  expect((await run("schema")).code).toBe(0);
  for (const name of ["policy", "plan"]) {
    const written = readFileSync(new URL(`../../schema/${name}.schema.json`, import.meta.url), "utf8");
    expect((await run(`schema ${name}`)).out).toBe(written);
  }
});

test.each(["bash", "zsh", "fish"])(
  "the completion for %s knows every command and its flags",
  async (shell) => {
    const { code, out } = await run(`completion ${shell}`);
    expect(code).toBe(0);
    for (const word of ["validate", "apply", "auto-approve", "detailed-exitcode", "no-color"]) {
      expect(out).toContain(word);
    }
  },
);
