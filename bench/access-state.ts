/** An account of many people in 500 groups, as it would have been read. */
import type { LiveObject, State } from "../src/kind/state.ts";
import type { KindTable } from "../src/kind/table.ts";
import { liveState } from "../src/plan/live-state.ts";

const GROUPS = 500;
const WORKSPACES = 100;

export function manyPeople(people: number, table: KindTable): State {
  const object = (kind: string, id: string, attributes: LiveObject["attributes"]): LiveObject => ({
    kind,
    id,
    present: true,
    attributes,
  });
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
  const objects = [
    ...numbers(WORKSPACES).map((at) => object("workspace", `w${at}`, { name: `Workspace ${at}` })),
    ...numbers(GROUPS).map((at) =>
      object("group", `g${at}`, {
        name: `Group ${at}`,
        manageOrganization: false,
        workspaces: [{ to: `w${at % WORKSPACES}` }],
      }),
    ),
    ...numbers(people).map((at) =>
      object("user", `u${at}`, {
        email: `person${at}@northwind.example`,
        enabled: true,
        groups: [0, 7, 19].map((step) => ({ to: `g${(at + step) % GROUPS}` })),
      }),
    ),
  ];
  const caller = { email: null, mayManage: true };
  const account = { id: "bench", name: "Northwind" };
  const live = { account, caller, objects, partial: [], reads: 0 };
  return liveState(live, table, "2026-11-23T08:00:00Z", new Map()).state;
}
