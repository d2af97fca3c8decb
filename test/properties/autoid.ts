/** AutoID under the properties. */
import fc from "fast-check";
import { manifest } from "../support/random-autoid.ts";
import type { Rehearsal } from "../support/rehearsal.ts";
import { ids, manifestOf } from "./calls.ts";
import { LIFTABLE, type Operation, type PropertyRow } from "./row.ts";

const PEOPLE = ["ana", "ben", "cleo"].map((name) => `${name}@x.example`);
const OWNER = "owner@northwind.example";

const furnish = manifest.map((drawn) => async (rehearsal: Rehearsal) => {
  await rehearsal.apply(await rehearsal.plan(JSON.stringify(drawn), { allow: LIFTABLE }));
});

const email = fc.constantFrom(...PEOPLE, OWNER);
const roles = fc.subarray(["User", "Account Admin", "Messaging Agent"], { minLength: 1 });
const top = (inner: object) =>
  manifestOf("autoid", { groups: { include: [{ name: "Northwind", ...inner }] } });
const north = (inner: object) => top({ subgroups: { include: [{ name: "North", ...inner }] } });
const place = fc.constantFrom(top, north);

const operation = fc.oneof<fc.Arbitrary<Operation>[]>(
  fc.tuple(place, email, roles).map(([at, address, wanted]) => ({
    manifest: at({ users: { include: [{ email: address, roles: wanted }] } }),
  })),
  fc.tuple(place, email).map(([at, address]) => ({ manifest: at({ users: { exclude: [address] } }) })),
  fc.boolean().map((active) => ({ manifest: north({ active }) })),
  place.map((at) => ({ manifest: at({ locations: { include: [{ name: "Fresh" }] } }) })),
  fc
    .constantFrom("Fresh", "South")
    .map((name) => ({ manifest: top({ subgroups: { include: [{ name }] } }) })),
  fc.constant({
    manifest: top({ subgroups: { include: [{ name: "Renamed", renamedFrom: "North" }] } }),
    calls: async (rehearsal, token) => {
      const node = (await ids(rehearsal, "/nodes", "name")).get("North");
      return [await rehearsal.call("PATCH", `/nodes/${node}`, { body: { name: "Renamed" }, token })];
    },
  }),
  fc.constant({
    manifest: top({ users: { include: [{ email: "ana@x.example", roles: ["Owner"] }] } }),
    calls: async (rehearsal, token) => [
      await grant(rehearsal, token, { email: "ana@x.example", role: "Owner" }),
    ],
  }),
  fc.constant({
    manifest: top({ users: { include: [{ email: "no address", roles: ["User"] }] } }),
    calls: async (rehearsal, token) => [await grant(rehearsal, token, { email: "no address", role: "User" })],
  }),
);

async function grant(rehearsal: Rehearsal, token: string, body: object): Promise<Response> {
  const node = (await ids(rehearsal, "/nodes", "name")).get("Northwind");
  return rehearsal.call("POST", `/nodes/${node}/users`, { body, token });
}

export const autoid: PropertyRow = {
  platform: "autoid",
  account: {},
  manifest,
  textOf: (drawn) => JSON.stringify(drawn),
  furnish,
  callers: PEOPLE,
  managing: "/management",
  operation,
};
