import { expect, test } from "vitest";
import { Testing } from "#core";
import { Roster } from "../../src/constructs/index.js";

test("try", () => {
  const json = Testing.synthScope((scope) => {
    new Roster(scope, "roster", {
      manifests: "examples/engagecx/northwind.yaml",
      environment: { COMMUNICATIONS_KEY: "x" },
    });
  });
  console.log(json);
  expect(json).toContain("x");
});
