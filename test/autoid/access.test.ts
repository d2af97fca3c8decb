/** What the access report says is what each person's own token gets through the probe routes, and nothing more. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { liveState } from "../../src/plan/live-state.ts";
import { ROLES } from "../../src/platform/autoid/limits.ts";
import { pathOf } from "../../src/platform/autoid/tree.ts";
import { ask } from "../access/ask.ts";
import { cases } from "../support/property-cases.ts";
import { Rehearsal } from "../support/rehearsal.ts";

const PEOPLE = ["ana", "ben", "cleo"].map((name) => `${name}@x.example`);
const RUNS = cases(12);
const LIMIT_MILLISECONDS = 120_000 + RUNS * 4_000;
const PROBES = {
  "node.view": "content",
  "node.settings": "PUT settings",
  "node.messages": "messages",
  "node.manage": "management",
};

const grants = fc.uniqueArray(
  fc.record({ email: fc.constantFrom(...PEOPLE), roles: fc.subarray([...ROLES], { minLength: 1 }) }),
  { selector: (each) => each.email },
);
const tree = fc.record({
  root: grants,
  north: grants,
  night: grants,
  harbor: grants,
  south: grants,
  active: fc.boolean(),
});
type Tree = typeof tree extends fc.Arbitrary<infer T> ? T : never;

function manifestOf({ root, north, night, harbor, south, active }: Tree): string {
  const owner = { email: "owner@northwind.example", roles: ["Account Admin"] };
  const subgroups = [
    {
      name: "North",
      users: north,
      active,
      subgroups: [{ name: "Night", users: night }],
      locations: [{ name: "Harbor/Street", users: harbor, active }],
    },
    { name: "South", users: south },
  ];
  return JSON.stringify({
    apiVersion: "cxroster/v1",
    platform: "autoid",
    groups: [{ name: "Northwind", users: [owner, ...root], subgroups }],
  });
}

test(
  "AID-TREE-02 AID-TREE-07 AID-ROLE-02 AID-ROLE-03 AID-ROLE-04 AID-ROLE-05 AID-ROLE-08 AID-ROLE-11 access says exactly what the server lets people do",
  async () => {
    await fc.assert(
      fc.asyncProperty(tree, async (drawn) => {
        const rehearsal = await Rehearsal.start({ platform: "autoid" });
        try {
          await rehearsal.sync(manifestOf(drawn));
          const live = await rehearsal.connect().readLive(new Map());
          const { state } = liveState(live, rehearsal.platform.table, "2026-11-25T00:00:00Z", new Map());
          const { people } = await ask(rehearsal);
          const said = people
            .filter(({ person }) => PEOPLE.includes(person))
            .flatMap(({ person, access }) => access.map((each) => `${person} ${each.permission} ${each.on}`));
          const nodes = ["group", "subgroup", "location"].flatMap((kind) => [
            ...(state.objects.get(kind)?.values() ?? []),
          ]);
          const found: string[] = [];
          for (const person of PEOPLE) {
            const token = await rehearsal.tokenOf(person).catch(() => null);
            if (token === null) continue;
            for (const node of nodes) {
              for (const [permission, route] of Object.entries(PROBES)) {
                const { ok, status } = await probe(rehearsal, node.id ?? "", route, token);
                if (ok) found.push(`${person} ${permission} ${pathOf(node, state)}`);
                else expect([403, 404]).toContain(status);
              }
            }
          }
          expect(found.sort()).toEqual(said.sort());
        } finally {
          await rehearsal.stop();
        }
      }),
      { numRuns: RUNS },
    );
  },
  LIMIT_MILLISECONDS,
);

/** A probe is a GET unless it says otherwise. */
function probe(rehearsal: Rehearsal, node: string, route: string, token: string): Promise<Response> {
  const [name = "", method = "GET"] = route.split(" ").toReversed();
  const body = method === "GET" ? {} : { body: {} };
  return rehearsal.call(method, `/nodes/${node}/${name}`, { token, ...body });
}
