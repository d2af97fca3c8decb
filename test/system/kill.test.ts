/** Ten applies are killed without warning; planning and applying once more must end right. */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readLedger } from "../../src/ledger/ledger.ts";
import { finished, Workplace } from "../support/command-line.ts";
import { crowd } from "../support/crowd.ts";
import { Rehearsal } from "../support/rehearsal.ts";

const PEOPLE = 1_000;
const KILLS = 10;
const LIMIT_MILLISECONDS = 240_000;

let rehearsal: Rehearsal;
let workplace: Workplace;
beforeAll(async () => {
  rehearsal = await Rehearsal.start();
  workplace = new Workplace(rehearsal);
});
afterAll(async () => {
  await rehearsal.stop();
  workplace.remove();
});

test(
  "kill -9 at ten random moments, then nobody exists twice and nobody was mailed twice",
  async () => {
    workplace.write("people.roster.yaml", crowd(PEOPLE));
    // Slow answers spread the writes over all ten attempts.
    await rehearsal.admin("POST", "/admin/faults", { latencyMilliseconds: 25 });
    for (let kill = 0; kill < KILLS; kill++) {
      const before = await people();
      const child = workplace.start("apply", "--auto-approve");
      const end = finished(child);
      await firstWrite(before, () => child.exitCode !== null);
      await sleep(Math.random() * 150);
      child.kill("SIGKILL");
      await end;
      const unfinished = openSteps() > 0 || (await people()) < PEOPLE;
      // An apply that came to its own end was not killed.
      expect([child.signalCode, unfinished]).toEqual(["SIGKILL", true]);
    }
    await rehearsal.admin("POST", "/admin/faults", {});
    const last = await workplace.run("apply", "--auto-approve");
    expect([last.code, last.stderr]).toEqual([0, expect.any(String)]);
    const again = await workplace.run("plan", "--detailed-exitcode");
    expect(again.code).toBe(0);
    const emails = (await rehearsal.connect().readAll("user")).map((user) => String(user.attributes.email));
    expect(emails.length).toBe(PEOPLE + 1);
    expect(new Set(emails).size).toBe(emails.length);
    const mailed = (await rehearsal.outbox()).map((message) => message.to);
    expect(mailed.length).toBe(PEOPLE);
    expect(new Set(mailed).size).toBe(PEOPLE);
  },
  LIMIT_MILLISECONDS,
);

/** Steps that the last run recorded as started and never as ended. */
function openSteps(): number {
  const { entries, problems } = readLedger(join(workplace.folder, ".cxroster/ledger"), "test");
  expect(problems).toEqual([]);
  const last = entries.findLast((entry) => entry.event === "run-started")?.run;
  const count = (event: string) =>
    entries.filter((entry) => entry.run === last && entry.event === event).length;
  return count("step-started") - count("step-ended");
}

async function people(): Promise<number> {
  return (await rehearsal.outbox()).length;
}

/** Resolves once an apply has started to write, or has ended. */
async function firstWrite(before: number, ended: () => boolean): Promise<void> {
  while (!ended() && (await people()) === before) await sleep(10);
}
