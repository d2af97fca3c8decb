/** Undoing runs over the command line: what comes back, what is left, and what the manifests say against it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { Rehearsal } from "../support/rehearsal.ts";
import { declarableState } from "../support/undo.ts";
import { type Ending, Workplace } from "./fake-io.ts";

const CONFIG =
  "targets:\n  main:\n    platform: engagecx\n    endpoint: !env ENDPOINT\n    token: !env TOKEN\n    manifests: [roster.yaml]\n";
const FIRST = `apiVersion: cxroster/v1
platform: engagecx
# The divisions.
workspaces:
  - name: Claims # where claims are handled
  - name: Archive
groups:
  - name: Handlers
    workspaces: [Claims]
  - name: Sellers
users:
  # The team.
  - email: ana@x.example
    groups: [Handlers, Sellers]
  - email: ben@x.example
    groups:
      - Handlers # since March
      - Sellers
  - email: cleo@x.example
    groups: [Sellers]
`;
/** Creates, changes, renames, disables and removes. */
const SECOND = `apiVersion: cxroster/v1
platform: engagecx
# The divisions.
workspaces:
  - name: Claims # where claims are handled
  - name: Sales
groups:
  - name: Claims Handlers
    renamedFrom: Handlers
    workspaces: [Claims, Sales]
users:
  # The team.
  - email: ana@x.example
    groups: [Claims Handlers]
    enabled: false
  - email: ben@x.example
    groups:
      - Claims Handlers # since March
  - email: dora@x.example
    sendInvitation: true
    groups: [Claims Handlers]
`;

let rehearsal: Rehearsal;
let work: Workplace;
beforeEach(async () => {
  rehearsal = await Rehearsal.start();
  work = new Workplace({
    env: { ENDPOINT: rehearsal.account.endpoint, TOKEN: rehearsal.account.token },
    files: { "cxroster.yaml": CONFIG, "roster.yaml": FIRST },
    now: new Date().toISOString(),
  });
  return () => rehearsal.stop();
});

const ALLOW = "--allow destructive --allow max-removals";
const apply = async (text: string): Promise<Ending> => {
  work.write("roster.yaml", text);
  const ended = await work.run(`apply --auto-approve ${ALLOW}`);
  expect(ended).toMatchObject({ code: 0 });
  return ended;
};
const runOf = (ended: Ending) => /Run (\S+):/.exec(ended.out)?.[1] ?? "";
const roster = () => readFileSync(join(work.folder, "roster.yaml"), "utf8");

test("an undone run leaves the account as it was; the undo can be undone; a second undo finds nothing", async () => {
  await apply(FIRST);
  const before = await declarableState(rehearsal);
  const run = runOf(await apply(SECOND));
  const after = await declarableState(rehearsal);
  const mails = (await rehearsal.outbox()).length;
  const undone = await work.run(`undo ${run.slice(0, 8)} --auto-approve ${ALLOW}`);
  expect(undone.code).toBe(0);
  const words = undone.out.replaceAll(/\s+/g, " ");
  expect(words).toContain("the mail that is sent cannot be called back");
  expect(words).toContain("workspace Archive: the files, jobs, schedules, triggers and documents");
  expect(await declarableState(rehearsal)).toEqual(before);
  expect((await rehearsal.outbox()).length).toBe(mails);
  const again = await work.run(`undo ${run} --auto-approve`);
  expect(again.code).toBe(0);
  expect(again.out).toContain("No changes.");
  const { runs } = JSON.parse((await work.run("runs --json")).out);
  expect(runs[0]).toMatchObject({ undoes: run, status: "applied" });
  expect((await work.run(`undo ${runs[0].run} --auto-approve ${ALLOW}`)).code).toBe(0);
  expect(await declarableState(rehearsal)).toEqual(after);
});

test("undo ends with the manifest entries that would bring the changes back, and --write edits them", async () => {
  await apply(FIRST);
  await apply(SECOND);
  const undone = await work.run(`undo last --auto-approve --write ${ALLOW}`);
  expect(undone.code).toBe(0);
  const named = undone.out.split("would bring the undone changes back with the next apply:\n")[1] ?? "";
  expect(
    named
      .trimEnd()
      .split("\n")
      .map((line) => line.trim()),
  ).toEqual(
    expect.arrayContaining([
      "roster.yaml:6 declares the workspace Sales",
      "roster.yaml:4 lists all and leaves out the workspace Archive",
      'roster.yaml:8 sets name of Claims Handlers to "Claims Handlers"; it becomes "Handlers"',
      "roster.yaml:19 declares the user dora@x.example",
    ]),
  );
  expect(undone.error).toContain("edited roster.yaml");
  expect(roster()).toContain("# The divisions.");
  expect(roster()).not.toContain("Sales");
  expect(roster()).toContain("- name: Claims # where claims are handled");
  expect(roster()).toContain("# The team.");
  const planned = await work.run("plan --detailed-exitcode");
  expect(planned.out).toContain("No changes.");
  expect(planned.code).toBe(0);
});

