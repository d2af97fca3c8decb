/** Repeated POSTs: the same key gets the first response again, because key and effect are committed together. */
import type { Answer } from "./answer.ts";
import { type Call, sha256 } from "./call.ts";
import { stamp } from "./clock.ts";
import { Refusal } from "./rules.ts";
import type { Database, Db } from "./store/database.ts";
import { prepared } from "./store/prepared.ts";

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
  const session = await call.session();
  const caller = session === null || session.endedBy !== null ? "" : session.person.id;
  const { method, url, bytes } = call.request;
  return { caller, key, requestHash: sha256(`${method} ${url}\n${sha256(bytes)}`) };
}

const keptAnswers = prepared<{ caller: string; key: string; oldest: string }, Database["idempotency"]>(
  (db, parameter) =>
    db
      .selectFrom("idempotency")
      .selectAll()
      .where("caller", "=", parameter("caller"))
      .where("key", "=", parameter("key"))
      .where("at", ">", parameter("oldest")),
);

async function findAnswer(call: Call, { caller, key, requestHash }: Keyed): Promise<Answer | null> {
  const [row] = await keptAnswers(call.db, { caller, key, oldest: oldest(call.now) });
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
  const headers = JSON.stringify(answer.headers);
  await insertAnswer(call.db, {
    caller,
    key,
    request_hash,
    status: answer.status,
    headers,
    body,
    at: stamp(call.now),
  });
}

/** A key older than a day may be used anew, hence the update. */
const insertAnswer = prepared<Database["idempotency"], unknown>((db, parameter) => {
  const kept = {
    request_hash: parameter("request_hash"),
    status: parameter("status"),
    headers: parameter("headers"),
    body: parameter("body"),
    at: parameter("at"),
  };
  return db
    .insertInto("idempotency")
    .values({ caller: parameter("caller"), key: parameter("key"), ...kept })
    .onConflict((conflict) => conflict.columns(["caller", "key"]).doUpdateSet(kept));
});

function oldest(now: Date): string {
  return stamp(new Date(now.getTime() - KEPT_MILLISECONDS));
}
