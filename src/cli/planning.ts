/** From arguments to a plan of the live account: what `plan` and `apply` have in common. */
import { type Diagnostic, diagnose, failed, type Result } from "../diagnostic/diagnostic.ts";
import { didYouMean } from "../diagnostic/suggest.ts";
import type { Graph } from "../graph/node.ts";
import { type LedgerContent, readLedger, rememberedProtection } from "../ledger/ledger.ts";
import { GUARD_NAMES, NOT_LIFTABLE, POLICY_GUARD } from "../plan/guards.ts";
import type { Plan } from "../plan/plan.ts";
import { serializePlan } from "../plan/plan-file.ts";
import type { Judge, Policy } from "../plan/policy.ts";
import type { Client, Platform } from "../platform/contract.ts";
import { platforms } from "../platform/index.ts";
import { makePlanFor } from "../sync.ts";
import { signingKeyOf } from "./approvals/own-key.ts";
import { readClock } from "./clock.ts";
import { type Access, chooseTarget, readAccess, type Target } from "./config/target.ts";
import { accountNames, connect } from "./connect.ts";
import type { Context } from "./context.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { ledgerFindings, ledgerFolderOf } from "./ledger-folder.ts";
import type { ManifestFile } from "./manifests.ts";
import { policyOf } from "./policy.ts";
import type { Progress } from "./progress.ts";
import type { Sources } from "./recording.ts";
import { readRoster } from "./roster.ts";
import { version } from "./version.ts";

/** A credential shorter than this is met by chance. */
const TELLING_CHARACTERS = 6;

export interface PlanningOptions {
  readonly file?: readonly string[];
  readonly allow?: readonly string[];
  readonly at?: string;
  readonly ledger?: string;
}

/** A plan and the connection it was made over; whoever holds it closes the client. */
export interface Planned {
  readonly plan: Plan;
  readonly client: Client;
  readonly platform: Platform;
  /** Absolute folder that runs of the target are recorded in. */
  readonly ledgerFolder: string;
  /** The manifests the plan was made from. */
  readonly sources: Sources;
}

/** Everything that is known before the first call. */
interface Prepared {
  readonly target: Target;
  readonly platform: Platform;
  readonly graph: Graph;
  readonly files: readonly ManifestFile[];
  /** Warnings of the manifests. */
  readonly findings: readonly Diagnostic[];
  readonly access: Access;
  readonly policy: { readonly data: Policy; readonly judge: Judge | null };
  readonly evaluatedAt: string;
  readonly preview: boolean;
}

/** Reads manifests and live account and makes the plan; an exit code where something is wrong, already said. */
export async function planLive(
  context: Context,
  options: PlanningOptions,
  progress: Progress,
): Promise<Planned | ExitCode> {
  const { output } = context;
  const { value: prepared, diagnostics } = await prepare(context, options);
  if (prepared === null) return output.fail(EXIT.usage, diagnostics);
  output.diagnostics(diagnostics);
  const { target, platform, graph, access } = prepared;
  const key = signingKeyOf(context);
  if (typeof key === "number") return key;
  const ledgerFolder = ledgerFolderOf(context, target, options.ledger);
  const client = connect(context, target, platform, access, accountNames(graph, platform.table), progress);
  let plan: Plan | null = null;
  try {
    progress.say(`reading ${access.endpoint}`);
    const ledger = readLedger(ledgerFolder, target.name);
    const made = await planOver(client, prepared, { ledger, key, allow: options.allow ?? [] });
    progress.done();
    if (made.value === null) return output.fail(EXIT.usage, made.diagnostics);
    output.diagnostics(made.diagnostics);
    plan = made.value;
    const sources = { manifestDigest: graph.digest, files: prepared.files };
    return { plan, client, platform, ledgerFolder, sources };
  } finally {
    progress.done();
    if (plan === null) await client.close();
  }
}

interface PlanOverOptions {
  readonly ledger: LedgerContent;
  readonly key: { readonly id: string } | null;
  readonly allow: readonly string[];
}

