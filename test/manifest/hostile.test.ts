import { expect, test } from "vitest";
import { readYaml } from "../../src/manifest/read-yaml.ts";
import { isYamlMap } from "../../src/manifest/yaml-value.ts";
import { bytesOf, codes, engagecx, problems, read } from "./context.ts";

const parse = (text: string) => readYaml(bytesOf(text), "m.yaml");

/** The top mapping of the one document of a result. */
function topOf({ value }: ReturnType<typeof parse>): ReadonlyMap<string, unknown> {
  const top = value[0]?.value;
  if (!isYamlMap(top)) throw new Error("no mapping");
  return top;
}

test("refuses aliases that unfold without end", () => {
  const rows = ["a0: &a0 [x,x,x,x,x,x,x,x,x]"];
  for (let row = 1; row < 9; row++) {
    rows.push(
      `a${row}: &a${row} [${Array(9)
        .fill(`*a${row - 1}`)
        .join(",")}]`,
    );
  }
  expect(problems(parse(rows.join("\n")))).toEqual(["7:10 alias-bomb"]);
});

test("takes many aliases of one anchor", () => {
  const rows = Array.from({ length: 20_000 }, () => "  - *groups");
  const result = parse(`a: &groups [One]\nb:\n${rows.join("\n")}`);
  expect(result.diagnostics).toEqual([]);
  expect(topOf(result).get("b")).toHaveLength(20_000);
});

