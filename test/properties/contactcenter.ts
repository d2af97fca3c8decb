/** contact.center under the properties. */
import fc from "fast-check";
import type { Rehearsal } from "../support/rehearsal.ts";
import { accept, ids, manifestOf, refer } from "./calls.ts";
import { LIMITS, manifest, textOf } from "./contactcenter-manifests.ts";
import type { Operation, PropertyRow } from "./row.ts";

const PEOPLE = ["ana", "ben", "cleo"].map((name) => `${name}@x.example`);
const STRANGER = "eva@x.example";
const OWNER = "owner@northwind.example";

const state = fc.record({
  subscription: fc.constantFrom("omnichannel", "email", "free"),
  rooms: fc.subarray(["Sales", "Support"]),
  members: fc.subarray(PEOPLE),
  accepting: fc.subarray(PEOPLE),
  demoted: fc.subarray(PEOPLE),
  limits: fc.record({ workspaces: fc.integer({ min: 1, max: 4 }), members: fc.integer({ min: 1, max: 5 }) }),
});

/** An account in any subscription, near, at and beyond its limits, with members of all sorts. */
const furnish = state.map((drawn) => async (rehearsal: Rehearsal): Promise<void> => {
  for (const name of drawn.rooms) await rehearsal.call("POST", "/workspaces", { body: { name } });
  const rooms = [...(await ids(rehearsal, "/workspaces", "name")).values()];
  for (const [index, email] of drawn.members.entries()) {
    const workspaces = rooms.filter((_, at) => (at + index) % 2 === 0 || at === 0);
    await rehearsal.call("POST", "/members", { body: { email, workspaces } });
  }
  await accept(rehearsal, drawn.accepting, { firstName: "A", lastName: "B" });
  const members = await ids(rehearsal, "/members", "email");
  for (const email of drawn.demoted) {
    const id = members.get(email);
    const path = `/admin/accounts/${rehearsal.account.id}`;
    if (id !== undefined) await rehearsal.admin("PATCH", `${path}/members/${id}`, { role: "Agent" });
  }
  const { subscription, limits } = drawn;
  await rehearsal.admin("PATCH", `/admin/accounts/${rehearsal.account.id}/subscription`, {
    subscription,
    limits,
  });
});

const room = fc.constantFrom("Main", "Sales", "Support", "Fresh");
const email = fc.constantFrom(...PEOPLE, STRANGER, OWNER);
const several = fc.subarray(["Main", "Sales", "Support"]);
const write = (collections: object) => manifestOf("contactcenter", collections);
const partly = (collection: string, parts: object) => write({ [collection]: parts });

const operation = fc.oneof<fc.Arbitrary<Operation>[]>(
  room.map((name) => ({ manifest: partly("workspaces", { include: [{ name }] }) })),
  room.map((name) => ({ manifest: partly("workspaces", { exclude: [name] }) })),
  several.map((names) => ({ manifest: write({ workspaces: names.map((name) => ({ name })) }) })),
  fc.tuple(room, room).map(([from, name]) => ({
    manifest: partly("workspaces", { include: [{ name: `${name} Two`, renamedFrom: from }] }),
    calls: async (rehearsal: Rehearsal, token: string) => {
      const id = (await ids(rehearsal, "/workspaces", "name")).get(from);
      const body = { name: `${name} Two` };
      if (id === undefined) return [await rehearsal.call("POST", "/workspaces", { body, token })];
      return [await rehearsal.call("PATCH", `/workspaces/${id}`, { body, token })];
    },
  })),
  fc.constant({
    manifest: partly("workspaces", { include: [{ name: " " }] }),
    calls: async (rehearsal: Rehearsal, token: string) => [
      await rehearsal.call("POST", "/workspaces", { body: { name: " " }, token }),
    ],
  }),
  fc.tuple(email, several).map(([address, names]) => ({
    manifest: partly("members", { include: [{ email: address, workspaces: names }] }),
    calls: async (rehearsal: Rehearsal, token: string) => [await invite(rehearsal, token, address, names)],
  })),
  fc.tuple(email, fc.constantFrom("Agent", "Super Admin")).map(([address, role]) => ({
    manifest: partly("members", { include: [{ email: address, workspaces: ["Main"], role }] }),
    calls: async (rehearsal: Rehearsal, token: string) => [
      await invite(rehearsal, token, address, ["Main"], role),
    ],
  })),
  fc.constant({
    manifest: partly("members", { include: [{ email: "no address", workspaces: ["Main"] }] }),
    calls: async (rehearsal: Rehearsal, token: string) => [
      await invite(rehearsal, token, "no address", ["Main"]),
    ],
  }),
  fc.constant({
    manifest: partly("members", { include: [{ email: STRANGER, workspaces: ["Nowhere"] }] }),
    calls: async (rehearsal: Rehearsal, token: string) => [
      await invite(rehearsal, token, STRANGER, ["Nowhere"]),
    ],
  }),
  email.map((address) => ({ manifest: partly("members", { exclude: [address] }) })),
  email.map((address) => ({
    manifest: partly("members", {
      include: [{ email: `new.${address}`, renamedFrom: address, workspaces: ["Main"] }],
    }),
  })),
);

async function invite(
  rehearsal: Rehearsal,
  token: string,
  address: string,
  names: readonly string[],
  role?: string,
): Promise<Response> {
  const rooms = await ids(rehearsal, "/workspaces", "name");
  const workspaces = names.map((name) => refer(rooms, name));
  const body = { email: address, workspaces, ...(role === undefined ? {} : { role }) };
  return rehearsal.call("POST", "/members", { body, token });
}

export const contactcenter: PropertyRow = {
  platform: "contactcenter",
  account: { limits: LIMITS },
  manifest,
  textOf: (drawn) => textOf(drawn as Parameters<typeof textOf>[0]),
  furnish,
  callers: PEOPLE,
  managing: "/management",
  operation,
};
