import fc from "fast-check";
import { expect, test } from "vitest";
import { fromJson, parseJson } from "../../../src/terraform/protocol/json-value.ts";
import { Malformed } from "../../../src/terraform/protocol/malformed.ts";
import { exactText, fromText, plainText } from "../../../src/terraform/protocol/number-text.ts";
import {
  Decimal,
  type TerraformValue,
  type TypeConstraint,
  Typed,
  UNKNOWN,
} from "../../../src/terraform/protocol/provider.ts";
import { decodeValue } from "../../../src/terraform/protocol/value-reader.ts";
import { encodeValue } from "../../../src/terraform/protocol/value-writer.ts";
import { anyType, anyValueOf } from "./arbitrary.ts";

const typed = anyType.chain((type) => fc.tuple(fc.constant(type), anyValueOf(type)));

test("random types and values, with unknowns, come back as they went", () => {
  fc.assert(
    fc.property(typed, ([type, value]) => {
      expect(decodeValue(type, encodeValue(type, value))).toStrictEqual(value);
    }),
    { numRuns: 1_000 },
  );
});

/** Whatever the bytes are, they are a value or {@link Malformed}, and nothing else. */
function reads(type: TypeConstraint, bytes: Uint8Array): void {
  try {
    decodeValue(type, bytes);
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(Malformed);
  }
}

test("bytes that are no value are refused, whichever they are", () => {
  fc.assert(
    fc.property(anyType, fc.uint8Array({ maxLength: 60 }), (type, bytes) => reads(type, bytes)),
    { numRuns: 2_000 },
  );
  const damage = fc.tuple(typed, fc.nat(), fc.nat({ max: 255 }), fc.nat());
  fc.assert(
    fc.property(damage, ([[type, value], at, byte, cut]) => {
      const bytes = encodeValue(type, value);
      reads(type, bytes.subarray(0, cut % bytes.length));
      bytes[at % bytes.length] = byte;
      reads(type, bytes);
    }),
    { numRuns: 1_000 },
  );
});

test("a refusal names the place and never the value", () => {
  const type: TypeConstraint = ["object", { people: ["list", ["object", { email: "string" }]] }];
  const bytes = encodeValue(["object", { people: ["list", ["object", { email: "number" }]] }], {
    people: [{ email: 1 }, { email: new Decimal("12345678901234567890123") }],
  });
  expect(() => decodeValue(type, bytes)).toThrow(".people[0].email: text is expected");
  const value = { people: [{ email: "hunter2" }, { email: true }] };
  expect(() => encodeValue(type, value)).toThrow(".people[1].email: the value is not of the type string");
});

test("an object holds exactly the attributes of its type", () => {
  const type: TypeConstraint = ["object", { a: "string", b: "string" }];
  expect(() => encodeValue(type, { a: "x" })).toThrow(".b: the attribute is missing");
  expect(() => encodeValue(type, { a: "x", b: null, c: null })).toThrow("there is no attribute c");
  const fewer = encodeValue(["object", { a: "string" }], { a: "x" });
  expect(() => decodeValue(type, fewer)).toThrow(".b: the attribute is missing");
  const more = encodeValue(["object", { a: "string", b: "string", c: "bool" }], { a: "x", b: "y", c: true });
  expect(() => decodeValue(type, more)).toThrow("an attribute comes that the schema does not have");
});

