/** Sends what the outbox holds. A message is marked when the mail server has taken it, and tried again otherwise. */
import { createTransport, type Transporter } from "nodemailer";
import type { Database, Db } from "./store/database.ts";
import { atMost, type Store } from "./store/store.ts";
import { acceptEmail } from "./text.ts";

const BATCH = 50;
const RETRY_MILLISECONDS = 5_000;
const TRIES_MAXIMUM = 20;
const FROM = { name: "cxroster account server", address: "no-reply@cxroster.invalid" };

type OutboxRow = Database["outbox"];
type Log = (line: string) => void;
/** Told about a message the mail server refuses for good. True where that ends the matter; it is tried again otherwise. */
type Bounced = (db: Db, row: OutboxRow) => Promise<boolean>;

export class Sender {
  readonly #store: Store;
  readonly #transport: Transporter;
  readonly #log: Log;
  readonly #bounced: Bounced;
  #running: Promise<void> | null = null;
  #again = false;
  #timer: NodeJS.Timeout | null = null;
  #stopped = false;

  /** `url` is an SMTP URL, such as `smtp://127.0.0.1:2525`. */
  constructor(store: Store, url: string, log: Log, bounced: Bounced = async () => false) {
    this.#store = store;
    this.#log = log;
    this.#bounced = bounced;
    this.#transport = createTransport(url, { from: FROM });
  }

  /** Sends everything that waits. Calls while it runs make it look once more. */
  poke(): void {
    this.#again = true;
    if (this.#stopped || this.#running) return;
    this.#running = this.#run().finally(() => {
      this.#running = null;
      if (this.#again) this.poke();
    });
  }

  /** Ends after the messages under way; what still waits is sent at the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#again = false;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#running;
    this.#transport.close();
  }

  async #run(): Promise<void> {
    while (this.#again && !this.#stopped) {
      this.#again = false;
      const rows = await this.#store.read((db) =>
        db
          .selectFrom("outbox")
          .selectAll()
          .where("state", "=", "waiting")
          .orderBy("id")
          .limit(atMost(BATCH))
          .execute(),
      );
      let failed = 0;
      for (const row of rows) if (!this.#stopped && !(await this.#send(row))) failed += 1;
      if (failed > 0) this.#later();
      else if (rows.length === BATCH) this.#again = true;
    }
  }

  #later(): void {
    this.#timer = setTimeout(() => this.poke(), RETRY_MILLISECONDS).unref();
  }

  async #send(row: OutboxRow): Promise<boolean> {
    try {
      await this.#transport.sendMail(envelope(row));
      await this.#mark(row, { state: "sent", attempts: row.attempts + 1 });
      return true;
    } catch (error) {
      const attempts = row.attempts + 1;
      this.#log(
        `mail ${row.id} was not taken (try ${attempts}): ${error instanceof Error ? error.message : error}`,
      );
      const ended = isPermanent(error) && (await this.#store.write((db) => this.#bounced(db, row)));
      await this.#mark(row, { state: ended || attempts >= TRIES_MAXIMUM ? "failed" : "waiting", attempts });
      return ended;
    }
  }

  async #mark({ id }: OutboxRow, change: { state: string; attempts: number }): Promise<void> {
    await this.#store.write((db) => db.updateTable("outbox").set(change).where("id", "=", id).execute());
  }
}

/** Whether the mail server has said that trying again is of no use. */
function isPermanent(error: unknown): boolean {
  const { responseCode } = error as { readonly responseCode?: number };
  return responseCode !== undefined && responseCode >= 500;
}

/** The recipient goes in as an object after our own check: as text it would be parsed, and could name others. */
function envelope(row: OutboxRow) {
  const address = acceptEmail(row.recipient);
  if (address === null) throw new Error("the recipient is no single address");
  const text = row.link === null ? row.body : `${row.body}\n\n${row.link}\n`;
  return {
    from: FROM,
    to: { name: "", address },
    subject: row.subject,
    text,
    messageId: `<${row.id}@cxroster.invalid>`,
  };
}
