/** Fills in what a plan leaves open: ids of objects made on the way, secrets, and file contents. */
import { hash } from "node:crypto";
import { Mask } from "../diagnostic/mask.ts";
import { isFileContent, isSecret, type SecretSource, type Value } from "../kind/value.ts";
import type { Plan, PlanReference, Step } from "../plan/plan.ts";
import type { Call } from "../platform/contract.ts";

/** Sentences about files whose content is no longer the planned one. */
export function contentProblems(plan: Plan, files: (path: string) => Uint8Array): string[] {
  return contentsOf(plan).flatMap(({ $file, sha256 }) => {
    try {
      if (hash("sha256", files($file)) === sha256) return [];
    } catch {
      return [`the file ${$file} cannot be read`];
    }
    return [`the file ${$file} has another content than when the plan was made`];
  });
}

function contentsOf(plan: Plan): { readonly $file: string; readonly sha256: string }[] {
  return plan.steps.flatMap((step) => Object.values(step.args).filter(isFileContent));
}

export class Arguments {
  /** Hides every secret that was read, wherever a platform repeats one. */
  readonly mask = new Mask();
  readonly #made = new Map<string, string>();
  readonly #contents = new Map<string, Uint8Array>();
  readonly #secrets = new Map<string, string>();

  /** Reads every secret and file; throws where one is missing. */
  constructor(plan: Plan, secrets: (source: SecretSource) => string, files: (path: string) => Uint8Array) {
    for (const { $file } of contentsOf(plan)) this.#contents.set($file, files($file));
    for (const value of plan.steps.flatMap((step) => Object.values(step.args))) {
      if (isSecret(value)) this.#keep(value.$secret, secrets(value.$secret));
    }
  }

  #keep(source: SecretSource, secret: string): void {
    this.#secrets.set(JSON.stringify(source), secret);
    this.mask.hide(secret);
  }

  /** Remembers the id of an object a change made. */
  made(step: Step, id: string): void {
    if (step.op === "create") this.#made.set(step.change, id);
  }

  callFor(step: Step, idempotencyKey: string): Call {
    const args: Record<string, Value | Uint8Array> = {};
    for (const [name, value] of Object.entries(step.args)) args[name] = this.#fill(value);
    const id = step.target === null ? null : String(this.#fill(step.target));
    return { kind: step.kind, op: step.op, id, args, idempotencyKey, repeat: step.repeat };
  }

  #fill(value: unknown): Value | Uint8Array {
    if (isReference(value)) return this.#idOf(value);
    if (isSecret(value)) return this.#secrets.get(JSON.stringify(value.$secret)) ?? "";
    if (isFileContent(value)) return this.#contents.get(value.$file) ?? new Uint8Array();
    if (Array.isArray(value)) return value.map((each) => this.#fill(each) as Value);
    if (typeof value !== "object" || value === null) return value as Value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, this.#fill(each) as Value]));
  }

  #idOf(reference: PlanReference): string {
    const id = this.#made.get(reference.$ref);
    if (id === undefined) throw new Error(`step order: ${reference.$ref} was not made yet`);
    return id;
  }
}

function isReference(value: unknown): value is PlanReference {
  return typeof value === "object" && value !== null && "$ref" in value;
}
