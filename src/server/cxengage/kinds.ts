/** Every kind of named object. */
import { wireTime } from "../clock.ts";
import { isSet } from "../store/database.ts";
import { API_KEY } from "./api-keys.ts";
import { CAPACITY_RULE } from "./capacity.ts";
import { type Kind, keptText, moreOf } from "./kind.ts";
import { IDENTITY_PROVIDER } from "./providers.ts";
import { REASON, REASON_LIST } from "./reasons.ts";
import { ROLE } from "./roles.ts";
import type { ObjectRow } from "./ties.ts";
import { isEveryone } from "./user-rows.ts";
import { bad, type Members, need, optionalFlag, optionalText } from "./wire.ts";

const GROUP: Kind = {
  kind: "groups",
  what: "group",
  readers: ["VIEW_ALL_GROUPS"],
  makers: ["MANAGE_ALL_GROUPS"],
  writers: ["MANAGE_ALL_GROUPS"],
  duplicate: "CXE-B-17",
  rules: ["CXE-B-17"],
  accept: async (given) => ({
    description: keptText(given, "description"),
    owner: optionalText(given.body, "owner") ?? moreOf(given.before).owner ?? given.caller.id,
    type: moreOf(given.before).type ?? "group",
  }),
  refuse: (_call, before) =>
    need(!isEveryone(before), "everyone-is-fixed", bad("the group of everybody cannot be changed")),
};

const SKILL: Kind = {
  kind: "skills",
  what: "skill",
  readers: ["VIEW_ALL_SKILLS"],
  makers: ["MANAGE_ALL_SKILLS"],
  writers: ["MANAGE_ALL_SKILLS"],
  duplicate: "CXE-B-19",
  undeletable: "CXE-B-23",
  rules: ["CXE-B-19", "CXE-B-22"],
  accept: async (given) => {
    const had = moreOf(given.before).hasProficiency === true;
    const hasProficiency = optionalFlag(given.body, "hasProficiency") ?? had;
    const message = "proficiency cannot be switched off again";
    given.call.rules.require("CXE-B-22", hasProficiency || !had, bad(message, "hasProficiency"));
    return { description: keptText(given, "description"), hasProficiency };
  },
};

export const KINDS: readonly Kind[] = [
  ROLE,
  GROUP,
  SKILL,
  REASON,
  REASON_LIST,
  CAPACITY_RULE,
  IDENTITY_PROVIDER,
  API_KEY,
];

/** An object as the wire shows it. */
export function showObject(row: ObjectRow): Members {
  const more = moreOf(row);
  const kind = KINDS.find((each) => each.kind === row.kind);
  return {
    id: row.id,
    tenantId: row.tenant_id,
    name: row.name,
    active: isSet(row.active),
    ...(kind?.show ? kind.show(row, more) : more),
    created: wireTime(row.created),
    createdBy: row.created_by,
    updated: wireTime(row.updated),
    updatedBy: row.updated_by,
  };
}
