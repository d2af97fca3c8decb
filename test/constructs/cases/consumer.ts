// A program of somebody who installed the package. CORE and FLAVOUR are filled in by the test.
import { App, LocalBackend, TerraformStack } from "CORE";
import { Roster, Team, type TeamProps, userFromEmail, workspaceFromName } from "cxroster/FLAVOUR";
import { EngagecxGroup } from "cxroster/FLAVOUR/engagecx-group";
import { CxrosterProvider } from "cxroster/FLAVOUR/provider";

const app = new App();
const stack = new TerraformStack(app, "access");
new LocalBackend(stack, { path: "access.tfstate" });
new CxrosterProvider(stack, "account", { engagecx: { account: "acme-1" } });
const roster = new Roster(stack, "roster", { manifests: ["roster.yaml"] });
const handlers = roster.find("group", "Claims Handlers");
if (!(handlers instanceof EngagecxGroup)) throw new Error("the manifest's group is an instance of the class");
handlers.manageOrganization = false;

const sales: TeamProps = {
  name: "Sales",
  workspaces: ["Sales Europe", workspaceFromName(stack, "archive", "Archive")],
  members: ["dora@northwind.example", userFromEmail(stack, "ella", "ella@northwind.example")],
};
const team = new Team(stack, "sales", sales);
team.addMember("farid@northwind.example");
app.synth();
console.log(team.group.friendlyUniqueId);
