/** Calls on tenant users, and what a client asks for when somebody opens the tenant. */
import { randomUUID } from "node:crypto";
import type { Answer } from "../answer.ts";
import type { Call } from "../call.ts";
import type { Route } from "../route.ts";
import { objectsOf } from "./associations.ts";
import { DONE, inTenant, MADE, requireAny } from "./define.ts";
import { findUser, type Member } from "./member.ts";
import { TIES } from "./ties.ts";
import { createUser } from "./user-create.ts";
import { readUser, readUsers } from "./user-rows.ts";
import { updateUser } from "./user-update.ts";
import { acceptText, bodyOf, forbidden, missing, need, result } from "./wire.ts";

const VIEWING = ["VIEW_ALL_USERS", "PLATFORM_VIEW_ALL_USERS"] as const;
const STEERING = "MANAGE_ALL_USER_STATE";
const HEARTBEAT_MILLISECONDS = 60_000;

async function list(call: Call, caller: Member): Promise<Answer> {
  call.rules.require("CXE-B-34", caller.may(...VIEWING), forbidden("VIEW_ALL_USERS is needed"));
  const associations = caller.settings.listing === "with-associations";
  return result(await readUsers(call, caller.tenant, { associations }));
}

async function get(call: Call, caller: Member): Promise<Answer> {
  const id = call.param("user");
  if (caller.id !== id) requireAny(caller, VIEWING);
  return result(await readUser(call, caller.tenant, id));
}

async function remove(call: Call, caller: Member): Promise<Answer> {
  const user = await findUser(call, caller.tenant.id, call.param("user"));
  if (!user) throw missing("user");
  const reason = { status: 404, message: "a user is disabled, never deleted" };
  call.rules.require("CXE-USR-10", false, reason);
  await call.db.deleteFrom("cxe_users").where("id", "=", user.id).execute();
  return result({ userId: user.user_id });
}

/** The own person or somebody who may see and steer others. */
function requireSelfOr(call: Call, caller: Member, ...permissions: readonly string[]): string {
  const id = call.param("user");
  if (caller.id !== id) requireAny(caller, permissions);
  return id;
}

async function config(call: Call, caller: Member): Promise<Answer> {
  const id = requireSelfOr(call, caller, ...VIEWING);
  const user = await readUser(call, caller.tenant, id);
  const known = TIES.find(({ kind }) => kind === "reason-list-user");
  const reasonLists = known ? await objectsOf(call, caller, known, id) : [];
  const { extensions, activeExtension } = user;
  return result({
    userId: id,
    tenantId: caller.tenant.id,
    extensions,
    activeExtension,
    reasonLists,
    integrations: [],
  });
}

async function startSession(call: Call, caller: Member): Promise<Answer> {
  await setState(call, caller, "notready");
  return result({ sessionId: randomUUID(), heartbeatDelay: HEARTBEAT_MILLISECONDS }, 201);
}

async function changeState(call: Call, caller: Member): Promise<Answer> {
  const userId = requireSelfOr(call, caller, STEERING);
  const state = acceptText(bodyOf(call).state, 50);
  if (state !== null) await setState(call, caller, state);
  return result({ userId, state });
}

async function setState(call: Call, caller: Member, state: string): Promise<void> {
  const id = requireSelfOr(call, caller, STEERING);
  const user = await findUser(call, caller.tenant.id, id);
  if (!user) throw missing("user");
  await call.db.updateTable("cxe_users").set({ state }).where("id", "=", user.id).execute();
}

async function log(call: Call, caller: Member): Promise<Answer> {
  need(caller.id === call.param("user"), "permission-denied", forbidden("these are another person's"));
  return result(null, 201);
}

const path = "/tenants/{tenant}/users";
const one = `${path}/{user}`;
const presence = "/tenants/{tenant}/presence/{user}";
export const userRoutes: readonly Route[] = [
  inTenant(
    {
      method: "GET",
      path,
      summary: "Every user of the tenant.",
      rules: ["CXE-B-01", "CXE-B-02", "CXE-B-04", "CXE-B-34", "CXE-SSO-04", "CXE-USR-11"],
      ...DONE,
    },
    list,
  ),
  inTenant(
    {
      method: "POST",
      path,
      summary: "Adds a user to the tenant, inviting them where the status says so.",
      guard: "CXE-USR-01",
      rules: [
        ...[
          "CXE-USR-02",
          "CXE-USR-03",
          "CXE-USR-06",
          "CXE-USR-07",
          "CXE-USR-08",
          "CXE-PROLE-01",
          "CXE-PROLE-02",
        ],
        ...[
          "CXE-TROLE-01",
          "CXE-TROLE-02",
          "CXE-INV-02",
          "CXE-INV-03",
          "CXE-INV-07",
          "CXE-SSO-01",
          "CXE-SSO-02",
        ],
        ...["CXE-SSO-03", "CXE-SSO-07", "CXE-SSO-08", "CXE-SSO-09", "CXE-B-05", "CXE-B-12", "CXE-B-14"],
        ...["CXE-B-31", "CXE-B-33", "CXE-B-43", "CXE-CAP-01"],
      ],
      ...MADE,
    },
    createUser,
  ),
  inTenant({ method: "GET", path: one, summary: "One user.", ...DONE }, get),
  {
    method: "PUT",
    path: one,
    summary: "Changes a user: role, status, extensions and more. All of it takes effect or nothing.",
    atomic: "CXE-USR-13",
    rules: [
      ...[
        "CXE-USR-04",
        "CXE-USR-09",
        "CXE-USR-13",
        "CXE-USR-14",
        "CXE-TROLE-03",
        "CXE-TROLE-04",
        "CXE-TROLE-05",
      ],
      ...[
        "CXE-INV-05",
        "CXE-INV-08",
        "CXE-INV-09",
        "CXE-INV-10",
        "CXE-EDIT-04",
        "CXE-EDIT-05",
        "CXE-EDIT-10",
      ],
      ...[
        "CXE-EXT-01",
        "CXE-EXT-02",
        "CXE-EXT-03",
        "CXE-LOC-01",
        "CXE-B-07",
        "CXE-B-08",
        "CXE-B-09",
        "CXE-B-10",
      ],
      ...["CXE-B-11", "CXE-B-13", "CXE-B-32", "CXE-B-35", "CXE-B-44", "CXE-SSO-10"],
    ],
    ...DONE,
    handle: updateUser,
  },
  inTenant(
    { method: "DELETE", path: one, summary: "Users are not deleted.", rules: ["CXE-USR-10"], ...DONE },
    remove,
    "MANAGE_TENANT_ENROLLMENT",
  ),
  inTenant(
    { method: "GET", path: `${one}/config`, summary: "What the user's client starts with.", ...DONE },
    config,
  ),
  inTenant({ method: "POST", path: `${one}/logs`, summary: "Takes a client's log.", ...MADE }, log),
  inTenant(
    { method: "POST", path: `${presence}/session`, summary: "Starts a session.", ...MADE },
    startSession,
  ),
  inTenant({ method: "POST", path: presence, summary: "Changes the presence.", ...DONE }, changeState),
  inTenant(
    { method: "POST", path: `${presence}/heartbeat`, summary: "Keeps a session.", ...DONE },
    async () => result({ heartbeatDelay: HEARTBEAT_MILLISECONDS }),
  ),
];
