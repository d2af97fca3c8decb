/** Rules about roles, groups, skills, reason lists and capacity rules. */
import { expect, test } from "vitest";
import { canonicalRuleSet, parseRuleSet } from "../../src/platform/cxengage/edn.ts";
import { Rehearsal } from "../support/rehearsal.ts";
import { calls, northwind, plan, refusals, silent, tryPlan } from "./account.ts";

const codes = (manifest: string) => tryPlan(manifest).diagnostics.map((each) => each.code);

test("CXE-B-15 makes roles of permissions the tenant has, and leaves default roles alone", () => {
  const made = plan("roles: [{ name: Reader, permissions: [VIEW_ALL_USERS] }]");
  expect(calls(made)).toEqual(["create role:reader", "disable role:listener"]);
  expect(refusals("roles: { include: [{ name: Reader, permissions: [VIEW_ALL] }] }")).toEqual(["CXE-B-15"]);
});

test("CXE-B-16 refuses to change or disable the roles a tenant starts with", () => {
  expect(refusals("roles: { include: [{ name: Agent, description: Mine }] }")).toEqual(["CXE-B-16"]);
  expect(refusals(`roles: { exclude: ["Super*"] }`)).toEqual(["CXE-B-16"]);
  expect(refusals("roles: { include: [{ name: Agent }] }")).toEqual([]);
});

test("CXE-B-17, CXE-B-19 refuse a second group or skill of one name", () => {
  expect(codes("groups: [{ name: Claims }, { name: CLAIMS }]").length).toBeGreaterThan(0);
  expect(codes("skills: [{ name: French }, { name: french }]").length).toBeGreaterThan(0);
  expect(codes("groups: [{ name: ' ' }]")).toContain("CXE-B-17");
  expect(codes("skills: [{}]")).toContain("CXE-B-19");
});

test("CXE-GRP-01 leaves the group everyone alone and refuses to change it", () => {
  expect(calls(plan("groups: []"))).toEqual(["disable group:claims"]);
  expect(refusals(`groups: { exclude: ["every*"] }`)).toEqual(["CXE-GRP-01"]);
  expect(refusals("groups: { include: [{ name: everyone, description: All }] }")).toEqual(["CXE-GRP-01"]);
});

test("CXE-B-23 renames, describes and disables a skill", () => {
  const renamed = plan(
    "skills: { include: [{ name: Français, renamedFrom: French, description: Speaks it }] }",
  );
  expect(renamed.steps.map((step) => [step.op, step.args])).toEqual([
    ["update", { name: "Français", description: "Speaks it" }],
  ]);
  expect(plan("skills: { exclude: [French] }").changes.map((change) => change.effect)).toEqual(["disable"]);
});

test("CXE-B-23 brings a disabled object back instead of making another", () => {
  expect(plan("groups: { include: [{ name: Old }] }").steps.map((step) => [step.op, step.args])).toEqual([
    ["enable", { active: true }],
  ]);
  expect(plan("groups: { include: [{ name: Old, active: false }] }").changes).toEqual([]);
});

test("CXE-B-22 refuses to switch off the levels of a skill, whatever is allowed", () => {
  const manifest = "skills: { include: [{ name: French, hasProficiency: false }] }";
  expect(refusals(manifest)).toEqual(["CXE-B-22"]);
  expect(refusals(manifest, northwind(), { allow: ["destructive"] })).toEqual(["CXE-B-22"]);
  expect(refusals(manifest, silent(northwind(), "skill", "hasProficiency"))).toEqual(["unreadable"]);
  expect(refusals("skills: { include: [{ name: New, hasProficiency: false }] }")).toEqual([]);
  expect(calls(plan("skills: { include: [{ name: Chat, hasProficiency: true }] }"))).toEqual([
    "update skill:chat",
  ]);
});

test("CXE-B-25, CXE-B-26 keep lists filled, and those of everybody in place", () => {
  expect(calls(plan("reasonLists: []"))).toEqual(["disable reasonList:breaks"]);
  expect(refusals(`reasonLists: { exclude: ["System*"] }`)).toEqual(["CXE-B-26"]);
  expect(refusals("reasonLists: { include: [{ name: Empty }] }")).toEqual(["CXE-B-25"]);
  expect(refusals("reasonLists: { include: [{ name: Breaks, reasons: [] }] }")).toEqual(["CXE-B-25"]);
});

