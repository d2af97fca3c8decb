/** `compare TARGET TARGET`: who may do what in the one account, in the other, or in both. */
import { type ComparedAccount, compareAccess, differs } from "../../access/compare.ts";
import { type AccountRead, accountRead } from "../../kind/account-read.ts";
import { liveState } from "../../plan/live-state.ts";
import {
  type ComparisonReport,
  comparisonCsv,
  comparisonHtml,
  comparisonMarkdown,
  renderComparison,
} from "../../report/compare-tables.ts";
import { type Account, withAccount } from "../account.ts";
import type { Context } from "../context.ts";
import { type ExitCode, exitCodeOf } from "../exit-code.ts";
import { version } from "../version.ts";

export interface CompareOptions {
  readonly detailedExitcode?: boolean;
}

interface Read extends ComparedAccount {
  readonly target: AccountRead;
  readonly at: string;
  readonly partial: readonly string[];
}

/** Both targets are taken from the configuration alone: variables of the environment can describe only one. */
export function compare(
  context: Context,
  first: string,
  second: string,
  options: CompareOptions,
): Promise<ExitCode> | ExitCode {
  if (first === second) {
    const message = `"${first}" is named twice`;
    return context.output.refuse({ code: "usage", message, fix: "name two targets of cxroster.yaml" });
  }
  return withAccount(context, { target: first }, (a) =>
    withAccount(context, { target: second }, async (b) => {
      const [left, right] = await Promise.all([read(a), read(b)]);
      return say(context, left, right, options);
    }),
  );
}

async function read({ target, platform, access, at, readLive }: Account): Promise<Read> {
  const { table } = platform;
  const live = await readLive(new Map());
  const partial = live.partial.map((reason) => `${target.name}: ${reason}`);
  const compared = accountRead({ name: target.name, endpoint: access.endpoint }, table, live);
  return { state: liveState(live, table, at, new Map()).state, table, target: compared, at, partial };
}

function say({ output }: Context, a: Read, b: Read, options: CompareOptions): ExitCode {
  const comparison = compareAccess(a, b);
  const report: ComparisonReport = {
    formatVersion: "1.0",
    tool: `cxroster ${version()}`,
    evaluatedAt: a.at,
    a: a.target,
    b: b.target,
    ...comparison,
    blindSpots: [...a.partial, ...b.partial],
  };
  const tables = [a.table, b.table];
  const words = { color: output.color, columns: output.columns, table: null };
  output.say<ComparisonReport>(report, {
    text: (value) => renderComparison(value, words, tables),
    markdown: (value) => comparisonMarkdown(value, tables),
    html: (value) => comparisonHtml(value, tables),
    csv: comparisonCsv,
  });
  const differences = options.detailedExitcode === true && comparison.people.some(differs);
  return exitCodeOf({ cause: null, differences });
}
