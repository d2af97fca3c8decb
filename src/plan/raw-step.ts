/** Steps before their place in the order is known, and how values of a draft become arguments of a call. */
import { byCodePoint } from "../kind/code-points.ts";
import type { Link, Value } from "../kind/value.ts";
import type { Draft } from "./draft.ts";
import type { Argument, Operation, PlanReference, Step } from "./plan.ts";
import type { Targets } from "./targets.ts";

export type Arguments = Record<string, Argument>;

/** A step before its place in the order is known. */
export interface RawStep extends Omit<Step, "dependsOn" | "stage"> {
  readonly dependsOn: Set<string>;
  stage: Step["stage"];
}

export function raw(
  draft: Draft,
  op: Operation,
  name: string,
  target: string | PlanReference | null,
  args: Arguments,
  targets: Targets,
): RawStep {
  const dependsOn = new Set<string>();
  for (const change of referencesIn(args))
    if (change !== draft.id) dependsOn.add(targets.creationStep(change));
  const repeat = op === "create" ? targets.repeatOfCreate : "safe";
  return {
    id: `${draft.id}#${name}`,
    change: draft.id,
    kind: draft.kind.name,
    op,
    target,
    args,
    dependsOn,
    repeat,
    stage: 1,
  };
}

/** `existing` in the arguments: the link is there and gets other attributes. */
export function linkStep(
  draft: Draft,
  op: "link" | "unlink",
  path: string,
  link: Link,
  targets: Targets,
  extra: { readonly existing?: true } = {},
): RawStep {
  const { to, ...rest } = link;
  const leaf = draft.kind.leaves.get(path);
  const kind = leaf?.type === "links" ? leaf.to : "";
  const args: Arguments = { ...rest, ...extra, path, to: targets.argument(kind, to) };
  const step = raw(draft, op, `${op}.${path}.${to}`, own(draft), args, targets);
  if (op === "unlink") step.stage = 2;
  return step;
}

/** The object a change is about: its id, or a reference where the change itself makes it. */
export function own(draft: Draft): string | PlanReference {
  if (draft.verb === "replace" || draft.before === null) return { $ref: draft.id };
  return draft.before.id ?? { $ref: draft.id };
}

export function encode(draft: Draft, values: ReadonlyMap<string, Value>, targets: Targets): Arguments {
  const args: Arguments = {};
  for (const [path, value] of values) {
    const leaf = draft.kind.leaves.get(path);
    args[path] = leaf?.type === "reference" ? targets.argument(leaf.to, String(value)) : value;
  }
  return args;
}

export function encodeLinks(draft: Draft, path: string, links: readonly Link[], targets: Targets): Argument {
  const leaf = draft.kind.leaves.get(path);
  const kind = leaf?.type === "links" ? leaf.to : "";
  const sorted = [...links].sort((a, b) => byCodePoint(a.to, b.to));
  return sorted.map((link) => ({ ...link, to: targets.argument(kind, link.to) })) as unknown as Argument;
}

/** Ids of the changes that arguments refer to. */
function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== "object" || value === null) return [];
  if ("$ref" in value && typeof value.$ref === "string") return [value.$ref];
  return Object.values(value).flatMap(referencesIn);
}
