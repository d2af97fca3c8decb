/** People who are destroyed and invited anew can use nothing until they accept, and count against the guard till then. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TerraformObject } from "../../src/terraform/protocol/provider.ts";
import { accept } from "../properties/calls.ts";
import { Rehearsal } from "../support/rehearsal.ts";
import { Bench } from "./support/bench.ts";

const MEMBER = "cxroster_contactcenter_member";
const PEOPLE = ["ana@x.example", "ben@x.example", "cleo@x.example"];

let rehearsal: Rehearsal;
let bench: Bench;
beforeAll(async () => {
  rehearsal = await Rehearsal.start({ platform: "contactcenter" });
  bench = new Bench(rehearsal);
});
afterAll(async () => {
  expect(bench.problems).toEqual([]);
  await rehearsal.stop();
});

const unprotected = { deletion_protection: false };

test("CTC-TM-15 an open invitation gives nothing back to those who were in", async () => {
  await bench.configure();
  await bench.make("cxroster_contactcenter_workspace", { name: "Sales" });
  const states: TerraformObject[] = [];
  for (const email of PEOPLE)
    states.push(await bench.make(MEMBER, { email, workspaces: ["Sales"], ...unprotected }));
  await accept(rehearsal, PEOPLE.slice(0, 2), { firstName: "A", lastName: "B" });
  await bench.configure({ guards: { max_removals: 1 } });
  const replace = async (index: number) => {
    const destroyed = await bench.apply(MEMBER, states[index] ?? {}, null);
    const summaries = destroyed.diagnostics.map((each) => each.summary);
    if (destroyed.state !== null) return summaries;
    await bench.make(MEMBER, { email: PEOPLE[index] ?? "", workspaces: ["Sales"], ...unprotected });
    return summaries;
  };
  expect(await replace(2)).toEqual([]);
  expect(await replace(0)).toEqual([]);
  expect(await replace(1)).toEqual(["Refused by the guard max-removals"]);
});
