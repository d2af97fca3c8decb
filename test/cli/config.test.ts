import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isLoopback } from "../../src/cli/config/target.ts";
import { Workplace } from "./fake-io.ts";

const MANIFEST = "apiVersion: cxroster/v1\nplatform: engagecx\nworkspaces: []\n";
const TOKEN = "s3cret-token-value";
/** Turns everybody away: a command that gets as far as connecting exits 14. */
const doorkeeper = createServer((_, response) => response.writeHead(401).end("{}"));
let HOST = "";
let DOOR = "";
beforeAll(async () => {
  await new Promise<void>((listening) => doorkeeper.listen(0, "127.0.0.1", listening));
  HOST = `127.0.0.1:${(doorkeeper.address() as AddressInfo).port}`;
  DOOR = `http://${HOST}/engagecx/v1`;
});
afterAll(() => doorkeeper.close());

const target = (more = "", name = "acme") =>
  `  ${name}:\n    platform: engagecx\n    endpoint: ${DOOR}\n    token: !env ACME_TOKEN\n    manifests: [roster.yaml]\n${more}`;

const place = (config: string | null, more: { [path: string]: string } = {}) =>
  new Workplace({
    env: { ACME_TOKEN: TOKEN },
    files: { ...(config === null ? {} : { "cxroster.yaml": config }), "roster.yaml": MANIFEST, ...more },
  });
const flat = (text: string) => text.replace(/\s+/g, " ");

test("a complete target gets as far as connecting", async () => {
  const ending = await place(`targets:\n${target()}`).run("plan");
  expect(ending).toMatchObject({ code: 14, out: "" });
  expect(ending.error).toContain("unauthorized");
});

test("without a configuration the environment and -f describe the target", async () => {
  const env = { CXROSTER_ENDPOINT: DOOR, CXROSTER_TOKEN: TOKEN };
  expect((await place(null).run("plan -f roster.yaml", { env })).code).toBe(14);
  const bare = await place(null).run("plan -f roster.yaml", { env: {} });
  expect(bare.code).toBe(10);
  expect(bare.error).toContain("neither a cxroster.yaml here or above nor CXROSTER_ENDPOINT");
});

test("several targets need a choice, by flag or environment", async () => {
  const work = place(`targets:\n${target()}${target("", "beta")}`);
  const undecided = await work.run("plan");
  expect(undecided.code).toBe(10);
  expect(undecided.error).toContain("there are several targets: acme, beta");
  expect((await work.run("plan --target beta")).code).toBe(14);
  expect((await work.run("plan", { env: { ACME_TOKEN: TOKEN, CXROSTER_TARGET: "acme" } })).code).toBe(14);
  const unknown = await work.run("plan --target betta");
  expect(unknown.code).toBe(10);
  expect(flat(unknown.error)).toContain('Did you mean "beta"?');
});

test("the nearest configuration upwards is found, --config names another", async () => {
  const work = place(null, { "a/cxroster.yaml": `targets:\n${target()}`, "a/roster.yaml": MANIFEST });
  expect((await work.run("plan --config a/cxroster.yaml")).code).toBe(14);
  expect((await work.run("plan --config b/cxroster.yaml")).error).toContain("b/cxroster.yaml cannot be read");
});

test("a literal secret is refused and never shown", async () => {
  const config = `targets:\n  acme:\n    platform: engagecx\n    endpoint: ${DOOR}\n    token: ${TOKEN}\n`;
  for (const format of ["", " --json"]) {
    const ending = await place(config).run(`plan${format}`);
    expect(ending.code).toBe(10);
    expect(ending.error + ending.out).toContain("literal-secret");
    expect(ending.error + ending.out).toContain("cxroster.yaml");
    expect(ending.error + ending.out).not.toContain(TOKEN);
  }
});

