/** Where a target's ledger lies in its folder. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const CHAIN = ".jsonl";
const HEAD = ".head";

export function chainPath(folder: string, target: string): string {
  return join(folder, `${fileName(target)}${CHAIN}`);
}

/** The end of the chain as the last run left it: a tail that is cut off later is missed there. */
export function headPath(folder: string, target: string): string {
  return join(folder, `${fileName(target)}${HEAD}`);
}

export function lockPath(folder: string, target: string): string {
  return join(folder, `${fileName(target)}.lock`);
}

/** Names of the targets that have a ledger in the folder, sorted; also of one whose chain is gone and whose head is not. */
export function targetsIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder);
  const names = [CHAIN, HEAD].flatMap((end) =>
    files.filter((name) => name.endsWith(end)).map((name) => targetName(name.slice(0, -end.length))),
  );
  return [...new Set(names)].sort();
}

/** A target's name as a file name: everything unusual is percent-encoded. */
function fileName(target: string): string {
  return encodeURIComponent(target).replaceAll(".", "%2E").replaceAll("*", "%2A");
}

function targetName(file: string): string {
  try {
    return decodeURIComponent(file);
  } catch {
    return file;
  }
}
