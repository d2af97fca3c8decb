import { expect, test } from "vitest";
import { readYaml } from "../../src/manifest/read-yaml.ts";
import { Tagged } from "../../src/manifest/yaml-value.ts";
import { bytesOf } from "./context.ts";

const TEXT = `base: &base
  groups: [One, Two]
users:
  - email: ana@x.example   # the first
    <<: *base
  - *base
empty:
quoted: "a b"
block: |
  one
  two
`;

function only(text: string) {
  const { value, diagnostics } = readYaml(bytesOf(text), "m.yaml");
  expect(diagnostics).toEqual([]);
  const [document] = value;
  if (document === undefined) throw new Error("no document");
  return document;
}

test.each([
  [["users", 0, "email"], "4:12+13"],
  [["users", 0], "4:5+34"],
  [["users", 0, "groups", 1], "2:17+3"],
  [["users", 1, "groups", 0], "2:12+3"],
  [["users", 1], "6:5+5"],
  [["users", 0, "nowhere"], "4:5+34"],
  [["users", 7], "4:3+36"],
  [["empty"], "7:1+5"],
  [["quoted"], "8:9+5"],
  [["block"], "9:8+1"],
] as const)("finds the place of %j", (path, place) => {
  const at = only(TEXT).placeOf(path);
  expect(`${at.line}:${at.column}+${at.length}`).toBe(place);
});

test("finds the place of a key and gives its whole line", () => {
  const at = only(TEXT).keyPlaceOf(["users", 0, "email"]);
  expect(at).toEqual({
    file: "m.yaml",
    line: 4,
    column: 5,
    length: 5,
    text: "  - email: ana@x.example   # the first",
  });
});

test("what a mapping says itself goes before what it merges, and the first source before the second", () => {
  const text = "a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc:\n  <<: [*a, *b]\n  x: 3\n";
  const map = only(text).value as Map<string, Map<string, number>>;
  expect(Object.fromEntries(map.get("c") ?? [])).toEqual({ x: 3, y: 1, z: 2 });
});

test("a quoted << is an ordinary key", () => {
  expect(only('"<<": 1\n').value).toEqual(new Map([["<<", 1]]));
});

test("words of older YAML stay texts", () => {
  const value = only("a: yes\nb: no\nc: 12:30\nd: 2026-12-31\ne: 1_000\nf: null\ng: ~\n").value;
  expect(Object.fromEntries(value as Map<string, unknown>)).toEqual({
    a: "yes",
    b: "no",
    c: "12:30",
    d: "2026-12-31",
    e: "1_000",
    f: null,
    g: null,
  });
});

test("keeps what stands behind a tag unread", () => {
  const value = only("a: !env NAME\nb: !file some/path\n").value as Map<string, unknown>;
  expect(value.get("a")).toEqual(new Tagged("env", "NAME"));
  expect(value.get("b")).toEqual(new Tagged("file", "some/path"));
});

test("a later anchor of the same name hides the earlier one", () => {
  const value = only("a: &x 1\nb: *x\nc: &x 2\nd: *x\n").value;
  expect([...(value as Map<string, number>).values()]).toEqual([1, 1, 2, 2]);
});

test("a file may hold several documents, and one broken one does not hide the others", () => {
  const { value, diagnostics } = readYaml(bytesOf("a: 1\n---\nb: 1\nb: 2\n---\nc: *x\n"), "m.yaml");
  expect(value).toHaveLength(1);
  expect(diagnostics.map((each) => each.code)).toEqual(["duplicate-key", "undefined-alias"]);
});
