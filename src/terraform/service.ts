/** The provider as a value: what Terraform asks, answered by kinds, the differ and the platforms' clients. */
import type { Platform } from "../platform/contract.ts";
import { applyKind } from "./apply-kind.ts";
import { type Catalog, catalogOf, type DataEntry, type KindEntry, type ResourceEntry } from "./catalog.ts";
import { inSpellingOf } from "./container.ts";
import { readAccessData, readKindData } from "./data-source.ts";
import { error, fromError, Refusal } from "./diagnostics.ts";
import { applyLink, importLink, planLink, readLink } from "./link-resource.ts";
import { ManagedTwice } from "./managed-twice.ts";
import { PROVIDER_NAME } from "./names.ts";
import { planKind } from "./plan-kind.ts";
import type {
  ApplyRequest,
  PlanRequest,
  PlanResult,
  ProviderSchema,
  ProviderService,
  ReadRequest,
  ResourceResult,
  TerraformDiagnostic,
  TerraformObject,
} from "./protocol/provider.ts";
import { importKind, readKind } from "./read-kind.ts";
import { SCHEMA_VERSION, schemaOf } from "./schema.ts";
import { openSession, type Session } from "./session.ts";
import { type Environment, limitsOf, settingsOf, validateSettings } from "./settings.ts";
import { readStored } from "./stored-state.ts";
import { validateData, validateResource } from "./validate-resource.ts";

export interface ProviderOptions {
  readonly platforms: readonly Platform[];
  /** Variables that complete the configuration. */
  readonly environment: Environment;
}

export function providerService(options: ProviderOptions): ProviderService {
  return new Service(options);
}

class Service implements ProviderService {
  readonly #options: ProviderOptions;
  readonly #catalog: Catalog;
  readonly #schema: ProviderSchema;
  #config: TerraformObject = {};
  #stopped = false;
  #managed = new ManagedTwice();
  #sessions = new Map<Platform, Session>();

  constructor(options: ProviderOptions) {
    this.#options = options;
    this.#catalog = catalogOf(options.platforms);
    this.#schema = schemaOf(this.#catalog);
  }

  schema(): ProviderSchema {
    return this.#schema;
  }

