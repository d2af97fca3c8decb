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

const OWNER = "{ email: owner@northwind.example, role: Administrator }";

async function tenantId(
  rehearsal: Rehearsal,
  listing: string,
  member: string,
  value: string,
): Promise<string> {
  const { result } = (await (await rehearsal.call("GET", listing)).json()) as {
    result: Record<string, unknown>[];
  };
  const row = result.find((each) => each[member] === value);
  if (row === undefined) throw new Error(`no ${value} in ${listing}`);
  return String(row.id);
}

const cxengage: Row = {
  platform: "cxengage",
  account: { identityProviders: ["Corporate", "Other"], defaultIdentityProvider: "Corporate" },
  everything: `
tenant: { name: Northwind, description: Claims, timezone: Europe/London, platformAuthentication: enabled }
roles:
  - { name: Lead, description: Leads, permissions: [VIEW_ALL_USERS, MANAGE_ALL_USER_SKILLS], shared: false, active: true }
  - { name: Reader, permissions: [] }
groups: [{ name: Claims, description: Handles claims, active: true }, { name: Sales }]
skills:
  - { name: French, description: Speaks it, hasProficiency: true, active: true }
  - { name: Chat, hasProficiency: false }
reasonLists:
  - name: Breaks
    description: Time off
    externalId: B1
    active: true
    reasons: [{ name: Lunch, category: Break }, { name: Training }]
  - { name: Meetings, reasons: [{ name: Stand-up }] }
capacityRules:
  - { name: Standard, active: true, version: { name: v1, quantifier: all, ruleSet: "{[:voice] 1 [:email :sms] 3}" } }
  - { name: Share, version: { name: p1, quantifier: percentage, rules: [{ channels: [sms, email], max: 4, weight: 25 }] } }
users:
  - ${OWNER}
  - email: ana@x.example
    platformRole: Platform User - Password Restricted
    role: Lead
    status: enabled
    invite: now
    firstName: Ana
    lastName: Pop
    externalId: A1
    workStationId: W1
    location: Cluj
    authentication: { platform: disabled, identityProvider: Other }
    extensions: [{ type: pstn, value: "+40211234567", description: Desk }]
    groups: [Claims]
    skills: [{ name: French, proficiency: 80 }, Chat]
    reasonLists: [Breaks]
    capacityRule: Standard
  - { email: ben@x.example, role: Agent, invite: later, groups: [Claims, Sales], skills: [] }
  - { email: cleo@x.example, role: Supervisor, status: disabled, invite: later }
`,
  changed: `
tenant: { name: Northwind, description: Sales, timezone: UTC, platformAuthentication: enabled }
roles:
  - { name: Lead, description: Leads teams, permissions: [VIEW_ALL_GROUPS], shared: true, active: true }
  - { name: Reader, permissions: [VIEW_ALL_USERS], active: false }
groups: [{ name: Claims, description: Pays claims, active: true }, { name: Sales, active: false }]
skills:
  - { name: French, description: Writes it, hasProficiency: true, active: false }
  - { name: Chat, hasProficiency: true }
reasonLists:
  - name: Breaks
    description: Breaks
    externalId: B2
    active: true
    reasons: [{ name: Training, category: Work }, { name: Lunch }, { name: Doctor }]
  - { name: Meetings, active: false }
capacityRules:
  - { name: Standard, version: { name: v2, quantifier: any, ruleSet: "{[:voice] 1 [:messaging] 5}" } }
  - { name: Share, version: { name: p2, quantifier: percentage, rules: [{ channels: [sms], max: 2, weight: 50 }] } }
users:
  - ${OWNER}
  - email: ana@x.example
    role: Supervisor
    status: disabled
    workStationId: ""
    location: Iasi
    authentication: { platform: tenant-default, identityProvider: tenant-default }
    extensions: [{ type: webrtc, provider: twilio }, { type: sip, value: "sip:ana@x.example", description: Home }]
    groups: []
    skills: [{ name: French, proficiency: 20 }]
    reasonLists: [Meetings]
    capacityRule: tenant-default
  - { email: ben@x.example, role: Lead, groups: [Sales], skills: [{ name: Chat, proficiency: 3 }], capacityRule: Share }
  - { email: cleo@x.example, role: Agent, status: enabled }
`,
  allow: ["max-removals", "destructive"],
  rename: {
    manifest: "groups: { include: [{ name: Claims Europe, renamedFrom: Claims }] }",
    kind: "group",
    key: "claims europe",
  },
  fewer: `
roles: [{ name: Lead }]
groups: [{ name: Claims }]
skills: []
reasonLists: []
capacityRules: [{ name: Standard }]
users: [${OWNER}, { email: ana@x.example, role: Lead }]
`,
  respelled: `
users:
  - { email: CLEO@x.example, role: supervisor, status: disabled, invite: later }
  - { email: Ben@X.example, role: AGENT, groups: [sales, Everyone, CLAIMS] }
  - { email: ANA@x.example, role: lead, skills: [chat, { name: FRENCH, proficiency: 80 }], reasonLists: [breaks] }
  - ${OWNER}
`,
  people: (count) =>
    `groups: { include: [{ name: Crowd }] }\nusers:\n  include:\n${Array.from({ length: count }, (_, index) => `    - { email: p${index}@x.example, role: Agent, groups: [Crowd] }\n`).join("")}${count === 0 ? "    []\n" : ""}`,
  callsPerPerson: 3,
  onePersonEnding: (until) => `users: { include: [{ email: ana@x.example, role: Lead, until: ${until} }] }`,
  drift: async (rehearsal) => {
    const user = await tenantId(rehearsal, "/users", "email", "ben@x.example");
    const group = await tenantId(rehearsal, "/groups", "name", "Sales");
    await rehearsal.call("DELETE", `/groups/${group}/users/${user}`);
  },
  driftElsewhere: async (rehearsal) => {
    await rehearsal.call("POST", "/skills", { body: { name: "Elsewhere" } });
  },
  defaults: {
    manifest: `
roles: { exclude: ["*"] }
groups: { exclude: ["*"] }
reasonLists: { exclude: ["*"] }
`,
    rules: ["CXE-B-16", "CXE-GRP-01", "CXE-B-26"],
  },
};

