/** CXE-B-03, CXE-B-10: what the state of a person's access means for a plan. */
import type { PlanCheck, Problem } from "../../../kind/check.ts";
import { textOf } from "../../../kind/state.ts";
import { warning } from "./problem.ts";

export const accessState: PlanCheck = ({ verb, before, after }) => {
  if (before === null) return [];
  const email = textOf(before, "email");
  const problems: Problem[] = [];
  const isKept = verb === "update" || verb === "unchanged";
  const staysIn = isKept && after?.attributes.status !== "disabled";
  if (staysIn && before.attributes.platformStatus === "disabled") {
    const message = `${email} is disabled on the whole platform, so nothing here lets the person in`;
    problems.push(warning("CXE-B-03", message, "ask the platform's administrator"));
  }
  const isPutOut = before.attributes.status !== "disabled" && !staysIn;
  const presence = textOf(before, "presence");
  if (isPutOut && presence !== "" && presence !== "offline") {
    problems.push(warning("CXE-B-10", `${email} is ${presence}; disable people once they are offline`));
  }
  return problems;
};
