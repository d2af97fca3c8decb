import { expect, test } from "vitest";
import { renderAccess } from "../../src/report/access-text.ts";
import { table } from "./sample-plan.ts";

test("access is told per person, sorted, with each path on its line where there are several", () => {
  const open = { permission: "workspace.open", when: "now" as const };
  const text = renderAccess(
    [
      { ...open, person: "ben@x.example", on: "Sales", via: ["group A"] },
      { ...open, person: "ana@x.example", on: "Sales", via: ["group A", "group B"] },
      { ...open, person: "ana@x.example", on: "Claims", via: ["group A"], when: "on-acceptance" },
      { ...open, person: "ana@x.example", permission: "organization.manage", on: "", via: ["group C"] },
    ],
    { color: false, table },
  );
  expect(text).toBe(`2 people may do something here.

ana@x.example
  * may manage the organization, through group C
  * may open workspace Claims once the invitation is accepted, through group A
  * may open workspace Sales
          through group A
          through group B

ben@x.example
  * may open workspace Sales, through group A
`);
});
