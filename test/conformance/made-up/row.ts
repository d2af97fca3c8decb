/** The row of the made-up platform. */
import { ids } from "../../properties/calls.ts";
import type { Row } from "../row.ts";
import { madeUp } from "./index.ts";

const rooms = "rooms: [{ title: Main }, { title: Hall }, { title: Attic }]";

export const row: Row = {
  platform: madeUp,
  account: { platform: "contactcenter", limits: { workspaces: 10, members: 5_000 } },
  everything: `${rooms}\nguests: [{ address: ana@x.example, rooms: [Hall, Attic] }, { address: ben@x.example, rooms: [Hall] }]`,
  changed: `${rooms}\nguests: [{ address: ana@x.example, rooms: [Main] }, { address: ben@x.example, rooms: [Attic] }]`,
  allow: ["max-removals", "destructive"],
  rename: {
    manifest: "rooms: { include: [{ title: Loft, renamedFrom: Attic }] }",
    kind: "room",
    key: "loft",
  },
  fewer: "rooms: [{ title: Main }, { title: Hall }]\nguests: [{ address: ana@x.example, rooms: [Hall] }]",
  respelled: `guests: [{ address: BEN@x.example, rooms: [hall] }, { address: Ana@x.example, rooms: [ATTIC, hall] }]\nrooms: [{ title: hall }, { title: MAIN }, { title: attic }]`,
  people: (count) => {
    const guests = Array.from({ length: count }, (_, at) => `{ address: p${at}@x.example, rooms: [Main] }`);
    return `guests: { include: [${guests.join(", ")}] }`;
  },
  onePersonEnding: (until) => `guests: { include: [{ address: ana@x.example, until: ${until} }] }`,
  drift: async (rehearsal) => {
    const guest = (await ids(rehearsal, "/members", "email")).get("ben@x.example");
    const main = (await ids(rehearsal, "/workspaces", "name")).get("Main");
    await rehearsal.call("DELETE", `/members/${guest}?confirm=true`);
    await rehearsal.call("POST", "/members", { body: { email: "ben@x.example", workspaces: [main] } });
  },
  driftElsewhere: async (rehearsal) => {
    await rehearsal.call("POST", "/workspaces", { body: { name: "Elsewhere" } });
  },
  defaults: { manifest: 'guests: { exclude: ["*"] }', rules: ["HOUSE-GUEST-04"] },
};
