import { expect, test } from "vitest";
import { type Audit, auditAccount } from "../../src/audit/audit.ts";
import { buildGraph } from "../../src/graph/build-graph.ts";
import type { KindTable } from "../../src/kind/table.ts";
import { parseManifests } from "../../src/manifest/parse-manifests.ts";
import { cxengageTable } from "../../src/platform/cxengage/index.ts";
import { engagecxTable } from "../../src/platform/engagecx/index.ts";
import { auditCsv, auditHtml, auditMarkdown } from "../../src/report/audit-tables.ts";
import { renderAudit } from "../../src/report/audit-text.ts";
import { NORTHWIND } from "../cxengage/account.ts";
import { liveOf } from "../support/live.ts";

const AT = "2026-11-25T08:00:00Z";

function graphOf(manifest: string, table: KindTable) {
  const text = `apiVersion: cxroster/v1\nplatform: ${table.platform}\n${manifest}`;
  const files = [{ path: "m.yaml", bytes: new TextEncoder().encode(text) }];
  const parsed = parseManifests(files, [table], { environment: {}, readFile: () => null });
  const graph = buildGraph(parsed.value, table);
  expect([...parsed.diagnostics, ...graph.diagnostics]).toEqual([]);
  return graph.value;
}

function auditOf(account: string, manifest: string | null = null, table: KindTable = engagecxTable): Audit {
  return auditAccount({
    tool: "cxroster test",
    at: AT,
    live: liveOf(account, table),
    table,
    target: { name: "main", endpoint: "https://x.example" },
    graph: manifest === null ? null : graphOf(manifest, table),
  });
}

/** `code: message` of the findings, without those about managers. */
function said(audit: Audit): string[] {
  const rest = audit.findings.filter((each) => each.code !== "audit-administrator");
  return rest.map((each) => `${each.severity} ${each.code}: ${each.message}`);
}

const ACCOUNT = `
organization: { name: Northwind, defaultTimezone: UTC, timezoneForAllUsers: false }
workspaces: [{ name: Default, isDefault: true }, { name: Claims }]
apps:
  - { name: Tasks, category: Documents, access: { groups: [Handlers] }, present: true, activation: trial, trialEndsAt: "2026-11-20T00:00:00Z", status: licensed }
  - { name: Documents, section: true, present: false }
licenses: [{ app: Tasks, license: Tasks 2026, seats: 2, users: [ben@x.example], expiresAt: "2026-12-01T00:00:00Z" }]
groups:
  - { name: Administrators, isDefault: true, manageOrganization: true }
  - { name: Everyone, isDefault: true }
  - { name: Handlers, workspaces: [Claims] }
users:
  - { email: owner@x.example, isDefault: true, enabled: true, groups: [Administrators] }
  - { email: ana@x.example, enabled: true, groups: [Handlers] }
  - { email: ben@x.example, enabled: true, groups: [] }
  - { email: cleo@x.example, enabled: true, pending: true, groups: [Handlers] }
  - { email: dan@x.example, enabled: false, groups: [Handlers] }
`;

test("an account without a manifest is told by its managers, seats, invitations and people without access", () => {
  const audit = auditOf(ACCOUNT);
  expect(
    audit.findings.filter((each) => each.code === "audit-administrator").map((each) => each.message),
  ).toEqual(["owner@x.example may manage the organization, through group Administrators"]);
  expect(said(audit)).toEqual([
    "warning ECX-LIC-05: the license Tasks 2026 ends at 2026-12-01T00:00:00Z; its seats open nothing from then on",
    "warning audit-invitation-open: cleo@x.example was invited and has not accepted",
    "warning audit-no-access: ben@x.example is in the account and may do nothing but enter it",
    "warning audit-seat-without-right: 1 of 1 seats of Tasks/Tasks 2026 open nothing to their holders: ben@x.example",
    "information audit-default-user: owner@x.example came with the account",
    "information audit-disabled: 1 disabled people keep what they belong to and get it back when they are enabled: dan@x.example",
    "information audit-right-without-seat: 2 people have the right to what Tasks/Tasks 2026 opens, but no seat: ana@x.example, cleo@x.example",
    "information audit-seats-free: 1 of 2 seats of Tasks/Tasks 2026 are free",
  ]);
  expect([audit.manifestDigest, audit.blindSpots]).toEqual([null, []]);
});

test("more holders than seats, and nobody who can manage, are errors", () => {
  const over = ACCOUNT.replace("seats: 2", "seats: 0").replace("groups: [Administrators]", "groups: []");
  const errors = auditOf(over).findings.filter((each) => each.severity === "error");
  expect(errors.map((each) => each.code)).toEqual(["audit-no-administrator", "audit-seats-over"]);
});

