/** Random contact.center accounts as manifests; the owner and the first workspace stay. */
import fc from "fast-check";

const PEOPLE = ["ana", "ben", "cleo"].map((name) => `${name}@x.example`);
const WORKSPACES = ["Main", "Sales", "Night: shift", "#4"];

export const manifest: fc.Arbitrary<object> = fc
  .record({ workspaces: fc.subarray(WORKSPACES, { minLength: 1 }), members: fc.subarray(PEOPLE) })
  .chain((names) =>
    fc.record({
      apiVersion: fc.constant("cxroster/v1"),
      platform: fc.constant("contactcenter"),
      workspaces: fc.constant({ include: names.workspaces.map((name) => ({ name })) }),
      members: fc
        .tuple(
          ...names.members.map((email) =>
            fc.record({
              email: fc.constant(email),
              workspaces: fc.subarray(names.workspaces, { minLength: 1 }),
            }),
          ),
        )
        .map((members) => ({ include: members })),
    }),
  );
