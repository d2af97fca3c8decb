import { expect, test } from "vitest";
import type { Location } from "../../src/diagnostic/diagnostic.ts";
import { type Edit, editYaml } from "../../src/manifest/edit-yaml.ts";

/** The text without its marks: `«1» ` stands before the place of edit 1. */
function edited(marked: string, edits: readonly (Omit<Edit, "at"> & { readonly value?: unknown })[]): string {
  const text = marked.replaceAll(/«\d»/g, "");
  const at = (number: number): Location => {
    const before = (marked.split(`«${number}»`)[0] ?? "").replaceAll(/«\d»/g, "");
    const lines = before.split("\n");
    return {
      file: "a.yaml",
      line: lines.length,
      column: (lines.at(-1) ?? "").length + 1,
      length: 0,
      text: "",
    };
  };
  const placed = edits.map((edit, index) => ({ ...edit, at: at(index + 1) }) as Edit);
  const { text: result, left } = editYaml(text, placed);
  expect(left).toEqual([]);
  return result;
}

test.each<[string, string, Parameters<typeof edited>[1], string]>([
  [
    "an entry of a block list goes with its line",
    "a:\n  - x # one\n  # kept\n  - «1»y # two\n  - z\n",
    [{ op: "delete" }],
    "a:\n  - x # one\n  # kept\n  - z\n",
  ],
  [
    "a mapping goes with all its lines",
    "a:\n  - «1»name: x\n    b: [1]\n    # inner\n    c:\n      - 2\n\n  # kept\n  - name: y\n",
    [{ op: "delete" }],
    "a:\n\n  # kept\n  - name: y\n",
  ],
  [
    "the last entry leaves an empty list and the comments",
    "a: # why\n  # kept\n  - «1»x\nb: 1\n",
    [{ op: "delete" }],
    "a: [] # why\n  # kept\nb: 1\n",
  ],
  ["an entry of a flow list", "a: [x, «1»y, z] # c\n", [{ op: "delete" }], "a: [x, z] # c\n"],
  ["the only entry of a flow list", "a: [«1»y]\n", [{ op: "delete" }], "a: []\n"],
  [
    "a scalar, the comment behind it kept",
    "a: «1»x # c\n",
    [{ op: "set", value: "it's: new" }],
    'a: "it\'s: new" # c\n',
  ],
  [
    "the first key of a list's mapping, the next one moves up",
    "a:\n  - renamedFrom: «1»x\n    name: y # c\n",
    [{ op: "delete" }],
    "a:\n  - name: y # c\n",
  ],
  [
    "the last key in braces",
    "a:\n  - { name: y, renamedFrom: «1»x } # c\n",
    [{ op: "delete" }],
    "a:\n  - { name: y } # c\n",
  ],
  [
    "the first key in braces",
    "a: [{ renamedFrom: «1»x, name: y }]\n",
    [{ op: "delete" }],
    "a: [{ name: y }]\n",
  ],
  [
    "changes inside the entries of a list in one line that loses another",
    "a: [{ n: «1»x, b: [«2»p, q] }, «3»z, { f: «4»1, n: w }]\n",
    [{ op: "set", value: "new" }, { op: "delete" }, { op: "delete" }, { op: "delete" }],
    "a: [{ n: new, b: [q] }, { n: w }]\n",
  ],
  ["a tagged scalar", "a: !env «1»NAME\n", [{ op: "set", value: 3 }], "a: 3\n"],
  [
    "the name in a mapping",
    "a:\n  - «1»name: x # c\n    until: 2030-01-01\n",
    [{ op: "set", value: "y" }],
    "a:\n  - name: y # c\n    until: 2030-01-01\n",
  ],
  [
    "an added entry, indented as its list",
    "a:\n    -   x # c\nb: 1\n".replace("a:", "«1»a:"),
    [{ op: "add", value: { name: "y", b: ["c"] } }],
    "a:\n    -   x # c\n    - name: y\n      b:\n        - c\nb: 1\n",
  ],
  ["an added entry of a flow list", "a: «1»[x]\n", [{ op: "add", value: "y z" }], "a: [x, y z]\n"],
  [
    "an added entry of an empty list",
    "«1»a: []\n",
    [{ op: "add", value: { name: "y" } }],
    "a: [{ name: y }]\n",
  ],
  [
    "a file without an end of its last line",
    "«1»a:\n  - x",
    [{ op: "add", value: "y" }],
    "a:\n  - x\n  - y\n",
  ],
  [
    "a key of a mapping",
    "a:\n  - name: x\n    «1»renamedFrom: z # c\n    b: 1\n",
    [{ op: "delete" }],
    "a:\n  - name: x\n    b: 1\n",
  ],
])("%s", (_, marked, edits, result) => {
  expect(edited(marked, edits)).toBe(result);
});

test("edits of one list meet: one entry goes, one gets another name, one comes", () => {
  const flow = "a: «3»[«1»x, «2»y, z]\n";
  const edits = [{ op: "delete" }, { op: "set", value: "w" }, { op: "add", value: "new" }] as const;
  expect(edited(flow, edits)).toBe("a: [w, z, new]\n");
  const block = "«3»a:\n  - «2»y\n  - «1»x\n";
  expect(edited(block, edits)).toBe("a:\n  - w\n  - new\n");
});

test("a comment between the first key and the next keeps the key", () => {
  const text = "a:\n  - from: x # was\n    name: y\n";
  const at = { file: "a.yaml", line: 2, column: 11, length: 0, text: "" };
  expect(editYaml(text, [{ op: "delete", at }])).toMatchObject({ text, left: [{ op: "delete" }] });
});

test("what stands behind an alias is left", () => {
  const at = { file: "a.yaml", line: 2, column: 4, length: 0, text: "" };
  const edit: Edit = { op: "add", at, value: "y" };
  const text = "a: &l [x]\nb: *l\n";
  expect(editYaml(text, [edit])).toEqual({ text, left: [edit] });
});
