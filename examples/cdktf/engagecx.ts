/**
 * An EngageCX organization in code. `npx node engagecx.ts` writes `cdktf.out/stacks/engagecx`; run terraform there. The
 * connection comes from the environment: CXROSTER_ENDPOINT, CXROSTER_TOKEN, CXROSTER_ACCOUNT.
 */
import { App, LocalBackend, TerraformStack } from "cdktf";
import { engagecxUser, engagecxWorkspace, provider, Team } from "cxroster/cdktf";

const app = new App();
const stack = new TerraformStack(app, "engagecx");
// Without one, the state would be named by an absolute path of this machine.
new LocalBackend(stack, { path: "engagecx.tfstate" });
new provider.CxrosterProvider(stack, "cxroster");

const claims = new engagecxWorkspace.EngagecxWorkspace(stack, "claims", { name: "Claims" });

const handlers = new Team(stack, "handlers", {
  name: "Claims Handlers",
  workspaces: [claims, "Claims Archive"],
});
const leads = new Team(stack, "leads", {
  name: "Team Leads",
  workspaces: [claims],
  manageOrganization: true,
});

// Groups are not given here, so that teams decide who is in them.
for (const name of ["ana", "ben", "carla"]) {
  handlers.addMember(
    new engagecxUser.EngagecxUser(stack, name, { email: `${name}@northwind.example`, sendInvitation: true }),
  );
}
leads.addMember("ana@northwind.example").node.addDependency(stack.node.findChild("ana"));

app.synth();