test("every error of the configuration comes at once, with its place", async () => {
  const work = place(
    "targets:\n  acme:\n    platform: engagecx\n    endpont: x\n    create: 1\n    manifests: {}\n  beta:\n    platform: engage\n",
  );
  const { code, error } = await work.run("plan --target acme");
  expect(code).toBe(10);
  expect(error).toContain(
    'cxroster.yaml:4:5 config-unknown: "endpont" is not a setting. Did you mean "endpoint"?',
  );
  expect(error).toContain("cxroster.yaml:5:13 config-shape: create must be true or false");
  expect(error).toContain("cxroster.yaml:6:16 config-shape: manifests must be a list of paths");
  expect(error).toContain('cxroster.yaml:8:15 config-platform: "engage" is not a platform.');
});

test.each([
  ["targets: 3\n", "targets must be a mapping"],
  ["- a\n", "the configuration must be a mapping"],
  ["targets:\n  acme: null\n", "target acme must be a mapping"],
  ["targets:\n  acme:\n    endpoint: x\n", "target acme has no platform"],
  ["targets:\n  acme:\n    platform: engagecx\n    endpoint: [x]\n", "endpoint must be a text"],
  ["targets: {}\n", "there is no target"],
])("the configuration %j is refused", async (config, words) => {
  const { code, error } = await place(config).run("plan");
  expect(code).toBe(10);
  expect(error).toContain(words);
});

test("an unset variable and a missing file are told with their place, only for the chosen target", async () => {
  const other = `  other:\n    platform: engagecx\n    endpoint: !env OTHER_ENDPOINT\n    token: !file secret.txt\n    manifests: [roster.yaml]\n`;
  const work = place(`targets:\n${target()}${other}`);
  expect((await work.run("plan --target acme")).code).toBe(14);
  const { code, error } = await work.run("plan --target other");
  expect(code).toBe(10);
  expect(error).toMatch(/cxroster.yaml:9:\d+ unset-variable/);
  expect(error).toMatch(/cxroster.yaml:10:\d+ missing-file/);
});

test("!env reads variables only, and no part of every object", async () => {
  for (const text of ["constructor", '"http://${toString}/v1"', '"${HOST}${__proto__}"']) {
    const config = `targets:\n${target().replace(DOOR, `!env ${text}`)}`;
    const { code, error } = await place(config).run("plan", { env: { ACME_TOKEN: TOKEN, HOST } });
    expect([code, error]).toEqual([10, expect.stringContaining("unset-variable")]);
  }
});

test("!env interpolates and !file drops one line end", async () => {
  const config = `targets:\n  acme:\n    platform: engagecx\n    endpoint: !env "http://\${HOST}/engagecx/v1"\n    token: !file token.txt\n    manifests: [roster.yaml]\n`;
  const work = place(config, { "token.txt": `${TOKEN}\n` });
  const ending = await work.run("plan", { env: { HOST } });
  expect(ending.code).toBe(14);
  const broken = place(config, { "token.txt": `${TOKEN}\nx\n` });
  const { code, error } = await broken.run("plan", { env: { HOST } });
  expect(code).toBe(10);
  expect(error).toContain("token must not hold line breaks");
});

test("the environment wins over the file", async () => {
  const work = place(`targets:\n${target()}`);
  const env = { ACME_TOKEN: TOKEN, CXROSTER_ENDPOINT: "not an address" };
  const { code, error } = await work.run("plan", { env });
  expect(code).toBe(10);
  expect(error).toContain('the endpoint "not an address" is not an address');
});

test("an endpoint with a password in it is refused without showing it", async () => {
  const env = { ACME_TOKEN: TOKEN, CXROSTER_ENDPOINT: `https://me:${TOKEN}x@example.com/v1?key=${TOKEN}x` };
  const { code, error } = await place(`targets:\n${target()}`).run("plan", { env });
  expect(code).toBe(10);
  expect(error).not.toContain(TOKEN);
});

test("nobody to connect to exits 15; credentials over plain http to another machine are warned of", async () => {
  const env = { ACME_TOKEN: TOKEN, CXROSTER_ENDPOINT: "http://accounts.invalid/engagecx/v1" };
  const { code, error } = await place(`targets:\n${target()}`).run("plan --timeout 1", { env });
  expect(code).toBe(15);
  expect(error).toContain("credentials travel unencrypted");
}, 60_000);

