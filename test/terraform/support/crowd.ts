/** A group and its many members, on the account and in a module's state, without an apply of each. */
import type { TerraformObject } from "../../../src/terraform/protocol/provider.ts";
import type { Rehearsal } from "../../support/rehearsal.ts";
import { Bench } from "./bench.ts";

const USER = "cxroster_engagecx_user";
const GROUP = "cxroster_engagecx_group";
const SOURCE = "cxroster/cxroster";
/** Objects made at a time while the account is filled. */
const AT_ONCE = 50;

/** The resources of a crowd. */
export function crowdText(people: number, group = "Crowd"): string {
  return `resource "${GROUP}" "crowd" {
  name = "${group}"
}
resource "${USER}" "person" {
  count  = ${people}
  email  = "p\${count.index}@x.example"
  groups = [${GROUP}.crowd.name]
}
`;
}

/** Makes the crowd and gives the text of the state an apply of it would have left. */
export async function makeCrowd(rehearsal: Rehearsal, people: number): Promise<string> {
  const bench = new Bench(rehearsal);
  await bench.configure();
  const group = await bench.make(GROUP, { name: "Crowd" });
  const users: TerraformObject[] = [];
  for (let from = 0; from < people; from += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, people - from) }, (_, index) =>
      bench.make(USER, { email: `p${from + index}@x.example`, groups: ["Crowd"] }),
    );
    users.push(...(await Promise.all(some)));
  }
  await bench.configure();
  return JSON.stringify(stateOf(group, users));
}

/** The states as Terraform stores them after an apply. */
function stateOf(group: TerraformObject, users: readonly TerraformObject[]): object {
  const resource = (type: string, name: string, instances: readonly object[]) => ({
    mode: "managed",
    type,
    name,
    provider: `provider["registry.terraform.io/${SOURCE}"]`,
    instances: instances.map((each) => ({ schema_version: 0, sensitive_attributes: [], ...each })),
  });
  return {
    version: 4,
    terraform_version: "1.11.4",
    serial: 1,
    lineage: "bench",
    outputs: {},
    resources: [
      resource(GROUP, "crowd", [{ attributes: group }]),
      resource(
        USER,
        "person",
        users.map((attributes, index) => ({
          index_key: index,
          attributes,
          dependencies: [`${GROUP}.crowd`],
        })),
      ),
    ],
  };
}
