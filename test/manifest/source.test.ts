import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { codes, engagecx, problems, read, world } from "./context.ts";

const SECRET = "very-secret-text";
const licensed = (key: string) =>
  engagecx(`licenses:\n  - app: Communications\n    license: One\n    key: ${key}\n`);
const named = (name: string) => engagecx(`workspaces:\n  - name: ${name}\n`);
const nameOf = (text: string, context = world({ TEAM: "Claims", EMPTY: "" })) =>
  read(text, context).value.nodes[0]?.attributes.name;

test("!env is the whole variable, or texts and variables in turn", () => {
  expect(nameOf(named("!env TEAM"))).toBe("Claims");
  expect(nameOf(named('!env "${TEAM} North ${TEAM}"'))).toBe("Claims North Claims");
});

test.each([
  ["!env NOWHERE", "unset-variable"],
  ['!env "${TEAM} ${NOWHERE}"', "unset-variable"],
  ["!env not-a-variable", "malformed-env"],
  ['!env "${not-a-variable}"', "malformed-env"],
  ['!env ""', "malformed-env"],
  ["!env EMPTY", "ECX-WS-01"],
  ["!file nowhere.txt", "missing-file"],
  ['!file ""', "missing-file"],
])("refuses %s", (value, code) => {
  expect(problems(read(named(value), world({ TEAM: "Claims", EMPTY: "" })))).toEqual([
    expect.stringContaining(code),
  ]);
});

test("!file is relative to the manifest and loses one newline", () => {
  const context = world({}, { "teams/names/one.txt": "Claims\n", "/else/two.txt": "Sales\r\n" });
  const text = (path: string) => named(`!file ${path}`);
  const from = (path: string) =>
    read({ "teams/m.yaml": text(path) }, context).value.nodes[0]?.attributes.name;
  expect(from("names/one.txt")).toBe("Claims");
  expect(from("/else/two.txt")).toBe("Sales");
});

test("!file must be text", () => {
  const context = world({}, { "one.txt": new Uint8Array([0xff, 0xfe]) });
  expect(codes(read(named("!file one.txt"), context))).toEqual(["file-not-text"]);
});

test("a number or a switch may come from a variable", () => {
  const text = engagecx(
    "categories:\n  - name: Daily\n    order: !env ORDER\nusers:\n  - email: a@x.example\n    enabled: !env ON\n",
  );
  const [category, user] = read(text, world({ ORDER: "3", ON: "false" })).value.nodes;
  expect(category?.attributes.order).toBe(3);
  expect(user?.attributes.enabled).toBe(false);
  expect(codes(read(text, world({ ORDER: "3x", ON: "no" })))).toEqual(["ECX-CAT-03", "ECX-USR-05"]);
});

test("a secret is kept by its source and its text goes nowhere", () => {
  const fromEnv = read(licensed("!env KEY"), world({ KEY: SECRET }));
  expect(fromEnv.diagnostics).toEqual([]);
  expect(fromEnv.value.nodes[0]?.attributes.key).toEqual({ $secret: { env: "KEY" } });
  const fromFile = read({ "a/m.yaml": licensed("!file key.txt") }, world({}, { "a/key.txt": SECRET }));
  expect(fromFile.value.nodes[0]?.attributes.key).toEqual({ $secret: { file: "a/key.txt" } });
  expect(JSON.stringify([fromEnv, fromFile])).not.toContain(SECRET);
});

test("another secret in the same variable changes no digest", () => {
  const digest = (key: string) => read(licensed("!env KEY"), world({ KEY: key })).value.digest;
  expect(digest("one")).toBe(digest("two"));
});

test.each([
  [SECRET, "literal-secret"],
  ["1234", "literal-secret"],
  ["[very-secret-text]", "literal-secret"],
  ['!env "x ${KEY}"', "partial-secret"],
  ["!env NOWHERE", "unset-variable"],
  ["!env EMPTY", "empty-secret"],
  ["!file nowhere.txt", "missing-file"],
  ["!file empty.txt", "empty-secret"],
])("refuses the secret %s without showing it", (key, code) => {
  const context = world({ KEY: SECRET, EMPTY: "" }, { "empty.txt": "\n" });
  const { diagnostics } = read(licensed(key), context);
  expect(diagnostics.map((each) => each.code)).toEqual([code]);
  expect(JSON.stringify(diagnostics)).not.toContain(SECRET);
});

const withLogo = (logo: string) => engagecx(`organization:\n  name: N\n  logo: ${logo}\n`);

test("ECX-ORG-04 takes the logo as a path and knows it by its content", () => {
  const image = new Uint8Array([137, 80, 78, 71]);
  const context = world({}, { "a/img/logo.png": image });
  const { value, diagnostics } = read({ "a/m.yaml": withLogo("img/logo.png") }, context);
  expect(diagnostics).toEqual([]);
  expect(value.nodes[0]?.attributes.logo).toEqual({
    $file: "a/img/logo.png",
    sha256: createHash("sha256").update(image).digest("hex"),
  });
});

test("ECX-ORG-04 refuses a logo that is missing, too large or given by its content", () => {
  const context = world({}, { "big.png": new Uint8Array(1_048_577) });
  expect(codes(read(withLogo("big.png"), context))).toEqual(["ECX-ORG-04"]);
  expect(codes(read(withLogo("nowhere.png"), context))).toEqual(["missing-file"]);
  expect(codes(read(withLogo("!file big.png"), context))).toEqual(["tagged-file"]);
});

test.each([
  ["workspaces:\n  - name: !env TOKEN\n", "ECX-WS-03"],
  ["categories:\n  - name: A\n    order: !env TOKEN\n", "ECX-CAT-03"],
  ["users:\n  - email: !env TOKEN\n", "ECX-USR-03"],
  ["users:\n  - email: a@x.example\n    enabled: !env TOKEN\n", "ECX-USR-05"],
  ["users:\n  - email: a@x.example\n    until: !env TOKEN\n", "bad-time"],
  ["users:\n  - email: a@x.example\n    renamedFrom: !env TOKEN\n", "ECX-USR-03"],
  ["apps:\n  - name: A\n    category: Documents\n    activation: !env TOKEN\n", "ECX-APP-09"],
  ["organization:\n  name: A\n  defaultTimezone: !env TOKEN\n", "ECX-ORG-07"],
  ["licenses:\n  - app: A\n    license: B\n    users: [!env TOKEN]\n", "ECX-SEAT-04"],
])("a wrong text from a variable is named by the variable alone: %s", (body, code) => {
  const { diagnostics } = read(engagecx(body), world({ TOKEN: SECRET }));
  expect(diagnostics.map((each) => each.code)).toEqual([code]);
  expect(JSON.stringify(diagnostics)).not.toContain(SECRET);
  expect(diagnostics[0]?.message).toContain("!env TOKEN");
});

test("a pattern may come from a variable", () => {
  const text = engagecx("ignore:\n  users: [!env THEIRS]\n");
  expect(read(text, world({ THEIRS: "*@vendor.example" })).value.ignore).toEqual({
    user: ["*@vendor.example"],
  });
});
