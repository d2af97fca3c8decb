/** CxEngage under the properties. */
import fc from "fast-check";
import { manifest } from "../support/random-cxengage.ts";
import type { Rehearsal } from "../support/rehearsal.ts";
import { manifestOf } from "./calls.ts";
import { LIFTABLE, type Operation, type PropertyRow } from "./row.ts";

const PEOPLE = ["ana", "ben", "cleo"].map((name) => `${name}@x.example`);
const OWNER = "owner@northwind.example";

const furnish = manifest.map((drawn) => async (rehearsal: Rehearsal) => {
  const plan = await rehearsal.plan(JSON.stringify(drawn), { allow: LIFTABLE });
  await rehearsal.apply(plan);
});

const email = fc.constantFrom(...PEOPLE, OWNER);
const role = fc.constantFrom("Agent", "Supervisor", "Administrator");
const write = (collections: object) => manifestOf("cxengage", collections);
const partly = (collection: string, parts: object) => write({ [collection]: parts });
const one = (collection: string, entry: object) => partly(collection, { include: [entry] });

const operation = fc.oneof<fc.Arbitrary<Operation>[]>(
  fc
    .tuple(email, role)
    .map(([address, name]) => ({ manifest: one("users", { email: address, role: name, invite: "later" }) })),
  fc.tuple(email, role, fc.constantFrom("enabled", "disabled")).map(([address, name, status]) => ({
    manifest: one("users", { email: address, role: name, status, invite: "later" }),
  })),
  email.map((address) => ({ manifest: partly("users", { exclude: [address] }) })),
  fc
    .constantFrom("Agent", "Lead", "Administrator")
    .map((name) => ({ manifest: one("roles", { name, description: "New" }) })),
  fc
    .constantFrom("Lead", "Fresh")
    .map((name) => ({ manifest: one("roles", { name, permissions: ["VIEW_ALL_USERS"] }) })),
  fc
    .constantFrom("Agent", "Lead")
    .map((name) => ({ manifest: one("roles", { name: "Renamed", renamedFrom: name }) })),
  fc.constantFrom("Claims", "everyone").map((name) => ({ manifest: one("groups", { name, active: false }) })),
  fc
    .constantFrom("Claims", "everyone")
    .map((name) => ({ manifest: one("groups", { name: "Renamed", renamedFrom: name }) })),
  fc
    .constantFrom("Claims", "everyone", "Nowhere")
    .map((name) => ({ manifest: partly("groups", { exclude: [name] }) })),
  fc.tuple(fc.constantFrom("French", "Chat"), fc.boolean()).map(([name, hasProficiency]) => ({
    manifest: one("skills", { name, hasProficiency }),
  })),
  fc
    .constantFrom("Breaks", "System Presence Reasons")
    .map((name) => ({ manifest: one("reasonLists", { name, active: false }) })),
  fc
    .constantFrom("UTC", "Asia/Tokyo")
    .map((timezone) => ({ manifest: write({ tenant: { name: "Northwind", timezone } }) })),
);

export const cxengage: PropertyRow = {
  platform: "cxengage",
  account: {},
  manifest,
  textOf: (drawn) => JSON.stringify(drawn),
  furnish,
  callers: PEOPLE,
  managing: "/roles",
  operation,
};
