import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningServer } from "../../src/server/server.ts";
import { type Account, newAccount, OPERATOR, testServer } from "./client.ts";

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
