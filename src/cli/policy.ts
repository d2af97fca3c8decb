/** The policy of a target: read only where there is one, so that nobody else loads the language of rules. */
import type { Result } from "../diagnostic/diagnostic.ts";
import type { KindTable } from "../kind/table.ts";
import { DEFAULT_POLICY, type Judge, type Policy } from "../plan/policy.ts";
import { fileUnreadable } from "./config/problems.ts";
import type { Target } from "./config/target.ts";
import type { Context } from "./context.ts";
import { readBytes, shownPath } from "./files.ts";

export interface TargetPolicy {
  readonly data: Policy;
  readonly judge: Judge | null;
}

const NONE: TargetPolicy = { data: DEFAULT_POLICY, judge: null };

export async function policyOf(
  { io }: Context,
  target: Target,
  table: KindTable,
): Promise<Result<TargetPolicy>> {
  if (target.policy === null) return { value: NONE, diagnostics: [] };
  const shown = shownPath(target.policy, io.cwd);
  const bytes = readBytes(target.policy);
  if (bytes === null) return { value: NONE, diagnostics: [fileUnreadable(shown)] };
  const [{ readPolicy }, { judgeOf }] = await Promise.all([
    import("../policy/read-policy.ts"),
    import("../policy/judge.ts"),
  ]);
  const { value: read, diagnostics } = readPolicy(bytes, shown, table);
  return { value: { data: read.policy, judge: judgeOf(read) }, diagnostics };
}
