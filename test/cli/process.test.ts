import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Workplace } from "./fake-io.ts";

const ENTRY = new URL("../../src/cli/cxroster.js", import.meta.url).pathname;

function start(argv: readonly string[], cwd: string, env: { [name: string]: string } = {}) {
  const child = spawn(process.execPath, [ENTRY, ...argv], {
    cwd,
    env: { PATH: process.env.PATH ?? "", ...env },
  });
  const said = { out: "", error: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said.out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said.error += text;
  });
  return { child, said, ended: once(child, "close").then(([code]) => code as number) };
}

test("the executable runs a command and ends with its exit code", async () => {
  const work = new Workplace();
  const { said, ended } = start(["validate", "-f", "missing.yaml"], work.folder);
  expect(await ended).toBe(10);
  expect(said.out).toBe("");
  expect(said.error).toContain("missing.yaml cannot be read");
});

test("a long result survives a pipe whole, and a reader that goes away does no harm", async () => {
  const work = new Workplace();
  const whole = start(["schema", "engagecx"], work.folder);
  expect(await whole.ended).toBe(0);
  expect(JSON.parse(whole.said.out)).toBeTypeOf("object");
  const cut = start(["schema", "engagecx"], work.folder);
  cut.child.stdout.destroy();
  expect(await cut.ended).toBe(0);
  expect(cut.said.error).toBe("");
});

test.for(["SIGTERM", "SIGHUP"] as const)(
  "server says where it listens in its first line, serves, and stops on %s",
  async (signal) => {
    const work = new Workplace();
    const { child, said, ended } = start(["server", "--port", "0", "--store", "server.db"], work.folder);
    while (!said.out.includes("\n") && child.exitCode === null)
      await new Promise((soon) => setTimeout(soon, 10));
    const url = /^listening on (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(said.out)?.[1];
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    child.kill(signal);
    expect(await ended).toBe(0);
  },
);

test("a signal that arrives twice, as under npx, still ends the server in good order", async () => {
  const work = new Workplace();
  const { child, said, ended } = start(["server", "--port", "0"], work.folder);
  while (!said.out.includes("\n") && child.exitCode === null)
    await new Promise((soon) => setTimeout(soon, 10));
  child.kill("SIGINT");
  child.kill("SIGINT");
  expect(await ended).toBe(0);
});

test("server refuses a database elsewhere and a malformed rate", async () => {
  const work = new Workplace();
  const elsewhere = await work.run("server --store postgres://db.example/x --port 0");
  expect(elsewhere.code).toBe(10);
  expect(elsewhere.error).toContain("the server cannot start");
  expect((await work.run("server --rate-limit many --port 0")).code).toBe(10);
});

test("the entry is readable by old versions of Node: no syntax younger than modules and no import of ours at its top", () => {
  const text = readFileSync(ENTRY, "utf8");
  expect(text.startsWith("#!/usr/bin/env node\n")).toBe(true);
  expect([...text.matchAll(/^import .* from "(.*)";$/gm)].map((match) => match[1])).toEqual([
    "node:fs",
    "node:url",
  ]);
  expect(text).not.toMatch(/\?\.|\?\?|await |\|\|=/);
});

test("a process that runs out of work before the command has ended does not end as done", async () => {
  const module = new URL("../../src/cli/run-process.ts", import.meta.url).href;
  const child = spawn(process.execPath, ["-e", `import("${module}").then((it) => it.failUnlessSettled())`]);
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  expect((await once(child, "close"))[0]).toBe(1);
  expect(said).toContain("the command stopped before it was done");
});
