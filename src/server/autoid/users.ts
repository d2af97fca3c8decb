/** Users of a node: who was granted which roles there. Access from above has no row of its own. */
import { type Answer, json, nothing, rowAnswer } from "../answer.ts";
import { type Call, notFound } from "../call.ts";
import { endInvitations } from "../invitation.ts";
import { pageAnswer } from "../paging.ts";
import { ensurePerson } from "../people.ts";
import type { Route } from "../route.ts";
import { acceptEmail } from "../text.ts";
import { enterNode, type Member, type NodeRow } from "./access.ts";
import { member, onNode } from "./define.ts";
import { findGrant, type GrantRow, insertGrant, readGrant, readGrants, readGrantsOn } from "./grant-rows.ts";
import { inviteUser } from "./invitation.ts";
import { item as node } from "./nodes.ts";
import { pathTo } from "./reach.ts";
import { type Right, ROLES, requireRight, requireRoles, toColumns } from "./roles.ts";

const list = `${node}/users`;
const all = "/accounts/{account}/users";
const one = { status: 200, schema: "User" };
const addMembers = {
  email: {
    type: "text",
    doc: "Where the invitation goes.",
    required: true,
    schema: { type: "string", format: "email" },
  },
  role: { type: "text", doc: "The first role.", required: true, schema: { enum: ROLES } },
  roles: { type: "list", doc: "Refused: an invitation gives one role.", schema: false },
} as const;
const editMembers = {
  roles: {
    type: "list",
    doc: "All roles the user is to have here.",
    required: true,
    schema: { type: "array", items: { enum: ROLES }, minItems: 1, uniqueItems: true },
  },
} as const;

/** The address, refused where it has a grant on this node already. The maker of a group may be added by name. */
async function requireEmail(call: Call, place: NodeRow, value: unknown) {
  const email = acceptEmail(value);
  const field = "email";
  call.rules.require("AID-USR-02", email !== null, {
    status: 422,
    field,
    message: "an e-mail address is needed",
  });
  const address = email ?? String(value ?? "");
  const known = await findGrant(call, place, address);
  const message = `${address} is a user of this account already`;
  call.rules.require("AID-USR-02", !known || known.isOwner, { status: 409, field, message });
  return { address, known };
}

async function add(call: Call, caller: Member, place: NodeRow): Promise<Answer> {
  const body = call.body(addMembers);
  const { address, known } = await requireEmail(call, place, body.email);
  const several = body.roles ?? (Array.isArray(body.role) ? body.role : null);
  const message = "an invitation gives one role; edit the user for more";
  call.rules.require("AID-ROLE-10", several === null, { status: 422, field: "role", message });
  const roles = requireRoles(call, "role", several ?? [body.role]);
  if (known) await setRoles(call, known.id, roles);
  const person = await ensurePerson(call.db, address);
  const id = known?.id ?? (await insertGrant(call, place, { person: person.id, roles, isOwner: false }));
  const row = await readGrant(call, caller, id);
  await inviteUser(call, caller, { ...row, place: place.name });
  return rowAnswer(row, 201);
}

async function setRoles(call: Call, id: string, roles: Parameters<typeof toColumns>[0]): Promise<void> {
  await call.db.updateTable("aid_grants").set(toColumns(roles)).where("id", "=", id).execute();
}

type Act = (call: Call, caller: Member, row: GrantRow, place: NodeRow) => Promise<Answer>;

/** The grant in the path and its node, for callers who hold the right there. */
async function withGrant(call: Call, caller: Member, right: Right, act: Act): Promise<Answer> {
  const row = await readGrant(call, caller);
  const entered = await enterNode(call, caller, row.node);
  const own = right === "view" && row.email === caller.session.person.email;
  if (!own) requireRight(call, entered.roles, right);
  return act(call, caller, row, entered.node);
}

