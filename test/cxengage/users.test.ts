/** Rules about users as plans keep them. */
import { expect, test } from "vitest";
import { calls, findings, northwind, plan, refusals, tryPlan } from "./account.ts";

const codes = (manifest: string) => tryPlan(manifest).diagnostics.map((each) => each.code);
const one = (entry: string) => `users: { include: [${entry}] }`;
const NEW = "email: new@x.example, role: Agent";

test("CXE-USR-01, CXE-B-43, CXE-INV-03 adds a person with one call that also invites", () => {
  const made = plan(one(`{ ${NEW} }`));
  expect(calls(made)).toEqual(["create user:new@x.example"]);
  expect(made.steps[0]?.args).toMatchObject({ email: "new@x.example", role: "role-agent", invite: "now" });
  expect(made.invitations).toEqual([{ email: "new@x.example", action: "send" }]);
});

test("CXE-USR-02 needs an e-mail address", () => {
  expect(codes("users: [{ role: Agent }]")).toContain("CXE-USR-02");
});

test("CXE-USR-03 takes two spellings of one address for one person", () => {
  expect(plan(one("{ email: ANA@X.example, role: Agent }")).changes).toEqual([]);
  expect(codes(one(`{ ${NEW} }, { email: NEW@x.example, role: Agent }`)).length).toBeGreaterThan(0);
});

test("CXE-USR-04, CXE-USR-05, CXE-EDIT-03 disables the old user and invites a new one for another address", () => {
  const made = plan(one("{ email: ana.pop@x.example, role: Agent, renamedFrom: ana@x.example }"));
  expect(made.changes.map((change) => [change.verb, change.effect])).toEqual([["replace", "disable"]]);
  expect(made.steps.map((step) => step.op)).toEqual(["disable", "create", "link", "link"]);
  expect(made.invitations.map((each) => each.email)).toEqual(["ana.pop@x.example"]);
  expect(made.findings.map((each) => each.code)).toContain("CXE-USR-04");
});

test("CXE-USR-05 makes the new user first where the old one is the only administrator", () => {
  const live = northwind((text) => text.replace("caller: owner@x.example\n", ""));
  const manifest = one("{ email: boss@x.example, role: Administrator, renamedFrom: owner@x.example }");
  const made = plan(manifest, live, { allow: ["last-administrator"] });
  expect(made.steps.map((step) => step.op)).toEqual(["create", "disable"]);
});

test("CXE-USR-06, CXE-USR-07, CXE-USR-08 send names and external id when a user is made", () => {
  const made = plan(one(`{ ${NEW}, firstName: New, lastName: Comer, externalId: N1 }`));
  expect(made.steps[0]?.args).toMatchObject({ firstName: "New", lastName: "Comer", externalId: "N1" });
});

test("CXE-USR-09 switches a user off and on in place", () => {
  const off = plan(one("{ email: ana@x.example, role: Agent, status: disabled }"));
  expect(calls(off)).toEqual(["disable user:ana@x.example"]);
  const on = plan(one("{ email: dan@x.example, role: Agent, status: enabled }"));
  expect(calls(on)).toEqual(["enable user:dan@x.example"]);
});

test("CXE-USR-10 disables whoever is no longer declared, and leaves the disabled alone", () => {
  const made = plan(`users: { exclude: ["ana@*", "dan@*", "nil@*"] }`);
  expect(made.changes.map((change) => [change.id, change.effect])).toEqual([
    ["user:ana@x.example", "disable"],
  ]);
  expect(made.steps[0]?.args).toEqual({ status: "disabled" });
});

test("CXE-USR-11 refuses the shown name, which follows first and last name", () => {
  expect(codes(one(`{ ${NEW}, displayName: Ana }`))).toContain("CXE-USR-11");
});

test("CXE-USR-12 asks for working mailboxes once per plan", () => {
  const made = plan(one(`{ ${NEW} }, { email: other@x.example, role: Agent }`));
  expect(made.findings.filter((each) => each.code === "CXE-USR-12")).toHaveLength(1);
});

test("CXE-USR-13 changes several details with one call", () => {
  const made = plan(
    one("{ email: ana@x.example, role: Listener, location: Cluj, workStationId: W1 }"),
    northwind((text) => text.replace("permissions: [VIEW_ALL_USERS]", "permissions: []")),
  );
  expect(calls(made)).toEqual(["update user:ana@x.example"]);
  expect(Object.keys(made.steps[0]?.args ?? {}).sort()).toEqual(["location", "role", "workStationId"]);
});

