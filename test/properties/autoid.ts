/** AutoID under the properties. */
import fc from "fast-check";
import type { Rehearsal } from "../support/rehearsal.ts";
import { manifest, PEOPLE, ROLES, textOf } from "./autoid-manifests.ts";
import { ids, manifestOf, refer } from "./calls.ts";
import type { Operation, PropertyRow } from "./row.ts";

const STRANGER = "eva@x.example";
const OWNER = "owner@northwind.example";
const NODES = ["Northwind", "North", "Night"];

const state = fc.record({
  grants: fc.uniqueArray(
    fc.record({
      node: fc.constantFrom(...NODES),
      email: fc.constantFrom(...PEOPLE),
      roles: fc.subarray(ROLES, { minLength: 1 }),
    }),
    { selector: ({ node, email }) => `${node} ${email}`, maxLength: 6 },
  ),
  active: fc.boolean(),
});

/** A tree of three levels with grants anywhere in it. */
const furnish = state.map((drawn) => async (rehearsal: Rehearsal): Promise<void> => {
  for (const [index, kind] of ["subgroup", "subgroup", "location"].entries()) {
    const known = await ids(rehearsal, "/nodes", "name");
    const parent = refer(known, ["Northwind", "North", "North"][index] ?? "");
    const body = { name: ["North", "Night", "Quay"][index], kind, parent };
    const made = await rehearsal.call("POST", "/nodes", { body });
    const { id } = (await made.json()) as { id: string };
    if (drawn.active || kind === "subgroup")
      await rehearsal.call("POST", `/nodes/${id}/activate`, { body: {} });
  }
  const nodes = await ids(rehearsal, "/nodes", "name");
  for (const { node, email, roles } of drawn.grants) {
    const [role] = roles;
    const path = `/nodes/${refer(nodes, node)}/users`;
    const made = (await (await rehearsal.call("POST", path, { body: { email, role } })).json()) as {
      id: string;
    };
    await rehearsal.call("PATCH", `${path}/${made.id}`, { body: { roles } });
  }
});

/** A manifest that says something of one node and nothing of the others. */
function on(node: string, inner: object): string {
  const night = { subgroups: { include: [{ name: "Night", ...inner }] } };
  const north = node === "North" ? inner : night;
  const root = node === "Northwind" ? inner : { subgroups: { include: [{ name: "North", ...north }] } };
  return manifestOf("autoid", { groups: { include: [{ name: "Northwind", ...root }] } });
}

type Calls = NonNullable<Operation["calls"]>;

const invite =
  (node: string, email: string, roles: readonly unknown[]): Calls =>
  async (rehearsal, token) => {
    const nodes = await ids(rehearsal, "/nodes", "name");
    const path = `/nodes/${refer(nodes, node)}/users`;
    const added = await rehearsal.call("POST", path, { body: { email, role: roles[0] ?? null }, token });
    if (!added.ok || roles.length < 2) return [added];
    const { id } = (await added.json()) as { id: string };
    return [await rehearsal.call("PATCH", `${path}/${id}`, { body: { roles }, token })];
  };

const grantOf = async (rehearsal: Rehearsal, node: string, email: string): Promise<string> => {
  const nodes = await ids(rehearsal, "/nodes", "name");
  const response = await rehearsal.call("GET", "/users?limit=500");
  const { items } = (await response.json()) as { items: { id: string; node: string; email: string }[] };
  // One login is spelled as it was first written, be it on another platform of the server.
  const own = items.find((row) => row.node === nodes.get(node) && row.email.toLowerCase() === email);
  return own?.id ?? "none";
};

/** Takes away, at a node, what the person has there, be it from above or directly. */
const takeAway =
  (node: string, email: string): Calls =>
  async (rehearsal, token) => {
    const nodes = await ids(rehearsal, "/nodes", "name");
    const taken: Response[] = [];
    for (const place of NODES.slice(0, NODES.indexOf(node) + 1)) {
      const id = await grantOf(rehearsal, place, email);
      if (id === "none") continue;
      const path = `/nodes/${refer(nodes, node)}/users/${id}?confirm=true`;
      taken.push(await rehearsal.call("DELETE", path, { token }));
    }
    return taken.length > 0 ? taken : [await rehearsal.call("GET", "/me", { token })];
  };

const patchNode =
  (node: string, body: object): Calls =>
  async (rehearsal, token) => {
    const nodes = await ids(rehearsal, "/nodes", "name");
    return [await rehearsal.call("PATCH", `/nodes/${refer(nodes, node)}`, { body, token })];
  };

const makeNode =
  (node: string, name: string, kind: string): Calls =>
  async (rehearsal, token) => {
    const nodes = await ids(rehearsal, "/nodes", "name");
    const parent = kind === "group" ? null : refer(nodes, node);
    return [await rehearsal.call("POST", "/nodes", { body: { name, kind, parent }, token })];
  };

const node = fc.constantFrom(...NODES);
const email = fc.constantFrom(...PEOPLE, STRANGER);
const roles = fc.subarray(ROLES, { minLength: 1 });

const operation = fc.oneof<fc.Arbitrary<Operation>[]>(
  fc.tuple(node, email, roles).map(([place, address, list]) => ({
    manifest: on(place, { users: { include: [{ email: address, roles: list }] } }),
    calls: invite(place, address, list),
  })),
  fc.tuple(node, fc.constantFrom("no address", "ana@", "@x.example")).map(([place, address]) => ({
    manifest: on(place, { users: { include: [{ email: address, roles: ["User"] }] } }),
    calls: invite(place, address, ["User"]),
  })),
  fc.tuple(node, email, fc.constantFrom([], ["Owner"], ["User", "User"])).map(([place, address, list]) => ({
    manifest: on(place, { users: { include: [{ email: address, roles: list }] } }),
    calls: invite(place, address, list),
  })),
  fc.tuple(node, email).map(([place, address]) => ({
    manifest: on(place, { users: { exclude: [address] } }),
    calls: takeAway(place, address),
  })),
  node.map((place) => ({ manifest: on(place, { users: [] }) })),
  fc
    .tuple(node, fc.constantFrom("Fresh", "Quay", "night", " "), fc.constantFrom("subgroup", "location"))
    .map(([place, name, kind]) => ({
      manifest: on(place, { [`${kind}s`]: { include: [{ name }] } }),
      calls: makeNode(place, name, kind),
    })),
  fc.constantFrom("Fresh", "Northwind").map((name) => ({
    manifest: manifestOf("autoid", { groups: { include: [{ name }] } }),
    calls: makeNode("", name, "group"),
  })),
  roles.map((list) => ({
    manifest: manifestOf("autoid", {
      groups: { include: [{ name: "Fresh", users: { include: [{ email: OWNER, roles: list }] } }] },
    }),
  })),
  fc.constantFrom("North", "Night").map((name) => ({
    manifest: on(name === "Night" ? "North" : "Northwind", {
      subgroups: { include: [{ name: `${name} Two`, renamedFrom: name }] },
    }),
    calls: patchNode(name, { name: `${name} Two` }),
  })),
  node.map((place) => ({
    manifest: on(place, { active: false }),
    calls: patchNode(place, { active: false }),
  })),
  fc.constant({ manifest: on("North", { locations: { include: [{ name: "Quay" }] } }) }),
);

export const autoid: PropertyRow = {
  platform: "autoid",
  account: {},
  manifest,
  textOf,
  furnish,
  callers: [...PEOPLE, OWNER],
  managing: "/me",
  operation,
};