  async validateProvider(config: TerraformObject): Promise<readonly TerraformDiagnostic[]> {
    return validateSettings(config, this.#options.platforms);
  }

  async configure(config: TerraformObject): Promise<readonly TerraformDiagnostic[]> {
    const former = [...this.#sessions.values()];
    this.#config = config;
    this.#sessions = new Map();
    this.#managed = new ManagedTwice();
    this.#stopped = false;
    await Promise.all(former.map((session) => session.client.close().catch(() => undefined)));
    return [];
  }

  async validateResource(
    type: string,
    config: TerraformObject,
    writeOnlyAllowed: boolean,
  ): Promise<readonly TerraformDiagnostic[]> {
    return validateResource(this.#resource(type), config, writeOnlyAllowed);
  }

  async validateDataSource(type: string, config: TerraformObject): Promise<readonly TerraformDiagnostic[]> {
    return validateData(this.#dataSource(type), config);
  }

  async upgradeState(type: string, version: number, stored: unknown) {
    return this.#upgrade(type, version, stored);
  }

  async readResource(request: ReadRequest): Promise<ResourceResult> {
    const entry = this.#resource(request.type);
    try {
      const session = this.#session(entry.platform);
      return await (entry.is === "kind"
        ? readKind(entry, request, session)
        : readLink(entry, request, session));
    } catch (thrown) {
      const { state, identity } = request;
      return { state, identity, private: request.private, diagnostics: [fromError(thrown)] };
    }
  }

  async planResource(request: PlanRequest): Promise<PlanResult> {
    const entry = this.#resource(request.type);
    const plan = entry.is === "kind" ? await this.#planKind(entry, request) : planLink(entry, request);
    const both = this.#managed.note(entry, request.config);
    return both.length === 0 ? plan : { ...plan, diagnostics: [...plan.diagnostics, ...both] };
  }

  async applyResource(request: ApplyRequest): Promise<ResourceResult> {
    const entry = this.#resource(request.type);
    try {
      const session = this.#session(entry.platform);
      return await (entry.is === "kind"
        ? applyKind(entry, request, session)
        : applyLink(entry, request, session));
    } catch (thrown) {
      const { prior: state, identity } = request;
      return { state, identity, private: request.private, diagnostics: [fromError(thrown)] };
    }
  }

  async importResource(type: string, id: string, identity: TerraformObject | null): Promise<ResourceResult> {
    const entry = this.#resource(type);
    try {
      const session = this.#session(entry.platform);
      const known = typeof identity?.id === "string" ? identity.id : null;
      if (entry.is === "link") return await importLink(entry, known ?? id, session);
      return await importKind(entry, known === null ? id : `id:${known}`, session);
    } catch (thrown) {
      return { state: null, identity: null, private: new Uint8Array(), diagnostics: [fromError(thrown)] };
    }
  }

  /** Takes over states of the same resource under another address of this provider; nothing else means the same. */
  async moveResource(
    source: {
      readonly provider: string;
      readonly type: string;
      readonly version: number;
      readonly stored: unknown;
    },
    target: string,
  ): Promise<ResourceResult> {
    const none = { state: null, identity: null, private: new Uint8Array() };
    if (!source.provider.endsWith(`/${PROVIDER_NAME}`) || source.type !== target) {
      const detail = `A ${source.type} of ${source.provider} cannot become a ${target}; use an \`import\` block.`;
      return { ...none, diagnostics: [error("Nothing to move from", detail)] };
    }
    const { state, diagnostics } = this.#upgrade(target, source.version, source.stored);
    const id = state?.id;
    return { ...none, state, identity: typeof id === "string" ? { id } : null, diagnostics };
  }

  async readDataSource(type: string, config: TerraformObject) {
    const entry = this.#dataSource(type);
    try {
      const session = this.#session(entry.platform);
      const read =
        entry.is === "kind" ? readKindData(entry, config, session) : readAccessData(entry, config, session);
      return { state: await read, diagnostics: [] };
    } catch (thrown) {
      return { state: null, diagnostics: [fromError(thrown)] };
    }
  }

  stop(): void {
    this.#stopped = true;
  }

  #upgrade(type: string, version: number, stored: unknown) {
    const schema = this.#schema.resources[type];
    if (schema === undefined || version > SCHEMA_VERSION) {
      const detail = `The state of ${type} has schema version ${version}; this provider knows up to ${SCHEMA_VERSION}.`;
      return { state: null, diagnostics: [error("State of a newer provider", detail)] };
    }
    return { state: readStored(schema, stored), diagnostics: [] };
  }

  #resource(type: string): ResourceEntry {
    const entry = this.#catalog.resources.get(type);
    if (entry === undefined) throw new Refusal("Unknown resource", `There is no resource ${type}.`);
    return entry;
  }

  #dataSource(type: string): DataEntry {
    const entry = this.#catalog.dataSources.get(type);
    if (entry === undefined) throw new Refusal("Unknown data source", `There is no data source ${type}.`);
    return entry;
  }

  async #planKind(entry: KindEntry, request: PlanRequest): Promise<PlanResult> {
    const destructive = limitsOf(this.#config).allow.includes("destructive");
    const session = () => this.#session(entry.platform);
    try {
      const config = await inSpellingOf(session, entry.kind, request.prior, request.config);
      return planKind(entry, { ...request, config }, destructive);
    } catch (thrown) {
      const { prior: planned, identity } = request;
      const diagnostics = [fromError(thrown)];
      return { planned, identity, private: request.private, requiresReplace: [], diagnostics };
    }
  }

  /** The connection to a platform, made when it is first needed. */
  #session(platform: Platform): Session {
    const known = this.#sessions.get(platform);
    if (known !== undefined) return known;
    const settings = settingsOf(platform, this.#config, this.#options.environment);
    const session = openSession(platform, settings, limitsOf(this.#config), () => this.#stopped);
    this.#sessions.set(platform, session);
    return session;
  }
}
