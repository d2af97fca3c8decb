/** A process that waits for a word, takes every lock it can get, says which, and holds them until its input ends. */
import { createInterface } from "node:readline";
import { LockedError, takeLock } from "../../src/ledger/lock.ts";

const [path = "", locks = "0"] = process.argv.slice(2);
const releases: (() => void)[] = [];

function takeAll(): number[] {
  const taken: number[] = [];
  for (let lock = 0; lock < Number(locks); lock++) {
    try {
      releases.push(takeLock(`${path}-${lock}`));
      taken.push(lock);
    } catch (error) {
      if (!(error instanceof LockedError)) throw error;
    }
  }
  return taken;
}

console.log("ready");
for await (const _ of createInterface(process.stdin)) console.log(JSON.stringify(takeAll()));
for (const release of releases) release();
