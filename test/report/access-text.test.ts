import { expect, test } from "vitest";
import { accessHtml } from "../../src/report/access-html.ts";
import { accessMarkdown } from "../../src/report/access-markdown.ts";
import { type AccessReport, accessCsv } from "../../src/report/access-report.ts";
import { renderAccess } from "../../src/report/access-text.ts";
import { table } from "./sample-plan.ts";

const open = { permission: "workspace.open", when: "now" as const, ends: [] };
const report: AccessReport = {
  formatVersion: "1.0",
  evaluatedAt: "2026-11-23T08:00:00Z",
  target: {
    name: "acme",
    platform: "engagecx",
    endpoint: "http://127.0.0.1:8411/engagecx/v1",
    account: { id: "acme-1", name: "Northwind" },
  },
  plan: null,
  about: { person: null, objects: [] },
  summary: { people: 3, now: 1, onAcceptance: 1, nothing: 1 },
  people: [
    {
      person: "ana@x.example",
      status: "active",
      access: [
        { ...open, permission: "organization.manage", on: "", via: ["group C"] },
        {
          ...open,
          on: "Sales",
          via: ["group A", "group B"],
          ends: [{ via: "group B", at: "2026-12-01T00:00:00Z" }],
        },
      ],
    },
    {
      person: "ben@x.example",
      status: "pending",
      access: [{ ...open, on: "Sales", via: ["group A"], when: "on-acceptance" }],
    },
    { person: "cleo@x.example", status: "disabled", access: [] },
  ],
  blindSpots: ["roles need another scope"],
};

test("access is told per person, with each path, its end, and those who may do nothing", () => {
  expect(renderAccess(report, { color: false, table })).toBe(`Access to acme: EngageCX, Northwind (acme-1)
http://127.0.0.1:8411/engagecx/v1, looked at 2026-11-23T08:00:00Z

3 people: 1 may do something now, 1 once the invitation is accepted, 1 nothing.

ana@x.example
  * may manage the organization, through group C
  * may open workspace Sales
      through group A
      through group B, until 2026-12-01 00:00:00 UTC

ben@x.example (invited, not accepted yet)
  * may open workspace Sales once the invitation is accepted, through group A

May do nothing
  cleo@x.example (disabled)

Not everything could be read
  roles need another scope
`);
});

test("an answer about an object after a plan says both, and narrow terminals get narrow lines", () => {
  const asked: AccessReport = {
    ...report,
    plan: `sha256:${"0".repeat(64)}`,
    about: { person: null, objects: [{ kind: "group", key: "a", label: "A" }] },
  };
  const text = renderAccess(asked, { color: false, columns: 40, table });
  expect(text).toContain("Asked about: group A");
  expect(text).toContain("Belong to it, and may do nothing through");
  const lines = text.split("\n").filter((line) => !/sha256|127\.0\.0\.1/.test(line));
  expect(lines.filter((line) => line.length > 41)).toEqual([]);
});

test("CSV has a row for each path and for everybody who may do nothing", () => {
  expect(accessCsv(report).split("\r\n")).toEqual([
    "person,status,permission,on,when,through,ends,account,looked at",
    "ana@x.example,active,organization.manage,,now,group C,,Northwind,2026-11-23T08:00:00Z",
    "ana@x.example,active,workspace.open,Sales,now,group A,,Northwind,2026-11-23T08:00:00Z",
    "ana@x.example,active,workspace.open,Sales,now,group B,2026-12-01T00:00:00Z,Northwind,2026-11-23T08:00:00Z",
    "ben@x.example,pending,workspace.open,Sales,on-acceptance,group A,,Northwind,2026-11-23T08:00:00Z",
    "cleo@x.example,disabled,,,,,,Northwind,2026-11-23T08:00:00Z",
    "",
  ]);
});

test("Markdown and HTML tell the same people and numbers", () => {
  const markdown = accessMarkdown(report, table);
  expect(markdown).toContain(
    "| `ana@x.example` | open workspace Sales | `group A`<br>`group B (until 2026-12-01 00:00:00 UTC)` |",
  );
  expect(markdown).toContain("| `cleo@x.example` (disabled) | nothing |  |");
  const page = accessHtml(report, table);
  for (const words of ["3 people: 1 may do something now, 1 once the invitation is accepted, 1 nothing."]) {
    expect(markdown).toContain(words);
    expect(page).toContain(words);
  }
  expect(page.match(/data-item/g)?.length).toBeGreaterThanOrEqual(3);
});

test("a table of Markdown that is too long ends after a whole row and counts the rest", () => {
  const people = Array.from({ length: 5_000 }, (_, at) => ({
    person: `p${at}|\`@x.example`,
    status: "active" as const,
    access: [{ ...open, on: "Sales", via: ["group A"] }],
  }));
  const markdown = accessMarkdown({ ...report, people }, table);
  expect(markdown.length).toBeLessThanOrEqual(60_000);
  const rows = markdown.split("\n").filter((line) => line.startsWith("| <code>"));
  expect(rows.every((row) => row.endsWith(" |"))).toBe(true);
  expect(markdown).toContain(`and ${5_000 - rows.length} more rows`);
});

test("an answer for another time says so and never that the account was looked at then", () => {
  const later: AccessReport = { ...report, preview: true, evaluatedAt: "2027-02-02T00:00:00Z" };
  const text = renderAccess(later, { color: false, table });
  expect(text).toContain("as of 2027-02-02T00:00:00Z\nAs it would be at another time");
  for (const output of [text, accessMarkdown(later, table), accessHtml(later, table)]) {
    expect(output).toContain("1 may do something then");
    expect(output).toContain("if nothing else changes until then");
    expect(output).not.toContain("looked at");
  }
});

test("a page tells each path on a line of its own", () => {
  expect(accessHtml(report, table)).toContain(
    "<li>through <bdi>group A</bdi></li>\n<li>through <bdi>group B (until 2026-12-01 00:00:00 UTC)</bdi></li>",
  );
});
