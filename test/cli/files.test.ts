/** Several files are written all together or not at all. */
import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeAllWhole } from "../../src/cli/files.ts";
import { Workplace } from "./fake-io.ts";

test("when one file cannot take its name, the others keep what they held", () => {
  const { folder } = new Workplace({ files: { "a.yaml": "one\n" } });
  const at = (name: string) => join(folder, name);
  mkdirSync(at("c.yaml/in-the-way"), { recursive: true });
  const files = ["a.yaml", "b.yaml", "c.yaml"].map((name) => ({ path: at(name), text: "new\n" }));
  expect(() => writeAllWhole(files)).toThrow(/c\.yaml/);
  expect(readdirSync(folder).sort()).toEqual(["a.yaml", "c.yaml"]);
  expect(readFileSync(at("a.yaml"), "utf8")).toBe("one\n");
});

test("a written file keeps its mode, and a link stays a link to it", () => {
  const { folder } = new Workplace({ files: { "real/a.yaml": "one\n" } });
  const at = (name: string) => join(folder, name);
  chmodSync(at("real/a.yaml"), 0o600);
  symlinkSync(at("real/a.yaml"), at("a.yaml"));
  writeAllWhole([{ path: at("a.yaml"), text: "new\n" }]);
  expect(lstatSync(at("a.yaml")).isSymbolicLink()).toBe(true);
  expect(readFileSync(at("real/a.yaml"), "utf8")).toBe("new\n");
  expect(statSync(at("real/a.yaml")).mode & 0o777).toBe(0o600);
});
