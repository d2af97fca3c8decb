import { expect, test } from "vitest";
import { EXIT } from "../../src/cli/exit-code.ts";
import { Rehearsal } from "../support/rehearsal.ts";
import { Workplace } from "./fake-io.ts";

const MANIFEST = `apiVersion: cxroster/v1
platform: engagecx
workspaces: [{ name: Claims }, { name: Sales }]
groups: [{ name: Handlers, workspaces: [Claims] }, { name: Gone, workspaces: [] }]
users:
  include:
    - { email: ana@x.example, groups: [Handlers] }
`;

async function withWorkplace(use: (place: Workplace, rehearsal: Rehearsal) => Promise<void>): Promise<void> {
  const rehearsal = await Rehearsal.start();
  try {
    const { endpoint, id, token } = rehearsal.account;
    const target = `platform: engagecx, endpoint: "${endpoint}", account: ${id}, token: !env TOKEN, manifests: [m.yaml]`;
    const place = new Workplace({
      env: { TOKEN: token },
      files: { "cxroster.yaml": `targets: { main: { ${target} } }\n`, "m.yaml": MANIFEST },
      now: new Date().toISOString(),
    });
    await use(place, rehearsal);
  } finally {
    await rehearsal.stop();
  }
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

async function rowOf(rehearsal: Rehearsal, collection: string, name: string): Promise<string> {
  const answer = (await (await rehearsal.call("GET", `/${collection}?limit=500`)).json()) as { items: Row[] };
  return answer.items.find((row) => row.name === name || row.email === name)?.id ?? "";
}

test("drift says what was added, removed and changed on the platform, and whose access it is", async () => {
  await withWorkplace(async (place, rehearsal) => {
    expect((await place.run("apply --auto-approve")).code).toBe(EXIT.done);
    const none = await place.run("drift");
    expect([none.code, none.error]).toEqual([EXIT.done, ""]);
    expect(none.out).toContain("So what differs was done on the platform.\n");
    expect(none.out).toMatch(/No drift\.\n$/);
    const handlers = await rowOf(rehearsal, "groups", "Handlers");
    const sales = await rowOf(rehearsal, "workspaces", "Sales");
    await rehearsal.call("POST", `/groups/${handlers}/workspaces`, { body: { workspace: sales } });
    await rehearsal.call("POST", "/groups", { body: { name: "Night Shift" } });
    await rehearsal.call("DELETE", `/groups/${await rowOf(rehearsal, "groups", "Gone")}?confirm=true`);
    const found = await place.run("drift");
    expect(found.code).toBe(EXIT.differences);
    expect(found.out).toContain("Added live\n    + group Night Shift\n        manageOrganization: no\n");
    expect(found.out).toContain("Removed live\n    - group Gone\n");
    expect(found.out).toContain("Changed live\n    ~ group Handlers\n        workspaces: + Sales\n");
    expect(found.out).toContain(
      "  1 person has more than declared\n    ana@x.example\n      + may open workspace Sales, through group Handlers\n",
    );
    expect(found.out).toMatch(/Drift: 1 added live, 1 removed live, 1 changed live\.\n$/);
    const data = JSON.parse((await place.run("drift --json")).out);
    expect(data.summary).toEqual({ added: 1, removed: 1, changed: 1, due: 0, people: { more: 1, less: 0 } });
    expect(data.manifest.since).toBe("same");
    const markdown = await place.run("drift --format markdown");
    expect([markdown.code, markdown.out]).toEqual([
      2,
      expect.stringContaining("| added live | group | `Night Shift` |"),
    ]);
  });
});

test("manifest changes that nobody applied are not blamed on the platform", async () => {
  await withWorkplace(async (place) => {
    const unknown = await place.run("drift");
    expect([unknown.code, unknown.out]).toEqual([
      2,
      expect.stringContaining("No record tells which manifests"),
    ]);
    await place.run("apply --auto-approve");
    place.write("m.yaml", MANIFEST.replace("[Handlers]", "[]"));
    const changed = await place.run("drift --json");
    expect([changed.code, JSON.parse(changed.out).manifest.since]).toEqual([2, "changed"]);
    expect((await place.run("drift")).out).toContain("differences may be unapplied manifest changes.\n");
  });
});

test("what has ended since the last run is told apart from what somebody did", async () => {
  await withWorkplace(async (place, rehearsal) => {
    const [end, later] = [1, 3].map((days) => new Date(Date.now() + days * 86_400_000).toISOString());
    const until = `until: ${end?.slice(0, 10)}`;
    const ending = MANIFEST.replace("groups: [Handlers]", `groups: [{ name: Handlers, ${until} }]`);
    place.write("m.yaml", `${ending}    - { email: ben@x.example, groups: [Handlers], ${until} }\n`);
    expect((await place.run("apply --auto-approve")).code).toBe(EXIT.done);
    const due = await place.run("drift", { now: later ?? "" });
    expect([due.code, due.error]).toEqual([EXIT.done, ""]);
    expect(due.out).toContain("or has ended and waits for a run.\n");
    expect(due.out).toContain("    + user ben@x.example");
    expect(due.out).toMatch(
      /Ended, and not taken yet\n {4}~ user ana@x\.example\n {8}groups: \+ Handlers\n {8}note: handlers in groups ended/,
    );
    expect(due.out).toMatch(/No drift\. 2 objects wait for a run, since something has ended\.\n$/);
    const gone = await rowOf(rehearsal, "groups", "Gone");
    const ana = await rowOf(rehearsal, "users", "ana@x.example");
    const joined = await rehearsal.call("POST", `/users/${ana}/groups`, { body: { group: gone } });
    expect(joined.ok).toBe(true);
    const both = await place.run("drift --json", { now: later ?? "" });
    expect([both.code, JSON.parse(both.out).summary]).toMatchObject([2, { changed: 1, due: 1 }]);
    expect((await place.run("drift --format markdown", { now: later ?? "" })).out).toContain(
      "| ended, not taken yet | user | `ben@x.example` |",
    );
  });
});

test("drift of another account than the manifests are for is refused", async () => {
  await withWorkplace(async (place) => {
    place.write("m.yaml", `${MANIFEST}organization: { name: Elsewhere }\n`);
    const refused = await place.run("drift");
    expect([refused.code, refused.error]).toEqual([EXIT.refused, expect.stringContaining("wrong-account")]);
  });
});

test("an adopted account has nothing to apply, and is known as applied from then on", async () => {
  await withWorkplace(async (place, rehearsal) => {
    await rehearsal.sync("workspaces: [{ name: Claims }]");
    expect((await place.run("export -o live")).code).toBe(EXIT.done);
    const { endpoint, id } = rehearsal.account;
    place.write(
      "cxroster.yaml",
      `targets: { main: { platform: engagecx, endpoint: "${endpoint}", account: ${id}, token: !env TOKEN, manifests: [live] } }\n`,
    );
    expect(JSON.parse((await place.run("drift --json")).out).manifest.since).toBe("unknown");
    const applied = await place.run("apply --auto-approve");
    expect([applied.code, applied.out]).toEqual([EXIT.done, expect.stringContaining("No changes.")]);
    const known = JSON.parse((await place.run("drift --json")).out);
    expect([known.manifest.since, known.objects]).toEqual(["same", []]);
    const runs = (await place.run("runs --json")).out;
    await place.run("apply --auto-approve");
    expect((await place.run("runs --json")).out).toBe(runs);
  });
});
