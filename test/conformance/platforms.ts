/** The rows of the suite: one per platform. */
import type { Rehearsal } from "../support/rehearsal.ts";
import type { Row } from "./row.ts";

const LICENSE = { name: "Tasks 2026", app: "tasks", seats: 2, expiresAt: "2099-12-31T00:00:00Z" };

async function idOf(rehearsal: Rehearsal, listing: string, member: string, value: string): Promise<string> {
  const page = (await (await rehearsal.call("GET", `${listing}?limit=500`)).json()) as {
    items: Record<string, unknown>[];
  };
  const row = page.items.find((each) => each[member] === value);
  if (row === undefined) throw new Error(`no ${value} in ${listing}`);
  return String(row.id);
}

const engagecx: Row = {
  platform: "engagecx",
  account: { licenses: [LICENSE] },
  everything: `
organization: { name: Northwind, defaultTimezone: Europe/Bucharest, timezoneForAllUsers: false }
workspaces: [{ name: Claims }, { name: Sales }]
categories: [{ name: Daily Work, order: 2, columns: 2 }, { name: Rare Work }]
apps:
  - { name: Tasks, category: Daily Work, access: { groups: [Handlers], users: [] }, activation: license }
  - { name: Communications, category: Documents, access: { groups: [], users: [ana@x.example] }, activation: trial }
licenses:
  - { app: Tasks, license: Tasks 2026, users: [ana@x.example, ben@x.example] }
groups:
  - { name: Handlers, workspaces: [Claims], manageOrganization: false }
  - { name: Leads, workspaces: [], manageOrganization: true }
users:
  - { email: ana@x.example, groups: [Handlers], enabled: true, sendInvitation: true }
  - { email: ben@x.example, groups: [Handlers, Leads], enabled: true }
  - { email: cleo@x.example, groups: [], enabled: false }
`,
  changed: `
organization: { name: Northwind, defaultTimezone: Asia/Tokyo, timezoneForAllUsers: true }
workspaces: [{ name: Claims }, { name: Sales }]
categories: [{ name: Daily Work, order: 1, columns: 4 }, { name: Rare Work, order: 7 }]
apps:
  - { name: Tasks, category: Rare Work, access: { groups: [Leads], users: [cleo@x.example] }, activation: license }
  - { name: Communications, category: Experience, access: { groups: [Everyone], users: [] }, activation: trial }
licenses:
  - { app: Tasks, license: Tasks 2026, users: [cleo@x.example, ben@x.example] }
groups:
  - { name: Handlers, workspaces: [Sales], manageOrganization: true }
  - { name: Leads, workspaces: [Claims, Sales], manageOrganization: false }
users:
  - { email: ana@x.example, groups: [Leads], enabled: false, sendInvitation: true }
  - { email: ben@x.example, groups: [], enabled: true }
  - { email: cleo@x.example, groups: [Handlers], enabled: true }
`,
  allow: ["max-removals", "destructive"],
  rename: {
    manifest: "workspaces: { include: [{ name: Claims Europe, renamedFrom: Claims }] }",
    kind: "workspace",
    key: "claims europe",
  },
  fewer: `
workspaces: [{ name: Claims }]
categories: [{ name: Daily Work }]
licenses: []
groups: [{ name: Handlers, workspaces: [Claims] }]
users: [{ email: ana@x.example, groups: [Handlers] }]
`,
  respelled: `
users:
  - { email: CLEO@x.example, groups: [], enabled: false }
  - { email: Ben@X.example, groups: [leads, Everyone, HANDLERS] }
  - { email: ANA@x.example, groups: [Handlers, everyone] }
licenses:
  - { app: tasks, license: TASKS 2026, users: [BEN@x.example, ana@X.example] }
`,
  people: (count) =>
    `groups: [{ name: Crowd }]\nusers:\n  include:\n${Array.from({ length: count }, (_, index) => `    - { email: p${index}@x.example, sendInvitation: true, groups: [Crowd] }\n`).join("")}${count === 0 ? "    []\n" : ""}`,
  onePersonEnding: (until) => `users: { include: [{ email: ana@x.example, until: ${until} }] }`,
  drift: async (rehearsal) => {
    const user = await idOf(rehearsal, "/users", "email", "ben@x.example");
    const group = await idOf(rehearsal, "/groups", "name", "Leads");
    await rehearsal.call("DELETE", `/users/${user}/groups/${group}`);
  },
  driftElsewhere: async (rehearsal) => {
    await rehearsal.call("POST", "/workspaces", { body: { name: "Elsewhere" } });
  },
  defaults: {
    manifest: `
workspaces: { exclude: ["*"] }
groups: { exclude: ["*"] }
users: { exclude: ["*"] }
`,
    rules: ["ECX-WS-12", "ECX-GRP-05", "ECX-USR-02"],
  },
};

export const rows: readonly Row[] = [engagecx];
