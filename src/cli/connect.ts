/** A client for a target, with the flags that every connection shares. */
import type { Graph } from "../graph/node.ts";
import { type KindTable, rootOf } from "../kind/table.ts";
import type { Client, Platform } from "../platform/contract.ts";
import type { Access, Target } from "./config/target.ts";
import type { Context } from "./context.ts";
import type { Progress } from "./progress.ts";

const MILLISECONDS = 1_000;
const DEFAULT_TIMEOUT_SECONDS = 30;
export const DEFAULT_CONCURRENCY = 8;

/** @param names that the account may bear, the declared one first. The caller closes the client. */
export function connect(
  context: Context,
  target: Target,
  platform: Platform,
  access: Access,
  names: readonly string[],
  progress: Progress,
): Client {
  const { flags } = context;
  return platform.connect({
    ...access,
    accountNames: names,
    create: target.create,
    concurrency: flags.concurrency ?? DEFAULT_CONCURRENCY,
    timeoutMilliseconds: (flags.timeout ?? DEFAULT_TIMEOUT_SECONDS) * MILLISECONDS,
    onWait: ({ reason, milliseconds }) => progress.wait(reason, milliseconds),
  });
}

/** The declared name of the account, then its former one. */
export function accountNames(graph: Graph | null, table: KindTable): string[] {
  const root = rootOf(table);
  const node = graph?.nodes.find((each) => each.kind === root?.name);
  return [node?.attributes.name, node?.renamedFrom].filter((name) => typeof name === "string");
}
