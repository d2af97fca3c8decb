import { expect, test } from "vitest";
import { Rehearsal } from "../support/rehearsal.ts";

const manifest = (status: string) =>
  `users: { include: [{ email: ben@x.example, role: Agent, ${status} invite: now }] }`;

test("CXE-INV-03 somebody let in again who never joined is invited by the same plan, and once", async () => {
  const rehearsal = await Rehearsal.start({ platform: "cxengage" });
  try {
    await rehearsal.sync(manifest("status: disabled,"));
    expect(await rehearsal.outbox()).toEqual([]);
    expect((await rehearsal.plan(manifest("status: disabled,"))).changes).toEqual([]);
    const { plan } = await rehearsal.sync(manifest(""));
    expect(plan.invitations).toEqual([{ email: "ben@x.example", action: "send" }]);
    expect((await rehearsal.outbox()).map(({ to }) => to)).toEqual(["ben@x.example"]);
    expect((await rehearsal.plan(manifest(""))).changes).toEqual([]);
  } finally {
    await rehearsal.stop();
  }
});
