/** CXE-B-28, CXE-B-30: a capacity rule in use has a version, and the version holds what its quantifier asks for. */
import type { PlanCheck, Problem } from "../../../kind/check.ts";
import { type RecordValue, recordsOf } from "../../../kind/record.ts";
import { type StateObject, textOf } from "../../../kind/state.ts";
import { parseRuleSet } from "../edn.ts";
import { CHANNELS } from "../limits.ts";
import { error } from "./problem.ts";

interface Part {
  readonly channels: readonly string[];
  readonly max: number;
}

export const capacityVersion: PlanCheck = ({ verb, after, declared }) => {
  if (after === null || verb === "remove" || verb === "unchanged") return [];
  const isDeclared = [...declared].some((path) => path.startsWith("version."));
  if (isDeclared) return versionProblems(after);
  const { active } = after.attributes;
  const isUsed = verb === "create" ? active !== false : active === true;
  const hasVersion = textOf(after, "version.name") !== "";
  if (!isUsed || hasVersion) return [];
  const message = `the capacity rule ${textOf(after, "name")} needs a version to be in use`;
  return [error("CXE-B-28", message, "declare `version`, or say `active: false`", "version")];
};

function versionProblems(rule: StateObject): Problem[] {
  const quantifier = textOf(rule, "version.quantifier");
  const percentage = quantifier === "percentage";
  const rules = recordsOf(rule.attributes["version.rules"]);
  const ruleSet = textOf(rule, "version.ruleSet");
  const path = percentage ? "version.rules" : "version.ruleSet";
  if (percentage ? rules.length === 0 : ruleSet === "") {
    const message = `a version with the quantifier ${quantifier} needs ${path}`;
    return [error("CXE-B-30", message, `declare \`${path}\``, path)];
  }
  const parts = percentage ? rules.map(toPart) : parseRuleSet(ruleSet);
  if (parts === null) return [error("CXE-B-30", `${ruleSet} is no rule set`, "correct it", path)];
  return parts.flatMap((part) => partProblems(part, path));
}

function toPart(record: RecordValue): Part {
  const { channels, max } = record;
  return { channels: Array.isArray(channels) ? channels.map(String) : [], max: Number(max) };
}

function partProblems({ channels, max }: Part, path: string): Problem[] {
  const unknown = channels.filter((channel) => !CHANNELS.includes(channel));
  if (unknown.length > 0) {
    const message = `there is no channel ${unknown.join(", ")}`;
    return [error("CXE-B-30", message, `take ${CHANNELS.join(", ")}`, path)];
  }
  if (!channels.includes("voice") || max <= 1) return [];
  return [error("CXE-B-30", "nobody takes more than one voice contact at once", "say 1 for voice", path)];
}
