import { type Answer, rowAnswer } from "../answer.ts";
import type { Call } from "../call.ts";
import { stamp } from "../clock.ts";
import type { Route } from "../route.ts";
import type { Member } from "./access.ts";
import { readApp } from "./app-rows.ts";
import { manager } from "./define.ts";

const path = "/organizations/{organization}/apps/{app}";

/** ECX-TRI-03: the 30 days begin here, once. */
async function startTrial(call: Call, caller: Member): Promise<Answer> {
  const row = await readApp(call, caller);
  call.body({});
  const conflict = (rule: string, fine: boolean, message: string) =>
    call.rules.require(rule, fine, { status: 409, message });
  conflict("ECX-TRI-02", row.installed, "the app is not installed");
  const apps = call.db
    .updateTable("ecx_apps")
    .where("organization_id", "=", caller.organization.id)
    .where("app", "=", row.id);
  const query = call.db
    .selectFrom("ecx_apps")
    .select("trial_started_at")
    .where("organization_id", "=", caller.organization.id);
  const { trial_started_at } = await query.where("app", "=", row.id).executeTakeFirstOrThrow();
  conflict("ECX-TRI-03", trial_started_at === null, "an app is tried once");
  conflict("ECX-APP-10", row.activation !== "license", "the app is licensed");
  await apps.set({ trial_started_at: stamp(call.now) }).execute();
  return rowAnswer(await readApp(call, caller), 201);
}

async function activate(call: Call, caller: Member): Promise<Answer> {
  const row = await readApp(call, caller);
  call.body({});
  const active = row.status === "licensed" || row.status === "trial";
  const message = "a license or a running trial is needed";
  call.rules.require("ECX-APP-10", active, { status: 409, message });
  return rowAnswer(row, 201);
}

export const activationRoutes: readonly Route[] = [
  manager(
    {
      method: "POST",
      path: `${path}/trial`,
      summary: "Starts the 30-day trial of an installed app.",
      members: {},
      rules: ["ECX-TRI-01", "ECX-TRI-02", "ECX-TRI-03", "ECX-APP-10"],
      answers: { status: 201, schema: "App" },
    },
    startTrial,
  ),
  manager(
    {
      method: "POST",
      path: `${path}/activation`,
      summary: "Activates an app that has a license or a trial.",
      members: {},
      rules: ["ECX-APP-10"],
      answers: { status: 201, schema: "App" },
    },
    activate,
  ),
];
