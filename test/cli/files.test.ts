/** Several files are written all together or not at all. */
import { execFileSync, spawn } from "node:child_process";
import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { readBytes, writeAllWhole, writeWhole } from "../../src/cli/files.ts";
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

test("one file alone keeps its mode and its link too, and leaves no draft where it cannot be written", () => {
  const { folder } = new Workplace({ files: { "real/a.json": "one\n" } });
  const at = (name: string) => join(folder, name);
  chmodSync(at("real/a.json"), 0o600);
  symlinkSync(at("real/a.json"), at("a.json"));
  writeWhole(at("a.json"), "new\n");
  expect(lstatSync(at("a.json")).isSymbolicLink()).toBe(true);
  expect(readFileSync(at("real/a.json"), "utf8")).toBe("new\n");
  expect(statSync(at("real/a.json")).mode & 0o777).toBe(0o600);
  expect(() => writeWhole(at("real"), "new\n")).toThrow(/EISDIR/);
  expect(readdirSync(folder).sort()).toEqual(["a.json", "real"]);
});

test("a pipe is written to and never replaced", async () => {
  const { folder } = new Workplace();
  const pipe = join(folder, "pipe");
  execFileSync("mkfifo", [pipe]);
  const reader = spawn("cat", [pipe]);
  const read = text(reader.stdout);
  writeWhole(pipe, "new\n");
  expect(await read).toBe("new\n");
  expect(lstatSync(pipe).isFIFO()).toBe(true);
});

test("a device without an end is not read, also not through a link", () => {
  const link = join(new Workplace({ files: {} }).folder, "endless");
  symlinkSync("/dev/zero", link);
  expect([readBytes("/dev/zero"), readBytes(link)]).toEqual([null, null]);
});
