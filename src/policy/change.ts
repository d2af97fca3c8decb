/** `change`: one object that the plan creates, updates, replaces or removes. */
import type { Value } from "../kind/value.ts";
import type { Change, FieldChange } from "../plan/plan.ts";
import type { FactIndex } from "./facts.ts";
import type { Fields, Shape } from "./fields.ts";

export interface ChangeFacts {
  readonly change: Change;
  readonly facts: FactIndex;
}

export const FIELD: Shape = {
  name: "Field",
  doc: "One attribute that a change sets.",
  fields: {
    path: {
      type: "string",
      doc: "Attribute path, such as `access.groups`.",
      get: (each: FieldChange) => each.path,
    },
    before: {
      type: "string",
      doc: "Value before as text; lists and records as JSON; empty for none and for secrets.",
      get: (each: FieldChange) => textOf(each.before),
    },
    after: { type: "string", doc: "Value after, likewise.", get: (each: FieldChange) => textOf(each.after) },
    added: {
      type: "list<string>",
      doc: "Names a list gains.",
      get: (each: FieldChange) => without(namesOf(each.after), namesOf(each.before)),
    },
    removed: {
      type: "list<string>",
      doc: "Names a list loses.",
      get: (each: FieldChange) => without(namesOf(each.before), namesOf(each.after)),
    },
  } satisfies Fields<FieldChange>,
};

export const CHANGE: Shape = {
  name: "Change",
  doc: "One object that the plan changes.",
  fields: {
    id: { type: "string", doc: "`kind:key`, as in plans.", get: ({ change }: ChangeFacts) => change.id },
    kind: {
      type: "string",
      doc: "Kind of the object, such as `group`.",
      get: ({ change }: ChangeFacts) => change.kind,
    },
    key: { type: "string", doc: "Identity in folded form.", get: ({ change }: ChangeFacts) => change.key },
    label: {
      type: "string",
      doc: "The object as people call it.",
      get: ({ change }: ChangeFacts) => change.label,
    },
    verb: {
      type: "string",
      doc: "`create`, `update`, `replace` or `remove`.",
      get: ({ change }: ChangeFacts) => change.verb,
    },
    effect: {
      type: "string",
      doc: "How the object goes: `delete`, `disable`, or empty.",
      get: ({ change }: ChangeFacts) => change.effect ?? "",
    },
    fields: { type: "list<Field>", doc: "What differs.", get: ({ change }: ChangeFacts) => change.fields },
    ofPerson: {
      type: "bool",
      doc: "The object is a person.",
      get: ({ change, facts }: ChangeFacts) =>
        facts.given.table.kinds.find((kind) => kind.name === change.kind)?.person === true,
    },
    irreversible: {
      type: "bool",
      doc: "Something of it cannot be taken back.",
      get: ({ change }: ChangeFacts) => change.irreversible !== undefined,
    },
    declared: {
      type: "bool",
      doc: "The object stands in the manifest; false where it goes because it does not.",
      get: ({ change, facts }: ChangeFacts) => facts.nodeOf(change.kind, change.key) !== null,
    },
  } satisfies Fields<ChangeFacts>,
};

function textOf(value: Value): string {
  if (value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function namesOf(value: Value): string[] {
  if (!Array.isArray(value)) return [];
  return value.map((each: Value) =>
    typeof each === "object" && each !== null && "to" in each ? String(each.to) : textOf(each),
  );
}

function without(some: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return some.filter((each) => !known.has(each));
}
