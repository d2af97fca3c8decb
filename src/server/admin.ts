/** The operator's surface under `/admin`: accounts, tokens, outbox, clock, troubles, counters. */
import { timingSafeEqual } from "node:crypto";
import { type Answer, json } from "./answer.ts";
import { parseObject } from "./body.ts";
import { bearer, type Call, notFound, sha256 } from "./call.ts";
import { parseTime, stamp, wireTime } from "./clock.ts";
import type { Faults } from "./faults.ts";
import { listMessages } from "./outbox.ts";
import { pageAnswer } from "./paging.ts";
import { ensurePerson, findPerson, issueToken, type PersonRow } from "./people.ts";
import type { Mount, Route } from "./route.ts";
import { Refusal } from "./rules.ts";
import { acceptEmail } from "./text.ts";

export interface Operator {
  /** Null: there is no operator surface. */
  readonly token: string | null;
  readonly mounts: readonly Mount[];
  readonly faults: Faults;
}

const answers = { status: 200, schema: null };
const text = (doc: string) => ({ type: "text", doc }) as const;

/** Whether a token is the operator's, in constant time. */
export function isOperator(expected: string | null, token: string | null): boolean {
  if (expected === null || token === null) return false;
  return timingSafeEqual(Buffer.from(sha256(expected)), Buffer.from(sha256(token)));
}

/** Routes below `/admin`, each behind the operator's token; without one configured they do not exist. */
export function adminRoutes(operator: Operator): readonly Route[] {
  const own = [...accountRoutes(operator), ...clockRoutes, ...observingRoutes, faultRoute(operator)];
  return [...own, ...operator.mounts.flatMap((mount) => mount.operator)].map((route) =>
    guarded(operator, route),
  );
}

function guarded({ token }: Operator, route: Route): Route {
  const handle = async (call: Call): Promise<Answer> => {
    if (token === null) throw notFound("path");
    if (!isOperator(token, bearer(call.header("authorization"))))
      throw new Refusal("unauthorized", { status: 401, message: "the operator's token is needed" });
    return route.handle(call);
  };
  return { ...route, handle };
}

function accountRoutes({ mounts }: Operator): Route[] {
  const platforms = mounts.map((mount) => mount.platform).join(", ");
  const create = async (call: Call): Promise<Answer> => {
    const { platform } = parseObject(call.request.bytes);
    const mount = mounts.find((each) => each.platform === platform);
    if (!mount)
      throw new Refusal("bad-value", {
        status: 422,
        field: "platform",
        message: `platform is one of ${platforms}`,
      });
    const { id, owner, more, token: own } = await mount.createAccount(call);
    const token = own ?? (await ownerToken(call, mount, id, owner));
    return json(201, { id, token, endpoint: call.services.baseUrl() + mount.prefix, ...more });
  };
  return [
    {
      method: "POST",
      path: "/accounts",
      summary: "Makes an account and signs its owner in.",
      answers,
      handle: create,
    },
    {
      method: "POST",
      path: "/tokens",
      summary: "Signs any person in.",
      answers,
      handle: (call) => signIn(call, mounts),
    },
  ];
}

async function ownerToken(call: Call, mount: Mount, account: string, id: string): Promise<string> {
  const people = call.db.selectFrom("people").selectAll();
  return tokenFor(call, mount, account, await people.where("id", "=", id).executeTakeFirstOrThrow());
}

async function tokenFor(call: Call, mount: Mount, account: string, person: PersonRow): Promise<string> {
  await mount.signedIn?.(call, account, person);
  return issueToken(call.db, person, stamp(call.now), account);
}

async function signIn(call: Call, mounts: readonly Mount[]): Promise<Answer> {
  const body = call.body({
    account: text("Account the person belongs to."),
    email: text("Who signs in."),
    provider: text("Identity provider the person comes from, where the platform has any."),
  });
  const email = acceptEmail(body.email);
  if (email === null)
    throw new Refusal("bad-value", { status: 422, field: "email", message: "an e-mail address is needed" });
  const account = typeof body.account === "string" ? body.account : "";
  const accounts = call.db.selectFrom("accounts").select("platform").where("id", "=", account);
  const found = await accounts.executeTakeFirst();
  const mount = mounts.find(({ platform }) => platform === found?.platform);
  if (mount?.signIn) return json(201, { token: await mount.signIn(call, account, email) });
  const known = await findPerson(call.db, email);
  if (!known && body.account !== undefined) throw notFound("person in this account");
  const person = known ?? (await ensurePerson(call.db, email));
  const token = mount
    ? await tokenFor(call, mount, account, person)
    : await issueToken(call.db, person, stamp(call.now));
  return json(201, { token });
}

const clockRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/clock",
    summary: "The server's time.",
    answers,
    handle: async (call) => json(200, { now: wireTime(stamp(call.now)) }),
  },
  {
    method: "POST",
    path: "/clock",
    summary: "Sets the server's time, which then stands still; null is real time again.",
    answers,
    handle: async (call) => {
      const { now } = call.body({ now: text("RFC 3339 time, or null.") });
      const time = now === null ? null : parseTime(now);
      if (time === null && now !== null)
        throw new Refusal("bad-value", {
          status: 422,
          field: "now",
          message: "now is an RFC 3339 time or null",
        });
      const { clock } = call.services;
      await clock.keep(call.db, time);
      call.afterCommit = () => clock.adopt(time);
      return json(200, { now: wireTime(stamp(time ?? new Date())) });
    },
  },
];

function faultRoute({ faults }: Operator): Route {
  return {
    method: "POST",
    path: "/faults",
    summary: "Sets the troubles requests run into; an empty object ends them.",
    answers,
    handle: async (call) => {
      const value = parseObject(call.request.bytes);
      faults.set(value);
      return json(200, value);
    },
  };
}

const observingRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/outbox",
    summary: "Messages the server had to send.",
    paged: true,
    answers,
    handle: (call) =>
      pageAnswer(call, async ({ after, limit }) => {
        const rows = await listMessages(call.db, call.request.query.get("account"), after, limit);
        return rows.map(({ id, account_id: account, recipient: to, kind, subject, body, link, at }) => {
          return { id, account, to, kind, subject, text: body, link, at: wireTime(at) };
        });
      }),
  },
  {
    method: "GET",
    path: "/counters",
    summary: "Requests handled and messages written, in all and per account.",
    answers,
    handle: async (call) => {
      const account = call.request.query.get("account");
      return json(200, account === null ? call.services.counters.all() : call.services.counters.of(account));
    },
  },
  {
    method: "POST",
    path: "/counters/reset",
    summary: "Counts from zero again.",
    answers,
    handle: async (call) => {
      call.services.counters.reset();
      return json(200, call.services.counters.all());
    },
  },
];
