/** Random EngageCX manifests over a small set of names, so that two of them meet often. */
import fc from "fast-check";

const PEOPLE = ["ana", "ben", "cleo", "dora", "emil"].map((name) => `${name}@x.example`);
const GROUPS = ["Readers", "Writers", "Managers"];
const WORKSPACES = ["North", "South", "West"];
const CATEGORIES = ["Daily", "Rare"];
const APPS = ["Tasks", "Journeys", "Communications"];
/** Licenses the account holds; each has two seats. */
export const LICENSES = APPS.map((app) => ({
  name: `${app} license`,
  app: app.toLowerCase(),
  seats: 2,
  expiresAt: "2090-01-01T00:00:00Z",
}));
export const ALLOW = ["max-removals", "last-administrator", "self-lockout", "destructive", "protected"];

const some = (names: readonly string[]) => fc.subarray([...names]);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

/** A links list as a manifest may write it: everything, parts, or not at all. */
const linked = (names: readonly string[]) =>
  maybe(
    fc.oneof(
      some(names),
      fc.tuple(some(names), some(names)).map(([include, others]) => ({
        include,
        exclude: others.filter((name) => !include.includes(name)),
      })),
    ),
  );

interface Drawn {
  readonly [collection: string]: unknown;
}

/** A manifest whose references always lead somewhere. */
export const manifest: fc.Arbitrary<Drawn> = fc
  .record({
    workspaces: some(WORKSPACES),
    categories: some(CATEGORIES),
    groups: some(GROUPS),
    users: some(PEOPLE),
    apps: some(APPS),
    licensed: some(APPS),
    partial: fc.boolean(),
    others: fc.boolean(),
  })
  .chain((names) => {
    const user = (email: string) =>
      fc.record({
        email: fc.constantFrom(email, email.toUpperCase()),
        groups: linked([...names.groups, "Administrators", "Everyone"]),
        enabled: maybe(fc.boolean()),
        sendInvitation: maybe(fc.boolean()),
      });
    const group = (name: string) =>
      fc.record({
        name: fc.constant(name),
        workspaces: linked([...names.workspaces, "Default"]),
        manageOrganization: maybe(fc.boolean()),
      });
    const app = (name: string) =>
      fc.record({
        name: fc.constant(name),
        category: fc.constantFrom("Documents", ...names.categories),
        access: maybe(
          fc.record({ groups: linked([...names.groups, "Everyone"]), users: linked(names.users) }),
        ),
        activation: names.licensed.includes(name) ? fc.constant(undefined) : maybe(fc.constant("trial")),
      });
    const license = (name: string) =>
      fc.record({
        app: fc.constant(name),
        license: fc.constant(`${name} license`),
        users: maybe(fc.subarray([...names.users], { maxLength: Math.min(2, names.users.length) })),
      });
    const category = (name: string) =>
      fc.record({
        name: fc.constant(name),
        order: maybe(fc.integer({ min: 1, max: 5 })),
        columns: maybe(fc.integer({ min: 1, max: 4 })),
      });
    const all = <T>(list: readonly string[], make: (name: string) => fc.Arbitrary<T>) =>
      fc.tuple(...list.map(make));
    const licensed = names.licensed.filter((name) => names.apps.includes(name));
    return fc
      .record({
        workspaces: fc.constant(names.workspaces.map((name) => ({ name }))),
        categories: all(names.categories, category),
        groups: all(names.groups, group),
        users: all(names.users, user),
        apps: all(names.apps, app),
        licenses: all(licensed, license),
      })
      .map((collections) => ({
        ...collections,
        ...(names.partial ? { users: { include: collections.users } } : {}),
      }));
  });

export function textOf(drawn: Drawn): string {
  return JSON.stringify({ apiVersion: "cxroster/v1", platform: "engagecx", ...drawn });
}
