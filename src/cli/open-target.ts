/** A connection to the very account that a plan was made for, or that a run was about. */
import type { Plan } from "../plan/plan.ts";
import type { Client, Platform } from "../platform/contract.ts";
import { platformOf, platforms } from "../platform/index.ts";
import { unknownPlatform } from "./config/problems.ts";
import { type Access, chooseTarget, readAccess, type Target } from "./config/target.ts";
import { connect } from "./connect.ts";
import type { Context } from "./context.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import type { Progress } from "./progress.ts";

export interface OpenTarget {
  readonly target: Target;
  readonly platform: Platform;
  readonly access: Access;
  /** To be closed by whoever holds it. */
  readonly client: Client;
  readonly progress: Progress;
}

/** Refuses unless platform, endpoint and account are the planned ones. */
export async function openTarget(
  context: Context,
  planned: Plan["target"],
  progress: Progress,
): Promise<OpenTarget | ExitCode> {
  const { output } = context;
  const chosen = chooseTarget(context, platforms, planned.name);
  const target = chosen.value;
  if (target === null) return output.fail(EXIT.usage, chosen.diagnostics);
  const platform = platformOf(planned.platform);
  if (platform === undefined) {
    const known = platforms.map((each) => each.table.platform);
    return output.fail(EXIT.usage, [unknownPlatform(null, planned.platform, known)]);
  }
  const { value: access, diagnostics } = readAccess(context, target, platform);
  if (access === null) return output.fail(EXIT.usage, diagnostics);
  output.diagnostics([...chosen.diagnostics, ...diagnostics]);
  const here = target.platform?.table.platform ?? planned.platform;
  if (here !== planned.platform) return wrongPlace(context, "platform", planned.platform, here);
  if (access.endpoint !== planned.endpoint)
    return wrongPlace(context, "endpoint", planned.endpoint, access.endpoint);
  const client = connect(context, target, platform, access, [planned.account.name], progress);
  try {
    const account = await client.account();
    if ((account?.id ?? null) === planned.account.id) return { target, platform, access, client, progress };
    await client.close();
    return wrongPlace(context, "account", planned.account.id ?? "(new)", account?.id ?? "(none)");
  } catch (thrown) {
    await client.close();
    throw thrown;
  }
}

function wrongPlace(context: Context, what: string, planned: string, found: string): ExitCode {
  return context.output.refuse(
    {
      code: "wrong-account",
      message: `the plan was made for ${what} ${planned}, and this is ${found}`,
      fix: "apply it with the target it was made for, or plan again",
    },
    EXIT.refused,
  );
}
