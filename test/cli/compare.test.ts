import { expect, test } from "vitest";
import { EXIT } from "../../src/cli/exit-code.ts";
import { Rehearsal } from "../support/rehearsal.ts";
import { Workplace } from "./fake-io.ts";

const ROSTER = `workspaces: [{ name: Claims }, { name: Sales }]
groups: [{ name: Handlers, workspaces: [Claims] }]
users: { include: [{ email: ana@x.example, groups: [Handlers] }, { email: ben@x.example, groups: [] }] }
`;

function target({ account, platform }: Rehearsal, variable: string): string {
  const { endpoint, id } = account;
  return `{ platform: ${platform.table.platform}, endpoint: "${endpoint}", account: ${id}, token: !env ${variable} }`;
}

test("two accounts are told apart by person and permission, whatever the environment says", async () => {
  const [one, two] = [await Rehearsal.start(), await Rehearsal.start()];
  const three = await Rehearsal.start({ platform: "cxengage" });
  try {
    await one.sync(ROSTER);
    await two.sync(ROSTER);
    await three.sync("users: { include: [{ email: ANA@x.example, role: Agent, invite: later }] }");
    const place = new Workplace({
      env: {
        ONE: one.account.token,
        TWO: two.account.token,
        THREE: three.account.token,
        CXROSTER_ENDPOINT: one.account.endpoint,
        CXROSTER_ACCOUNT: one.account.id,
        CXROSTER_TOKEN: one.account.token,
      },
      files: {
        "cxroster.yaml": `targets:\n  one: ${target(one, "ONE")}\n  two: ${target(two, "TWO")}\n  three: ${target(three, "THREE")}\n`,
      },
      now: new Date().toISOString(),
    });
    const same = await place.run("compare one two --detailed-exitcode");
    expect([same.code, same.error]).toEqual([EXIT.done, ""]);
    expect(same.out).toContain(
      "0 people only in A, 0 only in B, 3 in both. Everybody may do the same in both.\n",
    );
    await two.sync(
      ROSTER.replace("workspaces: [Claims]", "workspaces: [claims, Sales]").replace("ben@", "bob@"),
    );
    const differing = await place.run("compare one two --detailed-exitcode");
    expect(differing.code).toBe(EXIT.differences);
    expect(differing.out).toContain(
      "  ana@x.example\n    only B: may open workspace Sales, through group Handlers\n",
    );
    expect(differing.out).toContain(
      "  bob@x.example (only in B, active)\n    only B: may enter the organization",
    );
    expect((await place.run("compare one two")).code).toBe(EXIT.done);
    const data = JSON.parse((await place.run("compare one two --json")).out);
    expect(data.summary.people).toEqual({ onlyA: 0, onlyB: 1, both: 3 });
    const across = JSON.parse((await place.run("compare one three --json")).out);
    expect(across.summary.people).toEqual({ onlyA: 1, onlyB: 0, both: 2 });
    const csv = (await place.run("compare one two --format csv")).out;
    expect(csv).toMatch(
      /^ana@x\.example,active,active,workspace\.open,Sales,only B,,now,,group Handlers,Northwind,\w+,\S+Z\r$/m,
    );
    expect((await place.run("compare one two --format markdown")).out).toContain(
      "| `ana@x.example` | only B |",
    );
    expect((await place.run("compare one two --format html")).out).toContain("may open workspace Sales");
    expect((await place.run("compare one one")).code).toBe(EXIT.usage);
    expect((await place.run("compare one nowhere")).code).toBe(EXIT.usage);
  } finally {
    await Promise.all([one.stop(), two.stop(), three.stop()]);
  }
});
