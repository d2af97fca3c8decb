/** Rules about finding things, shown on a running account: names decide, lists are complete, one way to install. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Rehearsal } from "../support/rehearsal.ts";

/** More than one page of a listing. */
const MANY = 620;
const LICENSE = { app: "communications", seats: 3, expiresAt: "2099-01-01T00:00:00Z" };

let rehearsal: Rehearsal;
beforeAll(async () => {
  const licenses = ["Letters", "Letters Plus"].map((name) => ({ ...LICENSE, name }));
  rehearsal = await Rehearsal.start({ account: { licenses } });
  await rehearsal.sync(`
workspaces: { include: [{ name: Claims }, { name: Claims Archive }] }
categories: { include: [{ name: Daily }, { name: Daily Work }] }
groups: { include: [{ name: Team }, { name: Team Leads }] }
users: { include: [{ email: ana@x.example }, { email: joana@x.example }] }
`);
});
afterAll(() => rehearsal.stop());

const found = async (kind: string, attribute: string, value: string): Promise<unknown[]> =>
  (await rehearsal.connect().find(kind, attribute, value)).map((object) => object.attributes[attribute]);

/** Names the platform's own search answers with. */
async function searched(list: string, term: string): Promise<number> {
  const response = await rehearsal.call("GET", `${list}?search=${encodeURIComponent(term)}`);
  return ((await response.json()) as { items: unknown[] }).items.length;
}

test.each([
  ["ECX-SRCH-01", "workspace", "/workspaces", "name", "claims", "Claims"],
  ["ECX-SRCH-02", "license", "/licences", "license", "letters", "Letters"],
  ["ECX-SRCH-03", "category", "/categories", "name", "daily", "Daily"],
  ["ECX-SRCH-04", "user", "/users", "email", "ANA@x.example", "ana@x.example"],
  ["ECX-SRCH-05", "group", "/groups", "name", "team", "Team"],
])(
  "%s looks a %s up by its whole name among partial hits",
  async (_rule, kind, list, attribute, term, name) => {
    expect(await searched(list, term)).toBeGreaterThan(1);
    expect(await found(kind, attribute, term)).toEqual([name]);
  },
);

test("ECX-SRCH-06 looks an app up by its whole name", async () => {
  expect(await found("app", "name", "tasks")).toEqual(["Tasks"]);
  expect(await searched("/apps", "task")).toBeGreaterThan(0);
  expect(await found("app", "name", "task")).toEqual([]);
});

test("ECX-SRCH-07 reads without a search term and to the last page", { timeout: 60_000 }, async () => {
  const entries = Array.from({ length: MANY }, (_, index) => `{ email: many${index}@x.example }`);
  await rehearsal.sync(`users: { include: [${entries.join(", ")}] }`);
  const live = await rehearsal.connect().readLive(new Map());
  const emails = live.objects
    .filter((object) => object.kind === "user")
    .map((object) => object.attributes.email);
  expect(new Set(emails).size).toBe(emails.length);
  expect(emails.filter((email) => String(email).startsWith("many"))).toHaveLength(MANY);
});

test("ECX-ORG-01 finds the organization of the caller, and asks which one where there are several", async () => {
  const own = await rehearsal.connect(undefined, { account: null }).readLive(new Map());
  expect(own.account?.name).toBe("Northwind");
  const second = { platform: "engagecx", name: "Southwind", owner: { email: "owner@northwind.example" } };
  await rehearsal.admin("POST", "/admin/accounts", second);
  const unclear = rehearsal.connect(undefined, { account: null }).readLive(new Map());
  await expect(unclear).rejects.toMatchObject({
    rule: "ECX-ORG-01",
    message: expect.stringContaining("Southwind"),
  });
});

test("ECX-APP-05 server: installs a first app and every later one by the same call", async () => {
  const fresh = await Rehearsal.start();
  try {
    await fresh.sync("categories: { include: [{ name: Daily }] }");
    const [category] = await fresh.connect().find("category", "name", "Daily");
    const install = async (app: string) => {
      const response = await fresh.call("POST", `/apps/${app}/installation`, {
        body: { category: category?.id },
      });
      return { status: response.status, members: Object.keys((await response.json()) as object).sort() };
    };
    const first = await install("journeys");
    expect(first.status).toBe(201);
    expect(await install("tasks")).toEqual(first);
  } finally {
    await fresh.stop();
  }
});
