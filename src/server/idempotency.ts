/** Repeated POSTs: the same key gets the first response again, because key and effect are committed together. */
import type { Answer } from "./answer.ts";
import { type Call, sha256 } from "./call.ts";
import { stamp } from "./clock.ts";
import { Refusal } from "./rules.ts";
import type { Db } from "./store/database.ts";

const KEPT_MILLISECONDS = 24 * 60 * 60 * 1000;
const KEY_MAXIMUM = 255;

interface Keyed {
  readonly caller: string;
  readonly key: string;
  readonly requestHash: string;
}

/** Runs the work once per key and caller. Refusals are not kept: they had no effect, so the call may be tried anew. */
export async function once(call: Call, work: () => Promise<Answer>): Promise<Answer> {
  const keyed = await readKey(call);
  if (keyed === null) return work();
  const replay = await findAnswer(call, keyed);
  if (replay) return replay;
  const answer = await work();
  if (answer.status < 400) await keepAnswer(call, keyed, answer);
  return answer;
}

/** Forgets what is older than a day. */
export async function forgetOldKeys(db: Db, now: Date): Promise<void> {
  await db.deleteFrom("idempotency").where("at", "<=", oldest(now)).execute();
}

async function readKey(call: Call): Promise<Keyed | null> {
  const key = call.header("idempotency-key");
  if (key === undefined || call.request.method !== "POST") return null;
  if (key === "" || key.length > KEY_MAXIMUM)
    throw new Refusal("bad-idempotency-key", {
      status: 400,
      message: `a key has 1 to ${KEY_MAXIMUM} characters`,
    });
  const caller = (await call.session())?.person.id ?? "";
  const { method, url, bytes } = call.request;
  return { caller, key, requestHash: sha256(`${method} ${url}\n${sha256(bytes)}`) };
}

async function findAnswer(call: Call, { caller, key, requestHash }: Keyed): Promise<Answer | null> {
  const row = await call.db
    .selectFrom("idempotency")
    .selectAll()
    .where("caller", "=", caller)
    .where("key", "=", key)
    .where("at", ">", oldest(call.now))
    .executeTakeFirst();
  if (!row) return null;
  if (row.request_hash !== requestHash)
    throw new Refusal("idempotency-key-reused", {
      status: 422,
      message: "the key belongs to another request",
    });
  const headers = { ...(JSON.parse(row.headers) as Answer["headers"]), "idempotency-replayed": "true" };
  return { status: row.status, headers, body: row.body === "" ? null : row.body };
}

async function keepAnswer(call: Call, keyed: Keyed, answer: Answer): Promise<void> {
  const { caller, key, requestHash: request_hash } = keyed;
  const body = answer.body === null ? "" : answer.body.toString();
  const kept = {
    status: answer.status,
    headers: JSON.stringify(answer.headers),
    body,
    at: stamp(call.now),
    request_hash,
  };
  await call.db
    .insertInto("idempotency")
    .values({ caller, key, ...kept })
    .onConflict((conflict) => conflict.columns(["caller", "key"]).doUpdateSet(kept))
    .execute();
}

function oldest(now: Date): string {
  return stamp(new Date(now.getTime() - KEPT_MILLISECONDS));
}
