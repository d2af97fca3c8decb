import { expect, test } from "vitest";
import { Workplace } from "../support/command-line.ts";
import { Rehearsal } from "../support/rehearsal.ts";

const INVITED = "users: { include: [{ email: ana@x.example, role: Agent, invite: now }] }";

async function at(
  platform: string,
  use: (rehearsal: Rehearsal, workplace: Workplace) => Promise<void>,
): Promise<void> {
  const rehearsal = await Rehearsal.start({ platform });
  const workplace = new Workplace(rehearsal);
  try {
    await use(rehearsal, workplace);
  } finally {
    await rehearsal.stop();
    workplace.remove();
  }
}

test("CXE-B-08 CXE-B-09 resend sends one more mail, cancel ends the invitation, and neither repeats by itself", async () => {
  await at("cxengage", async (rehearsal, workplace) => {
    await rehearsal.sync(INVITED);
    expect(await rehearsal.outbox()).toHaveLength(1);
    const resent = await workplace.run("invite", "resend", "Ana@x.example");
    expect([resent.code, resent.stdout]).toEqual([0, "The invitation of Ana@x.example is sent again.\n"]);
    expect(await rehearsal.outbox()).toHaveLength(2);
    const cancelled = await workplace.run("invite", "cancel", "ana@x.example", "--json");
    expect(JSON.parse(cancelled.stdout)).toEqual({ action: "cancel", email: "ana@x.example", exitCode: 0 });
    const again = await workplace.run("invite", "cancel", "ana@x.example");
    expect(again.code).not.toBe(0);
    expect(again.stderr).toContain("CXE-");
    expect(await rehearsal.outbox()).toHaveLength(2);
  });
});

test("a platform without the action says why", async () => {
  await at("engagecx", async (_, workplace) => {
    const { code, stderr } = await workplace.run("invite", "resend", "ana@x.example");
    expect([code, stderr]).toEqual([10, expect.stringContaining("option of creation only")]);
    expect((await workplace.run("invite", "rescind", "a@x.example")).stderr).toContain(
      'Did you mean "resend"?',
    );
  });
});

test("CXE-INV-07 an invitation to a blocked address is refused, not claimed", async () => {
  const rehearsal = await Rehearsal.start({ platform: "cxengage", account: { blocked: ["dan@x.example"] } });
  const workplace = new Workplace(rehearsal);
  try {
    await rehearsal.sync("users: { include: [{ email: dan@x.example, role: Agent, invite: now }] }");
    const { code, stdout, stderr } = await workplace.run("invite", "resend", "dan@x.example");
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("CXE-INV-07");
  } finally {
    await rehearsal.stop();
    workplace.remove();
  }
});
