import { expect, test } from "vitest";
import { type Exported, exportAccount } from "../../src/export/export-account.ts";
import type { KindTable } from "../../src/kind/table.ts";
import { contactcenterTable } from "../../src/platform/contactcenter/index.ts";
import { cxengageTable } from "../../src/platform/cxengage/index.ts";
import { engagecxTable } from "../../src/platform/engagecx/index.ts";
import { NORTHWIND as CONTACT_CENTER } from "../contactcenter/account.ts";
import { NORTHWIND, person } from "../cxengage/account.ts";
import { liveOf } from "../support/live.ts";

const AT = "2026-11-25T08:00:00Z";

interface More {
  readonly withDisabled?: boolean;
  readonly only?: readonly string[];
}

function exportOf(account: string, table: KindTable = engagecxTable, more: More = {}): Exported {
  const exported = exportAccount(liveOf(account, table), table, {
    at: AT,
    only: more.only === undefined ? null : new Set(more.only),
    withDisabled: more.withDisabled === true,
    skipped: [],
    schema: null,
    together: true,
  });
  expect(exported.unproven).toEqual([]);
  return exported;
}

/** The exported text without its head. */
function textOf(exported: Exported): string {
  return exported.files.map((file) => file.text.replace(/^[\s\S]*?platform: \w+\n/, "")).join("");
}

function codesOf(exported: Exported): string[] {
  return exported.findings.map((each) => `${each.severity} ${each.code}`);
}

const ACCOUNT = `
organization: { name: Northwind, defaultTimezone: UTC, timezoneForAllUsers: false }
workspaces: [{ name: Default, isDefault: true }, { name: Claims }]
groups:
  - { name: Administrators, isDefault: true, manageOrganization: true }
  - { name: Everyone, isDefault: true, workspaces: [Claims] }
users: [{ email: owner@x.example, isDefault: true, enabled: true, groups: [Administrators] }]
`;

test("an account becomes one entry for each object, and what every account has anyway is told apart", () => {
  expect(textOf(exportOf(ACCOUNT))).toBe(`organization:
  name: Northwind
  defaultTimezone: UTC
  timezoneForAllUsers: false
workspaces:
  - name: Claims
categories: []
apps: []
licenses: []
groups:
  # Administrators or Everyone, which always exist.
  - name: Administrators
    workspaces: []
    manageOrganization: true
  # Administrators or Everyone, which always exist.
  - name: Everyone
    workspaces:
      - Claims
    manageOrganization: false
users:
  # The account owner's own user.
  - email: owner@x.example
    groups:
      - Administrators
    enabled: true
`);
});

test("ECX-WS-03 adopts a live name that today's rule would refuse, with a remark and a warning", () => {
  const exported = exportOf(ACCOUNT.replaceAll("Claims", "Claims-Old"));
  expect(textOf(exported)).toContain("  # ECX-WS-03 would refuse this name for a new object.");
  expect(textOf(exported)).toContain("  - name: Claims-Old\n");
  expect(codesOf(exported)).toEqual(["warning ECX-WS-03"]);
});

test("what no manifest can hold stands under ignore, and links to it are left out", () => {
  const account = `${ACCOUNT}
categories: [{ name: Featured, order: 1, columns: 1 }, { name: "Bell\\u0007", order: 2, columns: 1 }]
`
    .replace(
      "groups: [Administrators] }]",
      `groups: [Administrators] }, { email: nobody, enabled: true, groups: ["Zero\\u200bwidth"] }]`,
    )
    .replace(
      "workspaces: [Claims] }",
      `workspaces: [Claims] }\n  - { name: "Zero\\u200bwidth" }\n  - { name: "${"long".repeat(100)}" }`,
    );
  const exported = exportOf(account);
  const text = textOf(exported);
  expect(text.slice(text.indexOf("ignore:"))).toBe(`ignore:
  categories:
    - "bell?"
    - featured
  groups:
    - ${"long".repeat(100)}
    - "zero?width"
  users:
    - nobody
`);
  expect(codesOf(exported)).toEqual(Array(5).fill("warning export-left-out"));
});