test("CXE-USR-14 refuses a detail that cannot be edited", () => {
  expect(codes(one(`{ ${NEW}, shoeSize: 44 }`))).toContain("unknown-key");
});

test("CXE-PROLE-01, CXE-B-46 refuses a platform role the platform does not list", () => {
  expect(refusals(one(`{ ${NEW}, platformRole: Platform King }`))).toEqual(["CXE-PROLE-01"]);
  expect(refusals(one(`{ ${NEW}, platformRole: "Platform User - Password Restricted" }`))).toEqual([]);
});

test("CXE-PROLE-02 says nothing about the platform role where none is declared", () => {
  const made = plan(one(`{ ${NEW} }`));
  expect(made.steps[0]?.args).not.toHaveProperty("platformRole");
  expect(plan(one("{ email: ana@x.example, role: Agent }")).changes).toEqual([]);
});

test("CXE-PROLE-06 reports a platform role that differs and changes nothing", () => {
  const live = northwind((text) =>
    text.replace("firstName: Ana,", "firstName: Ana, platformRole: Platform User,"),
  );
  const entry = `{ email: ana@x.example, role: Agent, platformRole: "Platform User - Password Restricted" }`;
  const made = plan(one(entry), live);
  expect(made.changes).toEqual([]);
  expect(findings(made)).toEqual(["information CXE-PROLE-06"]);
});

test("CXE-TROLE-01, CXE-B-14 needs exactly one tenant role", () => {
  expect(codes(one("{ email: new@x.example }"))).toContain("CXE-TROLE-01");
  expect(codes(one("{ email: new@x.example, role: [Agent, Supervisor] }"))).toContain("CXE-TROLE-01");
});

test("CXE-TROLE-02 refuses a role the tenant does not have", () => {
  expect(refusals(one("{ email: new@x.example, role: Pilot }"))).toEqual(["CXE-TROLE-02"]);
  expect(refusals(one("{ email: new@x.example, role: Listener }"))).toEqual([]);
});

test("CXE-EDIT-01, CXE-EDIT-02, CXE-EDIT-09, CXE-PROLE-04 report names and external id that differ, and keep them", () => {
  const made = plan(
    one("{ email: ana@x.example, role: Agent, firstName: Anna, lastName: Popa, externalId: B2 }"),
  );
  expect(made.changes).toEqual([]);
  expect(findings(made)).toEqual(["information CXE-EDIT-01", "information CXE-EDIT-02"]);
});

test("CXE-EDIT-08 refuses a password in a manifest", () => {
  expect(codes(one(`{ ${NEW}, password: hunter2 }`))).toContain("CXE-EDIT-08");
});

test("CXE-INV-10, CXE-B-01, CXE-B-02 refuse states that follow from what happens", () => {
  expect(codes(one(`{ ${NEW}, invitationStatus: enabled }`))).toContain("CXE-INV-10");
  expect(codes(one(`{ ${NEW}, platformStatus: enabled }`))).toContain("CXE-B-01");
  expect(codes(one(`{ ${NEW}, pending: true }`))).toContain("CXE-B-02");
});

test("CXE-LOC-01 takes any text for a location, and an empty one for none", () => {
  const text = one("{ email: ana@x.example, role: Agent, location: 'Desk 4, by the window!' }");
  expect(plan(text).steps[0]?.args).toEqual({ location: "Desk 4, by the window!" });
  expect(plan(one("{ email: ana@x.example, role: Agent, location: '' }")).changes).toEqual([]);
});

test("CXE-SKILL-01, CXE-GRP-01, CXE-B-18, CXE-B-24 tie and untie by name, and make nothing by accident", () => {
  const made = plan(one("{ email: ana@x.example, role: Agent, groups: [everyone], skills: [Chat] }"));
  expect(made.steps.map((step) => [step.op, step.args.path, step.args.to])).toEqual([
    ["link", "skills", "skill-chat"],
    ["unlink", "groups", "group-claims"],
    ["unlink", "skills", "skill-french"],
  ]);
  expect(refusals(one("{ email: ana@x.example, role: Agent, groups: [Claim] }"))).toEqual(["CXE-B-18"]);
  expect(refusals(one("{ email: ana@x.example, role: Agent, skills: [Frensh] }"))).toEqual(["CXE-B-24"]);
});

test("CXE-SKILL-02 changes a level without taking the skill", () => {
  const made = plan(
    one("{ email: ana@x.example, role: Agent, skills: [{ name: French, proficiency: 80 }] }"),
  );
  expect(made.steps.map((step) => [step.op, step.args.proficiency, step.args.existing])).toEqual([
    ["link", 80, true],
  ]);
  expect(plan(one("{ email: ana@x.example, role: Agent, skills: [French] }")).changes).toEqual([]);
});

