/** The pipelines that `init` writes, their commands run by a real shell in the order a service would run them. */
import { execFile } from "node:child_process";
import { appendFileSync, chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { ids } from "../properties/calls.ts";
import { Rehearsal } from "../support/rehearsal.ts";
import { Workplace } from "./fake-io.ts";

const LIMIT_MILLISECONDS = 180_000;
const ENTRY = new URL("../../src/cli/cxroster.js", import.meta.url).pathname;
/** Fetches nothing: the command is this one, whatever version a pipeline names. */
const NPX = `#!/bin/sh\nshift 2\nexec "${process.execPath}" "${ENTRY}" "$@"\n`;
/** Keeps comments in files. */
const GH = `#!/bin/bash
echo "$*" >> "$GH_FOLDER/calls"
case "$*" in
  *--paginate*) test ! -f "$GH_FOLDER/comment" || { [ "$(head -n 1 "$GH_FOLDER/comment")" = "$MARKER" ] && echo 7; } ;;
  *) cp comment.md "$GH_FOLDER/comment" ;;
esac
`;

interface Step {
  readonly run?: string;
  readonly env?: object;
  readonly if?: string;
}

class Pipeline {
  readonly work = new Workplace();
  readonly folder = join(this.work.folder, "bin");
  readonly summary = join(this.work.folder, "summary.md");
  readonly rehearsal: Rehearsal;

  static async start(): Promise<Pipeline> {
    const rehearsal = await Rehearsal.start();
    onTestFinished(() => rehearsal.stop());
    const pipeline = new Pipeline(rehearsal);
    await pipeline.work.run("init");
    return pipeline;
  }

  constructor(rehearsal: Rehearsal) {
    this.rehearsal = rehearsal;
    mkdirSync(this.folder);
    for (const [name, text] of [["npx", NPX] as const, ["gh", GH] as const]) {
      writeFileSync(join(this.folder, name), text);
      chmodSync(join(this.folder, name), 0o755);
    }
  }

  read(path: string): string {
    return readFileSync(join(this.work.folder, path), "utf8");
  }

  edit(path: string, change: (text: string) => string): void {
    this.work.write(path, change(this.read(path)));
  }

  /** Exit codes of the commands; after one that fails only those run that always do. */
  async run(steps: readonly Step[]): Promise<number[]> {
    const codes: number[] = [];
    for (const step of steps) {
      if (step.run === undefined) continue;
      if (codes.some((code) => code !== 0) && step.if !== "always()") continue;
      codes.push(await this.#shell(step.run));
    }
    return codes;
  }

  #shell(command: string): Promise<number> {
    const { account } = this.rehearsal;
    const env = {
      PATH: `${this.folder}:${process.env.PATH}`,
      CXROSTER_ENDPOINT: account.endpoint,
      CXROSTER_TOKEN: account.token,
      GITHUB_STEP_SUMMARY: this.summary,
      GH_FOLDER: this.folder,
      ISSUES: "repos/northwind/roster/issues",
      NUMBER: "5",
    };
    // As GitHub runs its steps.
    return new Promise((resolve) => {
      const options = { cwd: this.work.folder, env };
      execFile("bash", ["-e", "-c", command], options, (error, out, said) => {
        appendFileSync(join(this.folder, "said"), out + said);
        resolve(error === null ? 0 : Number(error.code));
      });
    });
  }
}

/** Somebody deletes a group in the product's own pages. */
async function deleteByHand(rehearsal: Rehearsal): Promise<void> {
  const groups = await ids(rehearsal, "/groups", "name");
  const answer = await rehearsal.call("DELETE", `/groups/${groups.get("Claims Handlers")}?confirm=true`);
  expect(answer.ok).toBe(true);
}

test(
  "GitHub: a request is commented once, what was merged is applied as planned, drift is noticed",
  async () => {
    const pipeline = await Pipeline.start();
    const { env, jobs } = parse(pipeline.read(".github/workflows/cxroster.yml"));
    expect(Object.keys(env)).toEqual(["CXROSTER_ENDPOINT", "CXROSTER_TOKEN"]);
    expect(await pipeline.run(jobs.review.steps)).toEqual([0, 0, 0, 0]);
    expect(pipeline.read("plan.html")).toContain("<!doctype html>");
    expect(pipeline.read("bin/comment")).toContain("3 changes: 3 to create");
    pipeline.edit("roster.yaml", (text) => text.replace("groups: [Claims Handlers]", "groups: []"));
    expect(await pipeline.run(jobs.review.steps)).toEqual([0, 0, 0, 0]);
    expect(pipeline.read("bin/calls").match(/PATCH .*\/comments\/7 /g)).toHaveLength(1);
    expect(await pipeline.run(jobs.plan.steps)).toEqual([0]);
    expect(pipeline.read("summary.md")).toContain("3 changes: 3 to create");
    expect(await pipeline.run(jobs.apply.steps)).toEqual([0]);
    expect(await pipeline.run(jobs.drift.steps)).toEqual([0]);
    await deleteByHand(pipeline.rehearsal);
    expect(await pipeline.run(jobs.drift.steps)).toEqual([2]);
  },
  LIMIT_MILLISECONDS,
);

test(
  "GitHub: a broken manifest fails the review, says why, and comments nothing",
  async () => {
    const pipeline = await Pipeline.start();
    const { jobs } = parse(pipeline.read(".github/workflows/cxroster.yml"));
    pipeline.edit("roster.yaml", (text) => text.replace("sendInvitation", "sendInvitations"));
    expect(await pipeline.run(jobs.review.steps)).toEqual([10, 0, 0]);
    expect(pipeline.read("bin/said")).toContain('Did you mean "sendInvitation"?');
    expect(existsSync(join(pipeline.folder, "calls"))).toBe(false);
  },
  LIMIT_MILLISECONDS,
);

test(
  "GitHub: a refused plan fails the review and is commented all the same",
  async () => {
    const pipeline = await Pipeline.start();
    const { jobs } = parse(pipeline.read(".github/workflows/cxroster.yml"));
    pipeline.edit("roster.yaml", (text) => `${text}organization: { name: Somebody else's }\n`);
    expect(await pipeline.run(jobs.review.steps)).toEqual([0, 11, 0, 0]);
    expect(pipeline.read("bin/comment")).toContain("wrong-account");
    expect(await pipeline.run(jobs.plan.steps)).toEqual([11]);
  },
  LIMIT_MILLISECONDS,
);

test(
  "GitLab: the same, by its pipeline",
  async () => {
    const pipeline = await Pipeline.start();
    const jobs = parse(pipeline.read("cxroster.gitlab-ci.yml"));
    const run = (name: string) => {
      const { script, after_script: after = [] } = jobs[`cxroster ${name}`];
      const always = after.map((command: string) => ({ run: command, if: "always()" }));
      return pipeline.run([...script.map((command: string) => ({ run: command })), ...always]);
    };
    expect(await run("review")).toEqual([0, 0, 0]);
    expect(pipeline.read("plan.html")).toContain("<!doctype html>");
    expect(await run("plan")).toEqual([0]);
    expect(await run("apply")).toEqual([0]);
    expect(await run("drift")).toEqual([0]);
    await deleteByHand(pipeline.rehearsal);
    expect(await run("drift")).toEqual([2]);
  },
  LIMIT_MILLISECONDS,
);
