/**
 * A manifest and code in one stack: people who administer the account edit the manifest, and code adds what follows from it.
 * `npx node mixed.ts` writes `cdktf.out/stacks/mixed`; run terraform there.
 */
import { App, LocalBackend, TerraformOutput, TerraformStack } from "cdktf";
import { engagecxGroup, Roster, Team, userFromEmail } from "cxroster/cdktf";

const app = new App();
const stack = new TerraformStack(app, "mixed");
new LocalBackend(stack, { path: "mixed.tfstate" });

// The file that `cxroster validate -f mixed.yaml` checks. What it refuses stops the synthesis, with file, line and column.
const roster = new Roster(stack, "roster", { manifests: "mixed.yaml", directory: import.meta.dirname });

const handlers = roster.find("group", "Claims Handlers");
if (!(handlers instanceof engagecxGroup.EngagecxGroup))
  throw new Error("mixed.yaml declares the group Claims Handlers");
new TerraformOutput(stack, "handlers", { value: handlers.id });

// A team beside the manifest, with somebody whom another stack made.
new Team(stack, "night-shift", {
  name: "Night Shift",
  workspaces: ["Night Shift"],
  members: [userFromEmail(stack, "dora", "dora@northwind.example")],
});

app.synth();