/** Reads the account and makes the plan; the value is null for one that nobody may see or keep. */
async function planOver(
  client: Client,
  prepared: Prepared,
  { ledger, key, allow }: PlanOverOptions,
): Promise<Result<Plan | null>> {
  const { target, platform, graph, access, policy, evaluatedAt, preview } = prepared;
  const made = await makePlanFor({
    tool: `cxroster ${version()}`,
    graph,
    platform,
    client,
    target: { name: target.name, endpoint: access.endpoint },
    policy: policy.data,
    judge: policy.judge,
    evaluatedAt,
    preview,
    ...(key === null ? {} : { madeBy: key.id }),
    allow,
    remembered: rememberedProtection(ledger),
    findings: [...prepared.findings, ...ledgerFindings(ledger)],
  });
  const leaks = made.value === null ? [] : credentialsIn(made.value, access, platform);
  return leaks.length > 0 ? { value: null, diagnostics: leaks } : made;
}

/** A manifest can draw any variable into a name; a credential must not travel into plans and ledgers that way. */
export function credentialsIn(plan: Plan, access: Access, platform: Platform): Diagnostic[] {
  const text = serializePlan(plan);
  const leaks = platform.credentials.filter(({ name, secret }) => {
    const value = access.credentials[name];
    const isTelling = value !== undefined && value.length >= TELLING_CHARACTERS;
    return secret && isTelling && text.includes(JSON.stringify(value).slice(1, -1));
  });
  return leaks.map(({ name }) =>
    diagnose({
      code: "secret-in-plan",
      message: `the ${name} of the target would stand in the plan in clear text`,
      fix: "a manifest draws it into an ordinary attribute with `!env` or `!file`: take it out",
    }),
  );
}

async function prepare(context: Context, options: PlanningOptions): Promise<Result<Prepared | null>> {
  const wrong = refuseGuards(options.allow ?? []);
  if (wrong.length > 0) return { value: null, diagnostics: wrong };
  const chosen = chooseTarget(context, platforms);
  const target = chosen.value;
  if (target === null) return { value: null, diagnostics: chosen.diagnostics };
  const roster = await readRoster(context, options.file ?? [], target);
  const diagnostics: Diagnostic[] = [...chosen.diagnostics];
  const platform = target.platform ?? roster.value?.platform ?? null;
  if (platform === null) return { value: null, diagnostics: [...diagnostics, ...roster.diagnostics] };
  const access = readAccess(context, target, platform);
  if (target.create) diagnostics.push(...refuseCreation(target, platform));
  const policy = await policyOf(context, target, platform.table);
  diagnostics.push(...access.diagnostics, ...policy.diagnostics);
  const clock = readClock(context.io, access.value?.endpoint ?? null, options.at);
  if ("code" in clock) diagnostics.push(clock);
  if (failed(diagnostics) || roster.value === null || access.value === null || "code" in clock) {
    return { value: null, diagnostics: [...diagnostics, ...roster.diagnostics] };
  }
  const { graph, files } = roster.value;
  const findings = roster.diagnostics;
  const value = {
    target,
    platform,
    graph,
    files,
    findings,
    access: access.value,
    policy: policy.value,
    ...clock,
  };
  return { value, diagnostics };
}

function refuseCreation(target: Target, { table }: Platform): Diagnostic[] {
  const capability = table.capabilities.createAccount;
  if (capability?.can === true) return [];
  const message = `\`create: true\` does nothing for ${table.product}: ${capability?.because ?? "it cannot be created"}`;
  return [diagnose({ code: "config-shape", message, fix: "drop `create`", at: target.at })];
}

export function refuseGuards(allow: readonly string[]): Diagnostic[] {
  return allow.flatMap((name) => {
    const known = GUARD_NAMES.filter((guard) => !NOT_LIFTABLE.includes(guard));
    if ((known as readonly string[]).includes(name)) return [];
    const message =
      name === POLICY_GUARD
        ? "no flag lifts the rules of a policy: a waiver in the policy does, with an end and a reason"
        : NOT_LIFTABLE.includes(name)
          ? `the guard ${name} cannot be lifted: the platform itself would refuse`
          : `"${name}" is not a guard.${didYouMean(name, known)}`;
    return [diagnose({ code: "usage", message, fix: `--allow takes ${known.join(", ")}.` })];
  });
}
