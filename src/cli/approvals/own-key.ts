/** The key of whoever runs the command. */
import { resolve } from "node:path";
import { fileUnreadable } from "../config/problems.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { readBytes } from "../files.ts";
import { readKey, type SigningKey } from "./key.ts";

const VARIABLE = "CXROSTER_APPROVAL_KEY";

/** `file`, else the path or the PEM text in CXROSTER_APPROVAL_KEY; null where there is none; a code where it is no key. */
export function signingKeyOf({ io, output }: Context, file?: string): SigningKey | ExitCode | null {
  const given = file ?? io.env[VARIABLE] ?? "";
  if (given === "") return null;
  const isText = file === undefined && given.includes("-----BEGIN");
  const bytes = isText ? Buffer.from(given) : readBytes(resolve(io.cwd, given));
  if (bytes === null) return output.fail(EXIT.usage, [fileUnreadable(given)]);
  const pem = new TextDecoder().decode(bytes);
  output.mask.hide(pem.trim());
  const key = readKey(pem);
  if (key !== null) return key;
  return output.refuse({
    code: "approval-key",
    message: `${file === undefined ? VARIABLE : file} holds no Ed25519 private key`,
    fix: "`cxroster approve --new-key FILE` makes one",
  });
}
