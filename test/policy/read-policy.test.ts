import { expect, test } from "vitest";
import { DEFAULT_POLICY } from "../../src/plan/policy.ts";
import { cxengageTable } from "../../src/platform/cxengage/index.ts";
import { mustRead, read, told } from "./policies.ts";

test("an empty policy is the default one", () => {
  expect(mustRead("{}").policy).toEqual(DEFAULT_POLICY);
});

test("limits and patterns of guards are read by manifest key", () => {
  const { policy } = mustRead(
    `maxRemovals: { percent: 10, people: 2 }\nprotected: { users: ["*@board.example"], groups: [Claims] }`,
  );
  expect(policy).toEqual({
    maxRemovalsShare: 0.1,
    maxRemovalsCount: 2,
    protected: { user: ["*@board.example"], group: ["Claims"] },
  });
});

test("rules and waivers are part of the policy's data, without places and tests", () => {
  const text = `rules:
  b: { over: plan, require: plan.creates < 5, message: many }
  a: { over: plan, require: plan.creates < 9, message: more, severity: warning }
waivers:
  - { rule: a, for: ["*"], until: 2030-01-01, reason: why not }
tests:
  - { name: t, rule: a, plan: { creates: 10 }, expect: finding }
`;
  const { policy } = mustRead(text);
  expect(Object.keys(policy.rules ?? {})).toEqual(["a", "b"]);
  expect(policy.waivers).toEqual([
    { rule: "a", for: ["*"], until: "2030-01-02T00:00:00Z", reason: "why not" },
  ]);
  expect(mustRead(`# moved\n${text}`).policy).toEqual(policy);
});

test("every problem is told at once, at its very place, with a near miss where there is one", () => {
  const { diagnostics } = read(`maxRemoval: 3
rules:
  A_b: { over: person, require: 'person.emial == "x"', message: "\${person.domian} \${" }
  c:
    over: persn
    require: true
    message: x
  d:
    over: person
    require: >-
      person.groups.exists(g,
         g.startsWith(1))
    message: x
    severty: error
  e: { over: plan, require: "size(person.email) > 1", message: "x" }
  f: { over: plan, require: "plan.target.matches('a')", message: "x" }
  g: { over: plan, require: "plan.target", message: "x" }
  h: { over: plan, require: "plan.target == = 2", message: "x" }
  i: { over: change, require: "lik(change.id, 'x')", message: x }
  j: { over: change, require: "chang.id == 'x'" }
  k: { over: change, require: "change.id == 1", message: x }
  l:
    over: person
    require: |
      person.entitled &&

        person.access.all(a,
          a.permision != "")
    message: "x"
waivers: [{ rule: zz, for: x }]
tests: [{ name: t, rule: g, person: { emal: 2, enabled: "x" }, expect: findings }]
`);
  expect(diagnostics.map(told)).toEqual([
    '1:1 policy-unknown: "maxRemoval" is not part of a policy. Did you mean "maxRemovals"?',
    '3:3 policy-shape: "A_b" cannot name a rule',
    '3:41 policy-expression: there is no field "emial". Did you mean "email"?',
    '3:75 policy-expression: there is no field "domian". Did you mean "domain"?',
    "3:83 policy-expression: `${` has no `}` that ends it",
    '5:11 policy-shape: over must be person or change or plan, not the text "persn"',
    "6:14 policy-shape: require must be a text, not true",
    '14:5 policy-unknown: "severty" is not part of a policy. Did you mean "severity"?',
    "12:10 policy-expression: the expression cannot be read: found no matching overload for 'string.startsWith(int)'",
    "15:35 policy-expression: a rule over plan sees no person",
    '16:42 policy-expression: "matches" is not offered',
    "17:29 policy-expression: the expression must give true or false, and this gives string",
    "18:45 policy-expression: the expression cannot be read: Unexpected character: =",
    '19:32 policy-expression: there is no function "lik". Did you mean "like"?',
    "20:3 policy-shape: the rule j has no message",
    '20:32 policy-expression: there is no variable "chang". Did you mean "change"?',
    "21:31 policy-expression: the expression cannot be read: no such overload: string == int",
    '28:13 policy-expression: there is no field "permision". Did you mean "permission"?',
    '30:19 policy-shape: there is no rule "zz".',
    '30:28 policy-shape: for must be a list of patterns, not the text "x"',
    "30:11 policy-shape: the waiver 1 has no until",
    "30:11 policy-shape: the waiver 1 has no reason",
    '31:72 policy-shape: expect must be finding or none, not the text "findings"',
    '31:39 policy-unknown: "emal" is not part of a policy. Did you mean "email"?',
    '31:57 policy-shape: enabled must be true or false, not the text "x"',
  ]);
});

test("a field of one platform is none of another", () => {
  const rule = (field: string) =>
    `rules: { a: { over: person, require: 'person.${field} != ""', message: x } }`;
  expect(read(rule("role"), cxengageTable).diagnostics).toEqual([]);
  expect(read(rule("role")).diagnostics.map(told)).toEqual([
    '1:46 policy-expression: there is no field "role".',
  ]);
});

test("a policy for another platform is refused", () => {
  expect(read("platform: cxengage").diagnostics.map(told)).toEqual([
    "1:11 policy-shape: the policy is for cxengage, and the target is on engagecx",
  ]);
});

test("the same rule in two documents is an error that points at both", () => {
  const one = "rules: { a: { over: plan, require: plan.creates < 5, message: x } }";
  const [problem] = read(`${one}\n---\n${one}`).diagnostics;
  expect(problem && told(problem)).toBe("3:10 policy-shape: the rule a stands in the policy twice");
  expect(problem?.notes[0]?.at?.line).toBe(1);
});
