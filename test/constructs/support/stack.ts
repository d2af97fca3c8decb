/** Stacks as parsed JSON: the two cores print empty objects differently, so texts are never compared. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Construct } from "constructs";
import { type App, TerraformStack, Testing } from "#core";
import { Roster, type RosterProps } from "../../../src/constructs/index.ts";

export interface Stack {
  readonly resource: {
    readonly [type: string]: { readonly [name: string]: { readonly [name: string]: unknown } };
  };
  readonly [block: string]: unknown;
}

/** What `terraform` would be given, without metadata. */
export function synth(define: (scope: Construct) => void): Stack {
  const app: App = Testing.app();
  const stack = new TerraformStack(app, "stack");
  define(stack);
  const { "//": _, ...rest } = JSON.parse(Testing.synth(stack)) as Stack;
  return { ...rest, resource: rest.resource ?? {} } as Stack;
}

/** Manifest texts by file name → the stack of a roster over them. */
export function synthRoster(
  files: { readonly [name: string]: string },
  props: Partial<RosterProps> = {},
): Stack {
  return inFolder(files, (directory) =>
    synth(
      (scope) =>
        void new Roster(scope, "roster", { manifests: "*.yaml", directory, environment: {}, ...props }),
    ),
  );
}

export function inFolder<T>(files: { readonly [name: string]: string }, use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "cxroster-roster-"));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Every resource by its address. */
export function byAddress(stack: Stack): Map<string, { readonly [name: string]: unknown }> {
  return new Map(
    Object.entries(stack.resource).flatMap(([type, named]) =>
      Object.entries(named).map(([name, body]) => [`${type}.${name}`, body] as const),
    ),
  );
}
