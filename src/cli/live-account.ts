/** A target's live account, for commands that need no manifest. */
import { type Diagnostic, diagnose, failed } from "../diagnostic/diagnostic.ts";
import type { Graph } from "../graph/node.ts";
import type { Live } from "../kind/state.ts";
import type { Client, Platform } from "../platform/contract.ts";
import { platformOf, platforms } from "../platform/index.ts";
import { readClock } from "./clock.ts";
import { type Access, chooseTarget, readAccess, type Target } from "./config/target.ts";
import type { Context } from "./context.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { connect } from "./planning.ts";
import type { Progress } from "./progress.ts";
import { readRoster } from "./roster.ts";

export interface LiveAccount {
  readonly target: Target;
  readonly platform: Platform;
  readonly endpoint: string;
  readonly live: Live;
  /** RFC 3339 UTC, whole seconds. */
  readonly at: string;
  /** What the manifests say; null where there are none, or none that can be read. */
  readonly graph: Graph | null;
}

export interface LiveAccountOptions {
  readonly file?: readonly string[];
  readonly at?: string;
  /** Name of the target, and its platform, that a saved plan was made for. */
  readonly wanted?: { readonly target: string; readonly platform: string };
}

/** Reads the account by its listings; an exit code where something is wrong, already said. */
export async function readLiveAccount(
  context: Context,
  options: LiveAccountOptions,
  progress: Progress,
): Promise<LiveAccount | ExitCode> {
  const { output } = context;
  const { value: target, diagnostics } = chooseTarget(context, platforms, options.wanted?.target);
  if (target === null || failed(diagnostics)) return output.fail(EXIT.usage, diagnostics);
  const { graph, platform: declared } = await manifestsOf(context, target, options.file ?? []);
  const platform = target.platform ?? platformOf(options.wanted?.platform ?? "") ?? declared;
  if (platform === null) return output.fail(EXIT.usage, [noPlatform()]);
  const access = readAccess(context, target, platform);
  if (access.value === null) return output.fail(EXIT.usage, access.diagnostics);
  output.diagnostics([...diagnostics, ...access.diagnostics]);
  const clock = readClock(context.io, access.value.endpoint, options.at);
  if ("code" in clock) return output.fail(EXIT.usage, [clock]);
  const client = connect(context, target, platform, access.value, namesOf(graph, platform), progress);
  progress.say(`reading ${access.value.endpoint}`);
  const live = await readAndClose(client, progress);
  if (live.account === null) return output.fail(EXIT.usage, [noAccount(access.value)]);
  return { target, platform, endpoint: access.value.endpoint, live, at: clock.evaluatedAt, graph };
}

async function readAndClose(client: Client, progress: Progress): Promise<Live> {
  try {
    return await client.readLive(new Map());
  } finally {
    progress.done();
    await client.close();
  }
}

/** Manifests are welcome, not needed: with errors in them the command goes on without and says so. */
async function manifestsOf(context: Context, target: Target, named: readonly string[]) {
  const nothing = { graph: null, platform: null };
  if (named.length === 0 && target.manifests.length === 0) return nothing;
  const { value, diagnostics } = await readRoster(context, named, target);
  if (value !== null && !failed(diagnostics)) return value;
  const errors = diagnostics.filter((each) => each.severity === "error");
  const [first] = errors;
  const message = `the manifests are left out: ${first?.message ?? "they cannot be read"}`;
  context.output.diagnostics([
    diagnose({
      code: first?.code ?? "usage",
      severity: "warning",
      message,
      fix: "`cxroster validate` tells everything that is wrong with them.",
      at: first?.at ?? null,
    }),
  ]);
  return nothing;
}

function namesOf(graph: Graph | null, { table }: Platform): string[] {
  const root = table.kinds.find((kind) => kind.root === true);
  const node = graph?.nodes.find((each) => each.kind === root?.name);
  return [node?.attributes.name, node?.renamedFrom].filter((name) => typeof name === "string");
}

function noPlatform(): Diagnostic {
  return diagnose({
    code: "usage",
    message: "without a configuration file nobody can tell which platform the account is on",
    fix: "name the platform in a target of cxroster.yaml, or a manifest with -f",
  });
}

function noAccount({ endpoint }: Access): Diagnostic {
  return diagnose({
    code: "no-account",
    message: `there is no such account at ${endpoint}`,
    fix: "name it by `account` in the target",
  });
}