test("CXE-B-20, CXE-B-21 bound levels and refuse one where a skill has none", () => {
  const level = (skill: string, value: number) =>
    one(`{ email: ana@x.example, role: Agent, skills: [{ name: ${skill}, proficiency: ${value} }] }`);
  expect(codes(level("French", 0))).toContain("CXE-B-20");
  expect(codes(level("French", 101))).toContain("CXE-B-20");
  expect(refusals(level("French", 100))).toEqual([]);
  expect(refusals(level("Chat", 5))).toEqual(["CXE-B-21"]);
});

test("CXE-PRL-01, CXE-B-25 give several reason lists where they could be read", () => {
  const live = northwind((text) => text.replace("firstName: Ana,", "firstName: Ana, reasonLists: [Breaks],"));
  expect(plan(one("{ email: ana@x.example, role: Agent, reasonLists: [] }"), live).steps).toMatchObject([
    { op: "unlink", args: { path: "reasonLists", to: "reasonList-breaks" } },
  ]);
});

test("CXE-B-26 refuses to give a list that everybody has", () => {
  const manifest = one("{ email: ana@x.example, role: Agent, reasonLists: [System Presence Reasons] }");
  expect(refusals(manifest)).toEqual(["CXE-B-26"]);
});

test("CXE-CAP-01, CXE-B-27, CXE-B-29 give one capacity rule by a call of its own", () => {
  const made = plan(one("{ email: ana@x.example, role: Agent, capacityRule: Standard, location: Cluj }"));
  expect(made.steps.map((step) => step.args)).toEqual(
    expect.arrayContaining([{ location: "Cluj" }, { capacityRule: "capacityRule-standard" }]),
  );
  expect(codes(one("{ email: ana@x.example, role: Agent, capacityRule: [Standard] }"))).toContain(
    "CXE-CAP-01",
  );
});

test("CXE-B-28 refuses a capacity rule that is not in use", () => {
  expect(refusals(one("{ email: ana@x.example, role: Agent, capacityRule: Retired }"))).toEqual(["CXE-B-28"]);
});

test("CXE-EXT-01, CXE-EXT-02 add, change and remove extensions in one list", () => {
  const DESK = "{ type: pstn, value: '+40211234567', description: Desk }";
  const made = plan(one(`{ email: ana@x.example, role: Agent, extensions: [${DESK}] }`));
  expect(made.steps[0]?.args.extensions).toEqual([
    { type: "webrtc", value: "ana", provider: "twilio", region: "default" },
    { type: "pstn", value: "+40211234567", description: "Desk" },
  ]);
});

test("CXE-EXT-03 leaves the default extension where it is, declared or not", () => {
  expect(plan(one("{ email: ana@x.example, role: Agent, extensions: [] }")).changes).toEqual([]);
  const named = "{ email: ana@x.example, role: Agent, extensions: [{ type: webrtc, provider: twilio }] }";
  expect(plan(one(named)).changes).toEqual([]);
});

test("CXE-B-31, CXE-B-33 refuse an extension without what its type asks for", () => {
  const entry = (extension: string) =>
    one(`{ email: ana@x.example, role: Agent, extensions: [${extension}] }`);
  expect(refusals(entry("{ type: pstn, value: '+40211234567' }"))).toEqual(["CXE-B-31"]);
  expect(refusals(entry("{ type: webrtc }"))).toEqual(["CXE-B-31"]);
  expect(refusals(entry("{ type: sip, value: ana }"))).toEqual(["CXE-B-31"]);
  expect(refusals(entry("{ type: pstn, value: 0211234567x, description: Desk }"))).toEqual(["CXE-B-33"]);
  expect(findings(plan(entry("{ type: pstn, value: '+40211234567x12', description: Desk }")))).toEqual([
    "warning CXE-B-33",
  ]);
});

test("CXE-B-03 says that a tenant cannot let in whom the platform has disabled", () => {
  const live = northwind((text) => text.replace(/(ana@x.example.*?platformStatus: )enabled/, "$1disabled"));
  expect(findings(plan(one("{ email: ana@x.example, role: Agent, status: enabled }"), live))).toEqual([
    "warning CXE-B-03",
  ]);
});

test("CXE-B-10 warns before somebody is disabled who is at work", () => {
  const live = northwind((text) => text.replace(/(ana@x.example.*?presence: )offline/, "$1busy"));
  expect(findings(plan(`users: { exclude: ["ana@*"] }`, live))).toEqual(["warning CXE-B-10"]);
});
