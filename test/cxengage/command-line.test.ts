/** The command line on a tenant: every way to sign in, and no secret anywhere. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Workplace } from "../cli/fake-io.ts";
import { Rehearsal } from "../support/rehearsal.ts";

const OWNER = { email: "owner@northwind.example", password: "Passw0rd!x" };
const MANIFEST = "apiVersion: cxroster/v1\nplatform: cxengage\ngroups: { include: [{ name: Claims }] }\n";

let rehearsal: Rehearsal;
beforeAll(async () => {
  rehearsal = await Rehearsal.start({ platform: "cxengage", account: { owner: OWNER, apiKey: true } });
});
afterAll(() => rehearsal.stop());

function place(credentials: string, env: Record<string, string>, account = true): Workplace {
  const { id, endpoint } = rehearsal.account;
  const config = `targets:\n  main:\n    platform: cxengage\n    endpoint: ${endpoint}\n${account ? `    account: ${id}\n` : ""}${credentials}    manifests: [roster.yaml]\n`;
  return new Workplace({ env, files: { "cxroster.yaml": config, "roster.yaml": MANIFEST } });
}

test("CXE-B-40 a target takes a user with a password, a key with its secret, or a token", async () => {
  const { token } = rehearsal.account;
  const key = rehearsal.account.apiKey as { id: string; secret: string };
  const ways = [
    place("    username: owner@northwind.example\n    password: !env SECRET\n", { SECRET: OWNER.password }),
    place(`    apiKey:\n      id: ${key.id}\n      secret: !env SECRET\n`, { SECRET: key.secret }),
    place("    token: !env SECRET\n", { SECRET: token }, false),
    place("", { CXROSTER_USERNAME: OWNER.email, CXROSTER_PASSWORD: OWNER.password }),
  ];
  for (const way of ways) {
    const { code, out, error } = await way.run("plan");
    expect([code, error]).toEqual([0, ""]);
    expect(out).toContain("create Claims");
    for (const secret of [OWNER.password, key.secret, token]) expect(out + error).not.toContain(secret);
  }
});

test("credentials that are missing, literal or wrong are told apart", async () => {
  const literal = await place(`    username: o@x.example\n    password: ${OWNER.password}\n`, {}).run("plan");
  expect(literal.code).toBe(10);
  const none = await place("", {}).run("plan");
  expect(none.code).toBe(14);
  expect(none.error).toContain("there are no credentials");
  const wrong = await place("    username: owner@northwind.example\n    password: !env SECRET\n", {
    SECRET: "Wr0ng!pass",
  }).run("plan");
  expect(wrong.code).toBe(14);
  for (const { out, error } of [literal, none, wrong]) {
    expect(out + error).not.toContain(OWNER.password);
    expect(out + error).not.toContain("Wr0ng!pass");
  }
});

test("init writes files for a tenant that validate as they stand", async () => {
  const work = new Workplace({});
  expect((await work.run("init --platform cxengage")).code).toBe(0);
  const env = { CXROSTER_ENDPOINT: rehearsal.account.endpoint };
  expect((await work.run("validate", { env })).code).toBe(0);
});
