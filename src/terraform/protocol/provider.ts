/**
 * What a provider is, in values of our own: protocol messages stop at this room's edge. The protocol room turns
 * messages into these calls and their results into messages; it knows nothing of kinds or platforms.
 */

/** A value that is not known yet. */
export const UNKNOWN: unique symbol = Symbol("unknown");
export type Unknown = typeof UNKNOWN;

/**
 * A number whose decimal text a JavaScript number does not print back, as that text. A JavaScript number stands for the
 * decimal it prints as: `0.1` is one tenth.
 */
export class Decimal {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A value of an attribute that takes any type, with the type it has. Only a null without a type is plain `null`. */
export class Typed {
  readonly type: TypeConstraint;
  readonly value: TerraformValue;
  constructor(type: TypeConstraint, value: TerraformValue) {
    this.type = type;
    this.value = value;
  }
}

/** Lists, sets and tuples are arrays; maps and objects are records; an object holds every attribute of its type. */
export type TerraformValue =
  | null
  | Unknown
  | string
  | boolean
  | number
  | Decimal
  | Typed
  | readonly TerraformValue[]
  | { readonly [name: string]: TerraformValue };
export type TerraformObject = { readonly [name: string]: TerraformValue };

/** A type constraint in the JSON form of the protocol: `"string"`, `["set","string"]`, `["object",{…}]`. */
export type TypeConstraint =
  | "string"
  | "number"
  | "bool"
  | "dynamic"
  | readonly ["list" | "set" | "map", TypeConstraint]
  | readonly ["object", { readonly [name: string]: TypeConstraint }]
  | readonly ["tuple", readonly TypeConstraint[]];

export interface SchemaAttribute {
  readonly name: string;
  /** Exactly one of `type` and `nested` is given. */
  readonly type?: TypeConstraint;
  readonly nested?: {
    readonly nesting: "single" | "list" | "set" | "map";
    readonly attributes: readonly SchemaAttribute[];
  };
  readonly description: string;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly writeOnly?: boolean;
  readonly deprecated?: string;
}

export interface ObjectSchema {
  readonly version: number;
  readonly description: string;
  readonly attributes: readonly SchemaAttribute[];
}

export interface IdentitySchema {
  readonly version: number;
  readonly attributes: readonly {
    readonly name: string;
    readonly type: TypeConstraint;
    readonly description: string;
    readonly requiredForImport: boolean;
  }[];
}

export interface ProviderSchema {
  readonly provider: ObjectSchema;
  readonly resources: { readonly [type: string]: ObjectSchema };
  readonly dataSources: { readonly [type: string]: ObjectSchema };
  readonly identities: { readonly [resource: string]: IdentitySchema };
}

/** Names of attributes, keys of maps, numbers for list positions. Sets are never stepped into. */
export type AttributePath = readonly (string | number)[];

export interface TerraformDiagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail: string;
  readonly path?: AttributePath;
}

/** Bytes the core keeps beside a resource's state and hands back. */
export type PrivateState = Uint8Array;

export interface ResourceResult {
  /** Null: the object does not exist. */
  readonly state: TerraformObject | null;
  readonly identity: TerraformObject | null;
  readonly private: PrivateState;
  readonly diagnostics: readonly TerraformDiagnostic[];
}

export interface ReadRequest {
  readonly type: string;
  readonly state: TerraformObject;
  readonly identity: TerraformObject | null;
  readonly private: PrivateState;
}

export interface PlanRequest {
  readonly type: string;
  /** Null: create. */
  readonly prior: TerraformObject | null;
  /** Null: destroy. */
  readonly config: TerraformObject | null;
  readonly proposed: TerraformObject | null;
  readonly private: PrivateState;
  readonly identity: TerraformObject | null;
}

export interface PlanResult {
  readonly planned: TerraformObject | null;
  readonly identity: TerraformObject | null;
  readonly requiresReplace: readonly AttributePath[];
  readonly private: PrivateState;
  readonly diagnostics: readonly TerraformDiagnostic[];
}

export interface ApplyRequest {
  readonly type: string;
  readonly prior: TerraformObject | null;
  readonly planned: TerraformObject | null;
  readonly config: TerraformObject | null;
  readonly private: PrivateState;
  readonly identity: TerraformObject | null;
}

export interface ProviderService {
  schema(): ProviderSchema;
  validateProvider(config: TerraformObject): Promise<readonly TerraformDiagnostic[]>;
  configure(config: TerraformObject, terraformVersion: string): Promise<readonly TerraformDiagnostic[]>;
  validateResource(
    type: string,
    config: TerraformObject,
    writeOnlyAllowed: boolean,
  ): Promise<readonly TerraformDiagnostic[]>;
  validateDataSource(type: string, config: TerraformObject): Promise<readonly TerraformDiagnostic[]>;
  /** @param stored the state as JSON, of schema version `version`. */
  upgradeState(
    type: string,
    version: number,
    stored: unknown,
  ): Promise<{
    readonly state: TerraformObject | null;
    readonly diagnostics: readonly TerraformDiagnostic[];
  }>;
  readResource(request: ReadRequest): Promise<ResourceResult>;
  planResource(request: PlanRequest): Promise<PlanResult>;
  applyResource(request: ApplyRequest): Promise<ResourceResult>;
  importResource(type: string, id: string, identity: TerraformObject | null): Promise<ResourceResult>;
  /** @param source what the state was of; `stored` is its JSON. */
  moveResource(
    source: {
      readonly provider: string;
      readonly type: string;
      readonly version: number;
      readonly stored: unknown;
    },
    target: string,
  ): Promise<ResourceResult>;
  readDataSource(
    type: string,
    config: TerraformObject,
  ): Promise<{
    readonly state: TerraformObject | null;
    readonly diagnostics: readonly TerraformDiagnostic[];
  }>;
  /** Running calls should end soon; they still return what they did. */
  stop(): void;
}
