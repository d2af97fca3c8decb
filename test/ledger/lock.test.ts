import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { hash } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { LockedError, takeLock } from "../../src/ledger/lock.ts";

const RACERS = 8;
const LOCKS = 200;

function place(): string {
  const folder = mkdtempSync(join(tmpdir(), "cxroster-lock-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "main.lock");
}

/** A process that takes every lock it can get once it is told to, and holds them until it is told to stop. */
class Racer {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #said: AsyncIterator<string>;

  constructor(path: string) {
    this.#child = spawn(process.execPath, [join(import.meta.dirname, "take-locks.ts"), path, String(LOCKS)]);
    this.#said = createInterface(this.#child.stdout)[Symbol.asyncIterator]();
  }

  async hears(): Promise<string> {
    return (await this.#said.next()).value ?? "";
  }

  go(): void {
    this.#child.stdin.write("go\n");
  }

  async stop(): Promise<void> {
    const exit = once(this.#child, "exit");
    this.#child.stdin.end();
    await exit;
  }
}

/** Id of a process that is over. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ["-e", ""]);
  await once(child, "exit");
  return child.pid ?? 0;
}

const lockOf = (pid: number, host = hostname()) =>
  JSON.stringify({ pid, host, since: "2026-11-23T08:00:00Z" });

test("a lock is held until it is released, and leaves nothing behind", () => {
  const path = place();
  const release = takeLock(path);
  expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ pid: process.pid, host: hostname() });
  expect(() => takeLock(path)).toThrow(LockedError);
  release();
  expect(readdirSync(join(path, ".."))).toEqual([]);
  takeLock(path)();
});

test("a dead lock is taken over, also where the one who was taking it over died", async () => {
  const path = place();
  const dead = await deadPid();
  writeFileSync(path, lockOf(dead));
  takeLock(path)();
  expect(existsSync(path)).toBe(false);
  writeFileSync(path, lockOf(dead));
  expect(() => takeLock(path)).not.toThrow();
  const succession = successionOf(dead);
  const again = place();
  writeFileSync(again, lockOf(dead));
  writeFileSync(again + succession, `${lockOf(dead)} `);
  takeLock(again)();
  expect(readdirSync(join(again, ".."))).toEqual([]);
});

test("while somebody takes a dead lock over, nobody else gets it", async () => {
  const path = place();
  const dead = await deadPid();
  writeFileSync(path, lockOf(dead));
  writeFileSync(path + successionOf(dead), lockOf(process.pid));
  expect(() => takeLock(path)).toThrow(LockedError);
  expect(readFileSync(path, "utf8")).toBe(lockOf(dead));
});

/** What the name of the lock that guards the succession of a dead process's lock adds. */
function successionOf(pid: number): string {
  return `.${hash("sha256", lockOf(pid)).slice(0, 32)}`;
}

test.each([
  ["empty", ""],
  ["half written", '{"pid":'],
  ["of another machine", lockOf(1, "another-machine")],
  ["without a process", "{}"],
])("a lock that is %s counts as held", (_, content) => {
  const path = place();
  writeFileSync(path, content);
  expect(() => takeLock(path)).toThrow(LockedError);
  expect(readFileSync(path, "utf8")).toBe(content);
});

test("of many processes that find one dead lock, exactly one gets it", { timeout: 120_000 }, async () => {
  const path = place();
  const dead = await deadPid();
  for (let lock = 0; lock < LOCKS; lock++) writeFileSync(`${path}-${lock}`, lockOf(dead));
  const racers = Array.from({ length: RACERS }, () => new Racer(path));
  for (const racer of racers) expect(await racer.hears()).toBe("ready");
  for (const racer of racers) racer.go();
  const taken: number[][] = [];
  for (const racer of racers) taken.push(JSON.parse(await racer.hears()));
  expect(taken.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: LOCKS }, (_, lock) => lock));
  await Promise.all(racers.map((racer) => racer.stop()));
  expect(readdirSync(join(path, ".."))).toEqual([]);
});