test("a refused, declined or failed undo edits nothing, and -o saves a plan that apply takes", async () => {
  await apply(FIRST);
  const before = await declarableState(rehearsal);
  await apply(SECOND);
  const refused = await work.run("undo last --auto-approve --write");
  expect(refused.code).toBe(11);
  expect(refused.out).toContain("REFUSED by destructive");
  const declined = await work.run(`undo last --write ${ALLOW}`, { terminal: true, answer: "no" });
  expect(declined.code).toBe(0);
  const shown = await work.run(`undo last ${ALLOW}`);
  expect(shown.error).toContain("Nothing applied: add --auto-approve");
  expect(roster()).toBe(SECOND);
  const saved = await work.run(`undo last -o undo.json --write ${ALLOW}`);
  expect(saved.code).toBe(0);
  expect(saved.error).toContain("edited roster.yaml");
  expect((await work.run("apply undo.json")).code).toBe(0);
  expect(await declarableState(rehearsal)).toEqual(before);
});

test("what was changed since is left and named; what was renamed since is still found", async () => {
  await apply(FIRST);
  await apply(SECOND);
  const { items: groups } = (await (await rehearsal.call("GET", "/groups")).json()) as {
    items: { id: string; name: string }[];
  };
  const handlers = groups.find((group) => group.name === "Claims Handlers")?.id ?? "";
  await rehearsal.call("PATCH", `/groups/${handlers}`, { body: { name: "Claims Team" } });
  const { items: users } = (await (await rehearsal.call("GET", "/users")).json()) as {
    items: { id: string; email: string }[];
  };
  const idOf = (email: string) => users.find((user) => user.email === email)?.id ?? "";
  expect(
    (await rehearsal.call("PATCH", `/users/${idOf("ana@x.example")}`, { body: { enabled: true } })).status,
  ).toBe(200);
  const made = await rehearsal.call("POST", "/groups", { body: { name: "Later" } });
  const later = ((await made.json()) as { id: string }).id;
  await rehearsal.call("POST", `/users/${idOf("dora@x.example")}/groups`, { body: { group: later } });
  const undone = await work.run(`undo last --auto-approve ${ALLOW}`);
  expect(undone.code).toBe(0);
  const words = undone.out.replaceAll(/\s+/g, " ");
  expect(words).toContain('group Claims Handlers, name: it was renamed to "Claims Team" since');
  expect(words).toContain("user dora@x.example: later was added to its groups since");
  const state = await declarableState(rehearsal);
  expect(state["user:dora@x.example"]).toBeDefined();
  expect(state["user:ana@x.example"]).toMatchObject({ enabled: true });
  expect(state["user:ana@x.example"]?.groups).toContain('{"to":"sellers"}');
  expect(state["group:claims team"]).toMatchObject({ workspaces: ['{"to":"claims"}'] });
  expect(state["workspace:archive"]).toBeDefined();
});

test("--write takes a plain name out of `exclude` and leaves a pattern to a person", async () => {
  await apply(FIRST);
  const text = `apiVersion: cxroster/v1
platform: engagecx
workspaces:
  exclude: [Archive] # no longer wanted
users:
  exclude:
    - cleo@*
    - ben@x.example
`;
  await apply(text);
  const undone = await work.run(`undo last --auto-approve --write ${ALLOW}`);
  expect(undone.code).toBe(0);
  expect(roster()).toBe(text.replace("[Archive]", "[]").replace("    - ben@x.example\n", ""));
  expect(undone.out.split("To be edited by hand:")[1]).toContain(
    "roster.yaml:7 excludes the user cleo@x.example",
  );
});

test("--write writes nothing where the edited manifests would not hold together", async () => {
  await apply(FIRST);
  const more = FIRST.replace("  - name: Archive\n", "  - name: Archive\n  - name: &new Sales\n");
  const text = `${more}ignore:\n  groups: [*new]\n`;
  await apply(text);
  const broken = await work.run(`undo last -o undo.json --write ${ALLOW}`);
  expect(broken.code).toBe(1);
  expect(broken.error.replaceAll(/\s+/g, " ")).toContain(
    "the manifests were not edited: they would be invalid: roster.yaml:",
  );
  expect(roster()).toBe(text);
});

test("an undo that is only shown says what would run it, or that nothing would", async () => {
  await apply(FIRST);
  const shown = await work.run("undo last");
  expect(shown.error).toContain("Nothing applied: the plan is refused.");
  await work.run(`undo last --auto-approve ${ALLOW}`);
  const run = JSON.parse((await work.run("runs --json")).out).runs[1].run;
  const again = await work.run(`undo ${run}`);
  expect(again.error).toContain("Nothing applied: nothing is left to take back.");
  expect(again.error).not.toContain("--auto-approve");
});
