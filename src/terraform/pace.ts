/** A client that keeps to a number of requests a minute. */
import { setTimeout as wait } from "node:timers/promises";
import type { Client } from "../platform/contract.ts";

const MINUTE_MILLISECONDS = 60_000;

/**
 * Holds calls back while those of the last minute have used up the budget. A call is charged with the requests it
 * turned out to need, so a listing of many pages delays what comes after it, never itself.
 * @param requestsPerMinute at least 1.
 */
export function paced(client: Client, requestsPerMinute: number): Client {
  const interval = MINUTE_MILLISECONDS / requestsPerMinute;
  let charged = 0;
  let free = 0;
  const charge = (requests: number): number => {
    const start = Math.max(free, Date.now());
    free = start + requests * interval;
    charged += requests;
    return start - Date.now();
  };
  const turn = async <T>(call: () => Promise<T>): Promise<T> => {
    const ahead = charge(1);
    if (ahead > 0) await wait(ahead);
    try {
      return await call();
    } finally {
      charge(Math.max(0, client.calls.reads + client.calls.writes - charged));
    }
  };
  const { readCostly } = client;
  return {
    account: () => turn(() => client.account()),
    readLive: (needs) => turn(() => client.readLive(needs)),
    readEach: (kind, ids) => turn(() => client.readEach(kind, ids)),
    ...(readCostly && { readCostly: (object, paths) => turn(() => readCostly.call(client, object, paths)) }),
    readAll: (...kinds) => turn(() => client.readAll(...kinds)),
    find: (kind, attribute, value) => turn(() => client.find(kind, attribute, value)),
    execute: (call) => turn(() => client.execute(call)),
    get calls() {
      return client.calls;
    },
    close: () => client.close(),
  };
}
