import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EXIT } from "../../src/cli/exit-code.ts";
import { Rehearsal } from "../support/rehearsal.ts";
import { Workplace } from "./fake-io.ts";

let rehearsal: Rehearsal;

beforeAll(async () => {
  rehearsal = await Rehearsal.start();
  await rehearsal.sync(
    "workspaces: [{ name: Claims }]\nusers: { include: [{ email: ana@x.example, groups: [] }] }\n",
  );
});
afterAll(() => rehearsal.stop());

/** A folder with a target that lists what an export writes. */
function workplace(): Workplace {
  const { endpoint, id, token } = rehearsal.account;
  const target = `platform: engagecx, endpoint: "${endpoint}", account: ${id}, token: !env TOKEN, manifests: [live]`;
  return new Workplace({
    env: { TOKEN: token },
    files: { "cxroster.yaml": `targets: { main: { ${target} } }\n` },
    now: new Date().toISOString(),
  });
}

test("an export is written as one file per collection, and planning it shows no change", async () => {
  const place = workplace();
  const exported = await place.run("export -o live");
  expect([exported.code, exported.error]).toEqual([EXIT.done, ""]);
  expect(exported.out).toContain("live/users.yaml         2 users\n");
  expect(readdirSync(join(place.folder, "live")).length).toBe(7);
  const planned = await place.run("plan --detailed-exitcode");
  expect([planned.code, planned.error]).toEqual([EXIT.done, ""]);
});

test("files that exist are replaced only by --force, and then all or none", async () => {
  const place = workplace();
  place.write("live/users.yaml", "mine\n");
  const refused = await place.run("export -o live");
  expect(refused.code).toBe(EXIT.usage);
  expect(refused.error).toContain("export-exists: live/users.yaml exists and would be replaced");
  expect(readdirSync(join(place.folder, "live"))).toEqual(["users.yaml"]);
  expect(readFileSync(join(place.folder, "live/users.yaml"), "utf8")).toBe("mine\n");
  const forced = await place.run("export -o live --force");
  expect([forced.code, forced.out.includes("live/users.yaml         2 users (replaced)")]).toEqual([0, true]);
  const again = await place.run("export -o live");
  expect([again.code, again.out.match(/\(unchanged\)/g)?.length]).toEqual([0, 7]);
});

test("without a folder everything is printed as one manifest, which standard input takes", async () => {
  const place = workplace();
  const printed = await place.run("export");
  expect(printed.code).toBe(EXIT.done);
  const planned = await place.run("plan -f - --detailed-exitcode", { input: printed.out });
  expect(planned.code).toBe(EXIT.done);
  const data = JSON.parse((await place.run("export --only users --json")).out);
  expect(data.files.map((file: { path: string; counts: object }) => [file.path, file.counts])).toEqual([
    ["account.yaml", { users: 2 }],
  ]);
});

test("a collection nobody knows, a missing platform and a wrong one are usage errors", async () => {
  const place = workplace();
  for (const argv of ["export --only usres", "export --platform cxengage", "export --platform nowhere"]) {
    expect([argv, (await place.run(argv)).code]).toEqual([argv, EXIT.usage]);
  }
  const { endpoint, token, id } = rehearsal.account;
  const env = { CXROSTER_ENDPOINT: endpoint, CXROSTER_TOKEN: token, CXROSTER_ACCOUNT: id };
  const bare = new Workplace({ env });
  const unknown = await bare.run("export");
  expect([unknown.code, unknown.error.includes("--platform engagecx")]).toEqual([EXIT.usage, true]);
  expect((await bare.run("export --platform engagecx")).code).toBe(EXIT.done);
});

test("the schema that init wrote is named in the exported files", async () => {
  const place = workplace();
  await place.run("export -o live");
  const plain = readFileSync(join(place.folder, "live/users.yaml"), "utf8");
  place.write(".cxroster/engagecx.schema.json", "{}");
  await place.run("export -o live --force");
  const text = readFileSync(join(place.folder, "live/users.yaml"), "utf8");
  expect(text).toBe(`# yaml-language-server: $schema=../.cxroster/engagecx.schema.json\n${plain}`);
  expect(existsSync(join(place.folder, "live/users.yaml.tmp"))).toBe(false);
});
