/** Random AutoID trees as manifests, over few names, so that two of them meet often. The owner manages the whole tree. */
import fc from "fast-check";

export const PEOPLE = ["ana", "ben", "cleo", "dora"].map((name) => `${name}@x.example`);
export const ROLES = ["User", "Messaging Agent", "Account Admin"];
const OWNER = { email: "owner@northwind.example", roles: ["Account Admin"] };
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const role = fc.subarray(ROLES, { minLength: 1 });
const user = (email: string) =>
  fc.record({
    email: fc.constantFrom(email, email.toUpperCase()),
    roles: fc.oneof(
      role,
      role.map((include) => ({ include, exclude: ROLES.filter((each) => !include.includes(each)).slice(1) })),
    ),
  });
const people = fc.subarray(PEOPLE).chain((emails) => fc.tuple(...emails.map(user)));
/** Everybody there is, some at least, or nothing said. */
const users = maybe(
  fc.oneof(
    people,
    people.map((include) => ({ include })),
  ),
);
/** What was once activated stays so: one name is active for good, the other never. */
const location = fc.constantFrom({ name: "Quay", active: true }, { name: "Old/Mill", active: false });
const locations = maybe(
  fc.uniqueArray(
    fc.tuple(location, users).map(([place, granted]) => ({ ...place, users: granted })),
    {
      selector: (each) => each.name,
    },
  ),
);
const inner = fc.record({ name: fc.constant("Night"), users, locations });
const subgroup = (name: string) =>
  fc.record({
    name: fc.constant(name),
    users,
    locations,
    subgroups: maybe(fc.uniqueArray(inner, { maxLength: 1 })),
  });

export const manifest: fc.Arbitrary<object> = fc
  .record({
    root: people,
    subgroups: fc.subarray(["North", "South"]).chain((names) => fc.tuple(...names.map(subgroup))),
    second: maybe(fc.record({ people, locations })),
  })
  .map(({ root, subgroups, second }) => ({
    apiVersion: "cxroster/v1",
    platform: "autoid",
    groups: [
      { name: "Northwind", users: [OWNER, ...root], subgroups },
      ...(second === undefined
        ? []
        : [{ name: "Second", users: [OWNER, ...second.people], locations: second.locations }]),
    ],
  }));

export const textOf = (drawn: object): string => JSON.stringify(drawn);
