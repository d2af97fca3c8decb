/** What a command says when something happened that should not be possible, or that a platform refused. */
import { PlatformError } from "../platform/contract.ts";
import { EXIT, type ExitCode, exitCodeOf } from "./exit-code.ts";
import type { Io } from "./io.ts";
import type { Output } from "./output.ts";

const FIXES = {
  unauthorized: "Check the token or password of the target, and whether it has expired.",
  forbidden: "Use credentials of somebody who may manage this account.",
  unreachable: "Check the endpoint of the target, the network and the proxy.",
  refused: "The platform refused the call; its message says why.",
  "unknown-outcome": "Plan again: whether the last call worked can only be seen from the live account.",
} as const;

const NOT_FOUND = 404;
const NOT_FOUND_FIX = "Check the endpoint of the target with its path, and the account id.";

/** Words an exception and returns its exit code. A platform's refusal is the platform's; everything else is ours. */
export function explain(thrown: unknown, io: Io, output: Output): ExitCode {
  if (thrown instanceof PlatformError) {
    const facts = [
      thrown.status === null ? [] : [`status ${thrown.status}`],
      thrown.requestId === null ? [] : [`request ${thrown.requestId}`],
    ].flat();
    return output.refuse(
      {
        code: thrown.rule ?? thrown.reason,
        message: facts.length === 0 ? thrown.message : `${thrown.message} (${facts.join(", ")})`,
        fix: thrown.status === NOT_FOUND ? NOT_FOUND_FIX : FIXES[thrown.reason],
      },
      exitCodeOf({ cause: thrown.reason }),
    );
  }
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  output.refuse(
    {
      code: "defect",
      message: `This is a defect of cxroster: ${text}`,
      fix: `Please report it to the project with the command and this message. CXROSTER_DEBUG=1 prints where it happened.`,
    },
    EXIT.failed,
  );
  if (io.env.CXROSTER_DEBUG === "1" && thrown instanceof Error) output.debug(thrown.stack ?? "");
  return EXIT.failed;
}
