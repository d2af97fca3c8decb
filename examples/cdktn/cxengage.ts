/**
 * A CxEngage tenant in code. `npx node cxengage.ts` writes `cdktf.out/stacks/cxengage`; run terraform there. The connection
 * comes from the environment: CXROSTER_ENDPOINT, CXROSTER_ACCOUNT, and CXROSTER_TOKEN or CXROSTER_USERNAME and CXROSTER_PASSWORD.
 */
import { App, LocalBackend, TerraformStack } from "cdktn";
import { cxengageGroup, cxengageSkill, cxengageUser, provider } from "cxroster/cdktn";

const app = new App();
const stack = new TerraformStack(app, "cxengage");
new LocalBackend(stack, { path: "cxengage.tfstate" });
new provider.CxrosterProvider(stack, "cxroster");

const claims = new cxengageGroup.CxengageGroup(stack, "claims", {
  name: "Claims",
  description: "Everybody who takes claims",
});
const french = new cxengageSkill.CxengageSkill(stack, "french", { name: "French", hasProficiency: true });

const agents: readonly { readonly name: string; readonly french?: number }[] = [
  { name: "ana", french: 80 },
  { name: "ben" },
];
for (const agent of agents) {
  new cxengageUser.CxengageUser(stack, agent.name, {
    email: `${agent.name}@northwind.example`,
    role: "Agent",
    groups: [claims.name],
    skills: agent.french === undefined ? [] : [{ name: french.name, proficiency: agent.french }],
    invite: "later",
  });
}

app.synth();
