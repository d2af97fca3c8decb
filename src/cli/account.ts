/** From arguments to a live account, for commands that need no manifest to read one. */
import { type Diagnostic, diagnose, failed, type Result } from "../diagnostic/diagnostic.ts";
import type { Graph } from "../graph/node.ts";
import type { Live } from "../kind/state.ts";
import type { Platform, ReadNeeds } from "../platform/contract.ts";
import { platformOf, platforms } from "../platform/index.ts";
import { type Clock, readClock } from "./clock.ts";
import { noAccount, noPlatform, pastTime, unknownPlatform } from "./config/problems.ts";
import { type Access, chooseTarget, readAccess, type Target } from "./config/target.ts";
import { accountNames, connect } from "./connect.ts";
import type { Context } from "./context.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { startProgress } from "./progress.ts";

/** What manifests tell before the account is read: null where there are none, or none that can be read. */
export interface Declared {
  readonly graph: Graph | null;
  readonly platform: Platform | null;
}

export interface AccountOptions {
  /** Needed only where no configuration names it. */
  readonly platform?: string;
  /** A target of the configuration that was named as an argument; the environment does not describe it. */
  readonly target?: string;
  /** The target that is meant where no flag names another, as a saved plan says. */
  readonly wanted?: string;
  /** Default: now. A past time is refused. */
  readonly at?: string;
  /** Default: nothing is declared. Its platform counts where neither a flag nor the configuration names one. */
  readonly declared?: (target: Target) => Promise<Declared>;
  /** Ways to name the platform that the command has besides the configuration. Default none. */
  readonly platformBy?: readonly string[];
}

/** An account that can be read. */
export interface Account {
  readonly target: Target;
  readonly platform: Platform;
  readonly access: Access;
  /** RFC 3339 UTC, whole seconds. */
  readonly at: string;
  readonly declared: Declared;
  readLive(needs: ReadNeeds): Promise<Live>;
}

const NOTHING: Declared = { graph: null, platform: null };

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
  const { target, platform, access, declared } = value;
  const progress = startProgress(context);
  const names = accountNames(declared.graph, platform.table);
  const client = connect(context, target, platform, access, names, progress);
  const readLive = async (needs: ReadNeeds): Promise<Live> => {
    progress.say(`reading ${access.endpoint}`);
    const live = await client.readLive(needs);
    progress.done();
    return live;
  };
  try {
    if ((await client.account()) === null)
      return context.output.fail(EXIT.usage, [noAccount(access.endpoint)]);
    return await use({ ...value, readLive });
  } finally {
    progress.done();
    await client.close();
  }
}

async function prepare(
  context: Context,
  options: AccountOptions,
): Promise<Result<Omit<Account, "readLive"> | null>> {
  const flags = options.target === undefined ? context.flags : { ...context.flags, target: options.target };
  const chosen = chooseTarget({ ...context, flags }, platforms, options.wanted);
  const target = chosen.value;
  if (target === null || failed(chosen.diagnostics)) return { value: null, diagnostics: chosen.diagnostics };
  const declared = (await options.declared?.(target)) ?? NOTHING;
  const platform = findPlatform(target, declared, options);
  if ("code" in platform) return { value: null, diagnostics: [platform] };
  const access = readAccess(context, target, platform, { fileOnly: options.target !== undefined });
  if (access.value === null) return { value: null, diagnostics: access.diagnostics };
  const clock = readClock(context.io, access.value.endpoint, options.at);
  if ("code" in clock) return { value: null, diagnostics: [clock] };
  if (options.at !== undefined && isPast(context, clock, access.value.endpoint))
    return { value: null, diagnostics: [pastTime(options.at)] };
  const value = { target, platform, access: access.value, at: clock.evaluatedAt, declared };
  return { value, diagnostics: [...chosen.diagnostics, ...access.diagnostics] };
}

function isPast({ io }: Context, asked: Clock, endpoint: string): boolean {
  const now = readClock(io, endpoint, undefined);
  return "evaluatedAt" in now && asked.evaluatedAt < now.evaluatedAt;
}

function findPlatform(target: Target, declared: Declared, options: AccountOptions): Platform | Diagnostic {
  const { platform: named } = options;
  if (named === undefined)
    return target.platform ?? declared.platform ?? noPlatform("account", options.platformBy);
  const wanted = platformOf(named);
  if (wanted === undefined) return unknownPlatform(null, named, platforms.map(nameOf));
  if (target.platform !== null && wanted !== target.platform) return otherPlatform(target.platform);
  return wanted;
}

function nameOf({ table }: Platform): string {
  return table.platform;
}

/** The flag in words, for commands that have it. */
export function byPlatformFlag(): string {
  return `say --platform ${platforms.map(nameOf).join(", --platform ")}`;
}

function otherPlatform({ table }: Platform): Diagnostic {
  const message = `the target is on ${table.platform}`;
  return diagnose({ code: "usage", message, fix: "drop --platform" });
}
