/** Policies that mean harm, or merely too much: each is refused or stopped, and none takes long. */
import { expect, test } from "vitest";
import { NORTHWIND } from "../support/accounts.ts";
import { planUnder, policyFindings, read, told } from "./policies.ts";

const crowd = (people: number) =>
  NORTHWIND.replace(
    "users:\n",
    `users:\n${Array.from({ length: people }, (_, index) => `  - { email: p${index}@x.example, enabled: true, groups: [Sellers] }\n`).join("")}`,
  );

const rule = (expression: string) =>
  `rules: { a: { over: person, require: ${JSON.stringify(expression)}, message: x } }`;

test.each([
  ["deep", `${"(".repeat(3_000)}true${")".repeat(3_000)}`.slice(0, 3_900)],
  ["long", `person.email == "${"a".repeat(5_000)}"`],
  ["wide", `${"true && ".repeat(480)}true`],
  ["a list of thousands", `person.email in [${Array.from({ length: 900 }, () => '"a"').join(",")}]`],
  ["a regular expression", 'person.email.matches("^(a+)+$")'],
  ["many walks", "[1].all(a, [1].all(b, [1].all(c, [1].all(d, [1].all(e, true)))))"],
  ["bound values", "cel.bind(x, person.groups, x.all(a, x.all(b, true)))"],
  ["untyped values", 'dyn(person).constructor == ""'],
  ["a prototype", "person.__proto__ == person.constructor"],
  ["bytes", 'b"abc".json().size() > 0'],
])("an expression that is %s is refused while it is read", (_, expression) => {
  const { diagnostics } = read(rule(expression));
  expect(diagnostics.map((each) => each.code)).toEqual(["policy-expression"]);
});

test("a rule that walks everybody for each person is stopped, and refuses the plan", () => {
  const nested = 'plan.people.all(a, plan.people.all(b, plan.people.all(c, c.email != "")))';
  for (const expression of [nested, `!${nested.replaceAll("all(", "exists(").replace("!=", "==")}`]) {
    const plan = planUnder(rule(expression), "users: { include: [] }", crowd(600));
    expect(policyFindings(plan)[0]).toMatch(/^error policy-failed: the rule a .* it reads too much/);
  }
});

test("walks over written lists stay within the size of the expression", () => {
  const list = `[${Array.from({ length: 100 }, (_, index) => index).join(",")}]`;
  const expression = `${list}.all(a, ${list}.all(b, a + b >= 0))`;
  expect(read(rule(expression)).diagnostics).toEqual([]);
  expect(policyFindings(planUnder(rule(expression), "users: { include: [] }", NORTHWIND))).toEqual([]);
});

test("a pattern that would make a regular expression run for ever is matched at once", () => {
  const pattern = `${"*a".repeat(300)}b`;
  const expression = `!like("${"a".repeat(1_500)}", "${pattern}")`;
  expect(policyFindings(planUnder(rule(expression), "users: { include: [] }", NORTHWIND))).toEqual([]);
});

test("names are data: nothing of a person is evaluated or lands in a message as code", () => {
  const live = NORTHWIND.replace("{ name: Sellers }", '{ name: "${person.email}" }')
    .replace("{ name: Sellers, workspaces", '{ name: "${1/0}", workspaces')
    .replaceAll("Sellers]", '"${1/0}"]');
  const policy = `rules: { a: { over: person, require: size(person.groups) < 2, message: "\${person.groups} $\${x}" } }`;
  expect(policyFindings(planUnder(policy, "users: { include: [] }", live))).toEqual([
    "error policy/a: ${1/0}, Claims Handlers ${x} (user:ben@northwind.example)",
  ]);
});

test("more rules than a policy takes", () => {
  const rules = Array.from(
    { length: 201 },
    (_, index) => `r${index}: { over: plan, require: plan.creates < 1, message: x }`,
  );
  expect(read(`rules:\n  ${rules.join("\n  ")}\n`).diagnostics.map(told)).toEqual([
    "1:1 policy-shape: a policy takes at most 200 rules, and this one has 201",
  ]);
});

test.each([
  "rules: []",
  "rules: null",
  "rules: { a: null }",
  "tests: {}",
  "waivers: x",
  "- a",
  "tests: [1]",
  "waivers: [[]]",
])("%s is a problem with a place and no crash", (text) => {
  const { diagnostics } = read(text);
  expect(diagnostics.length).toBeGreaterThan(0);
  for (const each of diagnostics) expect(each.at).not.toBeNull();
});
