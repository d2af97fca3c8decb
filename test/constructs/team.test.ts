import { expect, test } from "vitest";
import {
  engagecxWorkspace,
  groupFromName,
  provider,
  Team,
  userFromEmail,
  workspaceFromName,
} from "../../src/constructs/index.ts";
import { byAddress, synth } from "./support/stack.ts";

const reference = (address: string) =>
  expect.stringMatching(new RegExp(`^\\$\\{${address}[\\w-]*\\.\\w+\\}$`));

test("a team is a group, its own workspaces, and members beside others", () => {
  const stack = synth((scope) => {
    new Team(scope, "claims", {
      name: "Claims Handlers",
      workspaces: ["Claims", workspaceFromName(scope, "archive", "Archive")],
      members: ["ana@northwind.example", userFromEmail(scope, "ben", "ben@northwind.example")],
      manageOrganization: false,
      deletionProtection: false,
    });
  });
  expect(Object.values(stack.resource.cxroster_engagecx_group ?? {})).toEqual([
    {
      name: "Claims Handlers",
      manage_organization: false,
      provider: "cxroster",
      workspaces: [
        reference("cxroster_engagecx_workspace\\.claims"),
        reference("data\\.cxroster_engagecx_workspace\\.archive"),
      ],
    },
  ]);
  expect(Object.values(stack.resource.cxroster_engagecx_workspace ?? {})).toEqual([
    { name: "Claims", deletion_protection: false, provider: "cxroster" },
  ]);
  const members = Object.values(stack.resource.cxroster_engagecx_group_member ?? {});
  expect(members.map(({ user }) => user)).toEqual([
    "ana@northwind.example",
    reference("data\\.cxroster_engagecx_user\\.ben"),
  ]);
});

test("the order of members moves no address, and letter case makes no second member", () => {
  const team = (members: readonly string[]) =>
    synth((scope) => void new Team(scope, "claims", { name: "Claims", members }));
  const addresses = (members: readonly string[]) => [...byAddress(team(members)).keys()].sort();
  expect(addresses(["a@x.example", "b@x.example"])).toEqual(addresses(["b@x.example", "a@x.example"]));
  expect(() => team(["a@x.example", "A@x.example"])).toThrow(/already a Construct with name/);
});

test("one provider serves all teams of a stack, and a given one is taken", () => {
  const stack = synth((scope) => {
    const account = new provider.CxrosterProvider(scope, "account", { alias: "acme" });
    new Team(scope, "one", { name: "One", provider: account });
    new Team(scope, "two", { name: "Two" });
    new Team(scope, "three", { name: Team.fromName(scope, "found", "Two").groupName });
    expect(groupFromName(scope, "again", "Two").name).toMatch(/TOKEN/);
  });
  const groups = Object.values(stack.resource.cxroster_engagecx_group ?? {});
  expect(groups.map((group) => group.provider)).toEqual(["cxroster.acme", "cxroster.acme", "cxroster.acme"]);
});

test("workspaces and users of the stack itself serve as they are", () => {
  const stack = synth((scope) => {
    const workspace = new engagecxWorkspace.EngagecxWorkspace(scope, "sales", { name: "Sales" });
    new Team(scope, "sellers", { name: "Sellers", workspaces: [workspace] });
  });
  expect(Object.keys(stack.resource.cxroster_engagecx_workspace ?? {})).toEqual(["sales"]);
});
