/**
 * Effective access on AutoID: a role granted on a node holds on the node and on everything below it, never above
 * (AID-TREE-02, AID-TREE-04, AID-TREE-05, AID-TREE-07). The roles of a person add up and none includes another
 * (AID-ROLE-11): User views, Messaging Agent reads and answers messages and sees nothing else, Account Admin views,
 * changes settings and manages users and accounts (AID-ROLE-02 to AID-ROLE-08).
 */
import { byCodePoint } from "../../kind/code-points.ts";
import type { Entitlement, Permission } from "../../kind/entitlement.ts";
import { fold } from "../../kind/identity.ts";
import { linksOf, objectsOf, type State, type StateObject } from "../../kind/state.ts";
import { ACCOUNT_ADMIN, MESSAGING_AGENT, ROLES, USER } from "./limits.ts";
import { nodeAt, personOf, treeOf } from "./tree.ts";

const probe = (route: string, method = "GET") => `${method} /accounts/{account}/nodes/{on}/${route}`;

export const permissions: readonly Permission[] = [
  { name: "node.view", says: "view", probe: probe("content") },
  { name: "node.settings", says: "change settings of", probe: probe("settings", "PUT") },
  { name: "node.messages", says: "read and answer messages of", probe: probe("messages") },
  {
    name: "node.manage",
    says: "manage users and accounts of",
    probe: probe("management"),
    administers: true,
    each: true,
  },
];

const GIVES: ReadonlyMap<string, readonly string[]> = new Map([
  [fold(USER), ["node.view"]],
  [fold(MESSAGING_AGENT), ["node.messages"]],
  [fold(ACCOUNT_ADMIN), ["node.view", "node.settings", "node.manage"]],
]);

interface Held {
  readonly permission: string;
  readonly on: string;
  readonly via: Set<string>;
}

export function access(state: State): Entitlement[] {
  const people = new Map<string, Map<string, Held>>();
  for (const grant of objectsOf(state, "user")) {
    const held = people.get(personOf(grant)) ?? new Map<string, Held>();
    people.set(personOf(grant), held);
    addGrant(held, grant, state);
  }
  return [...people].flatMap(([person, held]) =>
    [...held.values()].map(
      ({ permission, on, via }): Entitlement => ({
        person,
        permission,
        on,
        when: "now",
        via: [...via].sort(byCodePoint),
      }),
    ),
  );
}

function addGrant(held: Map<string, Held>, grant: StateObject, state: State): void {
  const node = nodeAt(grant.parent, state);
  if (node === undefined) return;
  const paths = treeOf(state).paths(node);
  for (const link of linksOf(grant, "roles")) {
    const role = ROLES.find((name) => fold(name) === link.to) ?? link.to;
    const via = `${role} on ${paths[0]}`;
    for (const permission of GIVES.get(link.to) ?? []) {
      for (const on of paths) {
        const id = `${permission}\u0000${on}`;
        const known = held.get(id);
        if (known === undefined) held.set(id, { permission, on, via: new Set([via]) });
        else known.via.add(via);
      }
    }
  }
}
