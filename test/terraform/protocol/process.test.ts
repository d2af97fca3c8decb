/** The provider as a process, driven by our own core. */
import { spawn } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { selfSigned } from "../../../src/terraform/protocol/certificate.ts";
import * as messages from "../../../src/terraform/protocol/messages.ts";
import { schemaType } from "../../../src/terraform/protocol/type-constraint.ts";
import { decodeValue } from "../../../src/terraform/protocol/value-reader.ts";
import { encodeValue } from "../../../src/terraform/protocol/value-writer.ts";
import { decode } from "../../../src/terraform/protocol/wire.ts";
import { CoreClient, type StartOptions } from "./core-client.ts";
import { noteSchema } from "./trivial-provider.ts";

const PROGRAM = join(import.meta.dirname, "serve-trivial.ts");
const TYPE = schemaType(noteSchema);
const running = new Set<CoreClient>();

async function start(options?: StartOptions): Promise<CoreClient> {
  const client = await CoreClient.start(process.execPath, [PROGRAM], options);
  running.add(client);
  return client;
}

/** Ends them in a way that lets them remove what they made. */
afterEach(async () => {
  for (const client of running) client.child.kill("SIGTERM");
  await Promise.all([...running].map((client) => client.exited));
  running.clear();
});

const note = (values: object) => ({
  ...Object.fromEntries(noteSchema.attributes.map(({ name }) => [name, null])),
  ...values,
});

async function read(client: CoreClient, text: string) {
  const currentState = { msgpack: encodeValue(TYPE, note({ id: "n", text })) };
  const answer = await client.call(
    "ReadResource",
    messages.readRequest,
    { typeName: "trivial_note", currentState },
    messages.readResponse,
  );
  return { ...answer, state: decodeValue(TYPE, answer.newState?.msgpack ?? Buffer.of()) };
}

test("the handshake names a socket and a certificate without padding, and is all there is on standard output", async () => {
  const client = await start();
  const [transport, protocol, network, path = "", kind, certificate = ""] = client.handshake;
  expect([transport, protocol, network, kind, client.handshake.length]).toEqual([
    "1",
    "6",
    "unix",
    "grpc",
    6,
  ]);
  expect(certificate).toMatch(/^[A-Za-z0-9+/]+$/);
  expect(existsSync(path)).toBe(true);
  expect((await read(client, "print")).state).toMatchObject({ text: "print" });
  expect(client.stderr()).toContain("printed on the way");
  expect(client.stdout()).toBe(`${client.handshake.join("|")}\n`);
  expect(await client.shutdown()).toBeLessThan(1_000);
  expect(existsSync(dirname(path))).toBe(false);
  expect(await client.exited).toBe(0);
});

test("only the client that was announced is let in", async () => {
  await expect(start({ presents: "foreign" })).rejects.toThrow();
  await expect(start({ presents: "none" })).rejects.toThrow();
});

test("without a client certificate it serves in the clear and announces no certificate", async () => {
  const client = await start({ tls: false });
  expect(client.handshake[5]).toBe("");
  expect((await read(client, "clear")).state).toMatchObject({ text: "clear" });
});

test("a seventh field comes only to those who read it", async () => {
  const client = await start({ environment: { PLUGIN_MULTIPLEX_GRPC: "true" } });
  expect(client.handshake[6]).toBe("false");
});

test("where the folder's path is too long for a socket it listens on a port of the range", async () => {
  const long = mkdtempSync(join(tmpdir(), "x".repeat(100)));
  const client = await start({
    environment: { TMPDIR: long, PLUGIN_MIN_PORT: "21000", PLUGIN_MAX_PORT: "21900" },
  });
  const [, , network, address = ""] = client.handshake;
  expect(network).toBe("tcp");
  const port = Number(address.replace("127.0.0.1:", ""));
  expect(port).toBeGreaterThanOrEqual(21_000);
  expect(port).toBeLessThanOrEqual(21_900);
  expect((await read(client, "port")).state).toMatchObject({ text: "port" });
  rmSync(long, { recursive: true });
});

