/** Random CxEngage tenants as manifests; the owner always stays an administrator. */
import fc from "fast-check";

const PEOPLE = ["ana", "ben", "cleo", "dora"].map((name) => `${name}@x.example`);
const GROUPS = ["Claims", "Sales"];
const SKILLS = ["French", "Chat"];
const LISTS = ["Breaks", "Training"];
const RULES = ["Standard", "Busy"];
const ROLES = ["Lead", "Listener"];
const PERMISSIONS = ["MANAGE_ALL_USER_SKILLS", "VIEW_ALL_GROUPS", "VIEW_ALL_SKILLS", "VIEW_ALL_USERS"];

const some = (names: readonly string[]) => fc.subarray([...names]);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const text = fc.constantFrom(
  "",
  "For claims",
  "- a: b",
  "two\nlines",
  "#1 'quoted' \"twice\"",
  "Zoë ☎",
  "yes",
);
const all = <T>(names: readonly string[], make: (name: string) => fc.Arbitrary<T>) =>
  fc.tuple(...names.map(make));

export const manifest: fc.Arbitrary<object> = fc
  .record({
    roles: some(ROLES),
    groups: some(GROUPS),
    skills: some(SKILLS),
    reasonLists: some(LISTS),
    capacityRules: some(RULES),
    users: some(PEOPLE),
  })
  .chain((names) => {
    const user = (email: string) =>
      fc.record({
        email: fc.constant(email),
        role: fc.constantFrom("Agent", "Supervisor", "Administrator", ...names.roles),
        status: maybe(fc.constantFrom("enabled", "disabled")),
        invite: fc.constantFrom("now", "later"),
        firstName: maybe(fc.constant("Ana")),
        groups: maybe(some([...names.groups, "everyone"])),
        skills: maybe(
          some(names.skills).map((list) =>
            list.map((name) => (name === "French" ? { name, proficiency: 40 } : name)),
          ),
        ),
        reasonLists: maybe(some(names.reasonLists)),
        capacityRule: maybe(fc.constantFrom("tenant-default", ...names.capacityRules)),
        extensions: maybe(
          some(["+40211234567", "+40211234568"]).map((list) =>
            list.map((value) => ({ type: "pstn", value, description: "Desk" })),
          ),
        ),
      });
    return fc.record({
      apiVersion: fc.constant("cxroster/v1"),
      platform: fc.constant("cxengage"),
      tenant: fc.record({
        name: fc.constant("Northwind"),
        description: text,
        timezone: maybe(fc.constantFrom("Europe/Bucharest", "UTC")),
      }),
      roles: all(names.roles, (name) =>
        fc.record({ name: fc.constant(name), description: text, permissions: some(PERMISSIONS) }),
      ),
      groups: all(names.groups, (name) => fc.record({ name: fc.constant(name), description: text })),
      skills: all(names.skills, (name) =>
        fc.record({ name: fc.constant(name), hasProficiency: fc.constant(name === "French") }),
      ),
      reasonLists: all(names.reasonLists, (name) =>
        fc.record({
          name: fc.constant(name),
          description: text,
          reasons: fc.constant([{ name: `${name} one`, category: "Break" }, { name: `${name} two` }]),
        }),
      ),
      capacityRules: all(names.capacityRules, (name) =>
        fc.record({
          name: fc.constant(name),
          version: fc.record({
            name: fc.constant("v1"),
            quantifier: fc.constantFrom("all", "any"),
            ruleSet: fc.constant("{[:voice] 1 [:email :messaging] 3}"),
          }),
        }),
      ),
      users: all(names.users, user).map((users) => ({
        include: [{ email: "owner@northwind.example", role: "Administrator" }, ...users],
      })),
    });
  });
