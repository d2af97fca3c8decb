import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SMTPServer } from "smtp-server";
import { afterEach, expect, test } from "vitest";
import { refused, testServer } from "./call.ts";
import { newAccount } from "./client.ts";

interface Received {
  readonly to: readonly string[];
  readonly text: string;
}

const received: Received[] = [];
let smtp: SMTPServer;

async function listen(): Promise<string> {
  received.length = 0;
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onData(stream, session, done) {
      let text = "";
      stream.on("data", (chunk) => (text += chunk));
      stream.on("end", () => {
        received.push({ to: session.envelope.rcptTo.map((each) => each.address), text });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
  return `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`;
}
afterEach(() => new Promise<void>((resolve) => smtp.close(resolve)));

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; waited < 5000 && !condition(); waited += 20)
    await new Promise((resolve) => setTimeout(resolve, 20));
}

test("an invitation reaches the invited person, once, with the link that accepts it", async () => {
  const server = await testServer({ smtp: await listen() });
  const account = await newAccount(server, { name: "Näme & Co" });
  const person = await account.person({ sendInvitation: true });
  await account.person();
  await until(() => received.length > 0);
  // Messages go out in order: whatever had been sent needlessly would come before this one.
  const last = await account.person({ sendInvitation: true });
  await until(() => received.some((mail) => mail.to.includes(last.email)));
  expect(received.map((mail) => mail.to)).toEqual([[person.email], [last.email]]);
  const link = /http:\/\/\S+\/invitations\/[\w=-]+/.exec(received[0]?.text.replace(/=\r\n/g, "") ?? "")?.[0];
  expect(link).toBe((await account.outbox())[0]?.link);
  expect((await fetch(link ?? "", { method: "POST" })).status).toBe(200);
  await server.stop();
});

test("an address that carries a header or a second recipient is refused, and nothing is sent", async () => {
  const server = await testServer({ smtp: await listen() });
  const account = await newAccount(server);
  const hostile = [
    "a@b.example\r\nBcc: evil@evil.example",
    "a@b.example\nX: y",
    "a@b.example, evil@evil.example",
    "a@b.example;evil@evil.example",
    "Evil <evil@evil.example>",
    "group: evil@evil.example;",
    "a@b.example\r\n",
  ];
  for (const email of hostile) {
    refused(await account.on("POST", "/users", { email, sendInvitation: true }), "ECX-USR-03", 422);
    refused(
      await account.at("POST", "/demo-requests", { email, name: "N", company: "C" }, ""),
      "ECX-DEM-01",
      422,
    );
  }
  const last = await account.person({ sendInvitation: true });
  await until(() => received.length > 0);
  expect(received.map((mail) => mail.to)).toEqual([[last.email]]);
  await server.stop();
});

test("what could not be sent before a stop is sent after the next start", async () => {
  const folder = await mkdtemp(join(tmpdir(), "cxroster-mail-"));
  const url = await listen();
  const first = await testServer({ store: `${folder}/store.db`, smtp: "smtp://127.0.0.1:1", log: () => {} });
  const account = await newAccount(first);
  const person = await account.person({ sendInvitation: true });
  await first.stop();
  const second = await testServer({ store: `${folder}/store.db`, smtp: url });
  await until(() => received.length > 0);
  expect(received.map((mail) => mail.to)).toEqual([[person.email]]);
  await second.stop();
  await rm(folder, { recursive: true });
});
