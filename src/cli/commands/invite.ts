/** `invite resend|cancel EMAIL`: the explicit invitation actions, which no plan ever takes by itself. */
import { diagnose, failed } from "../../diagnostic/diagnostic.ts";
import { didYouMean } from "../../diagnostic/suggest.ts";
import { fold } from "../../kind/identity.ts";
import type { Platform } from "../../platform/contract.ts";
import { platforms } from "../../platform/index.ts";
import { noPlatform } from "../config/problems.ts";
import { chooseTarget, readAccess } from "../config/target.ts";
import { connect } from "../connect.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { startProgress } from "../progress.ts";

const ACTIONS = { resend: "sent again", cancel: "cancelled" } as const;
type Action = keyof typeof ACTIONS;

/** A refusal of the platform ends with its own code, as for every other call. */
export async function invite(context: Context, action: string, email: string): Promise<ExitCode> {
  const { output } = context;
  if (!isAction(action)) {
    const message = `"${action}" is nothing that can be done with an invitation.${didYouMean(action, Object.keys(ACTIONS))}`;
    return output.fail(EXIT.usage, [diagnose({ code: "usage", message, fix: "say resend or cancel" })]);
  }
  const chosen = chooseTarget(context, platforms);
  const platform = chosen.value?.platform ?? null;
  if (chosen.value === null || failed(chosen.diagnostics)) return output.fail(EXIT.usage, chosen.diagnostics);
  if (platform === null) return output.fail(EXIT.usage, [noPlatform("invitation")]);
  const { value: access, diagnostics } = readAccess(context, chosen.value, platform);
  if (access === null) return output.fail(EXIT.usage, diagnostics);
  const client = connect(context, chosen.value, platform, access, [], startProgress(context));
  try {
    const act = client.invitations?.[action];
    if (act === undefined) return output.fail(EXIT.usage, [notOffered(platform, action)]);
    await act.call(client.invitations, fold(email));
  } finally {
    await client.close();
  }
  output.result(
    () => `The invitation of ${email} is ${ACTIONS[action]}.\n`,
    () => ({ action, email: fold(email), exitCode: EXIT.done }),
  );
  return EXIT.done;
}

function isAction(text: string): text is Action {
  return Object.hasOwn(ACTIONS, text);
}

function notOffered({ table }: Platform, action: Action) {
  const capability = { resend: "resendInvitations", cancel: "cancelInvitations" } as const;
  const because = table.capabilities[capability[action]]?.because ?? "the platform does not offer it";
  const fix = {
    resend: "remove the person and declare the person again to invite anew",
    cancel: "take the person out of the manifest, then plan and apply",
  };
  return diagnose({
    code: "usage",
    message: `${table.product} has no such action: ${because}`,
    fix: fix[action],
  });
}
