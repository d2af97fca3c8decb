/** Accounts that several tests start from. */

/** Northwind: two departments, four people, one trial app and one license of three seats. */
export const NORTHWIND = `
caller: owner@northwind.example
organization: { name: Northwind, defaultTimezone: UTC, timezoneForAllUsers: false }
workspaces:
  - { name: Default, isDefault: true }
  - { name: Claims }
  - { name: Sales }
categories:
  - { name: Daily Work, order: 1, columns: 1 }
apps:
  - { name: Documents, section: true, present: false }
  - { name: Communications, category: Daily Work, access: { groups: [Claims Handlers] }, activation: trial, status: trial, trialEndsAt: "2027-01-01T00:00:00Z" }
  - { name: Tasks, category: Daily Work, access: { groups: [Everyone] }, activation: license, status: licensed }
  - { name: Journeys, present: false }
licenses:
  - { app: Tasks, license: Tasks 2026, seats: 3, attached: true, expiresAt: "2027-12-31T00:00:00Z", users: [ana@northwind.example] }
groups:
  - { name: Administrators, isDefault: true, manageOrganization: true }
  - { name: Everyone, isDefault: true }
  - { name: Claims Handlers, workspaces: [Claims] }
  - { name: Sellers, workspaces: [Sales] }
users:
  - { email: owner@northwind.example, isDefault: true, enabled: true, groups: [Administrators] }
  - { email: ana@northwind.example, enabled: true, groups: [Claims Handlers] }
  - { email: ben@northwind.example, enabled: true, groups: [Claims Handlers, Sellers] }
  - { email: cleo@northwind.example, enabled: true, pending: true, groups: [Sellers] }
`;
