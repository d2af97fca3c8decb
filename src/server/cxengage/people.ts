/** Calls on platform users (CXE-B-42). */
import type { Answer } from "../answer.ts";
import type { Call } from "../call.ts";
import type { Route } from "../route.ts";
import { acceptEmail } from "../text.ts";
import { findPerson, findPersonByEmail, identify, signedIn } from "./caller.ts";
import { DONE, MADE } from "./define.ts";
import { mailReset, requireStanding } from "./letters.ts";
import { permissionsOf } from "./member.ts";
import { permissionId } from "./permissions.ts";
import { acceptPlatformRole, createPerson, mayOnPlatform, personView } from "./person.ts";
import { sharedWith, updatePerson } from "./person-update.ts";
import { bad, bodyOf, forbidden, missing, need, optionalText, result } from "./wire.ts";

const VIEWING = ["PLATFORM_VIEW_ALL", "PLATFORM_VIEW_ALL_USERS", "PLATFORM_MANAGE_ALL_USERS"] as const;

/** All accounts, or the one of an address. An unknown address is no success, since clients take any for a yes. */
async function list(call: Call): Promise<Answer> {
  const caller = await signedIn(call);
  const email = emailOf(call.request.url);
  if (email === null) {
    need(mayOnPlatform(caller, ...VIEWING), "permission-denied", forbidden("you may not list all accounts"));
    const rows = await call.db.selectFrom("cxe_people").selectAll().orderBy("id").execute();
    return result(rows.map(personView));
  }
  need(acceptEmail(email) !== null, "bad-value", bad("email is no valid address", "email"));
  const person = await findPersonByEmail(call.db, email);
  if (!person) throw missing("user");
  return result([personView(person)]);
}

/** The address as written: clients put it into the path unencoded, so a plus sign means itself. */
function emailOf(url: string): string | null {
  const text = /[?&]email=([^&]*)/.exec(url)?.[1];
  if (text === undefined) return null;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

async function get(call: Call): Promise<Answer> {
  const caller = await identify(call);
  const person = await findPerson(call.db, call.param("user"));
  if (caller.kind === "pass") {
    need(caller.id === person?.id, "permission-denied", forbidden("Permission denied"));
    requireStanding(call, caller.pass);
  }
  if (!person) throw missing("user");
  if (caller.kind !== "pass") {
    const { self, may } = await sharedWith(call, caller, person);
    const seen = self || may("VIEW_ALL_USERS", "MANAGE_TENANT_ENROLLMENT", "MANAGE_ALL_USERS", ...VIEWING);
    need(seen, "permission-denied", forbidden("Permission denied"));
  }
  return result(personView(person));
}

async function create(call: Call): Promise<Answer> {
  const caller = await signedIn(call);
  const allowed =
    mayOnPlatform(caller, "PLATFORM_MANAGE_ALL_USERS", "PLATFORM_CREATE_USERS") || (await managesUsers(call));
  need(allowed, "permission-denied", forbidden("you may not make accounts"));
  const body = bodyOf(call);
  const email = acceptEmail(body.email);
  need(email !== null, "bad-value", bad("email is needed", "email"));
  const role = acceptPlatformRole(call, { caller }, body.roleId, "roleId");
  const known = await findPersonByEmail(call.db, email);
  need(!known, "already-registered", bad("this e-mail address is already registered", "email"));
  const person = await createPerson(call, {
    email,
    role: role.id,
    firstName: optionalText(body, "firstName") ?? null,
    lastName: optionalText(body, "lastName") ?? null,
    externalId: optionalText(body, "externalId") ?? null,
    personalTelephone: optionalText(body, "personalTelephone") ?? null,
    status: body.status === "disabled" ? "disabled" : "pending",
    by: caller.id,
  });
  return result(personView(person), 201);
}

/** Whether the caller holds MANAGE_ALL_USERS in any tenant. */
async function managesUsers(call: Call): Promise<boolean> {
  const caller = await signedIn(call);
  const roles =
    caller.kind === "key"
      ? [(JSON.parse(caller.key.more) as { roleId: string }).roleId]
      : await call.db
          .selectFrom("cxe_users")
          .select("role_id")
          .where("user_id", "=", caller.id)
          .where("status", "=", "accepted")
          .execute()
          .then((rows) => rows.map((row) => row.role_id));
  for (const role of roles)
    if ((await permissionsOf(call, role)).has(permissionId("MANAGE_ALL_USERS"))) return true;
  return false;
}

/** Says the same whether or not the address is known. */
async function requestReset(call: Call): Promise<Answer> {
  const email = acceptEmail(bodyOf(call).email);
  need(email !== null, "bad-value", bad("email is no valid address", "email"));
  const person = await findPersonByEmail(call.db, email);
  if (person?.status === "enabled" && person.password !== null) await mailReset(call, person, null);
  return result(null);
}

export const peopleRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/users",
    summary: "Platform users.",
    query: { email: "The one with this address." },
    ...DONE,
    handle: list,
  },
  {
    method: "POST",
    path: "/users",
    summary: "Makes a platform user.",
    guard: "CXE-B-42",
    rules: ["CXE-PROLE-01"],
    ...MADE,
    handle: create,
  },
  {
    method: "GET",
    path: "/users/{user}",
    summary: "One platform user.",
    rules: ["CXE-INV-05", "CXE-B-08", "CXE-B-09"],
    ...DONE,
    handle: get,
  },
  {
    method: "PUT",
    path: "/users/{user}",
    summary: "Changes a platform user; with a mailed link, activates the account or sets a new password.",
    rules: [
      ...["CXE-EDIT-01", "CXE-EDIT-02", "CXE-EDIT-03", "CXE-EDIT-08", "CXE-EDIT-09", "CXE-USR-11"],
      ...["CXE-PROLE-04", "CXE-PROLE-05", "CXE-PROLE-06", "CXE-B-03", "CXE-B-13"],
    ],
    ...DONE,
    handle: updatePerson,
  },
  {
    method: "PUT",
    path: "/request-password-reset",
    summary: "Mails a link to choose a new password.",
    open: true,
    ...DONE,
    handle: requestReset,
  },
];
