import { expect, test } from "vitest";
import { Workplace } from "../support/command-line.ts";
import { Rehearsal } from "../support/rehearsal.ts";

const LIMIT_MILLISECONDS = 90_000;

test("a call that was not answered may have been a write: exit 13, and it is said", {
  timeout: LIMIT_MILLISECONDS,
}, async () => {
  const rehearsal = await Rehearsal.start();
  const workplace = new Workplace(rehearsal);
  try {
    workplace.write(
      "one.roster.yaml",
      "apiVersion: cxroster/v1\nplatform: engagecx\ngroups: { include: [{ name: One }] }\n",
    );
    await rehearsal.admin("POST", "/admin/faults", { rateDropAfter: 1, methods: ["POST"] });
    const { code, stdout } = await workplace.run("apply", "--auto-approve");
    expect(code).toBe(13);
    expect(stdout).toContain("1 more may have been made");
    await rehearsal.admin("POST", "/admin/faults", {});
    expect((await workplace.run("plan", "--detailed-exitcode")).code).toBe(0);
  } finally {
    await rehearsal.stop();
    workplace.remove();
  }
});
