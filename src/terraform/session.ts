/** The connection to one platform that all resources of a process share. */
import type { Client, Platform } from "../platform/contract.ts";
import { GuardedWrites } from "./guarded-writes.ts";
import { paced } from "./pace.ts";
import type { Limits, Settings } from "./settings.ts";
import { SharedReads } from "./shared-reads.ts";

export interface Session {
  readonly platform: Platform;
  readonly client: Client;
  readonly reads: SharedReads;
  readonly guarded: GuardedWrites;
  /** True once the run was asked to end; calls that were not started are left undone. */
  readonly stopped: () => boolean;
}

/** Milliseconds a call may take before it counts as unanswered. */
const TIMEOUT_MILLISECONDS = 30_000;

export function openSession(
  platform: Platform,
  settings: Settings,
  limits: Limits,
  stopped: () => boolean,
): Session {
  const connected = platform.connect({
    endpoint: settings.endpoint,
    account: settings.account,
    accountNames: [],
    create: false,
    credentials: settings.credentials,
    concurrency: settings.concurrency,
    timeoutMilliseconds: TIMEOUT_MILLISECONDS,
  });
  const { requestsPerMinute } = settings;
  const client = requestsPerMinute === null ? connected : paced(connected, requestsPerMinute);
  const now = () => `${new Date().toISOString().slice(0, 19)}Z`;
  const reads = new SharedReads(client, platform.table, now);
  const guarded = new GuardedWrites(platform.table, reads, limits);
  return { platform, client, reads, guarded, stopped };
}
