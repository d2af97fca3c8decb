/** docs/access.md is closed: what access can report stands there, with the call that proves it, and nothing else. */
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { platforms } from "../../src/platform/index.ts";
import { MOUNTS } from "../../src/server/mounts.ts";

const TITLES: { readonly [platform: string]: string } = {
  engagecx: "EngageCX",
  cxengage: "CxEngage",
  contactcenter: "contact.center",
  autoid: "AutoID",
};
const text = await readFile(new URL("../../docs/access.md", import.meta.url), "utf8");

/** Names of variables differ between a permission, the page and a route. */
const shape = (call = "") => call.replace(/\{\w+\}/g, "{}");

/** Permission → call, from the table below a platform's title. */
function proofs(platform: string): Map<string, string> {
  const [, section = ""] = text.split(`\n## ${TITLES[platform]}\n`);
  const [table = ""] = section.split("\n## ");
  const rows = table.matchAll(/^\| `([\w.]+)` \| [^|]+ \| `(\w+ \S+)` \|/gm);
  return new Map([...rows].map(([, permission = "", call]) => [permission, shape(call)]));
}

test.for(platforms.map(({ table }) => table))(
  "every permission of $platform has its proof on the page",
  ({ platform, permissions }) => {
    const verifiable = permissions.filter(({ probe }) => probe !== "");
    expect(proofs(platform)).toEqual(new Map(verifiable.map(({ name, probe }) => [name, shape(probe)])));
  },
);

test.for(MOUNTS)("every proof of $platform is a call that is served", ({ platform, routes }) => {
  const served = new Set(routes.map(({ method, path }) => shape(`${method} ${path}`)));
  const calls = [...proofs(platform).values()];
  expect(calls.length).toBeGreaterThan(0);
  expect(calls.filter((call) => !served.has(call))).toEqual([]);
});
