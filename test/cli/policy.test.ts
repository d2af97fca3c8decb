import { expect, test } from "vitest";
import { Workplace } from "./fake-io.ts";

const POLICY = `rules:
  a: { over: person, require: person.domain == "x.example", message: "\${person.email} is not ours" }
  b: { over: plan, require: plan.creates < 5, message: many }
tests:
  - { name: ours, rule: a, person: { email: ana@x.example }, expect: none }
  - { name: not ours, rule: a, person: { email: eve@y.example }, expect: finding, message: eve@y.example is not ours }
`;
const CONFIG = `targets:
  t: { platform: engagecx, endpoint: http://127.0.0.1:1/engagecx/v1, token: !env T, manifests: [m.yaml], policy: policy.yaml }
`;

test("policy test runs the tests of the target's policy", async () => {
  const place = new Workplace({ files: { "cxroster.yaml": CONFIG, "policy.yaml": POLICY } });
  const { code, out, error } = await place.run("policy test");
  expect([code, error]).toEqual([0, ""]);
  expect(out).toBe(
    "ok     a: ours\nok     a: not ours\n2 tests of 2 rules: 2 passed, 0 failed.\nNo test makes these speak: b.\n",
  );
});

test("a failing test shows what was expected and what came, and ends with 1", async () => {
  const failing = POLICY.replace("expect: none", "expect: finding").replace("is not ours }", "is theirs }");
  const place = new Workplace({ files: { "policy.yaml": failing } });
  const { code, out } = await place.run("policy test policy.yaml --platform engagecx");
  expect(code).toBe(1);
  expect(out).toContain(
    "FAILED a: ours\n         at policy.yaml:5:5\n         expected a finding\n         actual   no finding\n",
  );
  expect(out).toContain('expected the finding "eve@y.example is theirs"');
  expect(out).toContain('actual   the finding "eve@y.example is not ours"');
  const json = JSON.parse((await place.run("policy test policy.yaml --platform engagecx --json")).out);
  expect(json).toMatchObject({ exitCode: 1, passed: 0, failed: 2, rules: 2, untested: ["b"] });
  expect(json.tests[0]).toMatchObject({
    name: "ours",
    rule: "a",
    passed: false,
    expected: "a finding",
    at: "policy.yaml:5:5",
  });
});

test("an invalid policy ends with 10, at its place", async () => {
  const place = new Workplace({ files: { "policy.yaml": POLICY.replace("person.domain", "person.domian") } });
  const { code, error } = await place.run("policy test policy.yaml --platform engagecx");
  expect(code).toBe(10);
  expect(error).toContain(
    'policy.yaml:2:38 policy-expression: there is no field "domian". Did you mean "domain"?',
  );
});

test.each([
  ["policy test policy.yaml", "nothing says which platform the policy is for"],
  ["policy test policy.yaml --platform engagcx", 'Did you mean "engagecx"?'],
  ["policy test missing.yaml --platform engagecx", "missing.yaml"],
  ["policy", ""],
])("%s ends with 10", async (argv, words) => {
  const place = new Workplace({ files: { "policy.yaml": POLICY } });
  const { code, error } = await place.run(argv);
  expect(code).toBe(10);
  expect(error).toContain(words);
});

test("the policy may say its platform itself", async () => {
  const place = new Workplace({ files: { "policy.yaml": `platform: cxengage\n${POLICY}` } });
  expect((await place.run("policy test policy.yaml")).code).toBe(0);
  expect((await place.run("policy test policy.yaml --platform engagecx")).code).toBe(10);
});

test("no flag lifts the rules of a policy", async () => {
  const place = new Workplace({ files: { "cxroster.yaml": CONFIG, "policy.yaml": POLICY } });
  const { code, error } = await place.run("plan --allow policy");
  expect(code).toBe(10);
  expect(error).toContain("a waiver in the policy does, with an end and a reason");
});

test("validate checks the policy of the target too, without a connection", async () => {
  const manifest = "apiVersion: cxroster/v1\nplatform: engagecx\nusers: []\n";
  const files = {
    "cxroster.yaml": CONFIG,
    "m.yaml": manifest,
    "policy.yaml": POLICY.replace("over: plan", "over: pla"),
  };
  const { code, error } = await new Workplace({ files }).run("validate");
  expect(code).toBe(10);
  expect(error).toContain("policy.yaml:3:14 policy-shape: over must be person or change or plan");
});