test("started by hand it says what it is and fails", async () => {
  const child = spawn(process.execPath, [PROGRAM], {
    env: { PATH: process.env.PATH },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stderr.on("data", (chunk) => {
    output += chunk;
  });
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  expect(await new Promise((resolve) => child.on("close", resolve))).toBe(1);
  expect(output).toBe(
    "This program is a provider plugin. Terraform or OpenTofu starts it; it does nothing on its own.\n",
  );
});

test("the services beside the provider answer, and unknown methods say so", async () => {
  const client = await start();
  const health = await client.raw("/grpc.health.v1.Health/Check", Buffer.from("\n\u0006plugin"));
  expect(decode(messages.healthResponse, health.body)).toEqual({ status: 1 });
  const unknown = await client.raw("/tfplugin6.Provider/ListResource", new Uint8Array());
  expect(unknown).toMatchObject({ status: 12, message: "unknown method /tfplugin6.Provider/ListResource" });
  const stdio = client.raw("/plugin.GRPCStdio/StreamStdio", new Uint8Array()).then(
    () => "closed",
    () => "closed",
  );
  const pause = new Promise((resolve) => setTimeout(resolve, 200, "open"));
  expect(await Promise.race([stdio, pause])).toBe("open");
  await client.shutdown();
  expect(await stdio).toBe("closed");
});

test("bytes that are no call end that call and nothing else", async () => {
  const client = await start();
  const path = "/tfplugin6.Provider/ReadResource";
  const status = async (framed: string) =>
    (await client.raw(path, Buffer.of(), Buffer.from(framed, "hex"))).status;
  expect(await status("")).toBe(13);
  expect(await status("0000")).toBe(13);
  expect(await status("00000000ff00")).toBe(13);
  expect(await status("010000000100")).toBe(12);
  expect(await status("0010000001")).toBe(8);
  const garbage = await client.raw(path, Buffer.from("ffffffffffffffff", "hex"));
  expect(decode(messages.readResponse, garbage.body).diagnostics).toHaveLength(1);
  expect((await read(client, "alive")).state).toMatchObject({ text: "alive" });
});

test("large values and many calls at once pass", async () => {
  const client = await start();
  const large = "x".repeat(20 * 1024 * 1024);
  const [whole, ...small] = await Promise.all([
    read(client, large),
    ...Array.from({ length: 200 }, (_, index) => read(client, `n${index}`)),
  ]);
  expect(whole.state).toMatchObject({ text: large });
  expect(small.map(({ state }) => (state as { text: string }).text)).toEqual(
    small.map((_, index) => `n${index}`),
  );
});

test("log lines are JSON with six fractional digits, at the level that was asked for", async () => {
  const client = await start({ environment: { TF_LOG: "ERROR", TF_LOG_PROVIDER: "TRACE" } });
  await read(client, "logged");
  await client.shutdown();
  const lines = client
    .stderr()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const line = lines.find((each) => each.method === "ReadResource");
  expect(line).toMatchObject({ "@level": "trace", "@message": "answered", "@module": "cxroster" });
  expect(line["@timestamp"]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  expect(client.stderr()).not.toContain("logged");
});

test("nothing is logged unless it is asked for", async () => {
  const client = await start();
  await read(client, "quiet");
  await client.shutdown();
  expect(client.stderr()).toBe("");
});

test("an interrupt is ignored, a stop is no end, and a termination leaves nothing behind", async () => {
  const client = await start();
  client.child.kill("SIGINT");
  expect(await client.call("StopProvider", {}, {}, messages.stopResponse)).toEqual({ error: "" });
  expect((await read(client, "still here")).state).toMatchObject({ text: "still here" });
  client.child.kill("SIGTERM");
  expect(await client.exited).toBe(143);
  expect(existsSync(dirname(client.handshake[3] ?? ""))).toBe(false);
});

test("an error that reaches nobody does not end the process", async () => {
  const client = await start({ environment: { TF_LOG_PROVIDER: "ERROR" } });
  await read(client, "stray");
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect((await read(client, "after")).state).toMatchObject({ text: "after" });
  expect(client.stderr()).toContain("an error reached nobody");
});

test("a provider whose core was killed goes away", async () => {
  const source = `
    const { CoreClient } = await import(${JSON.stringify(join(import.meta.dirname, "core-client.ts"))});
    const client = await CoreClient.start(process.execPath, [${JSON.stringify(PROGRAM)}]);
    console.log(client.child.pid);
    setInterval(() => {}, 1000);`;
  const core = spawn(process.execPath, ["--input-type=module", "-e", source], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const pid = Number(await new Promise((resolve) => core.stdout.once("data", resolve)));
  expect(alive(pid)).toBe(true);
  core.kill("SIGKILL");
  await expect.poll(() => alive(pid), { timeout: 8_000, interval: 200 }).toBe(false);
});

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test("a certificate is for localhost, for servers and clients, valid from before now", () => {
  const moment = new Date("2026-02-03T04:05:06Z");
  const { der } = selfSigned(moment);
  const certificate = new X509Certificate(der);
  expect(certificate.checkHost("localhost")).toBe("localhost");
  expect(certificate.subjectAltName).toBe("DNS:localhost");
  expect(certificate.validFromDate.toISOString()).toBe("2026-02-03T04:04:36.000Z");
  expect(certificate.validToDate.toISOString()).toBe("2036-02-01T04:05:06.000Z");
  expect(certificate.ca).toBe(true);
  expect(certificate.keyUsage).toEqual(["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"]);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.publicKey.asymmetricKeyDetails?.namedCurve).toBe("prime256v1");
  const late = new X509Certificate(selfSigned(new Date("2045-01-01T00:00:00Z")).der);
  expect(late.validToDate.getUTCFullYear()).toBe(2054);
});
