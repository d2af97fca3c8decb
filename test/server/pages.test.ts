import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningServer } from "../../src/server/server.ts";
import { newAccount as newTree } from "./autoid/client.ts";
import { OPERATOR, testServer } from "./call.ts";
import { type Account, newAccount } from "./client.ts";
import { newAccount as newWorkplace, register } from "./contactcenter/client.ts";

const HOSTILE = `<script>alert("1")</script>&'`;
let server: RunningServer;
let account: Account;
beforeAll(async () => {
  server = await testServer();
  account = await newAccount(server, { name: HOSTILE });
});
afterAll(() => server.stop());

async function get(path: string, method = "GET") {
  const response = await fetch(server.url + path, { method });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

/** What every page owes its readers: language, title, one first heading, no script, nothing unescaped. */
function accessible({ text, headers }: { text: string; headers: Headers }): void {
  expect(text).toMatch(/^<!doctype html><html lang="en">/);
  expect(text).toMatch(/<title>[^<]+<\/title>/);
  expect(text.match(/<h1>/g)?.length).toBe(1);
  expect(text).toContain("<main>");
  expect(text).not.toMatch(/<script|onerror=|javascript:/i);
  expect(headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(headers.get("referrer-policy")).toBe("no-referrer");
}

test("an invitation shows organization and address, is accepted by a button, and then is gone", async () => {
  const person = await account.person({ sendInvitation: true });
  const path = new URL((await account.outbox())[0]?.link ?? "").pathname;
  const page = await get(path);
  accessible(page);
  expect(page.status).toBe(200);
  expect(page.text).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;");
  expect(page.text).toContain(person.email);
  expect(page.text).toMatch(/<form method="post"><button type="submit">/);
  expect((await get(path)).status).toBe(200);
  const accepted = await get(path, "POST");
  accessible(accepted);
  expect(accepted.status).toBe(200);
  for (const again of [await get(path), await get(path, "POST"), await get("/invitations/unknown")]) {
    accessible(again);
    expect(again.status).toBe(410);
  }
});

test("the invitation of a deleted user is gone", async () => {
  const person = await account.person({ sendInvitation: true });
  const path = new URL((await account.outbox()).at(-1)?.link ?? "").pathname;
  await account.on("DELETE", `/users/${person.id}?confirm=true`);
  expect((await get(path)).status).toBe(410);
});

test("the roster shows people, groups and workspaces to those the organization admits", async () => {
  await account.make("/groups", { name: `<img src=x onerror=alert(1)>` });
  const page = await get(`/roster/${account.id}?token=${account.token}`);
  expect(page.status).toBe(200);
  expect(page.text).toContain("&lt;img src=x onerror=alert(1)&gt;");
  accessible({ ...page, text: page.text.replace("&lt;img src=x onerror=alert(1)&gt;", "") });
  for (const caption of ["People", "Groups", "Workspaces"])
    expect(page.text).toContain(`<caption>${caption}</caption>`);
  expect(page.text).toContain('<th scope="col">E-mail</th>');
  expect(page.text).toContain(`<th scope="row">${account.email}</th>`);
  const disabled = await account.person({ enabled: false });
  const statuses = [`token=${disabled.token}`, "token=guess", ""].map((query) =>
    get(`/roster/${account.id}?${query}`),
  );
  expect((await Promise.all(statuses)).map((answer) => answer.status)).toEqual([403, 401, 401]);
  expect((await get(`/roster/org_nowhere?token=${account.token}`)).status).toBe(404);
});

test("the outbox page is the operator's", async () => {
  const page = await get(`/outbox?token=${OPERATOR}`);
  accessible(page);
  expect(page.text).toContain("<caption>Messages</caption>");
  expect((await get("/outbox?token=guess")).status).toBe(401);
});

test("contact.center asks an invited person for a name, and signs in", async () => {
  const workplace = await newWorkplace(server, { name: HOSTILE });
  const invited = await workplace.invited();
  const path = new URL(invited.link).pathname;
  const form = await get(path);
  accessible(form);
  expect(form.text).toContain(invited.email);
  for (const label of ["First name", "Last name"]) expect(form.text).toContain(`<label>${label}<br>`);
  expect(form.text).toMatch(
    /<label><input name="updates" type="checkbox"[^>]*> Send me updates and promotions/,
  );
  const wrong = await register(invited.link, { firstName: HOSTILE, updates: "yes" });
  accessible({ text: wrong.text, headers: form.headers });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('role="alert"');
  expect(wrong.text).toContain('value="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;"');
  expect(wrong.text).toMatch(/type="checkbox" value="yes" checked/);
  const { session, text } = await register(invited.link);
  expect(text).toContain(`href="/roster/${workplace.id}"`);
  const roster = await fetch(`${server.url}/roster/${workplace.id}`, {
    headers: { cookie: `theme=dark; cxroster_session=${session}` },
  });
  const shown = await roster.text();
  expect(roster.status).toBe(200);
  for (const word of [
    "<caption>Members</caption>",
    "<caption>Workspaces</caption>",
    "Mia Member",
    "Super Admin, owner",
  ])
    expect(shown).toContain(word);
  expect((await get(`/roster/${workplace.id}`)).status).toBe(401);
  expect((await get(path)).status).toBe(410);
});

test("a new address is confirmed on a page", async () => {
  const workplace = await newWorkplace(server);
  await workplace.at("POST", "/me/email", { email: "fresh@people.example" });
  const path = new URL((await workplace.outbox()).at(-1)?.link ?? "").pathname;
  const page = await get(path);
  accessible(page);
  expect(page.text).toContain("fresh@people.example");
  const confirmed = await get(path, "POST");
  accessible(confirmed);
  expect(confirmed.status).toBe(200);
  for (const method of ["GET", "POST"]) expect((await get(path, method)).status).toBe(410);
});

test("AutoID lets an invited person log in, and shows the part of the tree that is theirs", async () => {
  const tree = await newTree(server, { group: HOSTILE });
  const sub = await tree.node("Sub");
  await tree.node("Beside");
  await tree.added(sub, "User");
  const path = new URL((await tree.outbox()).at(-1)?.link ?? "").pathname;
  const page = await get(path);
  accessible(page);
  expect(page.text).toContain('<button type="submit">Log in</button>');
  const login = await fetch(server.url + path, { method: "POST" });
  const cookie = login.headers.get("set-cookie")?.split(";")[0] ?? "";
  expect(login.headers.get("set-cookie")).toContain("HttpOnly");
  const roster = await (await fetch(`${server.url}/roster/${tree.id}`, { headers: { cookie } })).text();
  expect(roster).toContain("&#39; / Sub</th>");
  expect(roster).not.toContain("Beside");
  expect(roster).not.toContain(tree.email);
});
