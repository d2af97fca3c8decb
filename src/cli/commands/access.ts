/** `access`: who may do what and through which path, now or after a saved plan. */
import { type AskedObject, answer, type Question } from "../../access/answer.ts";
import { askedAnywhere, askedOfKind, askedPerson, type NotFound } from "../../access/asked.ts";
import { diagnose, failed } from "../../diagnostic/diagnostic.ts";
import { accountRead } from "../../kind/account-read.ts";
import type { Live, State } from "../../kind/state.ts";
import type { KindTable } from "../../kind/table.ts";
import { liveAfter, movedSince } from "../../plan/live-after.ts";
import { liveState } from "../../plan/live-state.ts";
import type { Plan } from "../../plan/plan.ts";
import { platformOf } from "../../platform/index.ts";
import { accessHtml } from "../../report/access-html.ts";
import { accessMarkdown } from "../../report/access-markdown.ts";
import { type AccessReport, accessCsv } from "../../report/access-report.ts";
import { renderAccess } from "../../report/access-text.ts";
import { type Account, type Declared, withAccount } from "../account.ts";
import type { Target } from "../config/target.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { readRoster } from "../roster.ts";
import { readSavedPlan } from "../saved-plan.ts";

export interface AccessOptions {
  readonly file?: readonly string[];
  readonly user?: string;
  readonly workspace?: string;
  readonly group?: string;
  readonly app?: string;
  readonly on?: readonly string[];
  readonly plan?: string;
  readonly at?: string;
}

const MOVED_AT_MOST = 20;
/** Flags that name an object of the kind they are called after. */
const KIND_FLAGS = ["workspace", "group", "app"] as const;

/** Several flags ask about what they have in common. */
export async function access(context: Context, options: AccessOptions): Promise<ExitCode> {
  const { output } = context;
  if (options.plan !== undefined && options.at !== undefined) {
    const message = "--at and --plan cannot stand together: a plan is looked at as of the time it was made";
    return output.refuse({ code: "usage", message });
  }
  const plan = options.plan === undefined ? null : readSavedPlan(context, options.plan);
  if (typeof plan === "number") return plan;
  const asked = {
    ...(options.at === undefined ? {} : { at: options.at }),
    ...(plan === null ? {} : { wanted: plan.target.name }),
    declared: (target: Target) => declaredBy(context, target, options.file ?? [], plan),
    platformBy: ["a manifest with -f"],
  };
  return withAccount(context, asked, async (account) => {
    const live = await account.readLive(new Map());
    return answerAbout(context, { ...account, live }, plan, options);
  });
}

/** An account that was read. */
type ReadAccount = Account & { readonly live: Live };

/** Manifests are welcome, not needed: with errors in them the command goes on without and says so. */
async function declaredBy(
  context: Context,
  target: Target,
  named: readonly string[],
  plan: Plan | null,
): Promise<Declared> {
  const nothing = { graph: null, platform: platformOf(plan?.target.platform ?? "") ?? null };
  if (named.length === 0 && target.manifests.length === 0) return nothing;
  const { value, diagnostics } = await readRoster(context, named, target);
  if (value !== null && !failed(diagnostics))
    return { graph: value.graph, platform: nothing.platform ?? value.platform };
  const first = diagnostics.find((each) => each.severity === "error");
  context.output.diagnostics([
    diagnose({
      code: first?.code ?? "usage",
      severity: "warning",
      message: `the manifests are left out: ${first?.message ?? "they cannot be read"}`,
      fix: "`cxroster validate` tells everything that is wrong with them.",
      at: first?.at ?? null,
    }),
  ]);
  return nothing;
}

function answerAbout(
  context: Context,
  account: ReadAccount,
  plan: Plan | null,
  options: AccessOptions,
): ExitCode {
  const { output } = context;
  const state = plan === null ? stateNow(account) : stateAfter(context, account, plan);
  if (typeof state === "number") return state;
  const { table } = account.platform;
  const asked = questionOf(options, plan === null ? [state] : [state, stateNow(account)], table);
  if ("problem" in asked) {
    const { problem, fix } = asked;
    return output.fail(EXIT.usage, [diagnose({ code: "unknown-name", message: problem, fix })]);
  }
  const report: AccessReport = {
    formatVersion: "1.0",
    evaluatedAt: state.at,
    ...(options.at === undefined ? {} : { preview: true }),
    target: accountRead(
      { name: account.target.name, endpoint: account.access.endpoint },
      table,
      account.live,
    ),
    plan: plan?.digest ?? null,
    about: asked,
    ...answer(state, table, asked, account.declared.graph),
    blindSpots: account.live.partial,
  };
  const words = { color: output.color, columns: output.columns, table };
  output.say(report, {
    text: (value) => renderAccess(value, words),
    markdown: (value) => accessMarkdown(value, table),
    html: (value) => accessHtml(value, table),
    csv: (value) => accessCsv(value),
  });
  return EXIT.done;
}

function stateNow({ live, platform, at }: ReadAccount): State {
  return liveState(live, platform.table, at, new Map()).state;
}

/** The planned state, unless the account is another one or has moved since the plan was made. */
function stateAfter({ output }: Context, account: ReadAccount, plan: Plan): State | ExitCode {
  const {
    live,
    platform,
    access: { endpoint },
  } = account;
  const { table } = platform;
  const found = `${endpoint} ${live.account?.id}`;
  const planned = `${plan.target.endpoint} ${plan.target.account.id}`;
  if (found !== planned || table.platform !== plan.target.platform) {
    const message = `the plan was made for ${planned}, and this is ${found}`;
    const fix = "use the target it was made for, or plan again";
    return output.refuse({ code: "wrong-account", message, fix }, EXIT.refused);
  }
  const moved = movedSince(plan, live, table);
  if (moved.length > 0) {
    const message = `the account has changed since the plan was made: ${moved.slice(0, MOVED_AT_MOST).join(", ")}`;
    return output.refuse({ code: "plan-stale", message, fix: "plan again" }, EXIT.stale);
  }
  return liveState(liveAfter(plan, live, table), table, plan.evaluatedAt, new Map()).state;
}

/** @param states the one asked about; then others whose names are known too, such as those a plan removes. */
function questionOf(options: AccessOptions, states: readonly State[], table: KindTable): Question | NotFound {
  const find = <T>(ask: (state: State) => T | NotFound): T | NotFound => {
    const answers = states.map(ask);
    return answers.find((each) => !isMissing(each)) ?? (answers[0] as NotFound);
  };
  const { user } = options;
  const person = user === undefined ? null : find((state) => askedPerson(user, state, table));
  if (isMissing(person)) return person;
  const objects = [
    ...KIND_FLAGS.flatMap((kind) => {
      const written = options[kind];
      return written === undefined ? [] : [find((state) => askedOfKind(written, kind, state, table))];
    }),
    ...(options.on ?? []).map((written) => find((state) => askedAnywhere(written, state, table))),
  ];
  const known: AskedObject[] = [];
  for (const each of objects) {
    if (isMissing(each)) return each;
    known.push(each);
  }
  return { person, objects: known };
}

function isMissing(found: unknown): found is NotFound {
  return typeof found === "object" && found !== null && "problem" in found;
}
