/** How a tenant's pages look. Nothing configured is answered with 404, as clients expect. */
import { type Answer, nothing } from "../answer.ts";
import type { Call } from "../call.ts";
import type { Route } from "../route.ts";
import { DONE, inTenant } from "./define.ts";
import type { Member } from "./member.ts";
import { bodyOf, missing, optionalText, result } from "./wire.ts";

async function getBranding(_call: Call, { tenant }: Member): Promise<Answer> {
  if (tenant.branding === null) throw missing("branding");
  return result({ tenantId: tenant.id, ...JSON.parse(tenant.branding) });
}

async function putBranding(call: Call, { tenant }: Member): Promise<Answer> {
  const body = bodyOf(call);
  const before =
    tenant.branding === null ? { styles: "{}", logo: "", favicon: "" } : JSON.parse(tenant.branding);
  const texts = Object.keys(before).map((field) => [field, optionalText(body, field) ?? before[field]]);
  const branding = JSON.stringify(Object.fromEntries(texts));
  await call.db.updateTable("cxe_tenants").set({ branding }).where("id", "=", tenant.id).execute();
  return result({ tenantId: tenant.id, ...JSON.parse(branding) });
}

async function deleteBranding(call: Call, { tenant }: Member): Promise<Answer> {
  await call.db.updateTable("cxe_tenants").set({ branding: null }).where("id", "=", tenant.id).execute();
  return nothing();
}

const path = "/tenants/{tenant}";
const BRANDING = ["MANAGE_ALL_BRANDINGS", "PLATFORM_MANAGE_PRODUCT_NAME"];
export const brandingRoutes: readonly Route[] = [
  inTenant({ method: "GET", path: `${path}/branding`, summary: "Branding.", ...DONE }, getBranding),
  inTenant(
    { method: "PUT", path: `${path}/branding`, summary: "Changes the branding.", ...DONE },
    putBranding,
    ...BRANDING,
  ),
  inTenant(
    {
      method: "DELETE",
      path: `${path}/branding`,
      summary: "Resets the branding.",
      answers: { status: 204, schema: null },
    },
    deleteBranding,
    ...BRANDING,
  ),
  inTenant(
    { method: "GET", path: `${path}/protected-brandings`, summary: "Protected brandings.", ...DONE },
    getBranding,
  ),
];
