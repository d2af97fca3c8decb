/** Invitations: what a plan sends, and what it leaves alone on every further run. */
import { expect, test } from "vitest";
import { calls, findings, northwind, plan, refusals, silent } from "./account.ts";

const one = (entry: string) => `users: { include: [${entry}] }`;
const declared = (name: string, more = "") => `{ email: ${name}@x.example, role: Agent${more} }`;

test("CXE-INV-01 invites a new user unless told otherwise", () => {
  expect(plan(one(declared("new"))).invitations).toHaveLength(1);
  expect(plan(one(declared("new", ", invite: now"))).invitations).toHaveLength(1);
});

test("CXE-INV-01 refuses to invite somebody who is made disabled", () => {
  expect(refusals(one(declared("new", ", status: disabled")))).toEqual(["CXE-INV-01"]);
  expect(refusals(one(declared("new", ", status: disabled, invite: later")))).toEqual([]);
});

test("CXE-INV-02 makes a user without an invitation, and lets the user wait", () => {
  const made = plan(one(declared("new", ", invite: later")));
  expect(made.invitations).toEqual([]);
  expect(made.steps[0]?.args.invite).toBe("later");
  expect(plan(one(declared("pia", ", invite: later"))).changes).toEqual([]);
});

test.each(["pia", "ina", "exa", "bea", "ana", "sso"])(
  "CXE-INV-03, CXE-INV-09 second run writes nothing and mails nobody for %s",
  (name) => {
    const made = plan(one(declared(name)));
    expect([made.changes, made.steps, made.invitations, made.access]).toEqual([[], [], [], []]);
  },
);

test("CXE-USR-10 second run writes nothing for a disabled user who is not declared", () => {
  const everybody = ["owner", "sue", "sam", "ana", "pia", "ina", "exa", "bea", "sso"];
  const roles: Record<string, string> = { owner: "Administrator", sue: "Supervisor", sam: "Supervisor" };
  const entries = everybody.map((name) => `{ email: ${name}@x.example, role: ${roles[name] ?? "Agent"} }`);
  const made = plan(`users: [${entries.join(", ")}]`);
  expect([made.changes, made.steps, made.invitations]).toEqual([[], [], []]);
});

test("CXE-INV-01, CXE-B-07 invites once on an explicit request while a user waits for the first invitation", () => {
  const made = plan(one(declared("pia", ", invite: now")));
  expect(made.steps.map((step) => [step.op, step.args])).toEqual([["invite", { invite: "now" }]]);
  expect(made.invitations).toEqual([{ email: "pia@x.example", action: "send" }]);
  for (const name of ["ina", "exa", "ana", "sso"]) {
    expect(plan(one(declared(name, ", invite: now"))).steps).toEqual([]);
  }
});

test("CXE-INV-06 reports an expired invitation and names the command that sends another", () => {
  const made = plan(one(declared("exa")));
  expect(findings(made)).toEqual(["information CXE-INV-06"]);
  expect(made.findings[0]?.message).toContain("cxroster invite resend exa@x.example");
});

test("CXE-INV-07, CXE-INV-08 leaves a blocked address alone and the rest of the plan in place", () => {
  const made = plan(one(`${declared("bea", ", invite: now")}, ${declared("ana", ", location: Cluj")}`));
  expect(calls(made)).toEqual(["update user:ana@x.example"]);
  expect(findings(made)).toEqual(["warning CXE-INV-07"]);
  expect(made.findings[0]?.message).toContain("CXE-INV-08");
});

test("CXE-B-09 disables an invited user without mail", () => {
  const made = plan(`users: { exclude: ["ina@*"] }`);
  expect(calls(made)).toEqual(["disable user:ina@x.example"]);
  expect(made.invitations).toEqual([]);
});

test("CXE-B-11 brings a disabled user back by one call and without mail", () => {
  const made = plan(one(declared("dan")));
  expect(calls(made)).toEqual(["enable user:dan@x.example"]);
  expect([made.invitations, findings(made)]).toEqual([[], []]);
  expect(made.access[0]?.gains.map((each) => each.when)).toContain("now");
});

test("CXE-B-08, CXE-B-11 names the invite command for somebody who is back and never accepted", () => {
  const made = plan(one(declared("nil")));
  expect(calls(made)).toEqual(["enable user:nil@x.example"]);
  expect(made.invitations).toEqual([]);
  expect(findings(made)).toEqual(["information CXE-B-11"]);
  expect(made.findings[0]?.message).toContain("cxroster invite resend nil@x.example");
  expect(made.access[0]?.gains.map((each) => each.when)).toContain("on-acceptance");
});

test("CXE-B-11 names the invite command where nobody knows whether somebody ever accepted", () => {
  const made = plan(one(declared("dan")), silent(northwind(), "user", "pending"));
  expect(findings(made)).toEqual(["information CXE-B-11"]);
  expect(made.findings[0]?.message).toContain("may never have accepted one");
});

test("CXE-B-04 takes somebody who signs in by a provider only for enabled", () => {
  expect(plan(one(declared("sso", ", status: enabled"))).changes).toEqual([]);
});

test("CXE-B-06 neither reports nor holds back somebody a provider lets in", () => {
  const live = northwind((text) =>
    text.replace(
      "defaultIdentityProvider: null, platformAuthentication: enabled }",
      "platformAuthentication: enabled, defaultIdentityProvider: Corporate }",
    ),
  );
  expect(findings(plan(one(declared("exa")), live))).toEqual([]);
  const made = plan(one(declared("nil")), live);
  expect(findings(made)).toEqual([]);
  expect(made.access[0]?.gains.map((each) => each.when)).toContain("now");
});
