/** A saved plan as JSON Schema. The shape follows the plan value; a test holds the two together. */

import type { Schema } from "./attribute-schema.ts";
import { DRAFT } from "./manifest-schema.ts";

const text: Schema = { type: "string" };
const count: Schema = { type: "integer", minimum: 0 };
const flag: Schema = { type: "boolean" };
const digest: Schema = { type: "string", pattern: "^sha256:[0-9a-f]{64}$" };
const instant: Schema = {
  type: "string",
  pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z$",
  description: "RFC 3339, UTC.",
};
const changeId: Schema = { type: "string", pattern: "^[A-Za-z]+:", description: "`kind:key` of a change." };
const person: Schema = { type: "string", description: "Folded e-mail address." };
const anything: Schema = {};
const VERBS = ["create", "update", "replace", "remove"];

const STAGES = "0 frees a place that is needed, 1 gives, 2 takes away, 3 takes the caller's own rights.";

const list = (items: Schema): Schema => ({ type: "array", items });
const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: "null" }] });
const oneOf = (values: readonly string[]): Schema => ({ enum: values });
const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` });

/** `closed` also refuses unknown members: for tests, since a minor version may add some. Default false. */
export function planSchema(options: { readonly closed?: boolean } = {}): Schema {
  const record = (
    properties: { readonly [name: string]: Schema },
    optional: readonly string[] = [],
  ): Schema => ({
    type: "object",
    properties,
    required: Object.keys(properties).filter((name) => !optional.includes(name)),
    ...(options.closed === true ? { additionalProperties: false } : {}),
  });
  return {
    $schema: DRAFT,
    $id: "urn:cxroster:plan:1",
    title: "cxroster plan",
    description:
      "A saved plan: what people review (`changes`) and what apply walks (`steps`). Minor versions only add.",
    ...plan(record),
    $defs: { ...changeParts(record), ...stepParts(record), ...reviewParts(record) },
  };
}

type RecordMaker = (properties: { readonly [name: string]: Schema }, optional?: readonly string[]) => Schema;

function plan(record: RecordMaker): Schema {
  return record(
    {
      formatVersion: { type: "string", pattern: "^1\\.\\d+$" },
      tool: { ...text, description: "Program and version that made the plan." },
      evaluatedAt: { ...instant, description: "Time the plan was made for, whole seconds UTC." },
      preview: { ...flag, description: "Made for another time than its own: shown, never applied." },
      digest: {
        ...digest,
        description: "SHA-256 over everything but this member, in canonical form (RFC 8785).",
      },
      madeBy: { ...text, description: "Id of the approval key of whoever made the plan." },
      undoes: { ...text, description: "Run that the plan takes back; absent for plans made from manifests." },
      target: record({
        name: text,
        platform: text,
        endpoint: text,
        account: record({ id: orNull(text), name: text }),
      }),
      manifestDigest: text,
      liveDigest: text,
      policyDigest: text,
      validUntil: {
        ...orNull(instant),
        description: "From this time on the same manifest means something else.",
      },
      protects: { ...list(changeId), description: "Ids of objects that must not be removed from here on." },
      summary: record({
        create: count,
        update: count,
        replace: count,
        remove: count,
        unchanged: count,
        people: record({ gaining: count, losing: count, losingAll: count }),
      }),
      budget: record({
        reads: count,
        writes: count,
        checks: { type: "object", additionalProperties: oneOf(["listing", "each"]) },
      }),
      changes: list(ref("change")),
      steps: list(ref("step")),
      access: list(ref("personAccess")),
      seats: list(ref("seats")),
      invitations: list(record({ email: person, action: oneOf(["send"]) })),
      openInvitations: {
        ...list(record({ person, state: oneOf(["pending", "invited", "expired"]) })),
        description: "Invitations that were open when the account was read.",
      },
      ending: { ...list(ref("ending")), description: "Declared grants that end within 14 days." },
      guards: list(ref("guard")),
      witnesses: list(ref("witness")),
      findings: list(ref("finding")),
    },
    ["preview", "madeBy", "undoes", "openInvitations", "ending"],
  );
}

function changeParts(record: RecordMaker): { readonly [name: string]: Schema } {
  return {
    change: record(
      {
        id: changeId,
        kind: text,
        key: text,
        label: text,
        verb: oneOf(VERBS),
        effect: {
          enum: ["delete", "disable", null],
          description: "How the object goes; null unless it goes.",
        },
        fields: list(ref("field")),
        because: list(record({ code: text, text })),
        dependsOn: list(changeId),
        precondition: { type: "string", pattern: "^(absent|sha256:[0-9a-f]{64})$" },
        objectId: orNull(text),
        inverse: orNull(ref("inverse")),
        irreversible: { ...text, description: "What cannot be taken back." },
      },
      ["irreversible"],
    ),
    field: record({ path: text, before: anything, after: anything, sensitive: flag }, ["sensitive"]),
    inverse: record({ verb: oneOf(VERBS), fields: list(ref("field")), links: list(ref("lostLink")) }, [
      "links",
    ]),
    lostLink: record({ object: changeId, path: text, with: anything }, ["with"]),
  };
}

function stepParts(record: RecordMaker): { readonly [name: string]: Schema } {
  const planned = record({ $ref: changeId });
  return {
    step: record({
      id: text,
      change: changeId,
      kind: text,
      op: oneOf(["create", "update", "link", "unlink", "invite", "enable", "disable", "delete"]),
      target: { anyOf: [text, planned, { type: "null" }] },
      args: {
        type: "object",
        description:
          "Attribute path to value. `$ref` stands for an object that an earlier change creates, `$secret` for a " +
          "secret by the place it comes from, `$file` for a file by path and SHA-256.",
      },
      dependsOn: list(text),
      repeat: oneOf(["safe", "keyed", "lookup"]),
      stage: { enum: [0, 1, 2, 3], description: STAGES },
    }),
  };
}

function reviewParts(record: RecordMaker): { readonly [name: string]: Schema } {
  const gain = record({
    permission: text,
    on: text,
    via: { ...list(text), minItems: 1 },
    when: oneOf(["now", "on-acceptance"]),
  });
  const witness = record(
    { object: text, kind: text, id: text, precondition: text, inbound: text, inside: text, atMost: count },
    ["inbound", "inside", "atMost"],
  );
  return {
    witness,
    personAccess: record({ person, gains: list(gain), loses: list(gain), losesAll: flag }, ["losesAll"]),
    seats: record({ license: text, seats: count, before: count, after: count, peak: count }),
    ending: record({
      object: changeId,
      label: text,
      path: orNull(text),
      to: orNull(text),
      until: instant,
      reason: orNull(text),
    }),
    guard: record({
      name: text,
      status: oneOf(["passed", "refused", "allowed"]),
      count,
      limit: { type: "number" },
      detail: text,
      witnesses: list(witness),
    }),
    finding: record({
      code: text,
      severity: oneOf(["error", "warning", "information"]),
      message: text,
      at: { ...text, description: "`file:line:col`, the id of an object, or empty." },
    }),
  };
}
