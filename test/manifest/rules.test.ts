/** Rules of EngageCX that hold without a live account. */
import { expect, test } from "vitest";
import { codes, engagecx, problems, read } from "./context.ts";

const organization = (lines: string) => engagecx(`organization:\n${lines}`);
const category = (lines: string) => engagecx(`categories:\n  - name: Daily\n${lines}`);
const ruleOf = (text: string) => codes(read(text));
const accepts = (text: string) => expect(read(text).diagnostics).toEqual([]);

test("ECX-ORG-03 needs a name that is not blank", () => {
  accepts(organization("  name: Northwind\n"));
  for (const name of [
    "  name: ' '\n",
    "  name: ''\n",
    "  name:\n",
    "  logo: x\n",
    "  name: 12\n",
    "  name: [a]\n",
  ]) {
    expect(ruleOf(organization(name))).toContain("ECX-ORG-03");
  }
});

test("ECX-ORG-07 takes time zones of the IANA list by any of their names", () => {
  const zone = (name: string) =>
    read(organization(`  name: N\n  defaultTimezone: ${name}\n`)).value.nodes[0]?.attributes.defaultTimezone;
  expect(zone("Europe/Bucharest")).toBe("Europe/Bucharest");
  expect(zone("europe/bucharest")).toBe("Europe/Bucharest");
  expect(zone("US/Pacific")).toBe("America/Los_Angeles");
  expect(zone("Asia/Calcutta")).toBe("Asia/Kolkata");
  expect(zone("Europe/Kiev")).toBe(zone("Europe/Kyiv"));
  expect(zone("Etc/UTC")).toBe("UTC");
  for (const name of ["Mars/Olympus", "'+02:00'", "Bucharest time", "2"]) {
    expect(ruleOf(organization(`  name: N\n  defaultTimezone: ${name}\n`))).toEqual(["ECX-ORG-07"]);
  }
});

test("ECX-ORG-09 takes true or false for the time zone of all users", () => {
  accepts(organization("  name: N\n  timezoneForAllUsers: false\n"));
  expect(ruleOf(organization("  name: N\n  timezoneForAllUsers: no\n"))).toEqual(["ECX-ORG-09"]);
});

test("ECX-ACC-01 refuses a person's own name, which is theirs to change", () => {
  expect(ruleOf(engagecx("users:\n  - email: a@x.example\n    name: Ana\n"))).toEqual(["ECX-ACC-01"]);
});

test("ECX-WS-03 takes letters of any script, digits and spaces, and names any other character", () => {
  for (const name of ["Front Office", "QA 2", "Área", "विभाग", "部門"]) {
    accepts(engagecx(`workspaces:\n  - name: ${name}\n`));
  }
  for (const [name, character] of [
    ["Front-Office", "-"],
    ["R&D", "&"],
    ["a_b", "_"],
    ["a.b", "."],
    ["'😀'", "😀"],
  ]) {
    const [problem] = read(engagecx(`workspaces:\n  - name: ${name}\n`)).diagnostics;
    expect(problem?.code).toBe("ECX-WS-03");
    expect(problem?.message).toContain(`"${character}"`);
  }
});

test("ECX-WS-01 knows a workspace by its name, whatever its case, spaces around it or composition", () => {
  const text = engagecx("workspaces:\n  - name: Área\n  - name: ' A\u0301REA '\n");
  expect(problems(read(text))).toEqual(["5:11 declared-twice"]);
});

test("ECX-CAT-02 needs a name that is not blank", () => {
  expect(ruleOf(engagecx("categories:\n  - order: 1\n"))).toEqual(["ECX-CAT-02"]);
  expect(ruleOf(engagecx("categories:\n  - name: '  '\n"))).toEqual(["ECX-CAT-02"]);
});

test("ECX-CAT-03 takes positions from 1", () => {
  accepts(category("    order: 1\n"));
  for (const order of ["0", "-1", "1.5", "'1'", "first", "10001", "true"]) {
    expect(ruleOf(category(`    order: ${order}\n`))).toEqual(["ECX-CAT-03"]);
  }
});

test("ECX-CAT-04 takes one to four columns", () => {
  for (const columns of [1, 4]) accepts(category(`    columns: ${columns}\n`));
  for (const columns of ["0", "5", "2-columns"]) {
    expect(ruleOf(category(`    columns: ${columns}\n`))).toEqual(["ECX-CAT-04"]);
  }
});

test("ECX-CAT-07 refuses the names of the predefined filters", () => {
  for (const name of ["Featured", "installed", " INSTALLED "]) {
    expect(ruleOf(engagecx(`categories:\n  - name: '${name}'\n`))).toEqual(["ECX-CAT-07"]);
  }
});

