import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { callTable } from "../../../src/terraform/protocol/call-table.ts";
import * as messages from "../../../src/terraform/protocol/messages.ts";
import {
  type TerraformObject,
  type TerraformValue,
  UNKNOWN,
} from "../../../src/terraform/protocol/provider.ts";
import { schemaType } from "../../../src/terraform/protocol/type-constraint.ts";
import { decodeValue } from "../../../src/terraform/protocol/value-reader.ts";
import { encodeValue } from "../../../src/terraform/protocol/value-writer.ts";
import {
  decode,
  encode,
  type Given,
  type Message,
  type Shape,
} from "../../../src/terraform/protocol/wire.ts";
import { noteSchema, TrivialProvider } from "./trivial-provider.ts";

const TYPE = schemaType(noteSchema);
let provider = new TrivialProvider();
let table = callTable(
  provider,
  () => {},
  () => {},
);

beforeEach(() => {
  provider = new TrivialProvider();
  table = callTable(
    provider,
    () => {},
    () => {},
  );
});

const note = (values: TerraformObject): TerraformObject => ({
  ...Object.fromEntries(noteSchema.attributes.map(({ name }) => [name, null])),
  ...values,
});
const carried = (value: TerraformValue) => ({ msgpack: encodeValue(TYPE, value) });

async function call<Q extends Shape, R extends Shape>(
  method: string,
  request: Q,
  given: Given<Q>,
  response: R,
): Promise<Message<R>> {
  const unary = table.unary.get(`/tfplugin6.Provider/${method}`);
  if (unary === undefined) throw new Error(`no method ${method}`);
  return decode(response, await unary(encode(request, given)));
}

const ANSWERS: { readonly [method: string]: Shape } = {
  GetMetadata: messages.metadataResponse,
  GetProviderSchema: messages.schemaResponse,
  GetResourceIdentitySchemas: messages.identitySchemasResponse,
  ValidateProviderConfig: messages.diagnosticsOnly,
  ValidateResourceConfig: messages.diagnosticsOnly,
  ValidateDataResourceConfig: messages.diagnosticsOnly,
  UpgradeResourceState: messages.upgradeStateResponse,
  UpgradeResourceIdentity: messages.upgradeIdentityResponse,
  ConfigureProvider: messages.diagnosticsOnly,
  ReadResource: messages.readResponse,
  PlanResourceChange: messages.planResponse,
  ApplyResourceChange: messages.applyResponse,
  ImportResourceState: messages.importResponse,
  MoveResourceState: messages.moveResponse,
  ReadDataSource: messages.readDataResponse,
};
/** They read nothing of their request, or nothing that could be wrong. */
const TAKES_ANYTHING = ["GetMetadata", "GetProviderSchema", "GetResourceIdentitySchemas"];

test.each(Object.entries(ANSWERS))(
  "%s answers with a diagnostic to bytes that are no request",
  async (method, shape) => {
    const unary = table.unary.get(`/tfplugin6.Provider/${method}`);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 40 }), async (bytes) => {
        const answer = decode(shape, (await unary?.(Buffer.from(bytes))) ?? new Uint8Array());
        expect(answer).toHaveProperty("diagnostics");
      }),
      { numRuns: 200 },
    );
    if (TAKES_ANYTHING.includes(method)) return;
    const truncated = await unary?.(Buffer.from("0aff", "hex"));
    expect(decode(shape, truncated ?? new Uint8Array())).toMatchObject({
      diagnostics: [
        {
          severity: 1,
          summary: "A value cannot be read or written",
          detail: "the message ends inside a field",
        },
      ],
    });
  },
);

test.each(["validate", "plan", "apply", "read"])(
  "what is thrown in %s becomes a diagnostic, and nothing is lost",
  async (where) => {
    const state = note({ id: "n1", text: `throw in ${where}`, pinned: false, length: 1 });
    const private_ = Buffer.from("private");
    const base = { typeName: "trivial_note" };
    const said = [
      {
        severity: 1,
        summary: "The provider failed unexpectedly",
        detail: `the text asked for this in ${where}`,
      },
    ];
    if (where === "validate") {
      const answer = await call(
        "ValidateResourceConfig",
        messages.validateRequest,
        { ...base, config: carried(state) },
        messages.diagnosticsOnly,
      );
      expect(answer.diagnostics).toMatchObject(said);
    }
    if (where === "read") {
      const request = { ...base, currentState: carried(state), private: private_ };
      const answer = await call("ReadResource", messages.readRequest, request, messages.readResponse);
      expect(answer.diagnostics).toMatchObject(said);
      expect(decodeValue(TYPE, answer.newState?.msgpack ?? private_)).toEqual(state);
      expect(answer.private).toEqual(private_);
    }
    if (where === "plan") {
      const request = {
        ...base,
        priorState: carried(null),
        proposedNewState: carried(state),
        config: carried(state),
      };
      const answer = await call("PlanResourceChange", messages.planRequest, request, messages.planResponse);
      expect(answer.diagnostics).toMatchObject(said);
    }
    if (where === "apply") {
      const prior = note({ id: "n1", text: "before", pinned: false, length: 6 });
      const request = {
        ...base,
        priorState: carried(prior),
        plannedState: carried(state),
        config: carried(state),
        plannedPrivate: private_,
      };
      const answer = await call(
        "ApplyResourceChange",
        messages.applyRequest,
        request,
        messages.applyResponse,
      );
      expect(answer.diagnostics).toMatchObject(said);
      expect(decodeValue(TYPE, answer.newState?.msgpack ?? private_)).toEqual(prior);
      expect(answer.private).toEqual(private_);
    }
  },
);

