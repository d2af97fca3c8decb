import { expect, test } from "vitest";
import { EXIT } from "../../src/cli/exit-code.ts";
import { Rehearsal } from "../support/rehearsal.ts";
import { Workplace } from "./fake-io.ts";

async function withWorkplace(use: (place: Workplace) => Promise<void>): Promise<void> {
  const rehearsal = await Rehearsal.start();
  try {
    await rehearsal.sync(
      "workspaces: [{ name: Claims }]\ngroups: { include: [{ name: Handlers, workspaces: [Claims] }] }\nusers: { include: [{ email: ana@x.example, groups: [Handlers], sendInvitation: true }] }\n",
    );
    const { endpoint, id, token } = rehearsal.account;
    const target = `platform: engagecx, endpoint: "${endpoint}", account: ${id}, token: !env TOKEN, manifests: [m.yaml]`;
    const config = `targets: { main: { ${target} } }\n`;
    await use(
      new Workplace({
        env: { TOKEN: token },
        files: { "cxroster.yaml": config },
        now: new Date().toISOString(),
      }),
    );
  } finally {
    await rehearsal.stop();
  }
}

test("audit works before there is a manifest, and tells findings by exit code 2 only when asked", async () => {
  await withWorkplace(async (place) => {
    const plain = await place.run("audit");
    expect([plain.code, plain.error]).toEqual([EXIT.done, ""]);
    expect(plain.out).toContain("nothing says what was\ndesired.");
    expect(plain.out).toContain("ana@x.example was invited and has not accepted");
    expect((await place.run("audit --detailed-exitcode")).code).toBe(EXIT.differences);
  });
});

test("with a manifest it compares; with a wrong one it says what is wrong and nothing else", async () => {
  await withWorkplace(async (place) => {
    place.write(
      "m.yaml",
      "apiVersion: cxroster/v1\nplatform: engagecx\nworkspaces: [{ name: Claims }, { name: Sales }]\n",
    );
    const data = JSON.parse((await place.run("audit --json")).out);
    const codes = data.findings.map((each: { code: string }) => each.code);
    expect(codes).toEqual(
      expect.arrayContaining(["audit-missing", "audit-unmanaged", "audit-administrator"]),
    );
    expect(data.manifestDigest).toMatch(/^sha256:/);
    place.write("m.yaml", "apiVersion: cxroster/v1\nplatform: engagecx\nworkspaces: null\n");
    const wrong = await place.run("audit");
    expect([wrong.code, wrong.out, wrong.error]).toEqual([
      EXIT.usage,
      "",
      expect.stringContaining("null-value"),
    ]);
  });
});

test("without a configuration the manifest tells the platform", async () => {
  const rehearsal = await Rehearsal.start();
  try {
    const { endpoint, id, token } = rehearsal.account;
    const env = { CXROSTER_ENDPOINT: endpoint, CXROSTER_TOKEN: token, CXROSTER_ACCOUNT: id };
    const files = { "m.yaml": "apiVersion: cxroster/v1\nplatform: engagecx\nworkspaces: []\n" };
    const place = new Workplace({ env, files, now: new Date().toISOString() });
    expect((await place.run("audit -f m.yaml")).code).toBe(EXIT.done);
    expect((await place.run("audit")).code).toBe(EXIT.usage);
  } finally {
    await rehearsal.stop();
  }
});

test("every format is one document on standard output", async () => {
  await withWorkplace(async (place) => {
    for (const [format, start] of [
      ["csv", "severity,code,about,message,to do,manifest,account,looked at\r\n"],
      ["html", "<!doctype html>"],
      ["markdown", "## Audit of `main`"],
      ["sarif", '{\n  "$schema": "https://json.schemastore.org/sarif-2.1.0.json",\n'],
    ] as const) {
      const { code, out, error } = await place.run(`audit --format ${format}`);
      expect([code, out.startsWith(start), error]).toEqual([EXIT.done, true, ""]);
    }
  });
});