test.each([
  ["flow lists", "[".repeat(100_000), "1:"],
  ["closed flow lists", "[".repeat(100_000) + "]".repeat(100_000), "1:"],
  ["dashes", `${"- ".repeat(100_000)}a`, "1:"],
  ["block mappings", Array.from({ length: 2_000 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n"), ""],
  ["what only we refuse", "[".repeat(300) + "]".repeat(300), "1:201"],
])("refuses endless nesting of %s with a place", (_, text, place) => {
  const [first = "", ...rest] = problems(parse(text));
  expect(first).toMatch(/^\d+:\d+ yaml-depth$/);
  expect(first.startsWith(place)).toBe(true);
  expect(rest).toEqual([]);
});

test("reads a text of 20 MB and refuses it where a name is wanted", () => {
  const text = engagecx(`workspaces:\n  - name: ${"x".repeat(20_000_000)}\n`);
  expect(problems(read(text))).toEqual(["4:11 ECX-WS-01"]);
});

test("refuses a file beyond the size that is read", () => {
  const { diagnostics } = readYaml(new Uint8Array(64 * 1024 * 1024 + 1), "m.yaml");
  expect(diagnostics.map((each) => each.code)).toEqual(["file-too-large"]);
});

test("reads a mapping of 20,000 keys", () => {
  const rows = Array.from({ length: 20_000 }, (_, index) => `key${index}: 1`);
  expect(topOf(parse(rows.join("\n"))).size).toBe(20_000);
});

test("points at both places of a repeated key", () => {
  const { diagnostics } = parse("users: []\ngroups: []\nusers: [a]\n");
  expect(diagnostics[0]).toMatchObject({ code: "duplicate-key", at: { line: 3, column: 1, length: 5 } });
  expect(diagnostics[0]?.notes[0]?.at).toMatchObject({ line: 1, column: 1 });
  expect(problems(parse('1: a\n"1": b\n'))).toEqual(["2:1 duplicate-key"]);
});

test.each([
  ["a:\n\tb: 1\n", "2:1 yaml-tab"],
  ["a: b\rc: d\n", "1:5 line-end"],
  ["a: b\u0000c\n", "1:5 hidden-character"],
  ["a: b\ufeffc\n", "1:5 hidden-character"],
  ["? [1, 2]\n: 3\n", "1:3 yaml-key"],
  ["*a : 1\n", "1:1 yaml-key"],
  ["a: *b\n", "1:4 undefined-alias"],
  ["a: &a [1, *a]\n", "1:11 cyclic-alias"],
  ["a: !foo b\n", "1:4 yaml-tag"],
  ["a: !!binary aGk=\n", "1:4 yaml-tag"],
  ["a: !env [b]\n", "1:4 yaml-tag"],
  ["%YAML 1.1\n---\na: yes\n", "1:1 yaml-version"],
  ["%YAML 3.0\n---\na: yes\n", "1:7 yaml-directive"],
  ["a: 12345678901234567890\n", "1:4 inexact-number"],
  ["a: 1e400\n", "1:4 inexact-number"],
  ["a: .inf\n", "1:4 inexact-number"],
  ["a: 012\n", "1:4 ambiguous-number"],
  ["a: 0x1F\n", "1:4 ambiguous-number"],
  ['a: "\\ud800"\n', "1:4 broken-text"],
  ["a: &x 1\n<<: *x\n", "2:1 bad-merge"],
  ["a: [1\n", "2:1 yaml-syntax"],
  ["# nothing\n", "1:1 empty-file"],
  ["", "1:1 empty-file"],
  ["---\n---\n", "1:1 empty-file"],
])("refuses %j", (text, problem) => {
  expect(problems(parse(text))).toEqual([problem]);
});

test("names the place where bytes stop being UTF-8", () => {
  const bytes = new Uint8Array([...bytesOf("a: é\nb: "), 0xff, 0x0a]);
  expect(problems(readYaml(bytes, "m.yaml"))).toEqual(["2:4 not-utf8"]);
});

test("a byte order mark at the start and CRLF change nothing", () => {
  const plain = engagecx("users:\n  - email: ana@x.example\n    groups: []\n");
  const marked = `\ufeff${plain.replaceAll("\n", "\r\n")}`;
  expect(read(marked).diagnostics).toEqual([]);
  expect(read(marked).value.digest).toBe(read(plain).value.digest);
  expect(problems(read(marked.replace("email", "mail")))).toEqual(
    problems(read(plain.replace("email", "mail"))),
  );
});

test("keys that name parts of every object stay keys", () => {
  const text = "__proto__: {polluted: 1}\nconstructor: {prototype: {polluted: 1}}\ntoString: x\n";
  expect([...topOf(parse(text)).keys()]).toEqual(["__proto__", "constructor", "toString"]);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  const result = read(
    engagecx("users:\n  - email: ana@x.example\n    __proto__: {enabled: false}\n    constructor: 1\n"),
  );
  expect(codes(result)).toEqual(["unknown-key", "unknown-key"]);
  expect(codes(read(engagecx("__proto__: []\nhasOwnProperty: []\n")))).toEqual([
    "unknown-key",
    "unknown-key",
  ]);
});

test("a variable called like a part of every object is not set", () => {
  expect(codes(read(engagecx("workspaces:\n  - name: !env constructor\n")))).toEqual(["unset-variable"]);
});

test("every near miss among many names gets its suggestion", () => {
  const groups = Array.from({ length: 5_000 }, (_, index) => `  - name: Group number ${index}`);
  const users = Array.from(
    { length: 5_000 },
    (_, index) => `  - email: p${index}@x.example\n    groups: [Grup number ${index}]`,
  );
  const text = engagecx(`groups:\n${groups.join("\n")}\nusers:\n${users.join("\n")}\n`);
  const result = read(text);
  expect(result.diagnostics).toHaveLength(5_000);
  expect(result.diagnostics[0]?.message).toContain('Did you mean "Group number 0"?');
});

test("thousands of literal patterns beside thousands of entries are taken", () => {
  const users = Array.from({ length: 5_000 }, (_, index) => `    - email: p${index}@x.example`);
  const exclude = Array.from({ length: 5_000 }, (_, index) => `    - q${index}@x.example`);
  const text = engagecx(`users:\n  include:\n${users.join("\n")}\n  exclude:\n${exclude.join("\n")}\n`);
  expect(read(text).diagnostics).toEqual([]);
});

test.each([
  ["a direction override", "\u202e"],
  ["a zero-width space", "\u200b"],
  ["a word joiner", "\u2060"],
])("refuses %s, which shows another name than it is", (_, character) => {
  const bytes = new TextEncoder().encode(`groups:\n  - name: Cla${character}ims\n`);
  const [found] = readYaml(bytes, "m.yaml").diagnostics;
  expect([found?.code, found?.at?.line, found?.at?.column]).toEqual(["hidden-character", 2, 14]);
});
