import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { TerraformStack, Testing } from "#core";
import { ManifestError, Roster } from "../../src/constructs/index.ts";
import { byAddress, inFolder, synth, synthRoster } from "./support/stack.ts";

const HEAD = "apiVersion: cxroster/v1\nplatform: engagecx\n";
const WORKSPACES = "workspaces:\n  - name: Claims\n  - name: Front Office\n";
const GROUPS = "groups:\n  - name: Claims Handlers\n    workspaces: [Claims, Front Office]\n";
const USERS =
  "users:\n  - email: ana@northwind.example\n    groups: [Claims Handlers, Administrators]\n  - email: ben@northwind.example\n";

const whole = { "all.yaml": HEAD + WORKSPACES + GROUPS + USERS };

test("references lead to the resources of the same manifest, and other names stay names", () => {
  const groups = Object.values(synthRoster(whole).resource.cxroster_engagecx_group ?? {});
  expect(groups.map((each) => each.workspaces)).toEqual([
    [
      expect.stringMatching(/^\$\{cxroster_engagecx_workspace\.roster_workspace_claims_\w{8}\.name\}$/),
      expect.stringMatching(/^\$\{cxroster_engagecx_workspace\.roster_workspace_frontoffice_\w{8}\.name\}$/),
    ],
  ]);
  const ana = byAddress(synthRoster(whole));
  const users = [...ana].filter(([address]) => address.startsWith("cxroster_engagecx_user."));
  expect(users.map(([, user]) => user.groups)).toEqual([
    ["Administrators", expect.stringMatching(/^\$\{cxroster_engagecx_group\./)],
    undefined,
  ]);
});

test("order, layout and files of manifests change nothing at all", () => {
  const reordered =
    HEAD +
    "users:\n  - email: BEN@northwind.example\n  - {email: ana@northwind.example, groups: [Administrators, 'Claims Handlers']}\n" +
    "groups:\n  - {workspaces: [Front Office, Claims], name: Claims Handlers}\n" +
    "workspaces:\n  - name: Front Office\n  - name: Claims\n";
  const split = { "b.yaml": HEAD + WORKSPACES, "c.yaml": HEAD + USERS, "a.yaml": HEAD + GROUPS };
  const addresses = [...byAddress(synthRoster(whole)).keys()].sort();
  expect(addresses).toHaveLength(5);
  expect([...byAddress(synthRoster({ "all.yaml": reordered })).keys()].sort()).toEqual(addresses);
  expect(synthRoster(split)).toEqual(synthRoster(whole));
});

test("one more user is one more resource", () => {
  const before = byAddress(synthRoster(whole));
  const after = byAddress(
    synthRoster({ ...whole, "more.yaml": `${HEAD}users:\n  - email: carla@northwind.example\n` }),
  );
  expect([...after.keys()].filter((address) => !before.has(address))).toHaveLength(1);
  for (const [address, body] of before) expect(after.get(address)).toEqual(body);
});

test("a renamed object keeps its state: its address moves", () => {
  const before = byAddress(synthRoster(whole));
  const renamed = whole["all.yaml"]
    .replaceAll("Front Office", "Reception")
    .replace("name: Reception\n", "name: Reception\n    renamedFrom: Front Office\n");
  const stack = synthRoster({ "all.yaml": renamed });
  const after = byAddress(stack);
  const [gone = ""] = [...before.keys()].filter((address) => !after.has(address));
  const [come = ""] = [...after.keys()].filter((address) => !before.has(address));
  expect(stack.moved).toEqual([{ from: gone, to: come }]);
  expect(after.get(come)?.name).toBe("Reception");
});

test("what is not declared is not in the configuration, and an empty list is", () => {
  const stack = synthRoster({
    "a.yaml": `${HEAD}users:\n  - email: ana@northwind.example\n    groups: []\n  - email: ben@northwind.example\n`,
  });
  const users = Object.values(stack.resource.cxroster_engagecx_user ?? {});
  expect(users.map(({ provider, ...rest }) => rest)).toEqual([
    { email: "ana@northwind.example", groups: [] },
    { email: "ben@northwind.example" },
  ]);
});

test("links beside unmanaged ones are resources of their own", () => {
  const users =
    "users:\n  include:\n    - email: ana@northwind.example\n      groups: {include: [Claims Handlers], exclude: [Admin*]}\n";
  const { stack, said } = annotated({ "a.yaml": HEAD + WORKSPACES + GROUPS + users });
  expect(Object.values(stack.resource.cxroster_engagecx_group_member ?? {})).toEqual([
    expect.objectContaining({
      group: expect.stringMatching(/^\$\{cxroster_engagecx_group\./),
      user: expect.stringMatching(/^\$\{cxroster_engagecx_user\./),
    }),
  ]);
  expect(said).toContainEqual(expect.stringContaining("`exclude` in groups of user ana@northwind.example"));
});

test("what resources cannot say is said once each", () => {
  const manifest = `${HEAD}ignore:\n  users: ["*@vendor.example"]\ngroups:\n  include:\n    - name: Auditors\nusers:\n  - email: ana@northwind.example\n    protect: true\n    groups:\n      - {name: Administrators, until: 2026-01-01}\n      - {name: Auditors, until: 2027-01-01}\n  - {email: ben@northwind.example, until: 2026-02-01}\n`;
  const { stack, said } = annotated({ "a.yaml": manifest }, { at: "2026-06-01T00:00:00Z" });
  expect(said.map((each) => each.replace(/\d{4}-\S+/g, "T")).sort()).toEqual([
    expect.stringMatching(/^`ignore` of users has no Terraform form/),
    expect.stringMatching(/^`until` is looked at when the stack is synthesized/),
    expect.stringMatching(/^`until` of ana@northwind.example, groups administrators passed/),
    expect.stringMatching(/^`until` of ben@northwind.example passed/),
    expect.stringMatching(/^users: through Terraform a list removes only/),
  ]);
  expect(Object.values(stack.resource.cxroster_engagecx_user ?? {})).toEqual([
    expect.objectContaining({
      email: "ana@northwind.example",
      deletion_protection: true,
      lifecycle: { prevent_destroy: true },
    }),
  ]);
});

test("a secret becomes an ephemeral variable, and its value appears nowhere", () => {
  const manifest = readFileSync("examples/engagecx/license.yaml", "utf8");
  const name = /!env (\w+)/.exec(manifest)?.[1] ?? "";
  const stack = synthRoster({ "a.yaml": manifest }, { environment: { [name]: "sesame-4711" } });
  expect(JSON.stringify(stack)).not.toContain("sesame-4711");
  expect(stack.variable).toEqual({
    [name]: { type: "string", sensitive: true, ephemeral: true, description: expect.any(String) },
  });
  expect(JSON.stringify(stack.resource)).toContain(`\${var.${name}}`);
});

test("a broken manifest is refused with what `cxroster validate` prints", () => {
  const broken = `${HEAD}groups:\n  - name: Claims Handlers\n    workspaces: [Clams]\nworkspaces:\n  - name: Claims\n  - nme: x\nusers: null\n`;
  inFolder({ "broken.yaml": broken }, (directory) => {
    let message = "";
    try {
      synth((scope) => void new Roster(scope, "roster", { manifests: "broken.yaml", directory }));
    } catch (error) {
      expect(error).toBeInstanceOf(ManifestError);
      message = (error as Error).message;
    }
    const command = join(import.meta.dirname, "..", "..", "src", "cli", "cxroster.js");
    const { stderr, status } = spawnSync(
      process.execPath,
      [command, "validate", "-f", "broken.yaml", "--no-color"],
      {
        cwd: directory,
        encoding: "utf8",
      },
    );
    expect(status).toBe(10);
    const said = message.split("\n").slice(1).join("\n").trim();
    expect(said).toContain("broken.yaml:9:8 null-value");
    expect(stderr).toContain(said);
  });
});

test("nothing that matches is said too", () => {
  expect(() => synthRoster({}, { manifests: "*.yaml" })).toThrow("no file matches *.yaml");
});

const examples = readdirSync("examples", { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap((entry) =>
    readdirSync(join("examples", entry.name)).map((name) => join("examples", entry.name, name)),
  )
  .filter((path) => path.endsWith(".yaml") && /^apiVersion: cxroster/m.test(readFileSync(path, "utf8")));

test.for(examples)("%s becomes a stack", (path) => {
  const named = readFileSync(path, "utf8").matchAll(/!env (\w+)/g);
  const environment = Object.fromEntries([...named].map(([, name]) => [name, "value"]));
  const stack = synth(
    (scope) => void new Roster(scope, "roster", { manifests: path, environment, at: "2026-06-01T00:00:00Z" }),
  );
  expect(Object.keys(stack.resource).length).toBeGreaterThan(0);
});

test("a roster finds its resources by identity", () => {
  inFolder(whole, (directory) =>
    synth((scope) => {
      const roster = new Roster(scope, "roster", { manifests: "all.yaml", directory });
      expect(roster.find("group", "claims handlers")?.terraformResourceType).toBe("cxroster_engagecx_group");
      expect(roster.find("group", "Nobody")).toBeUndefined();
      expect(roster.platform).toBe("engagecx");
    }),
  );
});

function annotated(
  files: { readonly [name: string]: string },
  props: Partial<ConstructorParameters<typeof Roster>[2]> = {},
) {
  return inFolder(files, (directory) => {
    const stack = new TerraformStack(Testing.app(), "stack");
    const roster = new Roster(stack, "roster", { manifests: "*.yaml", directory, environment: {}, ...props });
    const said = roster.node.metadata.map((each) => String(each.data));
    return { stack: JSON.parse(Testing.synth(stack)) as ReturnType<typeof synth>, said };
  });
}
