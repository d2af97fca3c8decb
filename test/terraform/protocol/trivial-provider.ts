/** A provider of notes and bins, small enough to see through: what it holds is in its state and nowhere else. */
import {
  type ApplyRequest,
  type ObjectSchema,
  type PlanRequest,
  type PlanResult,
  type ProviderSchema,
  type ProviderService,
  type ResourceResult,
  type TerraformDiagnostic,
  type TerraformObject,
  type TerraformValue,
  UNKNOWN,
} from "../../../src/terraform/protocol/provider.ts";

export const noteSchema: ObjectSchema = {
  version: 1,
  description: "A note.",
  attributes: [
    { name: "id", type: "string", description: "Given when the note is made.", computed: true },
    { name: "text", type: "string", description: "What it says.", required: true },
    { name: "kind", type: "string", description: "Cannot be changed.", optional: true },
    { name: "weight", type: "number", description: "In grams.", optional: true },
    { name: "pinned", type: "bool", description: "Default false.", optional: true, computed: true },
    { name: "tags", type: ["set", "string"], description: "Any words.", optional: true },
    { name: "labels", type: ["map", "string"], description: "Words by name.", optional: true },
    {
      name: "reader",
      description: "Who may read it.",
      optional: true,
      nested: {
        nesting: "list",
        attributes: [
          { name: "email", type: "string", description: "Address.", required: true },
          { name: "until", type: "string", description: "A date.", optional: true },
        ],
      },
    },
    { name: "secret", type: "string", description: "Not shown.", optional: true, sensitive: true },
    { name: "length", type: "number", description: "Characters of the text.", computed: true },
  ],
};

const SCHEMA: ProviderSchema = {
  provider: {
    version: 0,
    description: "Notes.",
    attributes: [
      { name: "prefix", type: "string", description: "Begins the id of new notes.", optional: true },
    ],
  },
  resources: { trivial_note: noteSchema },
  dataSources: {
    trivial_length: {
      version: 0,
      description: "Length of a text.",
      attributes: [
        { name: "text", type: "string", description: "Any text.", required: true },
        { name: "length", type: "number", description: "In characters.", computed: true },
      ],
    },
  },
  identities: {
    trivial_note: {
      version: 0,
      attributes: [{ name: "id", type: "string", description: "Of the note.", requiredForImport: true }],
    },
  },
};

const NOTHING: readonly TerraformDiagnostic[] = [];
const SAME = (one: TerraformValue | undefined, other: TerraformValue | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
const identity = (state: TerraformObject | null): TerraformObject | null =>
  state === null || typeof state.id !== "string" ? null : { id: state.id };

/** Throws in a call of which the text says so: `throw in plan`. */
function trip(call: string, text: TerraformValue | undefined): void {
  if (text === `throw in ${call}`) throw new Error(`the text asked for this in ${call}`);
}

function found(state: TerraformObject | null, privateState: Uint8Array = new Uint8Array()): ResourceResult {
  return { state, identity: identity(state), private: privateState, diagnostics: NOTHING };
}

/** Fills in what only the provider can know. */
function settled(planned: TerraformObject, prefix: string): TerraformObject {
  const text = String(planned.text);
  return {
    ...planned,
    id: typeof planned.id === "string" ? planned.id : `${prefix}-${text.length}-${Date.now()}`,
    length: [...text].length,
    pinned: planned.pinned === UNKNOWN ? false : (planned.pinned ?? false),
  };
}

function planned({ prior, proposed, config }: PlanRequest): TerraformObject | null {
  if (proposed === null || config === null) return null;
  const wanted: TerraformObject = { ...proposed, pinned: config.pinned ?? false };
  if (prior === null) return { ...wanted, id: UNKNOWN, length: UNKNOWN };
  return SAME(prior.text, wanted.text) ? wanted : { ...wanted, length: UNKNOWN };
}

export class TrivialProvider implements ProviderService {
  #prefix = "note";
  stopped = false;

  schema(): ProviderSchema {
    return SCHEMA;
  }

  async validateProvider(): Promise<readonly TerraformDiagnostic[]> {
    return NOTHING;
  }

  async configure(config: TerraformObject): Promise<readonly TerraformDiagnostic[]> {
    if (typeof config.prefix === "string") this.#prefix = config.prefix;
    return NOTHING;
  }

  async validateResource(_: string, config: TerraformObject): Promise<readonly TerraformDiagnostic[]> {
    trip("validate", config.text);
    const error = (detail: string, path: (string | number)[]) =>
      ({ severity: "error", summary: "A note is refused", detail, path }) as const;
    const said: TerraformDiagnostic[] = [];
    if (config.text === "") said.push(error("The text is empty.", ["text"]));
    const labels = config.labels;
    if (labels && typeof labels === "object" && "bad" in labels)
      said.push(error("A label is called bad.", ["labels", "bad"]));
    return said;
  }

  async validateDataSource(): Promise<readonly TerraformDiagnostic[]> {
    return NOTHING;
  }

  async upgradeState(
    _: string,
    version: number,
    stored: unknown,
  ): ReturnType<ProviderService["upgradeState"]> {
    const state = stored as TerraformObject;
    const names = noteSchema.attributes.map((each) => each.name);
    const filled: TerraformObject = Object.fromEntries(names.map((name) => [name, state[name] ?? null]));
    return { state: version > 0 ? filled : { ...filled, kind: "old" }, diagnostics: NOTHING };
  }

  async readResource({ state, private: kept }: { state: TerraformObject; private: Uint8Array }) {
    trip("read", state.text);
    if (state.text === "print") console.log("printed on the way");
    if (state.text === "stray") Promise.reject(new Error("nobody waits for this"));
    return found(state.text === "vanish" ? null : state, kept);
  }

  async planResource(request: PlanRequest): Promise<PlanResult> {
    trip("plan", request.config?.text);
    const { prior, config } = request;
    const other = prior !== null && config !== null && !SAME(prior.kind, config.kind);
    return {
      planned: planned(request),
      identity: identity(prior),
      requiresReplace: other ? [["kind"]] : [],
      private: request.private,
      diagnostics: NOTHING,
    };
  }

  async applyResource(request: ApplyRequest): Promise<ResourceResult> {
    trip("apply", request.planned?.text);
    if (request.planned === null) return found(null);
    const state = settled(request.planned, this.#prefix);
    const result = found(state, Buffer.from("kept"));
    if (state.text === "half") return { ...result, diagnostics: [HALF] };
    return state.text === "misshapen" ? { ...result, state: { ...state, weight: "heavy" } } : result;
  }

  async importResource(_: string, id: string, given: TerraformObject | null): Promise<ResourceResult> {
    const key = id === "" ? given?.id : id;
    const names = noteSchema.attributes.map((each) => each.name);
    const empty = Object.fromEntries(names.map((name) => [name, null]));
    return found({ ...empty, id: key ?? null, text: "imported", pinned: false, length: 8 });
  }

  async moveResource(source: { readonly type: string; readonly stored: unknown }): Promise<ResourceResult> {
    throw new Error(`nothing is moved from ${source.type}`);
  }

  async readDataSource(_: string, config: TerraformObject): ReturnType<ProviderService["readDataSource"]> {
    return { state: { ...config, length: String(config.text).length }, diagnostics: NOTHING };
  }

  stop(): void {
    this.stopped = true;
  }
}

const HALF: TerraformDiagnostic = {
  severity: "error",
  summary: "Only half of it was done",
  detail: "The note is there; its reader is not.",
  path: ["reader", 0, "email"],
};
