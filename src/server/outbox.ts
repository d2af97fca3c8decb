/** The record of every message the server has to send. A row is written together with what it tells about. */
import type { Call } from "./call.ts";
import { stamp } from "./clock.ts";
import type { Database, Db } from "./store/database.ts";
import { atMost, nextId } from "./store/store.ts";

export interface Message {
  readonly account: string | null;
  readonly to: string;
  readonly kind: "invitation" | "demo" | "password-reset" | "email-change";
  readonly subject: string;
  readonly text: string;
  readonly link: string | null;
}

type OutboxRow = Database["outbox"];

export class Outbox {
  /** Whether a mail server is set; without one messages are only kept. */
  readonly #delivers: boolean;

  constructor(delivers: boolean) {
    this.#delivers = delivers;
  }

  /** Writes one row in the call's transaction; the sender takes it up after the commit. */
  async put(call: Call, message: Message): Promise<void> {
    const id = await nextId(call.db, "msg");
    const { account: account_id, to: recipient, kind, subject, text: body, link } = message;
    const state = this.#delivers ? "waiting" : "kept";
    const row = {
      id,
      account_id,
      recipient,
      kind,
      subject,
      body,
      link,
      at: stamp(call.now),
      state,
      attempts: 0,
    };
    await call.db.insertInto("outbox").values(row).execute();
    call.mails += 1;
  }
}

/** Messages in order of writing, of one account or of all. */
export function listMessages(
  db: Db,
  account: string | null,
  after: string,
  limit: number,
): Promise<OutboxRow[]> {
  let query = db.selectFrom("outbox").selectAll().where("id", ">", after).orderBy("id").limit(atMost(limit));
  if (account !== null) query = query.where("account_id", "=", account);
  return query.execute();
}
