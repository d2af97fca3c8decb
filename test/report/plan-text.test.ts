import { expect, test } from "vitest";
import { renderPlan } from "../../src/report/plan-text.ts";
import { change, emptyPlan, samplePlan, table } from "./sample-plan.ts";

const text = (plan = samplePlan) => renderPlan(plan, { color: false, table });

test("a plan reads people first, then changes, invitations, seats, guards, findings and a summary", () => {
  expect(text()).toBe(`Plan for acme: EngageCX, Northwind Insurance (acme-1)
http://127.0.0.1:8411/engagecx/v1, looked at 2026-11-23T08:00:00Z

REFUSED: this plan cannot be applied. The reasons stand at the end.

People
  1 person loses all access
    bob@x.example
      - may no longer open workspace Claims, through group Claims Handlers
  1 person loses some access (1 gains some too)
    cara@x.example
      - may no longer manage the organization
          through group Auditors
          through group Regional Managers of the Northern Districts
      + may open workspace Claims, through group Claims Handlers
  1 person gains access
    ana@x.example
      + may open workspace Claims once the invitation is accepted, through group
        Claims Handlers

Changes
  Groups: 1 to create
    + create Claims Handlers
        manageOrganization: yes
        note: gives every member all rights
  Users: 1 to create, 1 to update, 1 to remove
    + create ana@x.example
        groups: + Claims Handlers
    ~ update cara@x.example
        groups: + Claims Handlers, - auditors
    - delete bob@x.example
        groups: - auditors
        note: users is a complete list and bob@x.example is not in it
        cannot be undone: the person's own settings are lost

Invitations: 1 person will be sent an e-mail
    ana@x.example

Seats
    Communications 2026: 3 → 4 of 10 taken, at most 5 on the way

Guards
    REFUSED last-administrator: Nobody could manage the organization any more:
      cara@x.example would be the last to lose it. (0, at least 1)
      If this is meant: plan again with --allow last-administrator
    REFUSED seats: Communications 2026 has 10. (11, limit 10)
      No flag lifts this: the platform would refuse it.

Findings
    warning ECX-LIC-05: The license ends soon. (license:communications/2026)
    information ending-soon: A grant ends on 2026-12-01. (acme.yaml:3:5)

Summary: 2 to create, 1 to update, 1 to remove. 14 objects unchanged.
1 person loses all access, 1 person loses some access (1 gains some too), 1
  person gains access.
5 calls to make. 1 of 3 guards passed.
REFUSED by last-administrator, seats.
`);
});

