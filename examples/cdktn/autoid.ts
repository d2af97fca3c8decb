/**
 * An AutoID tree in code. `npx node autoid.ts` writes `cdktf.out/stacks/autoid`; run terraform there. The connection comes
 * from the environment: CXROSTER_ENDPOINT, CXROSTER_TOKEN, CXROSTER_ACCOUNT.
 */
import { App, LocalBackend, TerraformStack } from "cdktn";
import {
  autoidLocation,
  autoidSubgroup,
  autoidUser,
  dataCxrosterAutoidGroup,
  provider,
} from "cxroster/cdktn";

const app = new App();
const stack = new TerraformStack(app, "autoid");
new LocalBackend(stack, { path: "autoid.tfstate" });
new provider.CxrosterProvider(stack, "cxroster");

// The top of the tree exists from the start.
const top = new dataCxrosterAutoidGroup.DataCxrosterAutoidGroup(stack, "top", { name: "Northwind" });

const claims = new autoidSubgroup.AutoidSubgroup(stack, "claims", { parent: top.id, name: "Claims" });
new autoidLocation.AutoidLocation(stack, "harbor", { parent: claims.id, name: "Harbor Street" });

// A grant reaches everything below its node.
new autoidUser.AutoidUser(stack, "ana", {
  parent: claims.id,
  email: "ana@northwind.example",
  roles: ["User", "Messaging Agent"],
});

app.synth();
