/** The pipelines that `init` writes, their commands run by a real shell in the order a service would run them. */
import { execFile } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { ids } from "../properties/calls.ts";
import { Rehearsal } from "../support/rehearsal.ts";
import { Workplace } from "./fake-io.ts";

const LIMIT_MILLISECONDS = 180_000;
const WORKFLOW = ".github/workflows/cxroster.yml";
const ENTRY = new URL("../../src/cli/cxroster.js", import.meta.url).pathname;
/** What jobs make, and do not find from others. */
const MADE = ["plan.json", "plan.html", "comment.md"];
/** Fetches nothing: the command is this one, whatever version a pipeline names. */
const NPX = `#!/bin/sh\nshift 2\nexec "${process.execPath}" "${ENTRY}" "$@"\n`;
/** Keeps one comment in a file, and finds it again by its first line. */
const GH = `#!/bin/bash
echo "$*" >> "$HANDS/calls"
case "$*" in
  *--paginate*) test ! -f "$HANDS/comment" || { [ "$(head -n 1 "$HANDS/comment")" = "$MARKER" ] && echo 7; } ;;
  *) cp comment.md "$HANDS/comment" ;;
esac
`;
/** The head of the branch. */
const GIT = `#!/bin/sh\ncat "$HANDS/head"\n`;

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly with?: { readonly name: string; readonly path?: string; readonly "if-no-files-found"?: string };
  readonly env?: Variables;
  readonly if?: string;
}
interface Job {
  readonly env?: Variables;
  readonly steps: readonly Step[];
}
type Variables = Readonly<Record<string, string>>;

class Pipeline {
  readonly work = new Workplace();
  readonly hands = join(this.work.folder, "hands");
  readonly rehearsal: Rehearsal;
  readonly #values: Variables;

  static async start(): Promise<Pipeline> {
    const rehearsal = await Rehearsal.start();
    onTestFinished(() => rehearsal.stop());
    const pipeline = new Pipeline(rehearsal);
    await pipeline.work.run("init");
    return pipeline;
  }

  constructor(rehearsal: Rehearsal) {
    this.rehearsal = rehearsal;
    this.#values = {
      "secrets.CXROSTER_ENDPOINT": rehearsal.account.endpoint,
      "secrets.CXROSTER_TOKEN": rehearsal.account.token,
      "github.token": "token",
      "github.repository": "northwind/roster",
      "github.server_url": "https://github.example",
      "github.run_id": "9",
      "github.event.pull_request.number": "5",
    };
    mkdirSync(this.hands);
    for (const [name, text] of Object.entries({ npx: NPX, gh: GH, git: GIT })) {
      writeFileSync(join(this.hands, name), text);
      chmodSync(join(this.hands, name), 0o755);
    }
    this.move("sha-1");
  }

  /** Moves the head of the branch. */
  move(sha: string): void {
    writeFileSync(join(this.hands, "head"), `${sha}\trefs/heads/main\n`);
  }

  path(name: string): string {
    return join(this.work.folder, name);
  }

  read(name: string): string {
    return readFileSync(this.path(name), "utf8");
  }

  edit(name: string, change: (text: string) => string): void {
    this.work.write(name, change(this.read(name)));
  }

  /** Exit codes of a job's commands, on a machine of its own; after one that fails only those run that always do. */
  async run({ env = {}, steps }: Job): Promise<number[]> {
    for (const made of MADE) rmSync(this.path(made), { force: true });
    const codes: number[] = [];
    for (const step of steps) {
      if (codes.some((code) => code !== 0) && step.if !== "always()") continue;
      if (step.run !== undefined) codes.push(await this.#shell(step.run, { ...env, ...step.env }));
      else this.#hand(step);
    }
    return codes;
  }

  /** Artifacts are what jobs hand to each other. */
  #hand({ uses = "", with: what }: Step): void {
    const kept = join(this.hands, `artifact-${what?.name}`);
    const made = this.path(what?.path ?? "plan.json");
    const isOptional = what?.["if-no-files-found"] === "ignore" && !existsSync(made);
    if (uses.startsWith("actions/upload-artifact@") && !isOptional) cpSync(made, kept);
    if (uses.startsWith("actions/download-artifact@")) cpSync(kept, made);
  }

  #shell(command: string, env: Variables): Promise<number> {
    const filled = Object.entries(env).map(([name, text]) => [name, this.#fill(text)]);
    const outside = {
      PATH: `${this.hands}:${process.env.PATH}`,
      HANDS: this.hands,
      GITHUB_STEP_SUMMARY: join(this.hands, "summary"),
      GITHUB_OUTPUT: join(this.hands, "output"),
      GITHUB_REF: "refs/heads/main",
      GITHUB_SHA: "sha-1",
    };
    const options = { cwd: this.work.folder, env: { ...outside, ...Object.fromEntries(filled) } };
    return new Promise((resolve) => {
      // As GitHub runs its steps.
      execFile("bash", ["-e", "-c", command], options, (error, out, said) => {
        appendFileSync(join(this.hands, "said"), out + said);
        resolve(error === null ? 0 : Number(error.code));
      });
    });
  }

  #fill(text: string): string {
    return text.replace(/\$\{\{ (\S+) \}\}/g, (_, expression: string) => {
      const value = this.#values[expression];
      if (value === undefined) throw new Error(`no value for ${expression}`);
      return value;
    });
  }
}

