/** A plan with one of everything, and the words of its platform. */
import { boolean, links, string } from "../../src/kind/attribute.ts";
import { defineKind } from "../../src/kind/kind.ts";
import { defineTable, type KindTable } from "../../src/kind/table.ts";
import type { Change, Plan } from "../../src/plan/plan.ts";

const common = { source: "https://docs.example", identity: ["name"], api: {} } as const;
const rename = { as: "update", rule: "T-1" } as const;
const removal = { effect: "delete", rule: "T-2" } as const;

export const table: KindTable = defineTable({
  platform: "engagecx",
  product: "EngageCX",
  kinds: [
    defineKind({
      ...common,
      name: "group",
      manifestKey: "groups",
      summary: "A group.",
      attributes: {
        name: string({ doc: "Name." }),
        manageOrganization: boolean({ doc: "Manages." }),
      },
      rename,
      removal,
    }),
    defineKind({
      ...common,
      name: "user",
      manifestKey: "users",
      summary: "A user.",
      attributes: { name: string({ doc: "Name." }), groups: links("group", { doc: "Groups." }) },
      rename,
      removal,
    }),
  ],
  rules: {},
  permissions: [
    { name: "workspace.open", says: "open workspace", probe: "GET /w" },
    { name: "organization.manage", says: "manage the organization", probe: "GET /o", administers: true },
  ],
  capabilities: {},
  pageSize: 500,
  manageRule: "T-3",
  access: () => [],
});

export const change = (part: Partial<Change> & Pick<Change, "id" | "kind" | "label" | "verb">): Change => ({
  key: part.id.slice(part.id.indexOf(":") + 1),
  effect: null,
  fields: [],
  because: [],
  dependsOn: [],
  precondition: "absent",
  objectId: null,
  inverse: null,
  ...part,
});

export const emptyPlan: Plan = {
  formatVersion: "1.0",
  tool: "cxroster 0.1.0",
  evaluatedAt: "2026-11-23T08:00:00Z",
  digest: "sha256:d",
  target: {
    name: "acme",
    platform: "engagecx",
    endpoint: "http://127.0.0.1:8411/engagecx/v1",
    account: { id: "acme-1", name: "Northwind Insurance" },
  },
  manifestDigest: "sha256:m",
  liveDigest: "sha256:l",
  policyDigest: "sha256:p",
  validUntil: null,
  summary: {
    create: 0,
    update: 0,
    replace: 0,
    remove: 0,
    unchanged: 14,
    people: { gaining: 0, losing: 0, losingAll: 0 },
  },
  budget: { reads: 6, writes: 0, checks: {} },
  changes: [],
  steps: [],
  access: [],
  seats: [],
  invitations: [],
  guards: [
    { name: "max-removals", status: "passed", count: 0, limit: 3, detail: "", witnesses: [] },
    { name: "wrong-account", status: "passed", count: 0, limit: 0, detail: "", witnesses: [] },
  ],
  witnesses: [],
  findings: [],
  protects: [],
};

const claims = { permission: "workspace.open", on: "Claims", via: ["group Claims Handlers"] };

export const samplePlan: Plan = {
  ...emptyPlan,
  summary: {
    ...emptyPlan.summary,
    create: 2,
    update: 1,
    remove: 1,
    people: { gaining: 2, losing: 2, losingAll: 1 },
  },
  budget: { reads: 6, writes: 5, checks: {} },
  changes: [
    change({
      id: "group:claims handlers",
      kind: "group",
      label: "Claims Handlers",
      verb: "create",
      fields: [
        { path: "manageOrganization", before: null, after: true },
        { path: "name", before: null, after: "Claims Handlers" },
      ],
      because: [{ code: "T-4", text: "gives every member all rights" }],
    }),
    change({
      id: "user:ana@x.example",
      kind: "user",
      label: "ana@x.example",
      verb: "create",
      fields: [{ path: "groups", before: null, after: [{ to: "claims handlers" }] }],
    }),
    change({
      id: "user:bob@x.example",
      kind: "user",
      label: "bob@x.example",
      verb: "remove",
      effect: "delete",
      fields: [{ path: "groups", before: [{ to: "auditors" }], after: null }],
      because: [{ code: "undeclared", text: "users is a complete list and bob@x.example is not in it" }],
      irreversible: "the person's own settings are lost",
    }),
    change({
      id: "user:cara@x.example",
      kind: "user",
      label: "cara@x.example",
      verb: "update",
      fields: [
        {
          path: "groups",
          before: [{ to: "auditors" }, { to: "night shift" }],
          after: [{ to: "claims handlers" }, { to: "night shift" }],
        },
      ],
    }),
  ],
  access: [
    { person: "ana@x.example", gains: [{ ...claims, when: "on-acceptance" }], loses: [] },
    { person: "bob@x.example", gains: [], loses: [{ ...claims, when: "now" }], losesAll: true },
    {
      person: "cara@x.example",
      gains: [{ ...claims, when: "now" }],
      loses: [
        {
          permission: "organization.manage",
          on: "",
          via: ["group Auditors", "group Regional Managers of the Northern Districts"],
          when: "now",
        },
      ],
    },
  ],
  seats: [{ license: "Communications 2026", seats: 10, before: 3, after: 4, peak: 5 }],
  invitations: [{ email: "ana@x.example", action: "send" }],
  guards: [
    {
      name: "last-administrator",
      status: "refused",
      count: 0,
      limit: 1,
      detail: "Nobody could manage the organization any more: cara@x.example would be the last to lose it.",
      witnesses: [],
    },
    { name: "max-removals", status: "passed", count: 1, limit: 3, detail: "", witnesses: [] },
    {
      name: "seats",
      status: "refused",
      count: 11,
      limit: 10,
      detail: "Communications 2026 has 10.",
      witnesses: [],
    },
  ],
  findings: [
    {
      code: "ending-soon",
      severity: "information",
      message: "A grant ends on 2026-12-01.",
      at: "acme.yaml:3:5",
    },
    {
      code: "ECX-LIC-05",
      severity: "warning",
      message: "The license ends soon.",
      at: "license:communications/2026",
    },
  ],
};
