/** Capacity rules and their versions (CXE-B-30). A version never changes; the rule says which one is in force. */
import type { Answer } from "../answer.ts";
import { isObject } from "../body.ts";
import type { Call } from "../call.ts";
import { stamp, wireTime } from "../clock.ts";
import type { Route } from "../route.ts";
import type { Database } from "../store/database.ts";
import { DONE, inTenant, MADE } from "./define.ts";
import { readRuleSet } from "./edn.ts";
import { newId } from "./ids.ts";
import { type Kind, moreOf } from "./kind.ts";
import type { Member } from "./member.ts";
import { findShared, type ObjectRow } from "./ties.ts";
import { acceptText, bad, bodyOf, type Members, missing, need, result } from "./wire.ts";

type VersionRow = Database["cxe_versions"];

const CHANNELS: readonly unknown[] = ["voice", "sms", "email", "messaging", "work-item"];
const READING = ["VIEW_ALL_CAPACITY_RULES"];
const WRITING = ["MANAGE_ALL_CAPACITY_RULES"];

export const CAPACITY_RULE: Kind = {
  kind: "capacity-rules",
  what: "capacity rule",
  readers: READING,
  makers: WRITING,
  writers: WRITING,
  startsActive: false,
  rules: [],
  accept: async ({ call, body, before }) => {
    const { activeVersion } = body;
    const had = moreOf(before);
    if (activeVersion === undefined || activeVersion === null)
      return { activeVersion: had.activeVersion ?? null, activeRule: had.activeRule ?? null };
    const versions = before ? await versionsOf(call, before) : [];
    const version = versions.find((each) => each.id === activeVersion);
    if (!version) need(false, "unknown-reference", bad("there is no such version", "activeVersion"));
    return { activeVersion, activeRule: version ? ruleOf(version) : null };
  },
  check: ({ active, more }) =>
    need(
      !active || more.activeVersion !== null,
      "no-active-version",
      bad("no version is in force", "active"),
    ),
};

function versionsOf({ db }: Call, { id }: ObjectRow): Promise<VersionRow[]> {
  return db.selectFrom("cxe_versions").selectAll().where("rule_id", "=", id).orderBy("id").execute();
}

function ruleOf(row: VersionRow) {
  const { id: version, name, quantifier, rule_set: ruleSet, rules } = row;
  return { version, name, quantifier, ruleSet, rules: rules === null ? null : JSON.parse(rules) };
}

function versionView(row: VersionRow) {
  return {
    id: row.id,
    ...ruleOf(row),
    capacityRuleId: row.rule_id,
    created: wireTime(row.created),
    createdBy: row.created_by,
  };
}

/** Refuses what is no rule: unknown types and channels, shares that make no sense, more than one call at a time. */
function acceptContent({ rules }: Call, { quantifier, ruleSet, rules: parts }: Members) {
  const fine = (condition: boolean, message: string, field: string) =>
    rules.require("CXE-B-30", condition, bad(message, field));
  const known = quantifier === "any" || quantifier === "all" || quantifier === "percentage";
  fine(known, "quantifier is any, all or percentage", "quantifier");
  if (quantifier === "percentage") {
    fine(
      Array.isArray(parts) && parts.length > 0 && parts.every(isPart),
      "rules is a list of shares",
      "rules",
    );
    return { rule_set: null, rules: JSON.stringify(parts) };
  }
  const shares = typeof ruleSet === "string" ? readRuleSet(ruleSet) : null;
  fine(shares !== null, "ruleSet is a map from channels to numbers", "ruleSet");
  for (const { channels, most } of shares ?? []) {
    fine(
      channels.every((each) => CHANNELS.includes(each)),
      "there is no such channel",
      "ruleSet",
    );
    fine(most <= 1 || !channels.includes("voice"), "one call at a time", "ruleSet");
  }
  return { rule_set: String(ruleSet), rules: null };
}

function isPart(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { channels, max, weight } = value;
  const named =
    Array.isArray(channels) && channels.length > 0 && channels.every((each) => CHANNELS.includes(each));
  const voice = named && channels.includes("voice");
  const bounded = typeof max === "number" && Number.isInteger(max) && max > 0 && (!voice || max === 1);
  return named && bounded && typeof weight === "number" && weight >= 0 && weight <= 100;
}

async function findRule(call: Call, caller: Member): Promise<ObjectRow> {
  const rule = await findShared(call, caller, "capacity-rules", call.param("id"));
  if (!rule) throw missing("capacity rule");
  return rule;
}

async function create(call: Call, caller: Member): Promise<Answer> {
  const rule = await findRule(call, caller);
  const body = bodyOf(call);
  const name = acceptText(body.name, 255)?.trim() ?? "";
  need(name !== "", "bad-value", bad("name must be a non-blank string", "name"));
  const content = acceptContent(call, body);
  const row: VersionRow = {
    id: await newId(call.db),
    rule_id: rule.id,
    name,
    quantifier: String(body.quantifier),
    ...content,
    created: stamp(call.now),
    created_by: caller.id,
  };
  await call.db.insertInto("cxe_versions").values(row).execute();
  return result(versionView(row), 201);
}

const path = "/tenants/{tenant}/capacity-rules/{id}/versions";
export const capacityRoutes: readonly Route[] = [
  inTenant(
    { method: "GET", path, summary: "Versions of a capacity rule.", ...DONE },
    async (call, caller) => result((await versionsOf(call, await findRule(call, caller))).map(versionView)),
    ...READING,
  ),
  inTenant(
    { method: "POST", path, summary: "Makes a version of a capacity rule.", rules: ["CXE-B-30"], ...MADE },
    create,
    ...WRITING,
  ),
];
