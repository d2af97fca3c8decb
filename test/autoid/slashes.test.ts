/** A slash in a name and a slash between names are told apart wherever a plan speaks of a node. */
import { expect, test } from "vitest";
import { Rehearsal } from "../support/rehearsal.ts";

const GRANT = "[{ email: ana@x.example, roles: [User] }]";
const manifest = (outer: string, inner: string) => `
groups:
  - name: Main Group
    users: [{ email: owner@northwind.example, roles: [Account Admin] }]
    subgroups:
      - { name: a/b, users: ${outer} }
      - name: a
        users: []
        subgroups: [{ name: b, users: ${inner} }]
`;

test("AID-TREE-03 a grant that moves from a node named a/b to b inside a is a loss and a gain", async () => {
  const rehearsal = await Rehearsal.start({ platform: "autoid" });
  try {
    await rehearsal.sync(manifest(GRANT, "[]"));
    const plan = await rehearsal.plan(manifest("[]", GRANT));
    expect(plan.changes.map((change) => change.label).sort()).toEqual([
      "Main Group/a/b/ana@x.example",
      "Main Group/a\\/b/ana@x.example",
    ]);
    expect(plan.access).toMatchObject([
      {
        person: "ana@x.example",
        gains: [{ permission: "node.view", on: "Main Group/a/b", via: ["User on Main Group/a/b"] }],
        loses: [{ permission: "node.view", on: "Main Group/a\\/b", via: ["User on Main Group/a\\/b"] }],
      },
    ]);
    expect((await rehearsal.apply(plan)).status).toBe("applied");
    expect((await rehearsal.plan(manifest("[]", GRANT))).changes).toEqual([]);
  } finally {
    await rehearsal.stop();
  }
});
