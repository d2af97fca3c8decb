import { expect, test } from "vitest";
import { openInvitations } from "../../src/access/invitations.ts";
import { seatsOf } from "../../src/access/seats.ts";
import type { State } from "../../src/kind/state.ts";
import type { KindTable } from "../../src/kind/table.ts";
import { liveState } from "../../src/plan/live-state.ts";
import { cxengageTable } from "../../src/platform/cxengage/index.ts";
import { engagecxTable } from "../../src/platform/engagecx/index.ts";
import { liveOf } from "../support/live.ts";
import { NOW } from "../support/plans.ts";

const stateOf = (text: string, table: KindTable): State =>
  liveState(liveOf(text, table), table, NOW, new Map()).state;

const HEAD = `
caller: owner@x.example
organization: { name: X }
apps:
  - { name: Tasks, access: { groups: [Clerks] }, activation: license, status: licensed }
groups:
  - { name: Everyone, isDefault: true }
  - { name: Clerks }
users:
  - { email: ana@x.example, enabled: true, groups: [Clerks] }
  - { email: ben@x.example, enabled: true }
  - { email: cleo@x.example, enabled: false, groups: [Clerks] }
licenses:
`;

const seats = (licenses: string) => {
  const state = stateOf(`${HEAD}${licenses}`, engagecxTable);
  return seatsOf(state, engagecxTable, engagecxTable.access(state));
};

test("ECX-SEAT-05 tells who holds a seat without any use for it", () => {
  const [tasks] = seats(
    "  - { app: Tasks, license: L, seats: 5, attached: true, users: [ana@x.example, ben@x.example, cleo@x.example] }",
  );
  expect(tasks).toMatchObject({ label: "Tasks/L", limit: 5, over: 0, free: 2 });
  expect(tasks?.holders).toEqual(["ana@x.example", "ben@x.example", "cleo@x.example"]);
  expect(tasks?.idle).toEqual(["ben@x.example", "cleo@x.example"]);
});

test("counts holders beyond the limit, and nobody where nobody sits", () => {
  const found = seats(
    "  - { app: Tasks, license: A, seats: 1, attached: true, users: [ana@x.example, ben@x.example] }\n" +
      "  - { app: Tasks, license: B, seats: 3, attached: true }",
  );
  expect(found.map(({ label, over, free, idle }) => ({ label, over, free, idle }))).toEqual([
    { label: "Tasks/A", over: 1, free: 0, idle: ["ben@x.example"] },
    { label: "Tasks/B", over: 0, free: 3, idle: [] },
  ]);
});

test("ECX-LIC-05 a seat of an expired license is of no use to anybody", () => {
  const [expired] = seats(
    `  - { app: Tasks, license: Old, seats: 1, attached: true, expiresAt: "2026-01-01T00:00:00Z", users: [ana@x.example] }`,
  );
  expect(expired?.idle).toEqual(["ana@x.example"]);
});

test("leaves out licenses that are not attached", () => {
  expect(seats("  - { app: Tasks, license: L, seats: 5, present: false }")).toEqual([]);
});

test("ECX-USR-06 somebody who has not accepted counts as invited, and a disabled one waits for nothing", () => {
  const state = stateOf(
    `organization: { name: X }
users:
  - { email: ana@x.example, enabled: true, pending: true }
  - { email: ben@x.example, enabled: false, pending: true }
  - { email: cleo@x.example, enabled: true }`,
    engagecxTable,
  );
  expect(openInvitations(state, engagecxTable, engagecxTable.access(state))).toEqual([
    { person: "ana@x.example", state: "invited" },
  ]);
});

test("CXE-B-02 CXE-INV-10 tells pending, invited and expired invitations apart", () => {
  const state = stateOf(
    `tenant: { name: T }
users:
  - { email: ana@x.example, status: enabled, pending: true, invitationStatus: pending }
  - { email: ben@x.example, status: enabled, pending: true, invitationStatus: invited }
  - { email: cleo@x.example, status: enabled, pending: true, invitationStatus: expired }
  - { email: dora@x.example, status: enabled, invitationStatus: enabled }
  - { email: emil@x.example, status: disabled, pending: true, invitationStatus: expired }`,
    cxengageTable,
  );
  expect(openInvitations(state, cxengageTable, cxengageTable.access(state))).toEqual([
    { person: "ana@x.example", state: "pending" },
    { person: "ben@x.example", state: "invited" },
    { person: "cleo@x.example", state: "expired" },
  ]);
});
