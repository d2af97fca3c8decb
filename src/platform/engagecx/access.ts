/**
 * Effective access on EngageCX: a disabled person may do nothing, a pending one only on acceptance; workspaces come
 * from groups, managers open all of them; an app needs a right, and a seat as well once a license is attached
 * (ECX-PERM-01, ECX-GRP-03, ECX-WS-10, ECX-APP-08, ECX-SEAT-05, ECX-TRI-01, ECX-LIC-05).
 */
import { byCodePoint } from "../../kind/code-points.ts";
import type { Entitlement, Permission } from "../../kind/entitlement.ts";
import { fold } from "../../kind/identity.ts";
import { linksOf, objectsOf, type State, type StateObject, textOf } from "../../kind/state.ts";
import { EVERYONE } from "./limits.ts";

export const permissions: readonly Permission[] = [
  {
    name: "organization.enter",
    says: "enter the organization",
    probe: "GET /organizations/{organization}/me",
    basic: true,
  },
  {
    name: "organization.manage",
    says: "manage the organization",
    probe: "GET /organizations/{organization}/management",
    administers: true,
  },
  {
    name: "workspace.open",
    says: "open workspace",
    probe: "GET /organizations/{organization}/workspaces/{on}/content",
  },
  { name: "app.open", says: "open app", probe: "GET /organizations/{organization}/apps/{on}/open" },
];

/** What one path gives: permission and object, with the path's name. */
interface Grant {
  readonly permission: string;
  readonly on: string;
  readonly via: string;
}

export function access(state: State): Entitlement[] {
  const byGroup = groupGrants(state);
  const byPerson = personGrants(state);
  const everyone = byGroup.get(fold(EVERYONE)) ?? [];
  const seats = seatHolders(state);
  const entitlements: Entitlement[] = [];
  for (const user of objectsOf(state, "user")) {
    if (user.attributes.enabled === false) continue;
    const grants = [...everyone, ...(byPerson.get(user.key) ?? [])];
    for (const link of linksOf(user, "groups")) {
      for (const grant of byGroup.get(link.to) ?? []) grants.push(grant);
    }
    entitlements.push(...entitle(user, grants, seats));
  }
  return entitlements;
}

function entitle(user: StateObject, grants: readonly Grant[], seats: SeatHolders): Entitlement[] {
  const when = user.attributes.pending === true ? "on-acceptance" : "now";
  const person = user.key;
  const found = new Map<string, { permission: string; on: string; via: Set<string> }>();
  for (const grant of grants) {
    const seat = grant.permission === "app.open" ? seatFor(seats, grant.on, person) : "";
    if (seat === null) continue;
    const id = `${grant.permission} ${grant.on}`;
    const entry = found.get(id) ?? { permission: grant.permission, on: grant.on, via: new Set<string>() };
    entry.via.add(grant.via + seat);
    found.set(id, entry);
  }
  const enter: Entitlement = {
    person,
    permission: "organization.enter",
    on: "",
    when,
    via: ["enabled user"],
  };
  return [
    enter,
    ...[...found.values()].map(
      (each) => ({ ...each, person, when, via: [...each.via].sort(byCodePoint) }) as Entitlement,
    ),
  ];
}

function groupGrants(state: State): Map<string, Grant[]> {
  const byGroup = new Map<string, Grant[]>();
  const workspaces = new Map(
    [...objectsOf(state, "workspace")].map((each) => [each.key, textOf(each, "name")]),
  );
  for (const group of objectsOf(state, "group")) {
    const via = `group ${textOf(group, "name")}`;
    const grants: Grant[] = [];
    if (group.attributes.manageOrganization === true) {
      grants.push({ permission: "organization.manage", on: "", via });
      for (const on of workspaces.values()) {
        grants.push({ permission: "workspace.open", on, via: `${via} (manages the organization)` });
      }
    }
    for (const link of linksOf(group, "workspaces")) {
      const on = workspaces.get(link.to);
      if (on !== undefined) grants.push({ permission: "workspace.open", on, via });
    }
    byGroup.set(group.key, grants);
  }
  for (const app of activeApps(state)) {
    for (const link of linksOf(app, "access.groups")) {
      const via = `group ${nameOfGroup(state, link.to)}`;
      byGroup.get(link.to)?.push({ permission: "app.open", on: textOf(app, "name"), via });
    }
  }
  return byGroup;
}

function nameOfGroup(state: State, key: string): string {
  const group = state.objects.get("group")?.get(key);
  return group === undefined ? key : textOf(group, "name");
}

function personGrants(state: State): Map<string, Grant[]> {
  const byPerson = new Map<string, Grant[]>();
  for (const app of activeApps(state)) {
    for (const link of linksOf(app, "access.users")) {
      const grants = byPerson.get(link.to) ?? [];
      grants.push({ permission: "app.open", on: textOf(app, "name"), via: "own right" });
      byPerson.set(link.to, grants);
    }
  }
  return byPerson;
}

/** Installed apps that a license or a running trial has made usable. */
function activeApps(state: State): StateObject[] {
  const licensed = new Set<unknown>();
  for (const license of objectsOf(state, "license"))
    if (license.present) licensed.add(license.attributes.app);
  return [...objectsOf(state, "app")].filter(
    (app) => app.present && (licensed.has(app.key) || trialRuns(app, state.at)),
  );
}

function trialRuns(app: StateObject, at: string): boolean {
  if (app.attributes.activation !== "trial") return false;
  const ends = textOf(app, "trialEndsAt");
  return ends === "" || Date.parse(ends) > Date.parse(at);
}

/** Seat holders with the license's name, by name of the app; an app that is absent needs no seat. */
type SeatHolders = ReadonlyMap<string, ReadonlyMap<string, string>>;

function seatHolders(state: State): SeatHolders {
  const byApp = new Map<string, Map<string, string>>();
  for (const license of objectsOf(state, "license")) {
    if (!license.present) continue;
    const app = state.objects.get("app")?.get(String(license.attributes.app));
    if (app === undefined) continue;
    const name = textOf(app, "name");
    const holders = byApp.get(name) ?? new Map<string, string>();
    byApp.set(name, holders);
    const ends = textOf(license, "expiresAt");
    if (ends !== "" && Date.parse(ends) <= Date.parse(state.at)) continue;
    for (const link of linksOf(license, "users")) holders.set(link.to, textOf(license, "license"));
  }
  return byApp;
}

/** The words that name the seat; empty where none is needed; null where one is needed and missing. */
function seatFor(seats: SeatHolders, app: string, person: string): string | null {
  const holders = seats.get(app);
  if (holders === undefined) return "";
  const license = holders.get(person);
  return license === undefined ? null : `, seat of license ${license}`;
}
