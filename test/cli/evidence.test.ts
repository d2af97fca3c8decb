/** An evidence pack is whole, deterministic and checked offline, byte by byte. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { checkPack } from "../../src/cli/evidence-check.ts";
import { readByDirectory, zip } from "../../src/cli/zip.ts";
import { Rehearsal } from "../support/rehearsal.ts";
import { requiring } from "../support/require.ts";
import { Workplace } from "./fake-io.ts";

const CONFIG =
  "targets:\n  main:\n    platform: engagecx\n    endpoint: !env ENDPOINT\n    token: !env TOKEN\n    manifests: [teams/*.yaml]\n";
const ROSTER =
  "apiVersion: cxroster/v1\nplatform: engagecx\nusers:\n  include:\n    - email: ana@x.example\n";

let rehearsal: Rehearsal;
let work: Workplace;
let pack: Buffer;
beforeEach(async () => {
  rehearsal = await Rehearsal.start();
  work = new Workplace({
    env: { ENDPOINT: rehearsal.account.endpoint, TOKEN: rehearsal.account.token },
    files: { "cxroster.yaml": CONFIG, "teams/roster.yaml": ROSTER },
    now: new Date().toISOString(),
  });
  await work.run("plan -o plan.json");
  expect((await work.run("apply plan.json")).code).toBe(0);
  const exported = await work.run("runs export last -o pack.zip");
  expect(exported).toMatchObject({ code: 0 });
  expect(exported.out).not.toContain("It lacks");
  pack = readFileSync(join(work.folder, "pack.zip"));
  return () => rehearsal.stop();
});

test("the pack holds plan, manifests, outcomes, access before and after, and the chain; the same bytes each time", async () => {
  const files = new Map(
    (readByDirectory(pack) ?? []).map(({ entry }) => [entry.name, Buffer.from(entry.content)]),
  );
  expect([...files.keys()]).toEqual([
    "README.txt",
    "access-after.csv",
    "access-after.json.gz",
    "access-before.csv",
    "access-before.json.gz",
    "chain.jsonl",
    "manifests/teams/roster.yaml",
    "outcomes.json",
    "plan.json",
    "report.txt",
    "run.json",
    "SHA256SUMS",
  ]);
  expect(files.get("access-before.csv")?.toString()).not.toContain("ana@x.example");
  expect(files.get("access-after.csv")?.toString().split("\r\n")).toEqual(
    expect.arrayContaining([
      "person,permission,on,when,through",
      "ana@x.example,organization.enter,,now,enabled user",
    ]),
  );
  expect(files.get("manifests/teams/roster.yaml")?.toString()).toBe(ROSTER);
  expect(files.get("plan.json")).toEqual(readFileSync(join(work.folder, "plan.json")));
  await work.run("runs export last -o again.zip");
  expect(readFileSync(join(work.folder, "again.zip"))).toEqual(pack);
  const { head } = JSON.parse((await work.run("runs --json")).out).runs[0];
  expect(await work.run(`runs verify pack.zip --head ${head}`)).toMatchObject({ code: 0 });
  expect(await work.run(`runs verify pack.zip --head ${"0".repeat(64)}`)).toMatchObject({ code: 1 });
  for (const [, content] of files) expect(content.toString("latin1")).not.toContain(rehearsal.account.token);
});

/** Content is sampled: whatever byte of it is changed, the same comparison finds it. */
const SAMPLE = 9;

test("one flipped bit of any byte of the archive's own, and of samples of its content, is found and located", {
  timeout: 300_000,
}, () => {
  const files = readByDirectory(pack) ?? [];
  const wrong: string[] = [];
  for (let at = 0; at < pack.length; at++) {
    const inside = files.find(({ region }) => at >= region.content && at < region.end);
    if (inside !== undefined && at % SAMPLE !== 0) continue;
    const flipped = Buffer.from(pack);
    flipped[at] = (pack[at] ?? 0) ^ (1 << (at % 8));
    const { problems } = checkPack(flipped, "pack.zip", undefined);
    const located = problems.some(
      ({ bytes, entry }) =>
        bytes !== null &&
        at >= bytes.from &&
        at < bytes.to &&
        (inside === undefined || entry === inside.entry.name),
    );
    if (!located) wrong.push(`${at} in ${inside?.entry.name ?? "the archive"}: ${JSON.stringify(problems)}`);
  }
  expect(wrong).toEqual([]);
});

test("a pack made anew with another plan, manifest, access or outcome no longer fits its chain", () => {
  const entries = (readByDirectory(pack) ?? []).map((each) => each.entry);
  for (const name of [
    "plan.json",
    "manifests/teams/roster.yaml",
    "access-after.json.gz",
    "access-after.csv",
  ]) {
    const others = entries.map((entry) =>
      entry.name === name ? { ...entry, content: Buffer.from("{}\n") } : entry,
    );
    const sums = entries.find((entry) => entry.name === "SHA256SUMS");
    const hashed = execFileSync("sha256sum", { input: "{}\n", encoding: "utf8" }).slice(0, 64);
    const text = Buffer.from(sums?.content ?? "")
      .toString()
      .replace(new RegExp(`^[0-9a-f]{64}(  ${name})$`, "m"), `${hashed}$1`);
    const forged = others.map((entry) =>
      entry.name === "SHA256SUMS" ? { ...entry, content: Buffer.from(text) } : entry,
    );
    const { problems } = checkPack(zip(forged, { stored: true }), "pack.zip", undefined);
    expect(problems.map((each) => each.entry)).toEqual([name]);
  }
});

test("a pack given where a plan is wanted is told as what it is", async () => {
  const { code, error } = await work.run("show pack.zip");
  expect(code).toBe(10);
  expect(error).toContain("pack.zip is an archive, such as an evidence pack, and no saved plan");
  expect(error).toContain("`cxroster runs verify pack.zip`");
});

requiring("unzip", ["-v"])("unzip and sha256sum check the pack without cxroster", () => {
  const folder = join(work.folder, "unpacked");
  mkdirSync(folder);
  execFileSync("unzip", ["-q", join(work.folder, "pack.zip"), "-d", folder]);
  expect(execFileSync("sha256sum", ["-c", "SHA256SUMS"], { cwd: folder, encoding: "utf8" })).toContain(
    "plan.json: OK",
  );
  writeFileSync(join(folder, "run.json"), "{}");
  expect(() => execFileSync("sha256sum", ["-c", "SHA256SUMS"], { cwd: folder, stdio: "pipe" })).toThrow();
});
