/** Runs steps as soon as what they wait for is done, so many at once, one stage after the other. */
import type { Step } from "../plan/plan.ts";

export type StepState = "done" | "failed" | "skipped";

export interface ScheduleOptions {
  readonly concurrency: number;
  /** Carries one step out; false means it failed. Throwing is a defect: nothing more is started then. */
  readonly run: (step: Step) => Promise<boolean>;
  /** Told once for each step, in the order they settle. */
  readonly settled: (step: Step, state: StepState) => void;
  /** Asked before each start; true leaves the rest untried. */
  readonly stopped: () => boolean;
}

/**
 * Resolves when every step has settled. A failure skips what waits for it and nothing else. Rejects with the first
 * defect, once nothing is under way any more.
 */
export async function runSteps(steps: readonly Step[], options: ScheduleOptions): Promise<void> {
  const states = new Map<string, StepState>();
  for (const stage of [0, 1, 2, 3]) {
    const ofStage = steps.filter((step) => step.stage === stage);
    if (ofStage.length > 0) await new Stage(ofStage, states, options).run();
  }
}

class Stage {
  readonly #states: Map<string, StepState>;
  readonly #options: ScheduleOptions;
  readonly #ready: Step[] = [];
  readonly #waiting = new Map<string, number>();
  readonly #followers = new Map<string, Step[]>();
  #next = 0;
  #running = 0;
  #finish: () => void = () => {};
  #fail: (error: unknown) => void = () => {};
  /** What was thrown; only a defect of ours gets here. */
  readonly #thrown: unknown[] = [];

  constructor(steps: readonly Step[], states: Map<string, StepState>, options: ScheduleOptions) {
    this.#states = states;
    this.#options = options;
    const own = new Set(steps.map((step) => step.id));
    for (const step of steps) {
      const open = step.dependsOn.filter((id) => own.has(id));
      for (const id of open) {
        const followers = this.#followers.get(id);
        if (followers === undefined) this.#followers.set(id, [step]);
        else followers.push(step);
      }
      this.#waiting.set(step.id, open.length);
      if (open.length === 0) this.#ready.push(step);
    }
  }

  run(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#finish = resolve;
      this.#fail = reject;
      this.#advance();
    });
  }

  #advance(): void {
    while (this.#mayStart() && this.#running < this.#options.concurrency) {
      const step = this.#ready[this.#next++];
      if (step !== undefined) this.#start(step);
    }
    if (this.#running > 0) return;
    if (this.#thrown.length > 0) this.#fail(this.#thrown[0]);
    else this.#finish();
  }

  #mayStart(): boolean {
    return this.#thrown.length === 0 && this.#next < this.#ready.length;
  }

  #start(step: Step): void {
    const blocked = step.dependsOn.some(
      (id) => this.#states.get(id) !== undefined && this.#states.get(id) !== "done",
    );
    if (blocked || this.#options.stopped()) {
      this.#settle(step, "skipped");
      return;
    }
    this.#running++;
    void this.#carryOut(step);
  }

  async #carryOut(step: Step): Promise<void> {
    try {
      this.#settle(step, (await this.#options.run(step)) ? "done" : "failed");
    } catch (error) {
      this.#thrown.push(error);
    }
    this.#running--;
    this.#advance();
  }

  #settle(step: Step, state: StepState): void {
    this.#states.set(step.id, state);
    try {
      this.#options.settled(step, state);
    } catch (error) {
      this.#thrown.push(error);
    }
    for (const follower of this.#followers.get(step.id) ?? []) {
      const left = (this.#waiting.get(follower.id) ?? 1) - 1;
      this.#waiting.set(follower.id, left);
      if (left === 0) this.#ready.push(follower);
    }
  }
}
