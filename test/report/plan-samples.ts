/** Plans that put reports to the test: names that attack, texts that change, and very many people. */
import type { Change, Gain, PersonAccess, Plan } from "../../src/plan/plan.ts";
import { change, emptyPlan, samplePlan } from "./sample-plan.ts";

export const HOSTILE_NAMES = [
  `<img src=x onerror="document.title='owned'">`,
  `"><script>document.title='owned'</script>`,
  "`| \\| **bold** [link](http://evil.example) @everyone #1",
  "</details></summary></table>```\n# owned",
  "مجموعة المطالبات ‮txt.exe",
  "\u001b[31mred\u0007 \u202eevil\u2066",
  `long ${"name-".repeat(40)}`,
  "=cmd|'/C calc'!A0",
];

const open = (on: string, via: string): Gain => ({
  permission: "workspace.open",
  on,
  via: [via],
  when: "now",
});

const hostileAccess: readonly PersonAccess[] = HOSTILE_NAMES.map((name, at) => ({
  person: name,
  gains: at % 3 === 0 ? [] : [open(name, `group ${name}`)],
  loses: at % 3 === 2 ? [] : [open(`${name} b`, `group ${name}`)],
  ...(at % 3 === 0 ? { losesAll: true } : {}),
}));

/** Every name of a person, a group, an account or a value is one that attacks. */
export const hostilePlan: Plan = {
  ...samplePlan,
  target: {
    ...samplePlan.target,
    name: HOSTILE_NAMES[1] ?? "",
    account: { id: HOSTILE_NAMES[2] ?? "", name: HOSTILE_NAMES[0] ?? "" },
  },
  summary: { ...emptyPlan.summary, create: 4, update: 4, people: peopleCounts(hostileAccess) },
  changes: HOSTILE_NAMES.map((name, at) =>
    change({
      id: `group:${name}`,
      kind: "group",
      label: name,
      verb: at % 2 === 0 ? "update" : "create",
      fields: [
        { path: "name", before: `${name} before`, after: name },
        { path: "groups", before: [{ to: name }], after: [{ to: `${name} after` }] },
      ],
      because: [{ code: "x", text: name }],
      irreversible: name,
    }),
  ),
  access: hostileAccess,
  seats: HOSTILE_NAMES.map((license) => ({ license, seats: 1, before: 0, after: 1, peak: 2 })),
  invitations: HOSTILE_NAMES.map((email) => ({ email, action: "send" as const })),
  guards: HOSTILE_NAMES.map((name) => ({
    name,
    status: "refused" as const,
    count: 1,
    limit: 0,
    detail: name,
    witnesses: [],
  })),
  findings: HOSTILE_NAMES.map((name) => ({
    code: name,
    severity: "error" as const,
    message: name,
    at: name,
  })),
};

function peopleCounts(access: readonly PersonAccess[]): Plan["summary"]["people"] {
  return {
    gaining: access.filter((each) => each.gains.length > 0).length,
    losing: access.filter((each) => each.loses.length > 0).length,
    losingAll: access.filter((each) => each.losesAll).length,
  };
}

/** Long texts, and a field of every form. */
export const textPlan: Plan = {
  ...emptyPlan,
  summary: { ...emptyPlan.summary, update: 1 },
  changes: [
    change({
      id: "group:x",
      kind: "group",
      label: "Claims Handlers",
      verb: "update",
      fields: [
        {
          path: "description",
          before:
            "Handles claims of the north. Ask Ana before closing one. Call customers before noon, never on Fridays.",
          after:
            "Handles claims of the north. Ask Ben before closing one. Call customers before noon, never on Fridays.",
        },
        { path: "name", before: "Claims", after: "Claims Handlers" },
        { path: "groups", before: [{ to: "a" }, { to: "b" }], after: [{ to: "b" }, { to: "c" }] },
      ],
    }),
  ],
};

/** 5,000 changes: 700 people lose all access, 300 some, 4,000 gain. */
export function hugePlan(size = 5_000): Plan {
  const access: PersonAccess[] = [];
  const changes: Change[] = [];
  for (let at = 0; at < size; at++) {
    const person = `person.number.${String(at).padStart(5, "0")}@northwind.example`;
    const workspace = `Workspace ${at % 90}`;
    const group = `group Team ${at % 500}`;
    const [loses, gains] = [[open(workspace, group)], [open(`${workspace} new`, group)]];
    if (at < 0.14 * size) access.push({ person, loses, gains: [], losesAll: true });
    else if (at < 0.2 * size) access.push({ person, loses, gains });
    else access.push({ person, loses: [], gains });
    const verb = at < 0.14 * size ? "remove" : at < 0.2 * size ? "update" : "create";
    changes.push(
      change({
        id: `user:${person}`,
        kind: "user",
        label: person,
        verb,
        effect: verb === "remove" ? "delete" : null,
        fields: [{ path: "groups", before: null, after: [{ to: `team ${at % 500}` }] }],
      }),
    );
  }
  const count = (verb: Change["verb"]) => changes.filter((each) => each.verb === verb).length;
  return {
    ...emptyPlan,
    summary: {
      create: count("create"),
      update: count("update"),
      replace: 0,
      remove: count("remove"),
      unchanged: 0,
      people: peopleCounts(access),
    },
    budget: { reads: 30, writes: size, checks: {} },
    changes,
    access,
  };
}