/** The same tenant on a platform whose user listing leaves groups and skills out. */
const plainListing: Row = {
  ...cxengage,
  title: "cxengage, plain listing",
  account: { ...cxengage.account, listing: "plain" },
};

/** What an account holds: listings of the size of pages want more members than the documented ten. */
const MANY = { workspaces: 10, members: 5_000 };

const contactcenter: Row = {
  platform: "contactcenter",
  account: { limits: MANY },
  everything: `
account: { name: Northwind }
workspaces: [{ name: Main }, { name: Claims }, { name: Sales }]
members:
  - { email: owner@northwind.example }
  - { email: ana@x.example, workspaces: [Claims, Sales], role: Super Admin }
  - { email: ben@x.example, workspaces: [Claims] }
  - { email: cleo@x.example, workspaces: [Main] }
`,
  changed: `
account: { name: Northwind }
workspaces: [{ name: Main }, { name: Claims }, { name: Sales }]
members:
  - { email: owner@northwind.example }
  - { email: ana@x.example, workspaces: [Main], role: Super Admin }
  - { email: ben@x.example, workspaces: [Claims, Sales] }
  - { email: cleo@x.example, workspaces: [Claims] }
`,
  allow: ["max-removals", "destructive"],
  rename: {
    manifest: "workspaces: { include: [{ name: Claims Europe, renamedFrom: Claims }] }",
    kind: "workspace",
    key: "claims europe",
  },
  fewer: `
workspaces: [{ name: Main }, { name: Claims }]
members: [{ email: ana@x.example, workspaces: [Claims] }]
`,
  respelled: `
members:
  - { email: CLEO@x.example, workspaces: [MAIN] }
  - { email: Ben@X.example, workspaces: [claims] }
  - { email: ANA@x.example, workspaces: [SALES, Claims] }
workspaces: [{ name: sales }, { name: CLAIMS }, { name: main }]
`,
  people: (count) =>
    `workspaces: { include: [{ name: Crowd }] }\nmembers:\n  include:\n${Array.from({ length: count }, (_, index) => `    - { email: p${index}@x.example, workspaces: [Crowd] }\n`).join("")}${count === 0 ? "    []\n" : ""}`,
  onePersonEnding: (until) => `members: { include: [{ email: ana@x.example, until: ${until} }] }`,
  drift: async (rehearsal) => {
    const member = await idOf(rehearsal, "/members", "email", "ben@x.example");
    const workspace = await idOf(rehearsal, "/workspaces", "name", "Sales");
    await rehearsal.call("DELETE", `/members/${member}?confirm=true`);
    await rehearsal.call("POST", "/members", { body: { email: "ben@x.example", workspaces: [workspace] } });
  },
  driftElsewhere: async (rehearsal) => {
    await rehearsal.call("POST", "/members", {
      body: { email: "else@x.example", workspaces: [await idOf(rehearsal, "/workspaces", "name", "Main")] },
    });
    const member = await idOf(rehearsal, "/members", "email", "else@x.example");
    await rehearsal.call("DELETE", `/members/${member}?confirm=true`);
  },
  defaults: {
    manifest: `
workspaces: { exclude: ["*"] }
members: { exclude: ["*"] }
`,
    rules: ["CTC-WS-11", "CTC-TM-13"],
  },
};