test("CXE-B-25 compares reasons in order, names without letter case", () => {
  const breaks = (reasons: string) =>
    plan(`reasonLists: { include: [{ name: Breaks, reasons: [${reasons}] }] }`);
  expect(breaks("{ name: LUNCH }").changes).toEqual([]);
  expect(breaks("{ name: Tea }, { name: Lunch }").steps[0]?.args.reasons).toEqual([
    { name: "Tea" },
    { name: "Lunch", category: "Break" },
  ]);
});

test("CXE-B-28 refuses a capacity rule in use without a version", () => {
  expect(refusals("capacityRules: { include: [{ name: New }] }")).toEqual(["CXE-B-28"]);
  expect(refusals("capacityRules: { include: [{ name: New, active: false }] }")).toEqual([]);
  const bare = northwind((text) => text.replace(/(Retired, active: false), version: \{.*?\} \}/, "$1 }"));
  const inUse = "capacityRules: { include: [{ name: Retired, active: true }] }";
  expect(refusals(inUse, bare)).toEqual(["CXE-B-28"]);
  expect(refusals(inUse)).toEqual([]);
});

test("CXE-B-30 refuses a version that does not hold what its quantifier asks for", () => {
  const rule = (version: string) => `capacityRules: { include: [{ name: New, version: { ${version} } }] }`;
  expect(refusals(rule("quantifier: any, ruleSet: '{[:voice] 1 [:sms :email] 4}'"))).toEqual([]);
  expect(refusals(rule("quantifier: any, ruleSet: '{[:voice] 2}'"))).toEqual(["CXE-B-30"]);
  expect(refusals(rule("quantifier: any, ruleSet: '{[:fax] 2}'"))).toEqual(["CXE-B-30"]);
  expect(refusals(rule("quantifier: any, ruleSet: '{[:sms] 1 [:sms] 2}'"))).toEqual(["CXE-B-30"]);
  expect(refusals(rule("quantifier: percentage, ruleSet: '{[:sms] 2}'"))).toEqual(["CXE-B-30"]);
  expect(codes(rule("quantifier: any, ruleSet: '[:voice 1]'"))).toContain("CXE-B-30");
  expect(codes(rule("quantifier: some"))).toContain("CXE-B-30");
});

test("CXE-B-30 takes two spellings of one rule set for one", () => {
  const same = plan(
    "capacityRules: { include: [{ name: Standard, version: { quantifier: all, ruleSet: '{ [ :voice ]  1 }' } }] }",
  );
  expect(same.changes).toEqual([]);
  expect(canonicalRuleSet("{[:messaging, :email] 3, [:voice] 1}")).toBe("{[:email :messaging] 3 [:voice] 1}");
  expect(parseRuleSet("{[:voice] 1 nonsense}")).toBeNull();
  expect(parseRuleSet("{[voice] 1}")).toBeNull();
  expect(parseRuleSet("{[:voice] 1 [:voice] 2}")).toBeNull();
  expect(parseRuleSet("{[:sms :email] 1 [:email :sms] 2}")).toBeNull();
});

test("CXE-B-34 makes nothing of a kind that the caller may not list", () => {
  const live = northwind((text) => text.replace("unread: []", "unread: [group]"));
  const hidden = { ...live, objects: live.objects.filter((object) => object.kind !== "group") };
  expect(refusals("groups: { include: [{ name: Claims }] }", hidden)).toEqual(["CXE-B-34"]);
});

test("CXE-B-30 a changed rule set under the same version name converges in one apply", async () => {
  const rehearsal = await Rehearsal.start({ platform: "cxengage" });
  const rule = (voice: number) =>
    `capacityRules: { include: [{ name: Standard, version: { name: v1, quantifier: all, ruleSet: "{[:email] ${voice}}" } }] }`;
  try {
    await rehearsal.sync(rule(1));
    await rehearsal.sync(rule(2));
    expect((await rehearsal.plan(rule(2))).changes).toEqual([]);
  } finally {
    await rehearsal.stop();
  }
});
