/** A policy on the command line, against a real account: it refuses, waivers lift it, and a saved plan carries it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { Workplace } from "../cli/fake-io.ts";
import { Rehearsal } from "../support/rehearsal.ts";

const POLICY = `rules:
  ours-only:
    over: person
    when: person.declared
    require: person.domain == "northwind.example"
    message: "\${person.email} is not one of us"
`;
const WAIVER = `waivers: [{ rule: ours-only, for: ["*@partner.example"], until: 2099-12-31, reason: agreed }]\n`;

test("exit code 11 until a waiver stands there; apply of a saved plan goes by what the plan says", async () => {
  const rehearsal = await Rehearsal.start();
  onTestFinished(() => rehearsal.stop());
  const { endpoint, id, token } = rehearsal.account;
  const place = new Workplace({
    env: { T: token },
    files: {
      "cxroster.yaml": `targets: { t: { platform: engagecx, endpoint: "${endpoint}", account: ${id}, token: !env T, manifests: [m.yaml], policy: policy.yaml } }\n`,
      "m.yaml":
        "apiVersion: cxroster/v1\nplatform: engagecx\nusers: { include: [{ email: eve@partner.example }] }\n",
      "policy.yaml": POLICY,
    },
  });
  const refused = await place.run("plan -o refused.json --detailed-exitcode");
  expect(refused.code).toBe(11);
  expect(refused.out).toContain("REFUSED policy: broken: policy/ours-only (1)");
  expect(refused.out).toContain("No flag lifts this: a waiver in the policy does.");
  expect(refused.out.replace(/\s+/g, " ")).toContain(
    "error policy/ours-only: eve@partner.example is not one of us (m.yaml:3:",
  );
  for (const call of ["apply refused.json", "apply --auto-approve"])
    expect((await place.run(call)).code).toBe(11);
  expect((await place.run("plan --format sarif")).out).toContain('"ruleId": "policy/ours-only"');
  for (const format of ["markdown", "html"]) {
    const { code, out } = await place.run(`plan --format ${format}`);
    expect([code, out.includes("eve@partner.example is not one of us")]).toEqual([11, true]);
    expect(out).not.toContain("--allow policy");
  }

  place.write("policy.yaml", POLICY + WAIVER);
  const allowed = await place.run("plan -o plan.json");
  expect(allowed.code).toBe(0);
  const plan = JSON.parse(readFileSync(join(place.folder, "plan.json"), "utf8"));
  const before = JSON.parse(readFileSync(join(place.folder, "refused.json"), "utf8"));
  expect(plan.policyDigest).not.toBe(before.policyDigest);
  expect(plan.guards.at(-1)).toMatchObject({ name: "policy", status: "passed" });
  // The policy of the day apply runs on plays no part: what was reviewed is what runs.
  place.write("policy.yaml", "rules: broken");
  expect((await place.run("apply plan.json")).code).toBe(0);
  expect((await place.run("plan")).code).toBe(10);
});