/** Somebody deletes a group in the product's own pages. */
async function deleteByHand(rehearsal: Rehearsal): Promise<void> {
  const groups = await ids(rehearsal, "/groups", "name");
  const answer = await rehearsal.call("DELETE", `/groups/${groups.get("Claims Handlers")}?confirm=true`);
  expect(answer.ok).toBe(true);
}

const github = (title: string, story: (pipeline: Pipeline, jobs: Record<string, Job>) => Promise<void>) =>
  test(
    `GitHub: ${title}`,
    async () => {
      const pipeline = await Pipeline.start();
      await story(pipeline, parse(pipeline.read(WORKFLOW)).jobs);
    },
    LIMIT_MILLISECONDS,
  );
const NONE: Job = { steps: [] };

github("what was asked for is commented once, and applied as planned", async (pipeline, jobs) => {
  const { review = NONE, plan = NONE, apply = NONE } = jobs;
  expect(await pipeline.run(review)).toEqual([0, 0, 0, 0]);
  expect(pipeline.read("hands/artifact-access-plan")).toContain("<!doctype html>");
  expect(pipeline.read("hands/comment")).toContain("3 changes: 3 to create");
  pipeline.edit("roster.yaml", (text) => text.replace("groups: [Claims Handlers]", "groups: []"));
  expect(await pipeline.run(review)).toEqual([0, 0, 0, 0]);
  const calls = pipeline.read("hands/calls");
  expect(calls).toContain('select(.user.login == "github-actions[bot]"');
  expect(calls.match(/PATCH repos\/northwind\/roster\/issues\/comments\/7 /g)).toHaveLength(1);
  expect(await pipeline.run(plan)).toEqual([0]);
  expect(pipeline.read("hands/summary")).toContain("3 changes: 3 to create");
  expect(await pipeline.run(apply)).toEqual([0, 0]);
  expect(await pipeline.run(plan)).toEqual([0]);
  expect(pipeline.read("hands/output")).toBe("code=2\ncode=0\n");
});

github("what was done by hand fails the daily job", async (pipeline, { plan, apply, drift }) => {
  for (const job of [plan, apply]) await pipeline.run(job ?? NONE);
  expect(await pipeline.run(drift ?? NONE)).toEqual([0]);
  await deleteByHand(pipeline.rehearsal);
  expect(await pipeline.run(drift ?? NONE)).toEqual([2]);
});

github("what the branch no longer says is not applied", async (pipeline, { plan, apply }) => {
  expect(await pipeline.run(plan ?? NONE)).toEqual([0]);
  pipeline.move("sha-2");
  expect(await pipeline.run(apply ?? NONE)).toEqual([1]);
});

github(
  "a broken manifest takes the place of the plan in the comment",
  async (pipeline, { review = NONE }) => {
    expect(await pipeline.run(review)).toEqual([0, 0, 0, 0]);
    pipeline.edit("roster.yaml", (text) => text.replace("sendInvitation", "sendInvitations"));
    expect(await pipeline.run(review)).toEqual([10, 0, 0]);
    expect(pipeline.read("hands/said")).toContain('Did you mean "sendInvitation"?');
    expect(pipeline.read("hands/comment")).toMatch(/^<!-- cxroster plan engagecx "main" -->\n\*\*No plan/);
    expect(pipeline.read("hands/calls")).toContain("PATCH repos/northwind/roster/issues/comments/7 ");
  },
);

github("a refused plan is commented all the same", async (pipeline, { review = NONE, plan = NONE }) => {
  pipeline.edit("roster.yaml", (text) => `${text}organization: { name: Somebody else's }\n`);
  expect(await pipeline.run(review)).toEqual([0, 11, 0, 0]);
  expect(pipeline.read("hands/comment")).toContain("wrong-account");
  expect(await pipeline.run(plan)).toEqual([1]);
  expect(pipeline.read("hands/output")).toBe("code=11\n");
});

test(
  "GitLab: the same, by its pipeline",
  async () => {
    const pipeline = await Pipeline.start();
    const jobs = parse(pipeline.read("cxroster.gitlab-ci.yml"));
    const { endpoint, token } = pipeline.rehearsal.account;
    const run = (name: string) => {
      const { script, after_script: after = [], artifacts, needs = [] } = jobs[`cxroster ${name}`];
      const given = needs.includes("cxroster plan") ? ["plan.json"] : [];
      const steps = [
        ...given.map((path) => ({ uses: "actions/download-artifact@v4", with: { name: path, path } })),
        ...script.map((command: string) => ({ run: command })),
        ...after.map((command: string) => ({ run: command, if: "always()" })),
        ...(artifacts?.paths ?? []).map((path: string) => ({
          uses: "actions/upload-artifact@v4",
          with: { name: path, path },
        })),
      ];
      return pipeline.run({ env: { CXROSTER_ENDPOINT: endpoint, CXROSTER_TOKEN: token }, steps });
    };
    expect(await run("review")).toEqual([0, 0, 0]);
    expect(pipeline.read("hands/artifact-plan.html")).toContain("<!doctype html>");
    expect(await run("plan")).toEqual([0]);
    expect(await run("apply")).toEqual([0]);
    expect(await run("drift")).toEqual([0]);
    await deleteByHand(pipeline.rehearsal);
    expect(await run("drift")).toEqual([2]);
  },
  LIMIT_MILLISECONDS,
);
