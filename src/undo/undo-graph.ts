/**
 * A past run and the account as it is → what would have to be declared to take the run back. Only what still stands as
 * the run left it is taken back; the rest is named. The planner makes an ordinary plan of the result.
 */
import type { Graph } from "../graph/node.ts";
import type { Live } from "../kind/state.ts";
import { type KindTable, kindOf } from "../kind/table.ts";
import type { Change, Plan } from "../plan/plan.ts";
import { Back, type Left } from "./back.ts";
import { keepWhatIsNeeded, takeBackCreation } from "./creation.ts";
import { type Done, type Recorded, whatWasDone } from "./done.ts";
import { bringBack, unreplace } from "./removal.ts";
import { Standing } from "./standing.ts";
import { noteRenames, takeBackUpdate } from "./update.ts";

export interface UndoInput {
  /** Id of the run, for messages. */
  readonly run: string;
  readonly plan: Plan;
  readonly recorded: Recorded;
  readonly live: Live;
  readonly table: KindTable;
  /** RFC 3339 UTC. */
  readonly at: string;
  /** People who come back anew get an invitation. */
  readonly invite: boolean;
  /** Ids of changes to leave alone, each with the reason; an earlier try showed that they cannot be had. */
  readonly leave: ReadonlyMap<string, Reason>;
}

export type Reason = Pick<Left, "text" | "refused">;

export interface Undo {
  readonly graph: Graph;
  /** What no plan brings back, such as a mail that was sent. */
  readonly cannot: readonly Left[];
  /** What is left as it is, because it was changed since. */
  readonly skipped: readonly Left[];
  /** Id of the run's change by the id of the node that takes it back. */
  readonly origins: ReadonlyMap<string, string>;
}

/** What the way back reads and writes while it walks the changes. */
export interface Walk {
  readonly plan: Plan;
  readonly done: readonly Done[];
  readonly standing: Standing;
  readonly back: Back;
  readonly invite: boolean;
  /** Platform ids of what other runs made. */
  readonly elsewhere: ReadonlySet<string>;
  cannot(change: Change, text: string, path?: string): undefined;
  skip(change: Change, text: string, path?: string): undefined;
}

/** What places of the graph name instead of a file. */
export function undoFile(run: string): string {
  return `run ${run.slice(0, 8)}`;
}

export function undoGraph(input: UndoInput): Undo {
  const { plan, table, live, at } = input;
  const done = whatWasDone(plan, input.recorded);
  const back = new Back(undoFile(input.run));
  const standing = new Standing(live, table, at, done);
  const walk: Walk = {
    plan,
    done,
    standing,
    back,
    invite: input.invite,
    elsewhere: input.recorded.elsewhere,
    cannot: (change, text, path) => {
      back.cannot.push({ change: change.id, path: path ?? null, text });
    },
    skip: (change, text, path) => {
      back.skipped.push({ change: change.id, path: path ?? null, text });
    },
  };
  const wanted = done.filter((each) => !input.leave.has(each.change.id));
  for (const { change } of done) {
    const reason = input.leave.get(change.id);
    if (reason !== undefined) back.cannot.push({ change: change.id, path: null, ...reason });
  }
  for (const each of wanted) noteRemade(walk, each);
  for (const each of wanted) noteRenames(walk, each);
  for (const each of wanted) {
    back.number = plan.changes.indexOf(each.change) + 1;
    takeBack(walk, each);
  }
  keepWhatIsNeeded(
    walk,
    wanted.filter((each) => each.created),
  );
  const origins = new Map(
    [...back.numbers()].map(([id, number]) => [id, plan.changes[number - 1]?.id ?? id]),
  );
  const { cannot, skipped } = back;
  return { graph: back.graph(table.platform), cannot, skipped, origins };
}

/** Objects that come back under their key, so that links to them have a target. */
function noteRemade({ standing }: Walk, { change, ended }: Done): undefined {
  if (change.verb !== "remove" || change.effect !== "delete" || !ended) return;
  if (standing.byKey(change.kind, change.key) === null) standing.remade.add(change.id);
}

function takeBack(walk: Walk, done: Done): undefined {
  const { change } = done;
  const kind = kindOf(walk.standing.table, change.kind);
  if (change.verb === "replace") unreplace(walk, done, kind);
  else if (change.verb === "remove") bringBack(walk, done, kind);
  else if (change.verb === "create") takeBackCreation(walk, done, kind);
  else takeBackUpdate(walk, done, kind);
}