test("desired against actual: what is undeclared, missing, different, and who has more or less by it", () => {
  const audit = auditOf(
    ACCOUNT,
    `groups:
  - { name: Handlers, workspaces: [] }
  - { name: Auditors, workspaces: [] }
users:
  include:
    - email: ana@x.example
      groups: [Handlers, { name: Auditors, until: 2026-11-30, reason: review }]
ignore: { users: [ben@x.example] }
`,
  );
  const desired = said(audit).filter((each) =>
    /audit-(more|less|undeclared|missing|differs|unmanaged|ignored|ends|default)/.test(each),
  );
  expect(desired).toEqual([
    "error audit-more-access: ana@x.example may do more than is declared: open workspace Claims (group Handlers)",
    "error audit-more-access: cleo@x.example may do more than is declared: open workspace Claims (group Handlers)",
    "warning audit-differs: the group Handlers differs from the manifest: workspaces",
    "warning audit-differs: the user ana@x.example differs from the manifest: groups",
    "warning audit-missing: the group Auditors is declared and does not exist",
    "warning audit-unmanaged: no manifest rules over 1 app: Tasks",
    "warning audit-unmanaged: no manifest rules over 1 license: Tasks/Tasks 2026",
    "warning audit-unmanaged: no manifest rules over 2 users: cleo@x.example, dan@x.example",
    "warning audit-unmanaged: no manifest rules over 1 workspace: Claims",
    "information audit-default-user: owner@x.example came with the account and is not declared; nothing rules over what it may do",
    "information audit-ends-soon: Auditors of ana@x.example ends at the end of 2026-11-30 (UTC) (review)",
    "information audit-ignored: the manifests leave 1 user to others: ben@x.example",
  ]);
});

test("invitations in every state are told apart, blocked ones too", () => {
  const states = said(auditOf(NORTHWIND, null, cxengageTable)).filter((each) => each.includes("invitation"));
  expect(states).toEqual([
    "warning audit-invitation-blocked: bea@x.example cannot be invited: the platform does not deliver to the address",
    "warning audit-invitation-expired: exa@x.example was invited and let the invitation expire",
    "warning audit-invitation-open: ina@x.example was invited and has not accepted",
    "warning audit-invitation-unsent: pia@x.example waits for a first invitation",
  ]);
});

test("what could not be read is a blind spot, never taken for nothing", () => {
  const hidden = `${ACCOUNT.replace("groups: [Handlers] }\n  - { email: ben", "groups: unknown }\n  - { email: ben")}
partial: [sees only own workspaces]
`;
  expect(auditOf(hidden).blindSpots).toEqual([
    "sees only own workspaces",
    "groups of 1 of 5 users: not read",
  ]);
});

test("ways in that no listing shows are a blind spot, and a long list is told whole in the text", () => {
  const audit = auditOf(NORTHWIND, null, cxengageTable);
  expect(audit.blindSpots).toContain(
    "API keys: not read; whoever holds the secret of one may do what its role allows",
  );
  const names = Array.from({ length: 90 }, (_, index) => `A_PERMISSION_WITH_A_LONG_NAME_${index}`);
  const long = { ...audit, blindSpots: [`told by name only: ${names.join(", ")}`] };
  const text = renderAudit(long, { color: false, table: cxengageTable });
  expect(names.filter((name) => !text.includes(name))).toEqual([]);
  expect(renderAudit(auditOf(ACCOUNT), { color: false, table: engagecxTable }).match(/^.* $/gm)).toBeNull();
});

test("every output holds every finding and blind spot, and hostile names stay text", () => {
  const hostile = ACCOUNT.replaceAll("Handlers", "<script>alert(1)</script>").replaceAll(
    "ben@x.example",
    "=cmd|x@x.example",
  );
  const audit = auditOf(`${hostile}\npartial: [half read]\n`);
  const outputs = {
    text: renderAudit(audit, { color: false, table: engagecxTable }).replace(/\s+/g, " "),
    markdown: auditMarkdown(audit),
    csv: auditCsv(audit),
    html: auditHtml(audit, engagecxTable),
  };
  for (const { code } of audit.findings) {
    for (const [format, text] of Object.entries(outputs))
      expect([format, code, text.includes(code)]).toEqual([format, code, true]);
  }
  for (const text of Object.values(outputs)) expect(text).toContain("half read");
  expect(outputs.html).not.toContain("<script>alert");
  expect(outputs.csv).toContain("'=cmd|x@x.example");
});
