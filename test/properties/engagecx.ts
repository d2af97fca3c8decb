/** EngageCX under the properties. */
import fc from "fast-check";
import { ALLOW, LICENSES, manifest, textOf } from "../support/random-engagecx.ts";
import type { Rehearsal } from "../support/rehearsal.ts";
import { accept, ids, manifestOf } from "./calls.ts";
import type { Operation, PropertyRow } from "./row.ts";

const PEOPLE = ["ana", "ben", "cleo", "dora", "emil"].map((name) => `${name}@x.example`);
const OWNER = "owner@northwind.example";

const furnish = fc
  .tuple(manifest, fc.subarray(PEOPLE))
  .map(([drawn, accepting]) => async (rehearsal: Rehearsal) => {
    const plan = await rehearsal.plan(textOf(drawn), { allow: ALLOW });
    await rehearsal.apply(plan);
    await accept(rehearsal, accepting);
  });

const some = (names: readonly string[]) => fc.subarray([...names]);
const email = fc.constantFrom(...PEOPLE, OWNER);
const group = fc.constantFrom("Readers", "Writers", "Managers", "Administrators", "Everyone");
const workspace = fc.constantFrom("North", "South", "Default");
const app = fc.constantFrom("Tasks", "Journeys", "Documents");
const write = (collections: object) => manifestOf("engagecx", collections);
const partly = (collection: string, parts: object) => write({ [collection]: parts });
const one = (collection: string, entry: object) => partly(collection, { include: [entry] });

/** A creation the manifest refuses offline, as the call it would have been. */
const refusedOffline = (collection: string, entry: object, path: string, body: object): Operation => ({
  manifest: one(collection, entry),
  calls: async (rehearsal, token) => [await rehearsal.call("POST", path, { body, token })],
});

const operation = fc.oneof<fc.Arbitrary<Operation>[]>(
  workspace.map((name) => ({ manifest: one("workspaces", { name }) })),
  workspace.map((name) => ({ manifest: partly("workspaces", { exclude: [name] }) })),
  workspace.map((name) => ({ manifest: one("workspaces", { name: "Renamed", renamedFrom: name }) })),
  fc
    .constantFrom("Front-Office", " ")
    .map((name) => refusedOffline("workspaces", { name }, "/workspaces", { name })),
  group.map((name) => ({ manifest: partly("groups", { exclude: [name] }) })),
  group.map((name) => ({ manifest: one("groups", { name: "Renamed", renamedFrom: name }) })),
  fc
    .tuple(group, fc.boolean())
    .map(([name, manageOrganization]) => ({ manifest: one("groups", { name, manageOrganization }) })),
  fc
    .tuple(group, some(["Default"]))
    .map(([name, workspaces]) => ({ manifest: one("groups", { name, workspaces }) })),
  email.map((address) => ({ manifest: partly("users", { exclude: [address] }) })),
  fc
    .tuple(email, fc.boolean())
    .map(([address, enabled]) => ({ manifest: one("users", { email: address, enabled }) })),
  fc
    .tuple(email, some(["Administrators"]))
    .map(([address, groups]) => ({ manifest: one("users", { email: address, groups }) })),
  email.map((address) => ({ manifest: one("users", { email: `new.${address}`, renamedFrom: address }) })),
  fc.constant(refusedOffline("users", { email: "nobody" }, "/users", { email: "nobody" })),
  fc.constantFrom("Daily", "Rare").map((name) => ({ manifest: partly("categories", { exclude: [name] }) })),
  fc
    .constantFrom("Featured", "installed")
    .map((name) => refusedOffline("categories", { name }, "/categories", { name })),
  app.map((name) => ({ manifest: one("apps", { name, category: "Documents", activation: "trial" }) })),
  fc.tuple(app, some([...PEOPLE.slice(0, 3), OWNER])).map(([name, users]) => ({
    manifest: write({
      users: { include: users.map((address) => ({ email: address })) },
      licenses: { include: [{ app: name, license: `${name} license`, users }] },
    }),
    calls: attaching(name, `${name} license`, users),
  })),
  fc.constant({
    manifest: one("licenses", { app: "Tasks", license: "Journeys license" }),
    calls: attaching("Tasks", "Journeys license"),
  }),
  app.map((name) => ({ manifest: partly("licenses", { exclude: [`${name}/${name} license`] }) })),
);

/** The calls that attach a license to an app and give its seats. */
function attaching(name: string, license: string, holders: readonly string[] = []) {
  return async (rehearsal: Rehearsal, token: string): Promise<readonly Response[]> => {
    const apps = await ids(rehearsal, "/apps", "name");
    const licenses = await ids(rehearsal, "/licences", "name");
    const body = { license: licenses.get(license) ?? "none" };
    const answers = [await rehearsal.call("POST", `/apps/${apps.get(name)}/licences`, { body, token })];
    const users = holders.length === 0 ? new Map() : await ids(rehearsal, "/users", "email");
    for (const holder of holders) {
      const seat = { body: { user: users.get(holder) ?? "none" }, token };
      answers.push(await rehearsal.call("POST", `/licences/${body.license}/users`, seat));
    }
    return answers;
  };
}

export const engagecx: PropertyRow = {
  platform: "engagecx",
  account: { licenses: LICENSES },
  manifest,
  textOf: (drawn) => textOf(drawn as Parameters<typeof textOf>[0]),
  furnish,
  callers: PEOPLE.slice(0, 3),
  managing: "/management",
  operation,
};
