/** A platform nobody has: houses with rooms and guests. It speaks the calls of an account API that is served anyway. */
import { links, oneOf, string } from "../../../src/kind/attribute.ts";
import type { Entitlement } from "../../../src/kind/entitlement.ts";
import { defineKind } from "../../../src/kind/kind.ts";
import { linksOf, objectsOf, type State, textOf } from "../../../src/kind/state.ts";
import { defineTable } from "../../../src/kind/table.ts";
import type { AccountApi } from "../../../src/platform/account-api.ts";
import { openAccount } from "../../../src/platform/account-opening.ts";
import type { Platform } from "../../../src/platform/contract.ts";

const source = "https://houses.example/";

const room = defineKind<AccountApi>({
  name: "room",
  manifestKey: "rooms",
  summary: "A room of the house.",
  source,
  attributes: {
    title: string({ required: true, format: "name", doc: "Title of the room.", example: "Library" }),
  },
  identity: ["title"],
  rename: { as: "refused", rule: "HOUSE-ROOM-01" },
  removal: { effect: "delete", rule: "HOUSE-ROOM-02", destroys: "the furniture" },
  limit: { most: 10, rule: "HOUSE-ROOM-03", least: 1 },
  api: { list: "/workspaces", fields: { title: { field: "name" } } },
});

const guest = defineKind<AccountApi>({
  name: "guest",
  manifestKey: "guests",
  summary: "A person with a key to some rooms.",
  source,
  attributes: {
    address: string({
      required: true,
      format: "email",
      doc: "Address of the guest.",
      example: "ana@northwind.example",
    }),
    rooms: links("room", {
      atLeastOne: "HOUSE-GUEST-01",
      replaces: { rule: "HOUSE-GUEST-02", loses: "the key" },
      doc: "Rooms the key opens.",
      example: ["Library"],
    }),
    state: string({ readOnly: true, doc: "active or pending." }),
    host: oneOf(["no"], { readOnly: true, doc: "Always a guest." }),
    pending: { type: "boolean", readOnly: true, doc: "Has not come yet." },
    owns: { type: "boolean", readOnly: true, doc: "Owns the house." },
  },
  identity: ["address"],
  creation: { from: "new", invites: true },
  rename: { as: "replace", rule: "HOUSE-GUEST-03" },
  removal: { effect: "delete", rule: "HOUSE-GUEST-04" },
  person: true,
  pending: { flag: "pending", atCreate: "always" },
  defaultFlag: "owns",
  checks: [
    ({ verb, before }) =>
      verb === "remove" && before?.attributes.owns === true
        ? [{ rule: "HOUSE-GUEST-04", severity: "error", message: "the owner of the house stays" }]
        : [],
  ],
  api: {
    list: "/members",
    fields: {
      address: { field: "email" },
      state: { field: "status" },
      host: { field: null },
      pending: { field: "status", trueWhen: "pending" },
      owns: { field: "isOwner" },
    },
    links: { rooms: { field: "workspaces", create: "workspaces" } },
  },
});

function access(state: State): Entitlement[] {
  const titles = new Map([...objectsOf(state, "room")].map((each) => [each.key, textOf(each, "title")]));
  return [...objectsOf(state, "guest")].flatMap((each): Entitlement[] => {
    const when = each.attributes.pending === true ? "on-acceptance" : "now";
    const opens = linksOf(each, "rooms").map((link) => titles.get(link.to) ?? link.to);
    const said = { person: each.key, when, via: ["key"] } as const;
    const enters: Entitlement = { ...said, permission: "house.enter", on: "" };
    return [enters, ...[...new Set(opens)].map((on) => ({ ...said, permission: "room.open", on }))];
  });
}

const cannot = (because: string) => ({ can: false, because });

export const madeUp: Platform = {
  table: defineTable({
    platform: "houses",
    product: "House",
    kinds: [room, guest],
    rules: {},
    permissions: [
      {
        name: "house.enter",
        says: "enter the house",
        probe: "GET /accounts/{account}/me",
        administers: true,
      },
      { name: "room.open", says: "open room", probe: "GET /accounts/{account}/workspaces/{on}/content" },
    ],
    capabilities: {
      rename: cannot("a room bears its title for ever (HOUSE-ROOM-01)"),
      updateMemberships: cannot("keys are made once (HOUSE-GUEST-02)"),
      invitations: { can: true, because: "every guest is invited" },
      idempotencyKeys: { can: true, because: "the calls keep them" },
    },
    pageSize: 500,
    manageRule: "HOUSE-GUEST-04",
    access,
  }),
  credentials: [
    {
      name: "token",
      secret: true,
      environment: "CXROSTER_TOKEN",
      required: true,
      doc: "Token of the house.",
    },
  ],
  connect: (connection) =>
    openAccount(connection, madeUp.table, {
      path: "/accounts",
      word: "house",
      manages: "manageAccount",
      hidden: null,
      rules: { none: "HOUSE-ROOM-02", several: "HOUSE-ROOM-02" },
      whenNone: "ask for a key",
    }),
};
