/** Where people sign in who come by an identity provider. Anybody may ask. */
import type { Answer } from "../answer.ts";
import type { Call } from "../call.ts";
import type { Route } from "../route.ts";
import { providerOf } from "./authentication.ts";
import { findPersonByEmail } from "./caller.ts";
import { DONE } from "./define.ts";
import { findProvider } from "./fields.ts";
import { findTenant } from "./member.ts";
import { missing, result } from "./wire.ts";

/** Where somebody signs in: by address, by tenant, or by tenant and provider. */
async function authInfo(call: Call): Promise<Answer> {
  const [who, idp] = [call.param("who"), call.param("provider")];
  const found = who.includes("@") ? await providerByEmail(call, who) : await providerByTenant(call, who, idp);
  if (!found) throw missing("sign-in by a provider");
  return result({ client: found, domain: call.services.baseUrl() });
}

async function providerByEmail(call: Call, email: string): Promise<string | null> {
  const person = await findPersonByEmail(call.db, email);
  if (!person) return null;
  const users = call.db.selectFrom("cxe_users").selectAll().where("user_id", "=", person.id).orderBy("id");
  for (const user of await users.execute()) {
    const provider = providerOf(call.rules, await findTenant(call, user.tenant_id), user);
    if (provider !== null) return provider;
  }
  return null;
}

async function providerByTenant(call: Call, id: string, provider: string): Promise<string | null> {
  const tenant = await findTenant(call, id);
  const wanted = provider === "" ? tenant.default_identity_provider : provider;
  return wanted !== null && (await findProvider(call, id, wanted)) ? wanted : null;
}

export const authInfoRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/auth-info/{who}",
    summary: "Where a person or a tenant signs in.",
    open: true,
    rules: ["CXE-SSO-10"],
    ...DONE,
    handle: authInfo,
  },
  {
    method: "GET",
    path: "/auth-info/{who}/{provider}",
    summary: "Where one provider signs in.",
    open: true,
    ...DONE,
    handle: authInfo,
  },
];
