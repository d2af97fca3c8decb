/** Rules about platform authentication and identity providers. */
import { expect, test } from "vitest";
import type { Live } from "../../src/kind/state.ts";
import { findings, northwind, plan, refusals, tryPlan } from "./account.ts";

const ana = (authentication: string) =>
  `users: { include: [{ email: ana@x.example, role: Agent, authentication: { ${authentication} } }] }`;
const codes = (manifest: string) => tryPlan(manifest).diagnostics.map((each) => each.code);

function tenant(more: string): Live {
  return northwind((text) =>
    text.replace("defaultIdentityProvider: null, platformAuthentication: enabled }", `${more} }`),
  );
}
const WITH_DEFAULT = "platformAuthentication: enabled, defaultIdentityProvider: Corporate";

test("CXE-SSO-01 knows three settings of platform authentication", () => {
  expect(codes(ana("platform: sometimes"))).toContain("CXE-SSO-01");
});

test("CXE-SSO-02 warns about sign-on settings in a tenant without a provider", () => {
  const live = northwind((text) => text.replace(", { name: Corporate, active: true }", ""));
  expect(findings(plan(ana("platform: enabled"), live))).toContain("warning CXE-SSO-02");
  expect(findings(plan(ana("platform: tenant-default"), live))).toEqual([]);
});

test("CXE-SSO-03, CXE-SSO-09 compare nothing that is not declared", () => {
  expect(plan("users: { include: [{ email: sso@x.example, role: Agent }] }").changes).toEqual([]);
});

test("CXE-SSO-04, CXE-SSO-10, CXE-B-44 keep Use Tenant Default through a change of the tenant", () => {
  const manifest = ana("platform: tenant-default, identityProvider: tenant-default");
  for (const live of [northwind(), tenant(WITH_DEFAULT), tenant("platformAuthentication: denied")]) {
    expect(plan(manifest, live).changes).toEqual([]);
  }
  const both = `tenant: { name: Northwind, platformAuthentication: denied }\n${manifest}`;
  const live = tenant("platformAuthentication: disabled, defaultIdentityProvider: Corporate");
  const made = plan(both, {
    ...live,
    caller: { ...live.caller, facts: { ...live.caller.facts, sso: null } },
  });
  expect(made.changes.map((change) => change.id)).toEqual(["tenant:"]);
});

test("CXE-SSO-05 switches platform authentication on in place", () => {
  const manifest =
    "users: { include: [{ email: sso@x.example, role: Agent, authentication: { platform: enabled } }] }";
  expect(plan(manifest).steps.map((step) => [step.op, step.args])).toEqual([
    ["update", { "authentication.platform": "enabled" }],
  ]);
});

test("CXE-SSO-06 warns that a password will open nothing", () => {
  expect(findings(plan(ana("platform: disabled"), tenant(WITH_DEFAULT)))).toEqual(["warning CXE-SSO-06"]);
});

test("CXE-SSO-07 refuses to take passwords where there is no default provider", () => {
  expect(refusals(ana("platform: disabled"))).toEqual(["CXE-SSO-07"]);
});

test("CXE-SSO-08 refuses a provider the tenant does not have", () => {
  expect(refusals(ana("identityProvider: Elsewhere"))).toEqual(["CXE-SSO-08"]);
  expect(plan(ana("identityProvider: Corporate")).steps[0]?.args).toEqual({
    "authentication.identityProvider": "identityProvider-corporate",
  });
});

test("CXE-B-35 refuses passwords for a user where the tenant denies them", () => {
  expect(refusals(ana("platform: enabled"), tenant("platformAuthentication: denied"))).toEqual(["CXE-B-35"]);
});

test("CXE-B-36 refuses to take passwords from a tenant without a provider, or by an ordinary sign-in", () => {
  const manifest = "tenant: { name: Northwind, platformAuthentication: disabled }";
  expect(refusals(manifest)).toEqual(["CXE-B-36"]);
  expect(refusals(manifest, tenant(WITH_DEFAULT))).toEqual(["CXE-B-36"]);
});

test("CXE-B-37 leaves the default provider to somebody signed in through one", () => {
  const manifest = "tenant: { name: Northwind, defaultIdentityProvider: Corporate }";
  expect(refusals(manifest)).toEqual(["CXE-B-37"]);
  const live = northwind((text) => text.replace("sso: false", "sso: null"));
  expect(refusals(manifest, live)).toEqual([]);
});

test("CXE-B-45 refuses a manifest for a tenant of another name", () => {
  const made = plan("tenant: { name: Southwind }");
  expect(made.guards.find((guard) => guard.name === "wrong-account")?.status).toBe("refused");
  expect(codes("tenant: { name: ' ' }")).toContain("CXE-B-45");
});

test("CXE-SSO-06 names whose passwords open nothing once the tenant switches them off", () => {
  const made = plan("tenant: { name: Northwind, platformAuthentication: disabled }", tenant(WITH_DEFAULT));
  const told = made.findings.find((finding) => finding.code === "CXE-SSO-06");
  expect(told?.message).toContain("can no longer sign in by name and password");
  expect(told?.message).toContain("ana@x.example");
});
