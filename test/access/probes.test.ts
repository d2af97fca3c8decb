/**
 * What the access report says is what each person's own token gets through the probe routes, and nothing more:
 * random accounts with pending, disabled and managing people, trials, licenses, seats and rights.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { objectsOf, type State, textOf } from "../../src/kind/state.ts";
import { liveState } from "../../src/plan/live-state.ts";
import type { AccessReport } from "../../src/report/access-report.ts";
import { cases } from "../support/property-cases.ts";
import { Rehearsal } from "../support/rehearsal.ts";
import { ask } from "./ask.ts";

const PEOPLE = ["ana", "ben", "cleo", "dora"].map((name) => `${name}@x.example`);
const GROUPS = ["Readers", "Writers", "Managers"];
const WORKSPACES = ["North", "South"];
const APPS = ["Tasks", "Journeys", "Communications"];
const RUNS = cases(12);
const LIMIT_MILLISECONDS = 120_000 + RUNS * 4_000;

const some = (names: readonly string[]) => fc.subarray([...names]);
const account = fc.record({
  groups: fc.tuple(
    ...GROUPS.map(() => fc.record({ workspaces: some(WORKSPACES), manageOrganization: fc.boolean() })),
  ),
  everyone: some(WORKSPACES),
  users: fc.tuple(
    ...PEOPLE.map(() =>
      fc.record({
        groups: some(GROUPS),
        enabled: fc.boolean(),
        sendInvitation: fc.boolean(),
        accepts: fc.boolean(),
      }),
    ),
  ),
  apps: fc.tuple(
    ...APPS.map(() =>
      fc.record({
        installed: fc.boolean(),
        trial: fc.boolean(),
        licensed: fc.boolean(),
        groups: some([...GROUPS, "Everyone"]),
        users: some(PEOPLE),
        seats: some(PEOPLE),
      }),
    ),
  ),
  ended: fc.boolean(),
});
type Account = typeof account extends fc.Arbitrary<infer T> ? T : never;

test(
  "ECX-PERM-01 ECX-PERM-07 ECX-WS-10 ECX-APP-08 access says exactly what the server lets people do",
  async () => {
    await fc.assert(
      fc.asyncProperty(account, async (drawn) => {
        const rehearsal = await Rehearsal.start({ account: { licenses: APPS.map(license) } });
        try {
          await rehearsal.sync(manifestOf(drawn), { allow: ["self-lockout", "last-administrator"] });
          await accept(rehearsal, drawn);
          if (drawn.ended) await rehearsal.admin("POST", "/admin/clock", { now: "2031-01-01T00:00:00Z" });
          const at = drawn.ended ? "2031-01-01T00:00:00Z" : new Date().toISOString();
          const live = await rehearsal.connect().readLive(new Map());
          const { state } = liveState(live, rehearsal.platform.table, at, new Map());
          const report = await ask(rehearsal, [], `${at.slice(0, 19)}Z`);
          expect(await probed(rehearsal, state)).toEqual(said(report));
          const [first] = report.people;
          if (first !== undefined && !drawn.ended) await agree(rehearsal, first.person, first.access);
        } finally {
          await rehearsal.stop();
        }
      }),
      { numRuns: RUNS },
    );
  },
  LIMIT_MILLISECONDS,
);

function license(app: string): object {
  return { name: `${app} license`, app: app.toLowerCase(), seats: 9, expiresAt: "2030-01-01T00:00:00Z" };
}

function manifestOf(drawn: Account): string {
  const groups = GROUPS.map((name, index) => ({ name, ...drawn.groups[index] }));
  const users = PEOPLE.map((email, index) => {
    const { accepts: _, ...user } = drawn.users[index] ?? { accepts: false };
    return { email, ...user };
  });
  const installed = APPS.flatMap((name, index) => {
    const app = drawn.apps[index];
    return app?.installed === true ? [{ name, app }] : [];
  });
  const apps = installed.map(({ name, app }) => ({
    name,
    category: "Documents",
    access: { groups: app.groups, users: app.users },
    ...(app.trial ? { activation: "trial" } : {}),
  }));
  const licensed = installed.filter(({ app }) => app.licensed && !app.trial);
  const licenses = licensed.map(({ name, app }) => ({
    app: name,
    license: `${name} license`,
    users: app.seats,
  }));
  const all = [{ name: "Everyone", workspaces: drawn.everyone }, ...groups];
  const workspaces = WORKSPACES.map((name) => ({ name }));
  return JSON.stringify({
    apiVersion: "cxroster/v1",
    platform: "engagecx",
    workspaces,
    groups: all,
    users: { include: users },
    apps: { include: apps },
    licenses: { include: licenses },
  });
}

async function accept(rehearsal: Rehearsal, drawn: Account): Promise<void> {
  const accepting = new Set(PEOPLE.filter((_, index) => drawn.users[index]?.accepts === true));
  for (const message of await rehearsal.outbox()) {
    if (!accepting.has(message.to)) continue;
    const link = new URL(message.link, rehearsal.server.url);
    await fetch(link, { method: "POST", body: new URLSearchParams() });
  }
}

function said({ people }: AccessReport): string[] {
  const others = people.filter(({ person }) => person !== "owner@northwind.example");
  const now = others.flatMap(({ person, access }) =>
    access.filter((each) => each.when === "now").map((each) => `${person} ${each.permission} ${each.on}`),
  );
  return now.sort();
}

/** Asked about the objects instead of everybody, the command says the same of a person. */
async function agree(rehearsal: Rehearsal, person: string, access: AccessReport["people"][number]["access"]) {
  for (const line of access.filter(({ on }) => on !== "")) {
    const flag = line.permission === "app.open" ? "--app" : "--workspace";
    const { people } = await ask(rehearsal, [flag, line.on, "--user", person]);
    expect(people).toMatchObject([{ person, access: [{ permission: line.permission, via: line.via }] }]);
  }
}

async function probed(rehearsal: Rehearsal, state: State): Promise<string[]> {
  const found: string[] = [];
  for (const person of PEOPLE) {
    const token = await rehearsal.tokenOf(person);
    const may = async (permission: string, on: string, path: string) => {
      const response = await rehearsal.call("GET", path, { token });
      if (response.ok) found.push(`${person} ${permission} ${on}`);
      else expect(response.status).toBe(403);
    };
    await may("organization.enter", "", "/me");
    await may("organization.manage", "", "/management");
    for (const workspace of objectsOf(state, "workspace")) {
      await may("workspace.open", textOf(workspace, "name"), `/workspaces/${workspace.id}/content`);
    }
    for (const app of objectsOf(state, "app")) {
      await may("app.open", textOf(app, "name"), `/apps/${app.id}/open`);
    }
  }
  return found.sort();
}