test("a manifest of another platform than the target's is refused", async () => {
  const work = place(`targets:\n${target()}`, { "roster.yaml": MANIFEST.replace("engagecx", "autoid") });
  expect((await work.run("plan")).code).toBe(10);
  expect((await work.run("validate")).code).toBe(10);
});

test("manifest patterns are relative to the configuration, one that matches nothing is an error", async () => {
  const config = (pattern: string) => `targets:\n${target().replace("[roster.yaml]", `["${pattern}"]`)}`;
  const files = {
    "deep/a.yaml": MANIFEST,
    "deep/b.yml": "apiVersion: cxroster/v1\nplatform: engagecx\ngroups: []\n",
  };
  const count = async (pattern: string) =>
    JSON.parse((await place(config(pattern), files).run("validate --json")).out);
  expect(await count("deep/*")).toMatchObject({ valid: true, files: 2 });
  expect(await count("**/*.yaml")).toMatchObject({ files: 2, valid: true });
  expect(await count("deep")).toMatchObject({ files: 2, valid: true });
  expect(await count("none/*.yaml")).toMatchObject({
    valid: false,
    exitCode: 10,
    diagnostics: [{ code: "manifest-none", at: { file: "cxroster.yaml" } }],
  });
});

test("CXROSTER_NOW is refused unless the endpoint is this machine, --at must be a time", async () => {
  const work = place(`targets:\n${target()}`);
  const env = { ACME_TOKEN: TOKEN, CXROSTER_NOW: "2027-01-01T00:00:00Z" };
  expect((await work.run("plan", { env })).code).toBe(14);
  const elsewhere = await work.run("plan", { env: { ...env, CXROSTER_ENDPOINT: "https://a.example/v1" } });
  expect(elsewhere.code).toBe(10);
  expect(elsewhere.error).toContain("CXROSTER_NOW is only for rehearsals");
  expect((await work.run("plan", { env: { ...env, CXROSTER_NOW: "tomorrow" } })).code).toBe(10);
  const at = await work.run("plan --at 2027-02-30");
  expect(at.code).toBe(10);
  expect(at.error).toContain('--at must be a date or an RFC 3339 time, not "2027-02-30"');
});

test("policy.yaml sets guards; what it does not know is refused", async () => {
  const config = `targets:\n${target("    policy: policy.yaml\n")}`;
  const good = "maxRemovals: {percent: 50, people: 10}\nprotected: {users: ['ceo@*']}\n";
  expect((await place(config, { "policy.yaml": good }).run("plan")).code).toBe(14);
  const bad = "maxRemoval: 3\nprotected: {usrs: [], groups: 3}\nmaxRemovals: {percent: 101}\n";
  const { code, error } = await place(config, { "policy.yaml": bad }).run("plan");
  expect(code).toBe(10);
  expect(error).toContain('"maxRemoval" is not part of a policy. Did you mean "maxRemovals"?');
  expect(error).toContain('"usrs" is not part of a policy. Did you mean "users"?');
  expect(error).toContain("groups must be a list of patterns");
  expect(error).toContain("percent must be a whole number from 0 to 100");
  expect((await place(config).run("plan")).error).toContain("policy.yaml cannot be read");
});

test.each([
  ["http://127.0.0.1:8411/v1", true],
  ["http://localhost/v1", true],
  ["http://[::1]:80/", true],
  ["http://127.0.0.1.example.com/", false],
  ["https://localhost.example.com/", false],
  ["https://10.0.0.1/", false],
  ["nonsense", false],
])("%s is this machine: %s", (endpoint, expected) => {
  expect(isLoopback(endpoint)).toBe(expected);
});

test("an endpoint from a variable that is not set is one problem, not two", async () => {
  const config = `targets:\n${target()}`.replace(/endpoint: .*/, "endpoint: !env NOWHERE");
  const { code, error } = await place(config).run("plan");
  expect(code).toBe(10);
  expect(error).toContain("unset-variable: the environment variable NOWHERE is not set");
  expect(error).not.toContain("config-missing");
});