test("an apply that made something keeps it, also where its answer does not fit the schema", async () => {
  const planned = note({ id: UNKNOWN, text: "misshapen", pinned: false, length: UNKNOWN });
  const request = {
    typeName: "trivial_note",
    priorState: carried(null),
    plannedState: carried(planned),
    config: carried(planned),
  };
  const answer = await call("ApplyResourceChange", messages.applyRequest, request, messages.applyResponse);
  expect(answer.diagnostics).toMatchObject([
    { severity: 1, detail: ".weight: the value is not of the type number" },
  ]);
  const state = decodeValue(TYPE, answer.newState?.msgpack ?? Buffer.of()) as TerraformObject;
  expect(state).toMatchObject({ text: "misshapen", weight: null, length: 9 });
  expect(state.id).toMatch(/^note-9-/);
});

test("a path tells attributes, keys and positions apart", async () => {
  const config = note({ text: "x", labels: { bad: "y" } });
  const refused = await call(
    "ValidateResourceConfig",
    messages.validateRequest,
    { typeName: "trivial_note", config: carried(config) },
    messages.diagnosticsOnly,
  );
  const step = { attributeName: undefined, elementKeyString: undefined, elementKeyInt: undefined };
  expect(refused.diagnostics[0]?.attribute?.steps).toEqual([
    { ...step, attributeName: "labels" },
    { ...step, elementKeyString: "bad" },
  ]);
  const planned = note({ text: "half", pinned: false, id: UNKNOWN, length: UNKNOWN });
  const request = {
    typeName: "trivial_note",
    priorState: carried(null),
    plannedState: carried(planned),
    config: carried(planned),
  };
  const half = await call("ApplyResourceChange", messages.applyRequest, request, messages.applyResponse);
  expect(half.diagnostics[0]?.attribute?.steps).toEqual([
    { ...step, attributeName: "reader" },
    { ...step, elementKeyInt: 0 },
    { ...step, attributeName: "email" },
  ]);
});

test("identities travel beside plan, apply, read and import, and are upgraded from JSON", async () => {
  const schemas = await call("GetResourceIdentitySchemas", {}, {}, messages.identitySchemasResponse);
  expect(schemas.identitySchemas.get("trivial_note")?.attributes).toMatchObject([
    { name: "id", requiredForImport: true },
  ]);
  const identityType = ["object", { id: "string" }] as const;
  const identity = { identityData: { msgpack: encodeValue(identityType, { id: "n7" }) } };
  const request = { typeName: "trivial_note", identity };
  const imported = await call(
    "ImportResourceState",
    messages.importRequest,
    request,
    messages.importResponse,
  );
  const [only] = imported.importedResources;
  expect(decodeValue(TYPE, only?.state?.msgpack ?? Buffer.of())).toMatchObject({ id: "n7" });
  expect(decodeValue(identityType, only?.identity?.identityData?.msgpack ?? Buffer.of())).toEqual({
    id: "n7",
  });
  const raw = { typeName: "trivial_note", version: 0, rawIdentity: { json: Buffer.from('{"id":"n8"}') } };
  const upgraded = await call(
    "UpgradeResourceIdentity",
    messages.upgradeIdentityRequest,
    raw,
    messages.upgradeIdentityResponse,
  );
  expect(decodeValue(identityType, upgraded.upgradedIdentity?.identityData?.msgpack ?? Buffer.of())).toEqual({
    id: "n8",
  });
});

test("values are taken as JSON where no other form is given", async () => {
  const state = { id: "n1", text: "json", weight: 12345678901234567890n };
  const json = Buffer.from(JSON.stringify({ ...state, weight: 0 }).replace(":0", ":12345678901234567890"));
  const answer = await call(
    "ReadResource",
    messages.readRequest,
    { typeName: "trivial_note", currentState: { json } },
    messages.readResponse,
  );
  expect(answer.diagnostics).toEqual([]);
  const read = decodeValue(TYPE, answer.newState?.msgpack ?? Buffer.of());
  expect(read).toMatchObject({
    id: "n1",
    text: "json",
    weight: { text: "12345678901234567890" },
    kind: null,
  });
});

test("stop is passed on and answered at once", async () => {
  expect(await call("StopProvider", {}, {}, messages.stopResponse)).toEqual({ error: "" });
  expect(provider.stopped).toBe(true);
});

