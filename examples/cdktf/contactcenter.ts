/**
 * A contact.center account in code. `npx node contactcenter.ts` writes `cdktf.out/stacks/contactcenter`; run terraform there.
 * The connection comes from the environment: CXROSTER_ENDPOINT, CXROSTER_TOKEN, CXROSTER_ACCOUNT.
 */
import { App, LocalBackend, TerraformStack } from "cdktf";
import { contactcenterMember, contactcenterWorkspace, provider } from "cxroster/cdktf";

const app = new App();
const stack = new TerraformStack(app, "contactcenter");
new LocalBackend(stack, { path: "contactcenter.tfstate" });
new provider.CxrosterProvider(stack, "cxroster");

// A workspace takes its content with it, so it is protected: `deletionProtection: false` has to be applied first.
const sales = new contactcenterWorkspace.ContactcenterWorkspace(stack, "sales", { name: "Sales" });
const support = new contactcenterWorkspace.ContactcenterWorkspace(stack, "support", { name: "Support" });

new contactcenterMember.ContactcenterMember(stack, "ana", {
  email: "ana@northwind.example",
  workspaces: [sales.name, support.name],
});
new contactcenterMember.ContactcenterMember(stack, "ben", {
  email: "ben@northwind.example",
  workspaces: [support.name],
});

app.synth();