/** Like {@link withGrant}, below a node: what a user has from a node above is not changed here (Q-AID-02). */
async function belowNode(call: Call, caller: Member, right: Right, act: Act): Promise<Answer> {
  const { node: place, roles } = await enterNode(call, caller);
  const row = await readGrant(call, caller);
  if (row.node === place.id) return withGrant(call, caller, right, act);
  requireRight(call, roles, right);
  const above = await pathTo(call.db, place.id, caller.session.person.id);
  if (!above.some((step) => step.id === row.node)) throw notFound("user of this node");
  const message = "this access comes from an account above and is removed there";
  call.rules.require("AID-USR-04", false, { status: 409, message });
  return withGrant(call, caller, right, act);
}

const show: Act = async (_call, _caller, row) => rowAnswer(row);

const edit: Act = async (call, caller, row) => {
  const body = call.body(editMembers, "AID-USR-06");
  call.matches(row);
  await setRoles(call, row.id, requireRoles(call, "roles", body.roles ?? []));
  return rowAnswer(await readGrant(call, caller, row.id));
};

const remove: Act = async (call, _caller, row) => {
  call.matches(row);
  await endInvitations(call, row.id);
  if (call.rules.applies("AID-USR-04"))
    await call.db.deleteFrom("aid_grants").where("id", "=", row.id).execute();
  return nothing();
};

const resend: Act = async (call, caller, row, place) => {
  call.body({});
  const message = "the user has logged in already, so no invitation is needed";
  call.rules.require("AID-INV-02", row.lastLogin === null, { status: 409, message });
  await inviteUser(call, caller, { ...row, place: place.name });
  return json(202, { accepted: true });
};

/** The calls on one grant, at a path of their own. */
function grantRoutes(path: string, via: typeof withGrant): Route[] {
  const rules = ["AID-TREE-05", "AID-TREE-07"];
  const managed = [...rules, "AID-ROLE-06"];
  return [
    member(
      { method: "GET", path, summary: "One user of a node.", rules: [...rules, "AID-USR-03"], answers: one },
      (call, caller) => via(call, caller, "view", show),
    ),
    member(
      {
        method: "PATCH",
        path,
        guard: "AID-USR-05",
        summary: "Sets the roles of a user on the node.",
        members: editMembers,
        extra: "AID-USR-06",
        rules: [...managed, "AID-ROLE-01", "AID-ROLE-09", "AID-ROLE-10", "AID-USR-06"],
        answers: one,
      },
      (call, caller) => via(call, caller, "manage users", edit),
    ),
    member(
      {
        method: "DELETE",
        path,
        summary: "Ends what the user was granted on the node; access from above stays.",
        query: { confirm: "May be true; no dialog is documented, so nothing asks for it." },
        rules: [...managed, "AID-USR-04"],
        answers: { status: 204, schema: null },
      },
      (call, caller) => via(call, caller, "manage users", remove),
    ),
    member(
      {
        method: "POST",
        path: `${path}/resend`,
        summary: "Sends the invitation again, until the user has logged in.",
        members: {},
        rules: [...managed, "AID-INV-02", "AID-INV-03"],
        answers: { status: 202, schema: "Accepted" },
      },
      (call, caller) => via(call, caller, "manage users", resend),
    ),
  ];
}

export const userRoutes: readonly Route[] = [
  member(
    {
      method: "GET",
      path: all,
      summary: "All direct grants on nodes the caller may view, and the caller's own.",
      paged: true,
      rules: ["AID-USR-03"],
      answers: { status: 200, schema: "UserPage" },
    },
    (call, caller) => pageAnswer(call, (window) => readGrants(call, caller, window)),
  ),
  ...grantRoutes(`${all}/{grant}`, withGrant),
  onNode(
    "view",
    {
      method: "GET",
      path: list,
      summary: "Users that were added on this node itself.",
      paged: true,
      rules: ["AID-USR-03"],
      answers: { status: 200, schema: "UserPage" },
    },
    (call, _, place) => pageAnswer(call, (window) => readGrantsOn(call, place, window)),
  ),
  onNode(
    "manage users",
    {
      method: "POST",
      path: list,
      guard: "AID-USR-01",
      summary: "Adds a user to the node with one role, and invites.",
      members: addMembers,
      rules: ["AID-USR-02", "AID-INV-01", "AID-ROLE-01", "AID-ROLE-10"],
      answers: { status: 201, schema: "User" },
    },
    add,
  ),
  ...grantRoutes(`${list}/{grant}`, belowNode),
];
