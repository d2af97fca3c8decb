/** Arguments of a step → members of a body. */
import type { Value } from "../../kind/value.ts";
import type { Call } from "../contract.ts";
import { DEFAULT_EXTENSION_PROVIDER, TENANT_DEFAULT } from "./limits.ts";
import type { Body } from "./wire.ts";

type Arguments = Call["args"];

/** Attributes of users and how they are called on the wire; what is missing here takes a call of its own. */
const USER_MEMBERS: { readonly [path: string]: string } = {
  role: "roleId",
  workStationId: "workStationId",
  location: "location",
  "authentication.platform": "noPassword",
  "authentication.identityProvider": "defaultIdentityProvider",
  extensions: "extensions",
};
/** What only a person new to the platform gets (CXE-B-12). */
const NEW_PERSON_MEMBERS: { readonly [path: string]: string } = {
  firstName: "firstName",
  lastName: "lastName",
  externalId: "externalId",
};

/** An update of a user, without status and capacity rule. Empty texts clear. */
export function userBody(args: Arguments): Body {
  return named(args, USER_MEMBERS);
}

/**
 * A new user in one call (CXE-B-43): `invited` sends the mail, `pending` does not. Nulls are left out, since they are
 * what a new user has anyway; so is the default extension, which the platform adds by itself.
 */
export function newUserBody(args: Arguments, isNewPerson: boolean): Body {
  const { extensions, ...body } = named(args, {
    ...USER_MEMBERS,
    ...(isNewPerson ? NEW_PERSON_MEMBERS : {}),
  });
  const own = ownExtensions(extensions);
  return {
    email: args.email,
    ...withoutNulls(body),
    ...(own.length === 0 ? {} : { extensions: own }),
    status: args.invite === "later" || args.status === "disabled" ? "pending" : "invited",
  };
}

function ownExtensions(value: unknown): unknown[] {
  return Array.isArray(value) ? value.filter((each) => !isDefaultExtension(each)) : [];
}

/** Whether a list says where the default extension stands. */
export function namesDefaultExtension(value: unknown): boolean {
  return Array.isArray(value) && value.some(isDefaultExtension);
}

function isDefaultExtension(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    "provider" in value &&
    value.provider === DEFAULT_EXTENSION_PROVIDER
  );
}

function named(args: Arguments, members: { readonly [path: string]: string }): Body {
  const body: Body = {};
  for (const [path, member] of Object.entries(members)) {
    const value = args[path];
    if (value !== undefined) body[member] = encode(path, value as Value);
  }
  return body;
}

function encode(path: string, value: Value): Value {
  if (value === "" || value === TENANT_DEFAULT) return null;
  return path === "authentication.platform" ? value === "disabled" : value;
}

function withoutNulls(body: Body): Body {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
}

/** Plain attributes under their wire names; empty texts clear. */
export function plainBody(args: Arguments, fields: { readonly [path: string]: string } = {}): Body {
  const body: Body = {};
  for (const [path, value] of Object.entries(args)) body[fields[path] ?? path] = value === "" ? null : value;
  return body;
}
