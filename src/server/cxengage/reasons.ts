/** Presence reasons and lists of them. */
import { isObject } from "../body.ts";
import { isSet } from "../store/database.ts";
import { type Given, type Kind, keptText, moreOf } from "./kind.ts";
import { findShared } from "./ties.ts";
import { bad, type Members, need, optionalFlag } from "./wire.ts";

export const REASON: Kind = {
  kind: "reasons",
  what: "reason",
  readers: ["READ_PRESENCE_REASONS"],
  makers: ["CREATE_PRESENCE_REASONS"],
  writers: ["UPDATE_PRESENCE_REASONS"],
  rules: [],
  accept: async (given) => ({
    description: keptText(given, "description"),
    externalId: keptText(given, "externalId"),
  }),
  show: (row, more) => ({ ...more, shared: isSet(row.shared) }),
};

interface Entry {
  readonly reasonId: string;
  readonly sortOrder: number;
  readonly hierarchy: readonly unknown[];
  readonly name: string;
  readonly active: boolean;
  readonly shared: boolean;
}

/** Entries of a list; the name is kept beside the id, as the wire shows it. */
async function acceptEntries({ call, caller, body, before }: Given): Promise<readonly Entry[]> {
  const { reasons } = body;
  if (reasons === undefined || reasons === null) return (moreOf(before).reasons ?? []) as readonly Entry[];
  need(Array.isArray(reasons), "bad-value", bad("reasons is a list", "reasons"));
  const entries: Entry[] = [];
  for (const [index, given] of (reasons as readonly unknown[]).entries()) {
    const id = isObject(given) && typeof given.reasonId === "string" ? given.reasonId : "";
    const row = await findShared(call, caller, "reasons", id);
    if (!row) need(false, "unknown-reference", bad("there is no such reason", "reasons"));
    const { sortOrder, hierarchy } = given as Members;
    entries.push({
      reasonId: id,
      sortOrder: typeof sortOrder === "number" ? sortOrder : index,
      hierarchy: Array.isArray(hierarchy) ? hierarchy : [],
      name: row?.name ?? "",
      active: isSet(row?.active),
      shared: isSet(row?.shared),
    });
  }
  return entries;
}

export const REASON_LIST: Kind = {
  kind: "reason-lists",
  what: "reason list",
  readers: ["READ_REASON_LIST"],
  makers: ["CREATE_REASON_LIST"],
  writers: ["UPDATE_REASON_LIST"],
  rules: ["CXE-B-26"],
  accept: async (given) => ({
    description: keptText(given, "description"),
    externalId: keptText(given, "externalId"),
    isDefault: optionalFlag(given.body, "isDefault") ?? moreOf(given.before).isDefault ?? false,
    reasons: await acceptEntries(given),
  }),
  check: ({ more, active, shared }) => {
    const reasons = more.reasons as readonly Entry[];
    need(!active || reasons.length > 0, "empty-list", bad("an empty list cannot be enabled", "reasons"));
    const fits = !shared || reasons.every((each) => each.shared);
    need(fits, "shared-reasons-only", bad("a shared list holds shared reasons only", "reasons"));
  },
  show: (row, more) => ({ ...more, shared: isSet(row.shared) }),
};
