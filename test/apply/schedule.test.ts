import { expect, test } from "vitest";
import { runSteps, type ScheduleOptions } from "../../src/apply/schedule.ts";
import type { Step } from "../../src/plan/plan.ts";
import { step } from "./small-run.ts";

/** Runs steps of which each waits until it is told how to end. */
class Watched {
  readonly started: string[] = [];
  readonly settled: string[] = [];
  readonly #ends = new Map<string, PromiseWithResolvers<boolean>>();
  ended: "running" | "resolved" | { readonly rejected: unknown } = "running";
  readonly over: Promise<void>;

  constructor(steps: readonly Step[], more: Partial<ScheduleOptions> = {}) {
    this.over = runSteps(steps, {
      concurrency: 2,
      run: ({ id }) => {
        this.started.push(id);
        const end = Promise.withResolvers<boolean>();
        this.#ends.set(id, end);
        return end.promise;
      },
      settled: ({ id }, state) => this.settled.push(`${id} ${state}`),
      stopped: () => false,
      ...more,
    }).then(
      () => {
        this.ended = "resolved";
      },
      (error: unknown) => {
        this.ended = { rejected: error };
      },
    );
  }

  async end(id: string, done: boolean): Promise<void> {
    this.#ends.get(id)?.resolve(done);
    await turns();
  }

  async break(id: string, error: unknown): Promise<void> {
    this.#ends.get(id)?.reject(error);
    await turns();
  }
}

/** Lets everything that is ready to go on do so. */
const turns = () => new Promise((resolve) => setImmediate(resolve));

test("a step starts when what it waits for is done, and never more than allowed at once", async () => {
  const watched = new Watched([
    step("a"),
    step("b"),
    step("c", { dependsOn: ["a"] }),
    step("d", { stage: 2 }),
  ]);
  expect(watched.started).toEqual(["a", "b"]);
  await watched.end("b", true);
  expect(watched.started).toEqual(["a", "b"]);
  await watched.end("a", true);
  expect(watched.started).toEqual(["a", "b", "c"]);
  await watched.end("c", true);
  await watched.end("d", true);
  await watched.over;
  expect(watched.settled).toEqual(["b done", "a done", "c done", "d done"]);
});

test("a failure skips what waits for it and nothing else", async () => {
  const watched = new Watched([step("a"), step("b", { dependsOn: ["a"] }), step("c", { stage: 2 })]);
  await watched.end("a", false);
  await watched.end("c", true);
  await watched.over;
  expect(watched.settled).toEqual(["a failed", "b skipped", "c done"]);
});

test("after a defect nothing is started, what runs is waited for, and then it is rejected", async () => {
  const defect = new Error("a defect");
  const watched = new Watched([step("a"), step("b"), step("c"), step("d", { stage: 2 })]);
  await watched.break("a", defect);
  expect([watched.started, watched.ended]).toEqual([["a", "b"], "running"]);
  await watched.end("b", true);
  expect(watched.ended).toEqual({ rejected: defect });
  expect(watched.started).toEqual(["a", "b"]);
  expect(watched.settled).toEqual(["b done"]);
});

test("a listener that throws is a defect as well, and the first defect is the one told", async () => {
  const watched = new Watched([step("a"), step("b"), step("c")], {
    settled: ({ id }) => {
      throw new Error(`told of ${id}`);
    },
  });
  await watched.end("a", true);
  expect(watched.ended).toBe("running");
  await watched.end("b", true);
  expect(watched.ended).toEqual({ rejected: new Error("told of a") });
  expect(watched.started).toEqual(["a", "b"]);
});