test("the schema has what cores read, and says what the provider can do", async () => {
  const schema = await call("GetProviderSchema", {}, {}, messages.schemaResponse);
  expect(schema.diagnostics).toEqual([]);
  expect(schema.serverCapabilities).toEqual({
    planDestroy: true,
    getProviderSchemaOptional: true,
    moveResourceState: true,
  });
  expect(schema.provider?.block?.attributes.map(({ name }) => name)).toEqual(["prefix"]);
  const attributes = schema.resourceSchemas.get("trivial_note")?.block?.attributes ?? [];
  const byName = new Map(attributes.map((each) => [each.name, each]));
  expect(Buffer.from(byName.get("tags")?.type ?? "").toString()).toBe('["set","string"]');
  expect(byName.get("secret")).toMatchObject({ sensitive: true, optional: true, computed: false });
  const nested = decode(messages.nestedObject, byName.get("reader")?.nestedType ?? Buffer.of());
  expect(nested).toMatchObject({
    nesting: 2,
    attributes: [{ name: "email", required: true }, { name: "until" }],
  });
});

test("a schema that would crash a core is refused", async () => {
  const broken = new TrivialProvider();
  const schema = broken.schema();
  const wrong = { name: "x", description: "", optional: true, type: ["list", "dynamic"] } as const;
  broken.schema = () => ({ ...schema, provider: { version: 0, description: "", attributes: [wrong] } });
  table = callTable(
    broken,
    () => {},
    () => {},
  );
  const answer = await call("GetProviderSchema", {}, {}, messages.schemaResponse);
  expect(answer.diagnostics).toMatchObject([
    { detail: "The schema of the attribute x is wrong: a value of any type cannot be inside another." },
  ]);
});

test("what the service keeps beside the state travels with read, plan and apply", async () => {
  const state = note({ id: "n1", text: "kept", pinned: false, length: 4 });
  const config = note({ text: "kept" });
  const kept = Buffer.from("beside");
  const base = { typeName: "trivial_note" };
  const read = await call(
    "ReadResource",
    messages.readRequest,
    { ...base, currentState: carried(state), private: kept },
    messages.readResponse,
  );
  expect(Buffer.from(read.private).toString()).toBe("beside");
  const changes = {
    ...base,
    priorState: carried(state),
    proposedNewState: carried(state),
    config: carried(config),
    priorPrivate: kept,
  };
  const planned = await call("PlanResourceChange", messages.planRequest, changes, messages.planResponse);
  expect(Buffer.from(planned.plannedPrivate).toString()).toBe("beside");
  const doing = {
    ...base,
    priorState: carried(state),
    plannedState: carried(state),
    config: carried(config),
    plannedPrivate: kept,
  };
  const applied = await call("ApplyResourceChange", messages.applyRequest, doing, messages.applyResponse);
  expect(applied.diagnostics).toEqual([]);
  expect(Buffer.from(applied.private).toString()).toBe("kept");
});

test("replacements and identities of a plan travel", async () => {
  const prior = note({ id: "n1", text: "x", kind: "a", pinned: false, length: 1 });
  const config = note({ text: "x", kind: "b" });
  const proposed = { ...prior, kind: "b" };
  const changes = {
    typeName: "trivial_note",
    priorState: carried(prior),
    proposedNewState: carried(proposed),
    config: carried(config),
  };
  const planned = await call("PlanResourceChange", messages.planRequest, changes, messages.planResponse);
  expect(planned.requiresReplace.map(({ steps }) => steps.map((step) => step.attributeName))).toEqual([
    ["kind"],
  ]);
  expect(
    decodeValue(["object", { id: "string" }], planned.plannedIdentity?.identityData?.msgpack ?? Buffer.of()),
  ).toEqual({ id: "n1" });
});

test("a data source echoes its configuration and adds what it found", async () => {
  const type = ["object", { text: "string", length: "number" }] as const;
  const config = { msgpack: encodeValue(type, { text: "four", length: null }) };
  const request = { typeName: "trivial_length", config };
  const answer = await call("ReadDataSource", messages.readDataRequest, request, messages.readDataResponse);
  expect(decodeValue(type, answer.state?.msgpack ?? Buffer.of())).toEqual({ text: "four", length: 4 });
  const strange = await call(
    "ReadDataSource",
    messages.readDataRequest,
    { ...request, typeName: "trivial_nothing" },
    messages.readDataResponse,
  );
  expect(strange.diagnostics).toMatchObject([{ detail: "this provider has no data source trivial_nothing" }]);
});

test("state of an earlier version is handed over as it was stored", async () => {
  const request = {
    typeName: "trivial_note",
    version: 0,
    rawState: { json: Buffer.from('{"id":"n1","text":"old"}') },
  };
  const answer = await call(
    "UpgradeResourceState",
    messages.upgradeStateRequest,
    request,
    messages.upgradeStateResponse,
  );
  expect(decodeValue(TYPE, answer.upgradedState?.msgpack ?? Buffer.of())).toEqual(
    note({ id: "n1", text: "old", kind: "old" }),
  );
  const broken = { ...request, rawState: { json: Buffer.from("{") } };
  const refused = await call(
    "UpgradeResourceState",
    messages.upgradeStateRequest,
    broken,
    messages.upgradeStateResponse,
  );
  expect(refused.diagnostics).toMatchObject([{ detail: "the text is not JSON" }]);
});