const GOLDEN: readonly (readonly [string, TypeConstraint, TerraformValue, string])[] = [
  ["null", "string", null, "c0"],
  ["unknown", "string", UNKNOWN, "d40000"],
  ["text", "string", "abc", "a3616263"],
  ["text of 32 bytes", "string", "a".repeat(32), `d920${"61".repeat(32)}`],
  ["text in its composed form", "string", "e\u0301", "a2c3a9"],
  ["true", "bool", true, "c3"],
  ["false", "bool", false, "c2"],
  ["0", "number", 0, "00"],
  ["127", "number", 127, "7f"],
  ["128 without a sign", "number", 128, "cc80"],
  ["256", "number", 256, "cd0100"],
  ["65536", "number", 65_536, "ce00010000"],
  ["2^40", "number", 2 ** 40, "cf0000010000000000"],
  ["-1", "number", -1, "ff"],
  ["-33", "number", -33, "d0df"],
  ["-129", "number", -129, "d1ff7f"],
  ["-2^31", "number", -(2 ** 31), "d280000000"],
  ["the least of 64 bits", "number", new Decimal("-9223372036854775808"), "d38000000000000000"],
  ["the largest of 64 bits", "number", new Decimal("9223372036854775807"), "cf7fffffffffffffff"],
  ["2^63 as text", "number", new Decimal("9223372036854775808"), "b339323233333732303336383534373735383038"],
  ["a half as a binary fraction", "number", 0.5, "cb3fe0000000000000"],
  ["a tenth as text", "number", 0.1, "a3302e31"],
  ["a small number without an exponent", "number", 1e-7, "a9302e30303030303031"],
  ["a list", ["list", "number"], [1, 2], "920102"],
  ["a set", ["set", "string"], ["b", "a"], "92a162a161"],
  ["a map", ["map", "bool"], { x: true }, "81a178c3"],
  ["a tuple", ["tuple", ["string", "number"]], ["a", 1], "92a16101"],
  ["an object", ["object", { a: "string", b: "number" }], { b: 1, a: null }, "82a161c0a16201"],
  [
    "a value with its type",
    "dynamic",
    new Typed("bool", true),
    `92c406${Buffer.from('"bool"').toString("hex")}c3`,
  ],
  ["an unknown of any type", "dynamic", UNKNOWN, "d40000"],
];

test.each(GOLDEN)("the bytes of %s", (_, type, value, hex) => {
  expect(encodeValue(type, value).toString("hex")).toBe(hex);
  const back = decodeValue(type, Buffer.from(hex, "hex"));
  expect(back).toStrictEqual(typeof value === "string" ? value.normalize("NFC") : value);
});

test("every unknown is one, whatever is known of it already", () => {
  // Not null (1 → false), and with the prefix "ab" (2).
  const refined = "c7070c8201c202a26162";
  expect(decodeValue("string", Buffer.from(refined, "hex"))).toBe(UNKNOWN);
  expect(decodeValue(["list", "string"], Buffer.from(`91${refined}`, "hex"))).toStrictEqual([UNKNOWN]);
  expect(decodeValue(["object", { a: "bool" }], Buffer.from("d40000", "hex"))).toBe(UNKNOWN);
});

test("a number may come in forms that are never written", () => {
  const cases: readonly (readonly [string, number | Decimal])[] = [
    ["ca3f000000", 0.5],
    ["d300000000000000ff", 255],
    ["cb4059000000000000", 100],
    ["cb3fb999999999999a", new Decimal(exactText(0.1))],
    ["a431653233", new Decimal(`1${"0".repeat(23)}`)],
  ];
  for (const [hex, value] of cases)
    expect(decodeValue("number", Buffer.from(hex, "hex"))).toStrictEqual(value);
  for (const hex of ["cb7ff8000000000000", "cb7ff0000000000000", "a36e6f74", "a0"])
    expect(() => decodeValue("number", Buffer.from(hex, "hex"))).toThrow(Malformed);
});

test("numbers that are not finite are refused", () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => encodeValue("number", value)).toThrow("the number is not finite");
});

test("decimal text and JavaScript numbers agree digit by digit", () => {
  expect(["1e3", "0012.500", "-0", "1.5e-3", "-12e-1", "+7"].map(plainText)).toEqual([
    "1000",
    "12.5",
    "0",
    "0.0015",
    "-1.2",
    "7",
  ]);
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(Number(exactText(value))).toBe(value + 0);
      const read = fromText(String(value));
      expect(read instanceof Decimal ? Number(read.text) : read).toBe(value + 0);
    }),
  );
});

test("stored JSON keeps every digit, and what is missing is null", () => {
  const type: TypeConstraint = [
    "object",
    { n: "number", m: "number", tags: ["set", "string"], any: "dynamic", gone: "bool" },
  ];
  const stored =
    '{"n":12345678901234567890,"m":0.1,"tags":["a"],"any":{"type":"bool","value":true},"strange":1}';
  expect(fromJson(type, parseJson(Buffer.from(stored)))).toStrictEqual({
    n: new Decimal("12345678901234567890"),
    m: 0.1,
    tags: ["a"],
    any: new Typed("bool", true),
    gone: null,
  });
  expect(() => parseJson(Buffer.from("{"))).toThrow(Malformed);
  expect(() => fromJson(type, parseJson(Buffer.from('{"tags":"a"}')))).toThrow(
    ".tags: the value is not a list",
  );
});
