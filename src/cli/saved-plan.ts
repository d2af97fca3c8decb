/** A saved plan from its file: the very bytes that were written, or none. */
import { resolve } from "node:path";
import type { Plan } from "../plan/plan.ts";
import { parsePlan, serializePlan } from "../plan/plan-file.ts";
import { fileUnreadable } from "./config/problems.ts";
import type { Context } from "./context.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { readBytes, shownPath, writeWhole } from "./files.ts";

/** Characters in which a manifest says what it is. */
const HEAD = 4096;
/** What an archive begins with. */
const ZIP = "PK\u0003\u0004";

/** The plan, or the code to end with after the reason was said. */
export function readSavedPlan({ io, output }: Context, file: string): Plan | ExitCode {
  const bytes = readBytes(resolve(io.cwd, file));
  if (bytes === null) return output.fail(EXIT.usage, [fileUnreadable(file)]);
  if (Buffer.from(bytes).indexOf(ZIP) === 0)
    return output.refuse({
      code: "usage",
      message: `${file} is an archive, such as an evidence pack, and no saved plan`,
      fix: `\`cxroster runs verify ${file}\` checks a pack; its report.txt says what was done`,
    });
  const parsed = parsePlanBytes(bytes);
  if ("plan" in parsed) return parsed.plan;
  const other = otherDocument(bytes);
  if (other !== null)
    return output.refuse({
      code: "usage",
      message: `${file} is ${other}, and no saved plan`,
      fix: "`cxroster plan -o plan.json` makes one of the manifests",
    });
  const message = `${file}: ${parsed.problem}`;
  return output.refuse({ code: "plan-altered", message, fix: "plan again" }, EXIT.stale);
}

/** What else a file is; null where it may have been a plan, whatever happened to it since. */
function otherDocument(bytes: Uint8Array): string | null {
  const text = new TextDecoder().decode(bytes);
  if (/^\s*(\{\s*)?"?apiVersion"?\s*:/m.test(text.slice(0, HEAD))) return "a manifest";
  const isPlain = text !== "" && !text.includes("\uFFFD") && !text.includes("\u0000");
  return isPlain && !text.includes('"digest"') && !text.trimStart().startsWith("{") ? "something else" : null;
}

/** Decodes strictly and keeps a byte order mark, so that no byte can differ unseen. */
export function parsePlanBytes(bytes: Uint8Array): ReturnType<typeof parsePlan> {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { problem: "the file is no saved plan: it is not UTF-8 text" };
  }
  return parsePlan(text);
}

/** Writes a plan where `apply` takes it from; the code to end with where that fails. */
export function writePlan({ io, output }: Context, file: string, plan: Plan): ExitCode | null {
  const path = resolve(io.cwd, file);
  try {
    writeWhole(path, serializePlan(plan));
    return null;
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    const message = `${shownPath(path, io.cwd)} cannot be written: ${reason}`;
    return output.refuse({ code: "file-unwritable", message });
  }
}
