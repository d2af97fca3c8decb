/** What of a change took effect, or may have: by the steps that were recorded as done, or as begun without an end. */
import type { Change, Plan, Step } from "../plan/plan.ts";

/** Steps of a run by what is recorded of them. */
export interface Recorded {
  /** Step id → platform id of the object it was about. */
  readonly done: ReadonlyMap<string, string>;
  /** Begun, and nobody knows how it ended. */
  readonly open: ReadonlySet<string>;
  /** Platform ids of what other runs made. */
  readonly elsewhere: ReadonlySet<string>;
}

export interface LinkDone {
  readonly path: string;
  /** Key of the target when the plan was made. */
  readonly key: string;
  /** Platform id of the target; null where it cannot be told. */
  readonly id: string | null;
  readonly op: "link" | "unlink";
  /** The link was there before and got other attributes. */
  readonly existing: boolean;
}

export interface Done {
  readonly change: Change;
  /** Platform id of the object the change made; null where it made none or the id is not known. */
  readonly createdId: string | null;
  readonly created: boolean;
  /** The old object was deleted or disabled. */
  readonly ended: boolean;
  /** Attribute paths that were sent to an existing object. */
  readonly sent: ReadonlySet<string>;
  readonly links: readonly LinkDone[];
}

/** Changes of a plan that had an effect, in plan order. */
export function whatWasDone(plan: Plan, recorded: Recorded): Done[] {
  const steps = new Map<string, Step[]>();
  for (const step of plan.steps) {
    if (!recorded.done.has(step.id) && !recorded.open.has(step.id)) continue;
    const own = steps.get(step.change);
    if (own === undefined) steps.set(step.change, [step]);
    else own.push(step);
  }
  return plan.changes.flatMap((change) => {
    const own = steps.get(change.id);
    return own === undefined ? [] : [doneBy(change, own, recorded)];
  });
}

/** Changes that were not made or not answered, as a whole or in part. */
export function whatIsLacking(
  plan: Plan,
  recorded: Recorded,
): { readonly change: Change; readonly part: boolean }[] {
  const lacking = new Set<string>();
  const begun = new Set<string>();
  for (const { id, change } of plan.steps) (recorded.done.has(id) ? begun : lacking).add(change);
  return plan.changes.flatMap((change) =>
    lacking.has(change.id) ? [{ change, part: begun.has(change.id) }] : [],
  );
}

function doneBy(change: Change, steps: readonly Step[], recorded: Recorded): Done {
  const create = steps.find((step) => step.op === "create");
  const ends = (step: Step) => step.op === "delete" || (step.op === "disable" && change.effect === "disable");
  const sent = steps.filter((step) => ["update", "enable", "disable", "invite"].includes(step.op));
  return {
    change,
    created: create !== undefined,
    createdId: create === undefined ? null : (recorded.done.get(create.id) ?? null),
    ended: steps.some(ends),
    sent: new Set(sent.flatMap((step) => Object.keys(step.args))),
    links: steps.flatMap((step) => linkDone(step, recorded)),
  };
}

function linkDone(step: Step, recorded: Recorded): LinkDone[] {
  const { op, args } = step;
  if ((op !== "link" && op !== "unlink") || typeof args.path !== "string") return [];
  const key = step.id.slice(`${step.change}#${op}.${args.path}.`.length);
  return [{ path: args.path, key, id: idOf(args.to, recorded), op, existing: args.existing === true }];
}

function idOf(to: unknown, recorded: Recorded): string | null {
  if (typeof to === "string") return to;
  if (typeof to !== "object" || to === null || !("$ref" in to)) return null;
  return recorded.done.get(`${String(to.$ref)}#create`) ?? null;
}
