/** Manifests as constructs: the files the command line reads, as resources of a stack. */
import { resolve } from "node:path";
import { Construct } from "constructs";
import { Annotations, type TerraformProvider, type TerraformResource } from "#core";
import { readBytes } from "../cli/files.ts";
import { joinKey } from "../kind/identity.ts";
import { importFrom, moveFrom } from "./addresses.ts";
import { defineResources } from "./define-resources.ts";
import type { Config, Definition, Remark } from "./definition.ts";
import { providerOf } from "./provider-of.ts";
import { readRoster } from "./read-roster.ts";
import { remarksOn } from "./remarks.ts";
import { resourceClass } from "./resource-classes.ts";
import { Tokens } from "./tokens.ts";

export interface RosterProps {
  /** Manifest files, folders or patterns of one account, relative to `directory`. */
  readonly manifests: string | readonly string[];
  /**
   * Where paths start.
   * @default - the working directory
   */
  readonly directory?: string;
  /**
   * Provider of the resources.
   * @default - the stack's cxroster provider; where there is none, one that takes everything from the environment
   */
  readonly provider?: TerraformProvider;
  /**
   * Entries whose objects exist in the account already and are in no state yet, as plans name them: `kind:name`, such as
   * `user:ana@northwind.example`. They are imported instead of created. `kind:` alone is the account itself.
   * @default - none
   */
  readonly adopt?: readonly string[];
  /**
   * Moment that `until` is compared with, RFC 3339.
   * @default - now
   */
  readonly at?: string;
  /**
   * Variables that `!env` reads.
   * @default - those of the process
   */
  readonly environment?: { readonly [name: string]: string | undefined };
}

/**
 * Defines a resource for every entry of the manifests, with references between them. Manifests are checked as `cxroster
 * validate` checks them; what it refuses is thrown as a ManifestError. Addresses follow from identities: order, layout and
 * files of the manifests never move one, and `renamedFrom` moves it without a new object.
 */
export class Roster extends Construct {
  /** Platform the manifests are for. */
  readonly platform: string;
  readonly #resources = new Map<string, TerraformResource>();

  constructor(scope: Construct, id: string, props: RosterProps) {
    super(scope, id);
    const cwd = resolve(props.directory ?? process.cwd());
    const read = readRoster([props.manifests].flat(), {
      cwd,
      env: props.environment ?? process.env,
      at: props.at ?? new Date().toISOString(),
    });
    const { vocabulary, settled } = read;
    this.platform = vocabulary.table.platform;
    const provider = props.provider ?? providerOf(this);
    const tokens = new Tokens(this, this.#resources);
    const readFile = (path: string) => readBytes(resolve(cwd, path));
    for (const each of defineResources(settled.graph, vocabulary, { readFile, adopt: props.adopt ?? [] }))
      this.#define(each, tokens, provider);
    this.#annotate(remarksOn(settled, vocabulary));
  }

  /**
   * The resource of an entry, for references and escape hatches; undefined where the manifests declare none.
   * @param kind such as `group`
   * @param identity its name, or all parts of its identity; letter case means nothing. None for the account itself
   */
  find(kind: string, ...identity: readonly string[]): TerraformResource | undefined {
    return this.#resources.get(`${kind}:${joinKey(identity)}`);
  }

  #define(definition: Definition, tokens: Tokens, provider: TerraformProvider): void {
    const { id, type, node, config, after, isProtected, formerId, importId } = definition;
    const scope = this.#scopeOf(definition.scope);
    const lifecycle = isProtected ? { lifecycle: { preventDestroy: true } } : {};
    const resource = new (resourceClass(type))(scope, id, {
      ...(tokens.resolve(config) as Config),
      ...lifecycle,
      provider,
    });
    for (const first of after) {
      const dependency = this.#resources.get(first);
      if (dependency !== undefined) resource.node.addDependency(dependency);
    }
    if (node !== null) this.#resources.set(node, resource);
    if (formerId !== null) moveFrom(scope, formerId, resource);
    if (importId !== null) importFrom(scope, importId, resource);
  }

  #scopeOf(kind: string): Construct {
    return (this.node.tryFindChild(kind) as Construct | undefined) ?? new Construct(this, kind);
  }

  #annotate(remarks: readonly Remark[]): void {
    for (const { severity, message } of remarks) {
      if (severity === "warning") Annotations.of(this).addWarning(message);
      else Annotations.of(this).addInfo(message);
    }
  }
}
