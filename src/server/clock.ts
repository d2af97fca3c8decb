/** The server's clock: real time, or a time an operator has set, which then stands still until it is set again. */
import type { Db } from "./store/database.ts";
import type { Store } from "./store/store.ts";

const SETTING = "clock";

export class Clock {
  #fixed: Date | null = null;

  /** Takes up the time that was set before the last stop. */
  async load(store: Store): Promise<void> {
    const row = await store.read((db) =>
      db.selectFrom("settings").select("value").where("name", "=", SETTING).executeTakeFirst(),
    );
    this.#fixed = row ? new Date(row.value) : null;
  }

  /** Writes down a time to stand still at, or null for real time; {@link adopt} it once that is committed. */
  async keep(db: Db, time: Date | null): Promise<void> {
    await db.deleteFrom("settings").where("name", "=", SETTING).execute();
    if (time) await db.insertInto("settings").values({ name: SETTING, value: time.toISOString() }).execute();
  }

  adopt(time: Date | null): void {
    this.#fixed = time;
  }

  now(): Date {
    return this.#fixed ?? new Date();
  }
}

/** Stored form of a time: RFC 3339 UTC with milliseconds, so that text order is time order. */
export function stamp(time: Date): string {
  return time.toISOString();
}

/** Wire form of a stored time: whole seconds where nothing is lost. */
export function wireTime(stored: string | null): string | null {
  return stored === null ? null : stored.replace(".000Z", "Z");
}

/** Reads an RFC 3339 time; null where the text is none. */
export function parseTime(text: unknown): Date | null {
  if (
    typeof text !== "string" ||
    !/^\d{4}-\d{2}-\d{2}([Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:\d{2}))?$/.test(text)
  )
    return null;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? null : time;
}
