import { expect, test } from "vitest";
import { citations, gather } from "../support/rules/evidence.ts";

test("a title cites every id it starts with", () => {
  const cited = citations("test/plan/x.test.ts", ["ECX-WS-03, ECX-WS-07 refuses", "about ECX-WS-01"]);
  expect(cited.map((each) => [each.id, each.side])).toEqual([
    ["ECX-WS-03", "client"],
    ["ECX-WS-07", "client"],
  ]);
});

test("the folder decides the side unless the title does", () => {
  const side = (file: string, title: string) => citations(file, [title]).map((each) => each.side);
  expect(side("test/server/a.test.ts", "ECX-WS-03 refuses")).toEqual(["server"]);
  expect(side("test/server/a.test.ts", "ECX-WS-03 client: refuses")).toEqual(["client"]);
  expect(side("test/platform/a.test.ts", "ECX-WS-03 server: refuses")).toEqual(["server"]);
});

test("evidence adds up over files, by side", () => {
  const table = gather([
    { file: "a", emitted: { client: ["ECX-WS-03"], server: [] }, cited: [] },
    {
      file: "b",
      emitted: { client: ["ECX-WS-03"], server: ["ECX-WS-03"] },
      cited: [{ id: "ECX-WS-03", side: "server", test: "b: t" }],
    },
  ]);
  expect(table.client.get("ECX-WS-03")).toEqual({ emittedIn: ["a", "b"], tests: [] });
  expect(table.server.get("ECX-WS-03")).toEqual({ emittedIn: ["b"], tests: ["b: t"] });
});
