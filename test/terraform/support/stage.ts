/** An account on the bundled server and a module that manages it, for every platform alike. */
import { inject } from "vitest";
import { exampleAccount } from "../../../examples/accounts.ts";
import type { Kind } from "../../../src/kind/kind.ts";
import { rootOf } from "../../../src/kind/table.ts";
import type { Platform } from "../../../src/platform/contract.ts";
import {
  type Catalog,
  catalogOf,
  type KindEntry,
  type ResourceEntry,
} from "../../../src/terraform/catalog.ts";
import { EXAMPLE_NAME, exampleBody } from "../../../src/terraform/example.ts";
import { requirements, secretVariable } from "../../../src/terraform/example-module.ts";
import { block, type Hcl, type HclObject } from "../../../src/terraform/hcl.ts";
import { PROTECTION, protectedByDefault } from "../../../src/terraform/schema.ts";
import { Rehearsal, type RehearsalOptions } from "../../support/rehearsal.ts";
import { Module } from "./terraform.ts";

export const SECRET = "sesame-4711-open";

const CORPORATE = "Corporate";

/** What the resources need of the account beyond what the examples need. */
const HELD: { readonly [platform: string]: Pick<RehearsalOptions, "account" | "provider"> } = {
  cxengage: {
    account: { identityProviders: [CORPORATE], defaultIdentityProvider: CORPORATE },
    provider: CORPORATE,
  },
};

export interface Stage {
  readonly platform: Platform;
  readonly catalog: Catalog;
  readonly rehearsal: Rehearsal;
  readonly module: Module;
  /** A second module on the same account. */
  readonly another: () => Module;
  readonly close: () => Promise<void>;
}

/** An account the examples of a platform can be made on. */
export function needsOf(platform: Platform): RehearsalOptions {
  const { table } = platform;
  const name = rootOf(table)?.leaves.get("name")?.example ?? "Northwind";
  const held = HELD[table.platform] ?? {};
  return { platform, ...held, account: { ...exampleAccount(table.platform), ...held.account, name } };
}

/** @param executable of the provider. Default: the one that was built for this run. */
export async function openStage(platform: Platform, executable = inject("provider")): Promise<Stage> {
  const rehearsal = await Rehearsal.start(needsOf(platform));
  const modules: Module[] = [];
  const another = () => {
    const module = new Module(executable, environmentOf(rehearsal));
    modules.push(module);
    return module;
  };
  const close = async () => {
    for (const module of modules) module.remove();
    await rehearsal.stop();
  };
  return { platform, catalog: catalogOf([platform]), rehearsal, module: another(), another, close };
}

export function environmentOf({ account }: Rehearsal): Record<string, string> {
  return {
    CXROSTER_ENDPOINT: account.endpoint,
    CXROSTER_ACCOUNT: account.id,
    CXROSTER_TOKEN: account.token,
    TF_VAR_secret: SECRET,
  };
}

/** The head of every module; people may be taken everything from, as the example has few of them. */
export function head(...guards: readonly string[]): string {
  const allow = ["max-removals", ...guards].map((each) => JSON.stringify(each)).join(", ");
  return `${requirements()}${secretVariable()}provider "cxroster" {\n  guards = { allow = [${allow}] }\n}\n`;
}

export function addressOf(entry: ResourceEntry): string {
  return `${entry.type}.${EXAMPLE_NAME}`;
}

/** A body per resource; a test changes them from round to round. */
export type Bodies = Map<ResourceEntry, HclObject>;

export function text(bodies: Bodies): string {
  const blocks = [...bodies].map(([entry, body]) => block(["resource", entry.type, EXAMPLE_NAME], body));
  return [head(), ...blocks].join("\n");
}

/** Every kind with all its links. */
export function kindBodies(catalog: Catalog): Bodies {
  return new Map(
    kindsOf(catalog).map((entry) => [entry, { ...exampleBody(entry), ...unprotected(entry.kind) }]),
  );
}

/** Every kind without links, and every link as a resource of its own. */
export function linkBodies(catalog: Catalog): Bodies {
  const bodies: Bodies = new Map();
  for (const entry of catalog.resources.values()) {
    const body = exampleBody(entry);
    if (entry.is === "link") bodies.set(entry, body);
    else bodies.set(entry, { ...withoutLinks(entry.kind, body), ...unprotected(entry.kind) });
  }
  return bodies;
}

export function kindsOf(catalog: Catalog): KindEntry[] {
  return [...catalog.resources.values()].filter((entry): entry is KindEntry => entry.is === "kind");
}

function unprotected(kind: Kind): HclObject {
  return protectedByDefault(kind) ? { [PROTECTION]: false } : {};
}

function withoutLinks(kind: Kind, body: HclObject): HclObject {
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]): [string, Hcl][] => {
      const attribute = Object.entries(kind.attributes).find(([each]) => snake(each) === name)?.[1];
      if (attribute?.type === "links" && attribute.whole === undefined) return [];
      if (attribute?.type !== "object") return [[name, value]];
      const inner = Object.entries(value as HclObject).filter(
        ([each]) =>
          Object.entries(attribute.attributes).find(([own]) => snake(own) === each)?.[1].type !== "links",
      );
      return inner.length === 0 ? [] : [[name, Object.fromEntries(inner)]];
    }),
  );
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