test("ECX-USR-03 needs an e-mail address", () => {
  for (const email of ["ana@x.example", "o'brien+cx@sub.x.example", "josé@bücher.example"]) {
    accepts(engagecx(`users:\n  - email: ${email}\n`));
  }
  const long = `${"a".repeat(65)}@x.example`;
  for (const email of [
    "ana",
    "ana@x",
    "a b@x.example",
    "Ana <a@x.example>",
    "a@b@x.example",
    "a@.example",
    long,
  ]) {
    expect(ruleOf(engagecx(`users:\n  - email: ${email}\n`))).toEqual(["ECX-USR-03"]);
  }
  expect(ruleOf(engagecx("users:\n  - groups: []\n"))).toEqual(["ECX-USR-03"]);
});

test("ECX-USR-03 knows a person by the address, whatever its case", () => {
  const { value } = read(engagecx("users:\n  - email: Ana@X.example\n"));
  expect(value.nodes[0]).toMatchObject({ id: "user:ana@x.example", attributes: { email: "Ana@X.example" } });
});

test("ECX-USR-04 finds a user's unknown group where all groups are listed", () => {
  const text = (groups: string) =>
    engagecx(`${groups}users:\n  - email: a@x.example\n    groups: [Agents]\n`);
  expect(ruleOf(text("groups:\n  - name: Agent\n"))).toEqual(["ECX-USR-04"]);
  accepts(text("groups:\n  - name: AGENTS\n"));
  accepts(text("groups:\n  include: []\n"));
  accepts(text(""));
});

test("ECX-USR-05 and ECX-USR-06 take true or false", () => {
  const text = "users:\n  - email: a@x.example\n    enabled: 1\n    sendInvitation: never\n";
  expect(ruleOf(engagecx(text))).toEqual(["ECX-USR-05", "ECX-USR-06"]);
});

test("ECX-GRP-01 needs a name that is not blank", () => {
  expect(ruleOf(engagecx("groups:\n  - workspaces: []\n"))).toEqual(["ECX-GRP-01"]);
  expect(ruleOf(engagecx("groups:\n  - name: ' '\n"))).toEqual(["ECX-GRP-01"]);
  expect(ruleOf(engagecx("groups:\n  - name: '\u3000'\n"))).toEqual(["ECX-GRP-01"]);
});

test("ECX-GRP-04 always knows the default groups and leaves out membership of Everyone", () => {
  const text = "groups: []\nusers:\n  - email: a@x.example\n    groups: [Administrators, everyone]\n";
  const { value, diagnostics } = read(engagecx(text));
  expect(diagnostics).toEqual([]);
  expect(value.nodes[0]?.links.groups?.entries.map((entry) => entry.to)).toEqual(["administrators"]);
});

test("ECX-PERM-05 finds a group's unknown workspace where all workspaces are listed", () => {
  const text = (name: string) =>
    engagecx(`workspaces:\n  - name: Claims\ngroups:\n  - name: A\n    workspaces: [${name}]\n`);
  expect(ruleOf(text("Sales"))).toEqual(["ECX-PERM-05"]);
  accepts(text("Default"));
});

test("ECX-APP-01 refuses another name for an app", () => {
  const text = "apps:\n  - name: Tasks\n    category: Documents\n    renamedFrom: Jobs\n";
  expect(ruleOf(engagecx(text))).toEqual(["ECX-APP-01"]);
});

test("ECX-APP-07 needs a category, a known one where all are listed", () => {
  const text = (lines: string) => engagecx(`categories:\n  - name: Daily\napps:\n  - name: Tasks\n${lines}`);
  accepts(text("    category: daily\n"));
  accepts(text("    category: Documents\n"));
  expect(ruleOf(text(""))).toEqual(["ECX-APP-07"]);
  expect(ruleOf(text("    category: Weekly\n"))).toEqual(["ECX-APP-07"]);
});

test("ECX-APP-08 finds principals that do not exist where all are listed", () => {
  const text = engagecx(
    "groups: []\nusers: []\napps:\n  - name: Tasks\n    category: Documents\n" +
      "    access:\n      groups: [Everyone, Agents]\n      users: [a@x.example]\n",
  );
  expect(problems(read(text))).toEqual(["9:26 ECX-APP-08", "10:15 ECX-APP-08"]);
});

test("ECX-APP-09 takes trial or license and refuses what only the platform says", () => {
  const text = (lines: string) => engagecx(`apps:\n  - name: Tasks\n    category: Documents\n${lines}`);
  accepts(text("    activation: trial\n"));
  expect(ruleOf(text("    activation: licence\n"))).toEqual(["ECX-APP-09"]);
  expect(ruleOf(text("    status: licensed\n"))).toEqual(["ECX-APP-09"]);
});

test("ECX-LIC-03 finds a license of an app that is not installed where all apps are listed", () => {
  expect(ruleOf(engagecx("apps: []\nlicenses:\n  - app: Tasks\n    license: One\n"))).toEqual(["ECX-LIC-03"]);
});

test("ECX-LIC-04 refuses seats, which the license brings along", () => {
  expect(ruleOf(engagecx("licenses:\n  - app: Tasks\n    license: One\n    seats: 3\n"))).toEqual([
    "ECX-LIC-04",
  ]);
});