const ROOT_ADMIN = "{ email: owner@northwind.example, roles: [Account Admin] }";
const inNorthwind = (inner: string) => `groups: { include: [{ name: Northwind, ${inner} }] }`;

const autoid: Row = {
  platform: "autoid",
  account: {},
  everything: `
groups:
  - name: Northwind
    active: true
    users: [${ROOT_ADMIN}, { email: ana@x.example, roles: [User, Messaging Agent] }]
    subgroups:
      - name: North
        active: true
        users: [{ email: ben@x.example, roles: [User] }]
        locations: [{ name: Harbor Street, active: false, users: [{ email: cleo@x.example, roles: [Messaging Agent] }] }]
        subgroups: [{ name: Night/Day, users: [{ email: ana@x.example, roles: [Account Admin] }] }]
`,
  changed: `
groups:
  - name: Northwind
    active: true
    users: [${ROOT_ADMIN}, { email: ana@x.example, roles: [Account Admin] }]
    subgroups:
      - name: North
        active: true
        users: [{ email: ben@x.example, roles: [Messaging Agent, User] }]
        locations: [{ name: Harbor Street, active: true, users: [{ email: cleo@x.example, roles: [User] }] }]
        subgroups: [{ name: Night/Day, users: [{ email: ana@x.example, roles: [Messaging Agent] }] }]
`,
  allow: ["max-removals", "last-administrator", "self-lockout"],
  rename: {
    manifest: inNorthwind("subgroups: { include: [{ name: South, renamedFrom: North }] }"),
    kind: "subgroup",
    key: "northwind/south",
  },
  fewer: `
groups:
  - name: Northwind
    users: [${ROOT_ADMIN}]
    subgroups: [{ name: North, users: [], locations: [], subgroups: [{ name: Night/Day }] }]
`,
  respelled: `
groups:
  - name: NORTHWIND
    subgroups:
      - name: north
        subgroups: [{ name: night/DAY, users: [{ email: ANA@x.example, roles: [account admin] }] }]
        locations: [{ name: harbor street, active: false, users: [{ email: Cleo@X.example, roles: [MESSAGING AGENT] }] }]
        users: [{ email: BEN@x.example, roles: [user] }]
    users: [{ email: Ana@x.example, roles: [messaging agent, USER] }, ${ROOT_ADMIN}]
`,
  people: (count) => {
    const entries = Array.from(
      { length: count },
      (_, index) => `{ email: p${index}@x.example, roles: [User] }`,
    );
    return inNorthwind(
      `subgroups: { include: [{ name: Crowd, users: { include: [${entries.join(", ")}] } }] }`,
    );
  },
  onePersonEnding: (until) =>
    inNorthwind(
      `users: { include: [{ email: ana@x.example, roles: [User, Messaging Agent], until: ${until} }] }`,
    ),
  drift: async (rehearsal) => {
    const user = await idOf(rehearsal, "/users", "email", "ben@x.example");
    const token = rehearsal.account.token;
    await rehearsal.call("PATCH", `/users/${user}`, { token, body: { roles: ["Account Admin"] } });
  },
  driftElsewhere: async (rehearsal) => {
    const parent = await idOf(rehearsal, "/nodes", "name", "Northwind");
    await rehearsal.call("POST", "/nodes", { body: { name: "Elsewhere", kind: "location", parent } });
  },
  defaults: { manifest: inNorthwind("active: false"), rules: ["AID-TREE-08"] },
};

export const rows: readonly Row[] = [engagecx, cxengage, plainListing, contactcenter, autoid];
