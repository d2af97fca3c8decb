/** Platform authentication and identity providers, of users and of the tenant. */
import type { CheckInput, PlanCheck, Problem } from "../../../kind/check.ts";
import { objectsOf, type State, type StateObject, textOf } from "../../../kind/state.ts";
import { TENANT_DEFAULT } from "../limits.ts";
import { hasProviders, tenantOf } from "../sign-on.ts";
import { error, warning } from "./problem.ts";

const PLATFORM = "authentication.platform";
const PROVIDER = "authentication.identityProvider";
const NAMES_SHOWN = 20;

export const userSignIn: PlanCheck = (input) => {
  const { verb, after, declared } = input;
  if (after === null || verb === "remove") return [];
  if (!declared.has(PLATFORM) && !declared.has(PROVIDER)) return [];
  return [...denied(input, after), ...withoutProviders(input, after), ...passwordOff(input, after)];
};

/** CXE-B-35: a tenant that denies platform authentication overrules every user. */
function denied({ planned, declared }: CheckInput, after: StateObject): Problem[] {
  const isDenied = tenantOf(planned)?.attributes.platformAuthentication === "denied";
  if (!isDenied || !declared.has(PLATFORM) || after.attributes[PLATFORM] !== "enabled") return [];
  const message = `the tenant denies platform authentication, so ${textOf(after, "email")} cannot have it`;
  return [error("CXE-B-35", message, `say \`${TENANT_DEFAULT}\``, PLATFORM)];
}

/** CXE-SSO-02: settings of single sign-on mean nothing in a tenant without it. */
function withoutProviders({ planned }: CheckInput, after: StateObject): Problem[] {
  const follows = (path: string) => (after.attributes[path] ?? TENANT_DEFAULT) === TENANT_DEFAULT;
  if (hasProviders(planned) || (follows(PLATFORM) && follows(PROVIDER))) return [];
  const message = `${textOf(after, "email")} has sign-on settings, but the tenant has no identity provider`;
  return [warning("CXE-SSO-02", message)];
}

/** CXE-SSO-06, CXE-SSO-07: without a password a provider is the only way in. */
function passwordOff({ before, planned }: CheckInput, after: StateObject): Problem[] {
  if (after.attributes[PLATFORM] !== "disabled" || before?.attributes[PLATFORM] === "disabled") return [];
  const email = textOf(after, "email");
  if (typeof tenantOf(planned)?.attributes.defaultIdentityProvider !== "string") {
    const message = `${email} cannot go without a password: the tenant has no default identity provider`;
    return [error("CXE-SSO-07", message, "set one for the tenant first", PLATFORM)];
  }
  return [
    warning("CXE-SSO-06", `${email} can sign in through an identity provider only; a password opens nothing`),
  ];
}

/** CXE-SSO-06: whose passwords open nothing once the tenant switches them off; what people may do stays as it is. */
function passwordsLost(planned: State, wanted: string): Problem[] {
  const follow = [...objectsOf(planned, "user")].filter((user) => {
    const own = user.attributes[PLATFORM] ?? TENANT_DEFAULT;
    return user.attributes.status !== "disabled" && (own === TENANT_DEFAULT || wanted === "denied");
  });
  if (follow.length === 0) return [];
  const names = follow.slice(0, NAMES_SHOWN).map((user) => textOf(user, "email"));
  const more = follow.length > NAMES_SHOWN ? ` and ${follow.length - NAMES_SHOWN} more` : "";
  const message = `${follow.length} people can no longer sign in by name and password, only through an identity provider: ${names.join(", ")}${more}`;
  return [warning("CXE-SSO-06", message)];
}

/** CXE-B-36, CXE-B-37: some settings of the tenant are for callers who came through single sign-on. */
export const tenantSignIn: PlanCheck = ({ before, after, live, planned }) => {
  if (before === null || after === null) return [];
  const changed = (path: string) => before.attributes[path] !== after.attributes[path];
  const bySso = live.caller.facts?.sso;
  const problems: Problem[] = [];
  const wanted = after.attributes.platformAuthentication;
  if (changed("platformAuthentication") && (wanted === "disabled" || wanted === "denied")) {
    if (typeof after.attributes.defaultIdentityProvider !== "string") {
      const message = `platform authentication cannot be ${wanted} without a default identity provider`;
      problems.push(error("CXE-B-36", message, "set one first", "platformAuthentication"));
    } else {
      problems.push(...passwordsLost(planned, wanted));
      const message = `only somebody signed in through an identity provider can say ${wanted}`;
      if (bySso === false)
        problems.push(error("CXE-B-36", message, "change it by hand", "platformAuthentication"));
    }
  }
  if (changed("defaultIdentityProvider") && bySso === false) {
    const message = "the default identity provider is changed by somebody signed in through one";
    problems.push(error("CXE-B-37", message, "change it by hand", "defaultIdentityProvider"));
  }
  return problems;
};
