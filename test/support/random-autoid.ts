/** Random AutoID trees as manifests; the owner stays an Account Admin at the top. */
import fc from "fast-check";

const PEOPLE = ["ana", "ben", "cleo"].map((name) => `${name}@x.example`);
const ROLES = ["User", "Account Admin", "Messaging Agent"];
const OWNER = { email: "owner@northwind.example", roles: ["Account Admin"] };

const users = fc
  .subarray(PEOPLE)
  .chain((people) =>
    fc.tuple(
      ...people.map((email) =>
        fc.record({ email: fc.constant(email), roles: fc.subarray(ROLES, { minLength: 1 }) }),
      ),
    ),
  );

const locations = fc
  .subarray(["Harbor Street", "A/B \\ C", "- 7"])
  .chain((names) =>
    fc.tuple(...names.map((name) => fc.record({ name: fc.constant(name), active: fc.boolean(), users }))),
  );

interface Node {
  readonly name: string;
}

/** A subgroup and what stands inside it, `depth` levels at most. */
function subgroup(name: string, depth: number): fc.Arbitrary<Node> {
  const inner = depth === 0 ? fc.constant([]) : subgroups(depth - 1);
  return fc.record({ name: fc.constant(name), active: fc.boolean(), users, locations, subgroups: inner });
}

function subgroups(depth: number): fc.Arbitrary<Node[]> {
  return fc
    .subarray(["North", "South"])
    .chain((names) => fc.tuple(...names.map((name) => subgroup(name, depth))));
}

export const manifest: fc.Arbitrary<object> = fc
  .record({ users, locations, subgroups: subgroups(2) })
  .map(({ users: people, ...inside }) => ({
    apiVersion: "cxroster/v1",
    platform: "autoid",
    groups: [{ name: "Northwind", users: [OWNER, ...people], ...inside }],
  }));
