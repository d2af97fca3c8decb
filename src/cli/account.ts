/** From arguments to a live account, for commands that read one without a manifest. */
import { type Diagnostic, diagnose, failed, type Result } from "../diagnostic/diagnostic.ts";
import type { Live } from "../kind/state.ts";
import type { Client, Platform, ReadNeeds } from "../platform/contract.ts";
import { platformOf, platforms } from "../platform/index.ts";
import { readClock } from "./clock.ts";
import { unknownPlatform } from "./config/problems.ts";
import { type Access, chooseTarget, readAccess, type Target } from "./config/target.ts";
import type { Context } from "./context.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { connect } from "./planning.ts";
import { type Progress, startProgress } from "./progress.ts";

export interface AccountOptions {
  /** Needed only where no configuration names it. */
  readonly platform?: string;
  /** A target of the configuration that was named as an argument. */
  readonly target?: string;
  /** Asked for the platform where neither a flag nor the configuration names it. */
  readonly declared?: () => Promise<Platform | null>;
}

/** An account that can be read. */
export interface Account {
  readonly target: Target;
  readonly platform: Platform;
  readonly access: Access;
  /** RFC 3339 UTC, whole seconds. */
  readonly at: string;
  readLive(needs: ReadNeeds): Promise<Live>;
}

/**
 * Finds the target, connects, and closes the connection once `use` is done. What is wrong has been said when an exit
 * code comes back without a call of `use`.
 */
export async function withAccount(
  context: Context,
  options: AccountOptions,
  use: (account: Account) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { value, diagnostics } = await prepare(context, options);
  if (value === null) return context.output.fail(EXIT.usage, diagnostics);
  context.output.diagnostics(diagnostics);
  const progress = startProgress(context);
  const client = connect(context, value.target, value.platform, value.access, [], progress);
  try {
    if ((await client.account()) === null) return context.output.fail(EXIT.usage, [noAccount(value.access)]);
    return await use({ ...value, readLive: (needs) => read(client, value.access, needs, progress) });
  } finally {
    progress.done();
    await client.close();
  }
}

async function read(client: Client, access: Access, needs: ReadNeeds, progress: Progress): Promise<Live> {
  progress.say(`reading ${access.endpoint}`);
  const live = await client.readLive(needs);
  progress.done();
  return live;
}

async function prepare(
  context: Context,
  options: AccountOptions,
): Promise<Result<Omit<Account, "readLive"> | null>> {
  const flags = options.target === undefined ? context.flags : { ...context.flags, target: options.target };
  const chosen = chooseTarget({ ...context, flags }, platforms);
  const target = chosen.value;
  if (target === null || failed(chosen.diagnostics)) return { value: null, diagnostics: chosen.diagnostics };
  const unnamed = target.platform === null && options.platform === undefined;
  const declared = unnamed ? await options.declared?.() : null;
  const platform = declared ?? findPlatform(target, options.platform);
  if ("code" in platform) return { value: null, diagnostics: [platform] };
  const access = readAccess(context, target, platform, { fileOnly: options.target !== undefined });
  if (access.value === null) return { value: null, diagnostics: access.diagnostics };
  const clock = readClock(context.io, access.value.endpoint, undefined);
  if ("code" in clock) return { value: null, diagnostics: [clock] };
  const value = { target, platform, access: access.value, at: clock.evaluatedAt };
  return { value, diagnostics: chosen.diagnostics };
}

function findPlatform(target: Target, named: string | undefined): Platform | Diagnostic {
  const names = platforms.map((each) => each.table.platform);
  const wanted = named === undefined ? target.platform : platformOf(named);
  if (wanted === undefined) return unknownPlatform(null, named ?? "", names);
  if (wanted === null) return noPlatform(names);
  if (target.platform !== null && wanted !== target.platform) return otherPlatform(target.platform);
  return wanted;
}

function noPlatform(names: readonly string[]): Diagnostic {
  return diagnose({
    code: "usage",
    message: "without a configuration file nobody can tell which platform the account is on",
    fix: `say --platform ${names.join(", --platform ")}, or name it in a target of cxroster.yaml`,
  });
}

function noAccount({ endpoint }: Access): Diagnostic {
  return diagnose({
    code: "no-account",
    message: `there is no such account at ${endpoint}`,
    fix: "name it by `account` in the target",
  });
}

function otherPlatform({ table }: Platform): Diagnostic {
  const message = `the target is on ${table.platform}`;
  return diagnose({ code: "usage", message, fix: "drop --platform" });
}
