/** `plan`: the plan as a whole. */
import { byCodePoint } from "../kind/code-points.ts";
import type { SeatUse } from "../plan/plan.ts";
import type { FactIndex } from "./facts.ts";
import type { Field, Fields, Shape } from "./fields.ts";

export const SEATS: Shape = {
  name: "Seats",
  doc: "Seats of one license.",
  fields: {
    license: { type: "string", doc: "The license.", get: (each: SeatUse) => each.license },
    seats: { type: "int", doc: "Seats it has.", get: (each: SeatUse) => BigInt(each.seats) },
    before: { type: "int", doc: "Seats taken before.", get: (each: SeatUse) => BigInt(each.before) },
    after: { type: "int", doc: "Seats taken after.", get: (each: SeatUse) => BigInt(each.after) },
    peak: { type: "int", doc: "Most seats taken on the way.", get: (each: SeatUse) => BigInt(each.peak) },
  } satisfies Fields<SeatUse>,
};

const count = (doc: string, read: (facts: FactIndex) => number): Field<FactIndex> => ({
  type: "int",
  doc,
  get: (facts) => BigInt(read(facts)),
});

export const PLAN: Shape = {
  name: "Plan",
  doc: "The plan as a whole.",
  fields: {
    platform: {
      type: "string",
      doc: "Platform of the target.",
      get: (facts: FactIndex) => facts.given.table.platform,
    },
    target: {
      type: "string",
      doc: "Name of the target.",
      get: (facts: FactIndex) => facts.given.plan.target.name,
    },
    account: {
      type: "string",
      doc: "Name of the account.",
      get: (facts: FactIndex) => facts.given.plan.target.account.name,
    },
    evaluatedAt: {
      type: "timestamp",
      doc: "The time the plan is made for.",
      get: (facts: FactIndex) => new Date(facts.given.plan.evaluatedAt),
    },
    creates: count("Objects created.", (facts) => facts.given.plan.summary.create),
    updates: count("Objects updated.", (facts) => facts.given.plan.summary.update),
    replaces: count("Objects replaced.", (facts) => facts.given.plan.summary.replace),
    removes: count("Objects removed or disabled.", (facts) => facts.given.plan.summary.remove),
    gaining: count("People who gain access.", (facts) => facts.given.plan.summary.people.gaining),
    losing: count("People who lose access.", (facts) => facts.given.plan.summary.people.losing),
    losingAll: {
      type: "list<string>",
      doc: "Addresses of those left with nothing that counts, or with nothing until an invitation is accepted.",
      get: (facts: FactIndex) =>
        facts.given.access.filter((each) => each.losesAll).map((each) => each.person),
    },
    invitations: {
      type: "list<string>",
      doc: "Addresses that are sent an invitation.",
      get: (facts: FactIndex) => facts.given.plan.invitations.map((each) => each.email),
    },
    administrators: {
      type: "list<string>",
      doc: "Addresses of those who may manage the account after the plan, at once.",
      get: (facts: FactIndex) => [...facts.administrators].sort(byCodePoint),
    },
    changes: {
      type: "list<Change>",
      doc: "Every change.",
      get: (facts: FactIndex) => facts.given.plan.changes.map((change) => ({ change, facts })),
    },
    people: {
      type: "list<Person>",
      doc: "Everybody in the account after the plan.",
      get: (facts: FactIndex) => facts.people,
    },
    seats: {
      type: "list<Seats>",
      doc: "Every license with seats.",
      get: (facts: FactIndex) => facts.given.plan.seats,
    },
  } satisfies Fields<FactIndex>,
};
