import { once } from "node:events";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningServer } from "../../../src/server/server.ts";
import { done, newTenant, type Tenant, testServer } from "./client.ts";

const HOSTILE = `<script>alert("1")</script>&'`;
const SHOWN = "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;";
let server: RunningServer;
let tenant: Tenant;
beforeAll(async () => {
  server = await testServer();
  tenant = await newTenant(server, { name: HOSTILE });
});
afterAll(() => server.stop());

async function visit(url: string, form?: { readonly [field: string]: string }) {
  const response = await fetch(url, form ? { method: "POST", body: new URLSearchParams(form) } : {});
  const text = await response.text();
  expect(text).toMatch(/^<!doctype html><html lang="en">/);
  expect(text.match(/<h1>/g)?.length).toBe(1);
  expect(text).not.toMatch(/<script|onerror=|javascript:/i);
  expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(response.headers.get("referrer-policy")).toBe("no-referrer");
  return { status: response.status, text, rule: response.headers.get("x-rule-id") };
}

test("an invited person chooses a password, confirms the names and is let in, once", async () => {
  const row = await tenant.add({ status: "invited", firstName: HOSTILE });
  const { url } = await tenant.linkOf(row.email);
  const offered = await visit(url);
  expect(offered.status).toBe(200);
  expect(offered.text).toContain(`to <strong>${SHOWN}</strong>`);
  expect(offered.text).toContain(`value="${SHOWN}"`);
  for (const label of ["First name", "Last name", "New password"])
    expect(offered.text).toMatch(new RegExp(`<label>${label}<br><input [^>]*required`));
  const form = { firstName: "Ana", lastName: `"><b>`, externalId: "", password: "short" };
  const weak = await visit(url, form);
  expect(weak.status).toBe(400);
  expect(weak.text).toMatch(/<p role="alert">.*8 characters/);
  expect(weak.text).toContain('value="&quot;&gt;&lt;b&gt;"');
  expect((await tenant.user(row.id)).invitationStatus).toBe("invited");
  expect((await visit(url, { ...form, password: "Secret-123" })).status).toBe(200);
  expect(await tenant.user(row.id)).toMatchObject({
    invitationStatus: "enabled",
    firstName: "Ana",
    lastName: `"><b>`,
  });
  const login = await tenant.at("POST", "/tokens", { username: row.email, password: "Secret-123" }, "");
  expect(login.status).toBe(201);
  for (const again of [await visit(url), await visit(url, form)]) expect(again.status).toBe(403);
});

test("somebody the platform knows signs in on the page, with no password to choose", async () => {
  const other = await newTenant(server);
  const person = await other.person();
  const row = await tenant.add({ email: person.email, status: "invited" });
  const { url } = await tenant.linkOf(row.email);
  expect((await visit(url)).text).not.toContain("New password");
  expect((await visit(url, { currentPassword: "wrong" })).status).toBe(400);
  expect((await visit(url, { currentPassword: "Secret-123" })).status).toBe(200);
  expect((await tenant.user(row.id)).invitationStatus).toBe("enabled");
});

test("links that are expired, replaced, taken back or made up are pages with the reason", async () => {
  const [replaced, cancelled] = [
    await tenant.add({ status: "invited" }),
    await tenant.add({ status: "invited" }),
  ];
  const links = [await tenant.linkOf(replaced.email), await tenant.linkOf(cancelled.email)];
  done(await tenant.put(replaced.id, { status: "invited" }));
  done(await tenant.put(cancelled.id, { status: "pending" }));
  const shown = await Promise.all(links.map(({ url }) => visit(url)));
  expect(shown.map(({ status, rule }) => [status, rule])).toEqual([
    [403, "CXE-B-08"],
    [403, "CXE-B-09"],
  ]);
  expect((await visit(`${server.url}/cxengage/invite-accept?token=guess`)).status).toBe(404);
  const { url } = await tenant.linkOf(replaced.email);
  await tenant.clock(new Date(Date.now() + 86_401_000).toISOString());
  expect((await visit(url)).rule).toBe("CXE-INV-05");
  await tenant.clock(null);
});

test("a forgotten password is replaced by a mailed link, and old tokens die", async () => {
  const person = await tenant.person();
  done(await tenant.at("PUT", `/users/${person.id}`, { resetPassword: true }));
  const { url } = await tenant.linkOf(person.email);
  expect((await tenant.outbox()).at(-1)?.kind).toBe("password-reset");
  expect((await visit(url)).text).toContain(person.email);
  expect((await visit(url, { password: "nodigits!" })).status).toBe(400);
  expect((await visit(url, { password: "Fresh-789" })).status).toBe(200);
  expect((await visit(url, { password: "Again-789" })).status).toBe(403);
  expect((await tenant.at("GET", "/me", undefined, person.token)).status).toBe(401);
  const login = await tenant.at("POST", "/tokens", { username: person.email, password: "Fresh-789" }, "");
  expect(login.status).toBe(201);
  done(await tenant.at("PUT", "/request-password-reset", { email: person.email }, ""));
  done(await tenant.at("PUT", "/request-password-reset", { email: "nobody@people.example" }, ""));
});

test("the roster shows people, groups and skills to those who may see users", async () => {
  await tenant.ok("POST", "/groups", { name: "<img src=x onerror =alert(1)>" });
  const page = await visit(`${server.url}/roster/${tenant.id}?token=${tenant.token}`);
  expect(page.status).toBe(200);
  for (const caption of ["People", "Groups", "Skills"])
    expect(page.text).toMatch(new RegExp(`${caption}</(caption|h2)>`));
  expect(page.text).toContain(`<th scope="row">${tenant.email}</th>`);
  const agent = await tenant.person();
  expect((await visit(`${server.url}/roster/${tenant.id}?token=${agent.token}`)).status).toBe(403);
  expect((await visit(`${server.url}/roster/${tenant.id}?token=guess`)).status).toBe(401);
});

test("invitations go out by SMTP, and an address the mail server refuses is blocked", async () => {
  const received: string[] = [];
  const smtp = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ["STARTTLS"] },
    onRcptTo({ address }, _session, answer) {
      const gone = Object.assign(new Error("no such mailbox"), { responseCode: 550 });
      answer(address.startsWith("gone") ? gone : null);
    },
    onData(stream, _session, finished) {
      let text = "";
      stream.on("data", (chunk: Buffer) => {
        text += chunk.toString();
      });
      stream.on("end", () => {
        received.push(text);
        finished();
      });
    },
  });
  const listener = smtp.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const address = listener.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const mailing = await testServer({ smtp: `smtp://127.0.0.1:${port}`, log: () => {} });
  const there = await newTenant(mailing);
  const row = await there.add({ email: `gone${crypto.randomUUID()}@people.example`, status: "invited" });
  await expect.poll(async () => (await there.user(row.id)).blocked).toBe(true);
  const messages = (await there.outbox()).length;
  expect(done(await there.put(row.id, { status: "invited" })).blocked).toBe(true);
  expect((await there.outbox()).length).toBe(messages);
  const fine = await there.add({ status: "invited" });
  await expect.poll(() => received.length).toBe(1);
  expect(received[0]).toContain(fine.email);
  expect((await there.user(fine.id)).blocked).toBe(false);
  await mailing.stop();
  await new Promise<void>((closed) => smtp.close(() => closed()));
});