test("no line is wider than 80 columns, and colour changes no word", () => {
  expect(
    Math.max(
      ...text()
        .split("\n")
        .map((line) => line.length),
    ),
  ).toBeLessThanOrEqual(80);
  const colored = renderPlan(samplePlan, { color: true, table });
  expect(colored).toContain("\u001b[");
  expect(colored.replace(/\u001b\[\d+m/g, "")).toBe(text());
});

test("narrow terminals get narrow lines, and nothing is lost", () => {
  for (const columns of [40, 56, 72]) {
    const narrow = renderPlan(samplePlan, { color: false, columns, table });
    const words = (printed: string) => printed.split(/\s+/).join(" ");
    expect(words(narrow)).toBe(words(text()));
    const tooWide = narrow.split("\n").filter((line) => line.length > columns);
    expect(tooWide.filter((line) => line.trim().split(" ").length > 2)).toEqual([]);
  }
});

test("people for whom a plan means the same stand together, worst first", () => {
  const open = { permission: "workspace.open", on: "Claims", via: ["group A"], when: "now" as const };
  const manage = { permission: "organization.manage", on: "", via: ["group M"], when: "now" as const };
  const loses = (person: string, ...lost: (typeof open)[]) => ({ person, gains: [], loses: lost });
  const access = [
    loses("a@x.example", open),
    loses("b@x.example", open),
    loses("c@x.example", manage),
    loses("d@x.example", open, { ...open, on: "Fraud" }),
  ];
  expect(text({ ...emptyPlan, access })).toContain(`People
  4 people lose some access
    c@x.example
      - may no longer manage the organization, through group M
    d@x.example
      - may no longer open workspace Claims, through group A
      - may no longer open workspace Fraud, through group A
    a@x.example, b@x.example
      - may no longer open workspace Claims, through group A
`);
});

test("a change of a long text is told as a unified diff", () => {
  const before = "Handles claims.\nAsk Ana first.\nCall before noon.";
  const fields = [{ path: "name", before, after: before.replace("Ana", "Ben") }];
  const printed = text({
    ...emptyPlan,
    changes: [change({ id: "group:x", kind: "group", label: "X", verb: "update", fields })],
  });
  expect(printed).toContain(`    ~ update X
        name:
          @@ -1,3 +1,3 @@
           Handles claims.
          -Ask Ana first.
          +Ask Ben first.
           Call before noon.
`);
});

test("an empty plan says that nothing changes", () => {
  expect(text(emptyPlan)).toBe(`Plan for acme: EngageCX, Northwind Insurance (acme-1)
http://127.0.0.1:8411/engagecx/v1, looked at 2026-11-23T08:00:00Z

No person's access changes.

No changes. 14 objects unchanged.
`);
});

test("everybody who loses everything is named up to 500, others are counted after 50", () => {
  const person = (index: number) => `p${String(index).padStart(4, "0")}@x.example`;
  const grant = { permission: "workspace.open", on: "Claims", via: ["group A"], when: "now" as const };
  const losers = Array.from({ length: 501 }, (_, index) => ({
    person: person(index),
    gains: [],
    loses: [grant],
    losesAll: true,
  }));
  const gainers = Array.from({ length: 51 }, (_, index) => ({
    person: person(1000 + index),
    gains: [grant],
    loses: [],
  }));
  const printed = text({ ...emptyPlan, access: [...losers, ...gainers] });
  expect(printed).toContain(
    `${person(499)}\n      - may no longer open workspace Claims, through group A\n    and 1 more\n`,
  );
  expect(printed).not.toContain(person(500));
  expect(printed).toContain(person(1049));
  expect(printed).not.toContain(person(1050));
});

test("values that others wrote cannot act on the terminal", () => {
  const evil = "\u001b[2J\u202eadmin\n+ create";
  const printed = text({
    ...emptyPlan,
    changes: [
      change({
        id: "group:x",
        kind: "group",
        label: evil,
        verb: "update",
        fields: [{ path: "name", before: evil, after: "x" }],
      }),
    ],
    access: [
      {
        person: evil,
        gains: [{ permission: "workspace.open", on: evil, via: [evil], when: "now" }],
        loses: [],
      },
    ],
    findings: [{ code: "x", severity: "error", message: evil, at: evil }],
  });
  expect(printed).not.toMatch(/\u001b|\u202e|^\+ create/m);
  expect(printed).toContain("␛[2J<U+202E>admin␊+ create");
});

test("secrets and files are named by their place, sensitive fields not at all", () => {
  const fields = [
    { path: "key", before: null, after: { $secret: { env: "LICENSE_KEY" } } },
    { path: "logo", before: null, after: { $file: "logo.png", sha256: "0123456789abcdef" } },
    { path: "pin", before: "1111", after: "2222", sensitive: true },
  ];
  const printed = text({
    ...emptyPlan,
    changes: [change({ id: "group:x", kind: "group", label: "X", verb: "update", fields })],
  });
  expect(printed).toContain("key: (secret from LICENSE_KEY)");
  expect(printed).toContain("logo: logo.png (sha256 0123456789ab…)");
  expect(printed).toContain("pin: (secret)");
  expect(printed).not.toMatch(/1111|2222/);
});

test("links show what they carry and how that changes", () => {
  const fields = [
    {
      path: "groups",
      before: [
        { to: "a", proficiency: 10 },
        { to: "b", proficiency: 1 },
      ],
      after: [
        { to: "a", proficiency: 20 },
        { to: "c", proficiency: 5 },
      ],
    },
  ];
  const printed = text({
    ...emptyPlan,
    changes: [change({ id: "user:x", kind: "user", label: "X", verb: "update", fields })],
  });
  expect(printed).toContain("groups: ~ a (proficiency 10 → proficiency 20), + c (proficiency 5), - b");
});

test("a renamed object shows both names, an unknown platform its own words", () => {
  const renamed = change({
    id: "team:new",
    kind: "team",
    label: "New",
    verb: "update",
    fields: [{ path: "name", before: "Old", after: "New" }],
  });
  const printed = renderPlan({ ...emptyPlan, changes: [renamed] }, { color: false, table: null });
  expect(printed).toContain("  Team: 1 to update\n    ~ update New\n        name: Old → New\n");
});

/** 50 people with what they gain, 100 changes, and what stands around them. */
const LINES_OF_10_000 = 250;

test("10,000 people are told in a few lines that say how many there are", () => {
  const grant = { permission: "workspace.open", on: "Claims", via: ["group A"], when: "now" as const };
  const access = Array.from({ length: 10_000 }, (_, index) => ({
    person: `p${index}@x.example`,
    gains: [grant],
    loses: [],
  }));
  const changes = access.map(({ person }) =>
    change({ id: `user:${person}`, kind: "user", label: person, verb: "create" }),
  );
  const printed = text({ ...emptyPlan, access, changes });
  expect(printed.split("\n").length).toBeLessThan(LINES_OF_10_000);
  expect(printed).toContain("and 9950 more");
  expect(printed).toContain("and 9900 more");
});

test("who is sent several e-mails is one person", () => {
  const invitations = ["ana@x.example", "ben@x.example", "ana@x.example"].map((email) => ({
    email,
    action: "send" as const,
  }));
  const said = text({ ...emptyPlan, invitations });
  expect(said).toContain(`Invitations: 2 people will be sent an e-mail
    ana@x.example (2 e-mails)
    ben@x.example
`);
});
