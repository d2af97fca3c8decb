/** Random types, values of them, and configurations of a schema. */
import fc from "fast-check";
import {
  Decimal,
  type ObjectSchema,
  type SchemaAttribute,
  type TerraformObject,
  type TerraformValue,
  type TypeConstraint,
  Typed,
  UNKNOWN,
} from "../../../src/terraform/protocol/provider.ts";

const NAME = fc.stringMatching(/^[a-z][a-z0-9_]{0,6}$/);
const PLAIN_TYPE = fc.constantFrom<TypeConstraint>("string", "number", "bool");
const TEXT = fc
  .oneof(fc.string({ unit: "binary", maxLength: 40 }), fc.string({ minLength: 30, maxLength: 300 }))
  .map((text) => text.toWellFormed().normalize("NFC"));

/** Types without `dynamic`, which may stand at the top or as an attribute only. */
const { type: innerType } = fc.letrec<{ type: TypeConstraint }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 3, depthIdentifier: "type" },
    PLAIN_TYPE,
    fc.tuple(fc.constantFrom("list", "set", "map"), tie("type")) as fc.Arbitrary<TypeConstraint>,
    fc.tuple(
      fc.constant("object"),
      fc.dictionary(NAME, tie("type"), { maxKeys: 5, noNullPrototype: true }),
    ) as fc.Arbitrary<TypeConstraint>,
    fc.tuple(fc.constant("tuple"), fc.array(tie("type"), { maxLength: 4 })) as fc.Arbitrary<TypeConstraint>,
  ),
}));
export const anyType: fc.Arbitrary<TypeConstraint> = fc.oneof(
  { weight: 5, arbitrary: innerType },
  { weight: 1, arbitrary: fc.constant<TypeConstraint>("dynamic") },
  {
    weight: 1,
    arbitrary: fc
      .dictionary(NAME, fc.oneof(innerType, fc.constant<TypeConstraint>("dynamic")), {
        maxKeys: 4,
        noNullPrototype: true,
      })
      .map((members): TypeConstraint => ["object", members]),
  },
);

const BIG = fc.bigInt({ min: 2n ** 53n, max: 2n ** 200n });
const NUMBER: fc.Arbitrary<TerraformValue> = fc.oneof(
  fc.maxSafeInteger().map((value) => value + 0),
  fc.integer({ min: -200, max: 70_000 }).map((value) => value + 0),
  fc
    .tuple(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 1, max: 6 }))
    .map(([value, places]) => value / 10 ** places),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }).map((value) => value + 0),
  fc.tuple(BIG, fc.boolean()).map(([value, negative]) => new Decimal(String(negative ? -value : value))),
  BIG.map((value) => new Decimal(`${value}.${value}1`)),
);

/** Values of a type; nulls and unknowns anywhere inside. */
export function anyValueOf(type: TypeConstraint): fc.Arbitrary<TerraformValue> {
  return fc.oneof(
    { weight: 10, arbitrary: someOf(type) },
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constant<TerraformValue>(UNKNOWN) },
  );
}

function someOf(type: TypeConstraint): fc.Arbitrary<TerraformValue> {
  if (type === "dynamic")
    return innerType.chain((inner) => anyValueOf(inner).map((value) => new Typed(inner, value)));
  if (type === "string") return TEXT;
  if (type === "number") return NUMBER;
  if (type === "bool") return fc.boolean();
  if (type[0] === "map")
    return fc.dictionary(fc.oneof(TEXT, fc.constant("__proto__")), anyValueOf(type[1]), {
      maxKeys: 20,
      noNullPrototype: true,
    });
  if (type[0] === "object")
    return fc.record(
      Object.fromEntries(Object.entries(type[1]).map(([name, each]) => [name, anyValueOf(each)])),
      { noNullPrototype: true },
    );
  if (type[0] === "tuple") return fc.tuple(...type[1].map(anyValueOf));
  return fc.array(anyValueOf(type[1]), { maxLength: 20 });
}

/** Configurations of a schema: what is required is there, what is computed alone is null; unknown only where allowed. */
export function configOf(
  schema: ObjectSchema,
  allow: {
    readonly unknown: boolean;
    readonly values?: { readonly [name: string]: fc.Arbitrary<TerraformValue> };
  },
): fc.Arbitrary<TerraformObject> {
  const attribute = (each: SchemaAttribute): fc.Arbitrary<TerraformValue> => {
    if (!each.required && !each.optional) return fc.constant(null);
    const some = allow.values?.[each.name] ?? configured(each);
    return fc.oneof(
      { weight: 6, arbitrary: some },
      { weight: each.required ? 0 : 3, arbitrary: fc.constant(null) },
      { weight: allow.unknown ? 1 : 0, arbitrary: fc.constant<TerraformValue>(UNKNOWN) },
    );
  };
  const configured = (each: SchemaAttribute): fc.Arbitrary<TerraformValue> => {
    if (each.nested === undefined) return knownOf(each.type ?? "string", allow.unknown);
    const inner = object(each.nested.attributes);
    if (each.nested.nesting === "single") return inner;
    return each.nested.nesting === "map"
      ? fc.dictionary(NAME, inner, { maxKeys: 3, noNullPrototype: true })
      : fc.array(inner, { maxLength: 3 });
  };
  const object = (attributes: readonly SchemaAttribute[]): fc.Arbitrary<TerraformObject> =>
    fc.record(Object.fromEntries(attributes.map((each) => [each.name, attribute(each)])), {
      noNullPrototype: true,
    });
  return object(schema.attributes);
}

/** Without nulls inside collections, which configurations seldom hold. */
function knownOf(type: TypeConstraint, unknown: boolean): fc.Arbitrary<TerraformValue> {
  if (typeof type === "string" || type[0] === "object" || type[0] === "tuple") return someOf(type);
  const element = fc.oneof(
    { weight: 6, arbitrary: someOf(type[1]) },
    { weight: unknown ? 1 : 0, arbitrary: fc.constant<TerraformValue>(UNKNOWN) },
  );
  if (type[0] === "map") return fc.dictionary(NAME, element, { maxKeys: 4, noNullPrototype: true });
  const list = fc.array(element, { maxLength: 4 });
  return type[0] === "list" ? list : list.map((all) => [...new Set(all)]);
}