test("values that look like something else than a text are quoted and come back as they are", () => {
  const names = [
    "yes",
    "No",
    "null",
    "1e3",
    "0x1F",
    "2026-01-01",
    "- dash",
    "a: b",
    "#hash",
    "*star",
    "&amp",
    "!tag",
    "trailing.",
    "{brace}",
    "'single'",
    '"double"',
    "back\\slash",
    "a/b",
    "~",
    "\u00e9",
    "e\u0301",
    "日本",
    "%percent",
    "@at",
    "a #b",
    "1_000",
    ".",
  ];
  const account = `${ACCOUNT}\ncategories:\n${[...new Set(names)].map((name) => `  - { name: ${JSON.stringify(name)}, order: 1, columns: 1 }`).join("\n")}\n`;
  const exported = exportOf(account);
  // Both spellings of é mean one category; the account holds a second one that nothing can tell apart.
  expect(exported.findings.map((each) => each.code)).toEqual(["ambiguous-live"]);
  expect(textOf(exported)).toContain('  - name: "yes"\n');
});

test("a caller who does not see everything gets lists that say at least these", () => {
  const exported = exportOf(`${ACCOUNT}\npartial: [sees only own workspaces]\n`, engagecxTable);
  expect(textOf(exported)).toContain("workspaces:\n  include:\n    - name: Claims\n");
  expect(textOf(exported)).toContain("groups:\n        include:\n          - Administrators\n");
  expect(codesOf(exported)).toContain("warning partial-read");
});

test("a link to what the caller cannot see is kept by include", () => {
  const live = ACCOUNT.replace("workspaces: [Claims] }", "workspaces: [Claims, Secret] }");
  const exported = exportOf(live);
  expect(textOf(exported)).toContain("    workspaces:\n      include:\n        - Claims\n");
  expect(codesOf(exported)).toEqual(["warning export-unsaid"]);
});

test("an attribute that was not read is neither written nor taken for empty", () => {
  const exported = exportOf(ACCOUNT.replace("groups: [Administrators]", "groups: unknown"));
  expect(textOf(exported)).toContain("  - email: owner@x.example\n    enabled: true\n");
  expect(codesOf(exported)).toEqual(["information export-unsaid"]);
});

test("the key of a license is never written; the head says how to give one", () => {
  const exported = exportOf(ACCOUNT);
  expect(exported.files[0]?.text).toContain("#   key: !env A_VARIABLE_OF_YOURS\n");
});

test("only some collections can be written, whose references the account resolves", () => {
  const exported = exportOf(ACCOUNT, engagecxTable, { only: ["users"] });
  expect(Object.keys(exported.files[0]?.counts ?? {})).toEqual(["users"]);
});

test("the disabled are left out where absent means the same, unless others refer to them or they are asked for", () => {
  const account = NORTHWIND.replace("groups: [Claims], skills", "groups: [Claims, Old], skills");
  const exported = exportOf(account, cxengageTable);
  expect(textOf(exported)).toContain("  - name: Old\n    active: false\n");
  expect(textOf(exported)).not.toContain("dan@x.example");
  expect(textOf(exported)).not.toContain("Retired");
  expect(exported.files[0]?.text).toContain("# 2 disabled users left out");
  const all = exportOf(account, cxengageTable, { withDisabled: true });
  expect(textOf(all)).toContain("  - email: dan@x.example\n    role: Agent\n    status: disabled\n");
});

test("built-in roles are not written; an inherited one that somebody holds is named and no more", () => {
  const account = `${NORTHWIND.replace(
    "  - { name: Listener,",
    "  - { name: From Above, active: true, isDefault: true, permissions: [VIEW_ALL_USERS] }\n  - { name: Listener,",
  )}${person("ira", "From Above", "enabled")}\n`;
  const text = textOf(exportOf(account, cxengageTable));
  expect(text).toContain(
    "  # It stands here only to be referred to: no plan changes it.\n  - name: From Above\n  - name: Listener\n",
  );
  expect(text).not.toContain("- name: Supervisor");
  expect(textOf(exportOf(NORTHWIND, cxengageTable))).not.toContain("From Above");
});

test("CTC-TM-04 CTC-INV-02 a role no manifest can give and a member without workspaces are left out and reported", () => {
  const gone = CONTACT_CENTER.replace("workspaces: [Support]", "workspaces: []");
  const exported = exportOf(gone, contactcenterTable);
  expect(textOf(exported)).toContain(
    "  - email: dora@x.example\n    workspaces:\n      - Main\n  # The account",
  );
  expect(textOf(exported)).toContain("  - email: ben@x.example\n    role: Super Admin\n");
  const unsaid = exported.findings.filter((each) => each.code === "export-unsaid");
  expect(unsaid.map((each) => each.message)).toEqual([
    'role is "Agent", which no manifest can say, and is not exported: dora@x.example',
    "workspaces is empty, which no manifest can say, and is not exported: ben@x.example",
  ]);
});
