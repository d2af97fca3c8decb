import { type Answer, nothing, rowAnswer } from "../answer.ts";
import { type Call, notFound } from "../call.ts";
import { pageAnswer } from "../paging.ts";
import type { Route } from "../route.ts";
import { atMost } from "../store/store.ts";
import type { Member } from "./access.ts";
import { manager, member } from "./define.ts";
import { readLicense } from "./license-rows.ts";

const path = "/organizations/{organization}/licences/{license}/users";
const members = {
  user: { type: "text", doc: "Id of the user.", required: true, schema: { type: "string" } },
} as const;

async function seatsOf(call: Call, license: string): Promise<number> {
  const { seats } = await call.db
    .selectFrom("ecx_licenses")
    .select("seats")
    .where("id", "=", license)
    .executeTakeFirstOrThrow();
  return seats;
}

async function seat(call: Call, caller: Member): Promise<Answer> {
  const license = await readLicense(call, caller.organization.id, call.param("license"));
  const user_id = String(call.body(members).user ?? "");
  const field = "user";
  const refuse = (rule: string, fine: boolean, status: number, message: string) =>
    call.rules.require(rule, fine, { status, field, message });
  refuse("ECX-LIC-03", license.attached, 409, "the license is not attached to its app");
  const query = call.db
    .selectFrom("ecx_users")
    .select("id")
    .where("organization_id", "=", caller.organization.id);
  const known = await query.where("id", "=", user_id).executeTakeFirst();
  refuse("ECX-SEAT-04", known !== undefined, 422, `there is no user ${JSON.stringify(user_id)}`);
  refuse("ECX-SEAT-04", !license.users.includes(user_id), 409, "the user has a seat already");
  refuse("ECX-SEAT-03", license.users.length < (await seatsOf(call, license.id)), 409, "every seat is taken");
  if (!known) throw notFound("user");
  const row = { license_id: license.id, user_id };
  await call.db
    .insertInto("ecx_seats")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return rowAnswer(await readLicense(call, caller.organization.id, license.id), 201);
}

async function unseat(call: Call, caller: Member): Promise<Answer> {
  const license = await readLicense(call, caller.organization.id, call.param("license"));
  const user = call.param("user");
  if (!license.users.includes(user)) throw notFound("seat");
  await call.db
    .deleteFrom("ecx_seats")
    .where("license_id", "=", license.id)
    .where("user_id", "=", user)
    .execute();
  return nothing();
}

async function list(call: Call, { organization }: Member): Promise<Answer> {
  const license = await readLicense(call, organization.id, call.param("license"));
  return pageAnswer(call, ({ after, limit }) =>
    call.db
      .selectFrom("ecx_seats as s")
      .innerJoin("ecx_users as u", "u.id", "s.user_id")
      .innerJoin("people as p", "p.id", "u.person_id")
      .select(["u.id", "p.email"])
      .where("s.license_id", "=", license.id)
      .where("u.id", ">", after)
      .orderBy("u.id")
      .limit(atMost(limit))
      .execute(),
  );
}

export const seatRoutes: readonly Route[] = [
  member(
    {
      method: "GET",
      path,
      guard: "ECX-SEAT-01",
      summary: "Licensed users of a license.",
      paged: true,
      rules: ["ECX-SEAT-01"],
      answers: { status: 200, schema: "SeatPage" },
    },
    list,
  ),
  manager(
    {
      method: "POST",
      path,
      summary: "Gives a user a seat.",
      members,
      rules: ["ECX-LIC-03", "ECX-SEAT-03", "ECX-SEAT-04"],
      answers: { status: 201, schema: "License" },
    },
    seat,
  ),
  manager(
    {
      method: "DELETE",
      path: `${path}/{user}`,
      summary: "Frees a user's seat.",
      rules: [],
      answers: { status: 204, schema: null },
    },
    unseat,
  ),
];
