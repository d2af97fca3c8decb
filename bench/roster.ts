/** A made-up organization of any size: as a manifest, and as the account it describes. */
import type { Live, LiveObject } from "../src/kind/state.ts";

const WORKSPACES = 40;
const GROUPS = 200;
const GROUPS_PER_USER = 3;

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const email = (user: number): string => `person${user}@northwind.example`;
const groupsOf = (user: number): number[] =>
  numbers(GROUPS_PER_USER).map((turn) => (user * 7 + turn * 31) % GROUPS);

/** Manifest text with `users` people in 200 groups over 40 workspaces. */
export function manifestOf(users: number): string {
  return [
    "apiVersion: cxroster/v1",
    "platform: engagecx",
    "workspaces:",
    ...numbers(WORKSPACES).map((each) => `  - name: Workspace ${each}`),
    "groups:",
    ...numbers(GROUPS).map(
      (each) => `  - name: Group ${each}\n    workspaces: [Workspace ${each % WORKSPACES}]`,
    ),
    "users:",
    ...numbers(users).map((each) => {
      const groups = groupsOf(each).map((group) => `Group ${group}`);
      return `  - email: ${email(each)}\n    groups: [${groups.join(", ")}]`;
    }),
  ].join("\n");
}

/** The account that manifest describes. `without` people at the end of the list are missing. */
export function liveOf(users: number, without = 0): Live {
  const object = (kind: string, id: string, attributes: LiveObject["attributes"]): LiveObject => ({
    kind,
    id,
    present: true,
    attributes,
  });
  const owner = { email: "owner@northwind.example", groups: [{ to: "g-admin" }], enabled: true };
  return {
    account: { id: "org-1", name: "Northwind Insurance" },
    caller: { email: owner.email, mayManage: true },
    partial: [],
    reads: 1,
    objects: [
      object("organization", "org-1", { name: "Northwind Insurance" }),
      object("group", "g-admin", {
        name: "Administrators",
        workspaces: [],
        manageOrganization: true,
        isDefault: true,
      }),
      object("group", "g-all", {
        name: "Everyone",
        workspaces: [],
        manageOrganization: false,
        isDefault: true,
      }),
      object("user", "u-owner", { ...owner, isDefault: true, pending: false }),
      ...numbers(WORKSPACES).map((each) =>
        object("workspace", `w${each}`, { name: `Workspace ${each}`, isDefault: false }),
      ),
      ...numbers(GROUPS).map((each) => {
        const workspaces = [{ to: `w${each % WORKSPACES}` }];
        return object("group", `g${each}`, {
          name: `Group ${each}`,
          workspaces,
          manageOrganization: false,
          isDefault: false,
        });
      }),
      ...numbers(users - without).map((each) => {
        const groups = groupsOf(each).map((group) => ({ to: `g${group}` }));
        return object("user", `u${each}`, {
          email: email(each),
          groups,
          enabled: true,
          isDefault: false,
          pending: false,
        });
      }),
    ],
  };
}
