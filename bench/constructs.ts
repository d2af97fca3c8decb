/**
 * Measures how long a manifest takes to become a stack, for 100, 1,000 and 5,000 people, each in a process of its own.
 * Fails where a bound is exceeded. Needs the built package: `npm run build`.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { manifestOf } from "./manifest.ts";

const SIZES = [100, 1_000, 5_000];
const BOUNDED = 1_000;
const SECONDS_MAXIMUM = 20;
const MEBIBYTES_MAXIMUM = 400;
/** Time a person costs among the most people at most, beside one of the bounded size. */
const GROWTH_MAXIMUM = 1.5;

interface Figure {
  readonly people: number;
  readonly seconds: number;
  readonly mebibytes: number;
}

const root = join(import.meta.dirname, "..");

for (const core of ["cdktf", "cdktn"]) {
  const figures = SIZES.map((people) => measure(core, people));
  for (const { people, seconds, mebibytes } of figures)
    console.log(
      `${core} ${people} people: ${seconds.toFixed(2)} s, ${((seconds * 1_000) / people).toFixed(2)} ms each, ${mebibytes.toFixed(0)} MiB at most`,
    );
  judge(core, figures);
}

function measure(core: string, people: number): Figure {
  const folder = mkdtempSync(join(tmpdir(), "cxroster-bench-"));
  try {
    writeFileSync(join(folder, "roster.yaml"), manifestOf(people));
    const out = execFileSync(process.execPath, ["--input-type=module", "--eval", program(core, folder)], {
      cwd: root,
      encoding: "utf8",
    });
    const line = out.trim().split("\n").at(-1) ?? "";
    return { people, ...(JSON.parse(line) as Omit<Figure, "people">) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Loading is counted: whoever synthesizes waits for it too. */
function program(core: string, folder: string): string {
  return `const started = performance.now();
const { App, LocalBackend, TerraformStack } = await import("${core}");
const { Roster } = await import("cxroster/${core}");
const app = new App({ outdir: ${JSON.stringify(join(folder, "out"))} });
const stack = new TerraformStack(app, "stack");
new LocalBackend(stack, { path: "state" });
new Roster(stack, "roster", { manifests: ${JSON.stringify(join(folder, "roster.yaml"))} });
app.synth();
const { maxRSS } = process.resourceUsage();
console.log("\\n" + JSON.stringify({ seconds: (performance.now() - started) / 1000, mebibytes: maxRSS / 1024 }));
`;
}

function judge(core: string, figures: readonly Figure[]): void {
  const bounded = figures.find(({ people }) => people === BOUNDED);
  const last = figures.at(-1);
  if (bounded === undefined || last === undefined) throw new Error("nothing was measured");
  const growth = last.seconds / last.people / (bounded.seconds / bounded.people);
  console.log(`${core}: a person of ${last.people} costs ${growth.toFixed(2)} × one of ${bounded.people}`);
  const isOver =
    bounded.seconds > SECONDS_MAXIMUM || bounded.mebibytes > MEBIBYTES_MAXIMUM || growth > GROWTH_MAXIMUM;
  if (!isOver) return;
  console.error(`${core}: a bound is exceeded`);
  process.exitCode = 1;
}
