import { expect, test } from "vitest";
import { explain } from "../../src/cli/defect.ts";
import { EXIT } from "../../src/cli/exit-code.ts";
import type { Io } from "../../src/cli/io.ts";
import { Output } from "../../src/cli/output.ts";
import { Mask } from "../../src/diagnostic/mask.ts";
import { PlatformError } from "../../src/platform/contract.ts";

function outside(env: { [name: string]: string } = {}) {
  const said = { out: "", error: "" };
  const io: Io = {
    env,
    cwd: "/",
    isTerminal: { stdin: false, stdout: false, stderr: false },
    columns: 80,
    out: (text) => {
      said.out += text;
    },
    error: (text) => {
      said.error += text;
    },
    readInput: async () => new Uint8Array(),
    ask: async () => null,
    now: () => new Date(0),
    onInterrupt: () => () => {},
  };
  return { io, said };
}

const speak = (io: Io, json = false) =>
  new Output(io, { format: json ? "json" : "text", quiet: false, color: false });

test("a mask hides a secret in each of its forms and leaves JSON whole", () => {
  const mask = new Mask();
  mask.hide('pa"ss wörd');
  mask.hide("line one\nline two");
  expect(mask.text('a pa"ss wörd b')).toBe("a *** b");
  expect(mask.text(JSON.stringify({ a: 'pa"ss wörd' }))).toBe('{"a":"***"}');
  expect(mask.text(encodeURIComponent('pa"ss wörd'))).toBe("***");
  expect(mask.text("only line two of it")).toBe("only *** of it");
  mask.hide("1234");
  expect(mask.data({ count: 1234, text: "x1234", list: ["1234"] })).toEqual({
    count: 1234,
    text: "x***",
    list: ["***"],
  });
  mask.hide("");
  expect(mask.text("unchanged")).toBe("unchanged");
});

test("a longer secret is hidden whole, although it holds a shorter one", () => {
  const mask = new Mask();
  mask.hide("token");
  mask.hide("token-of-mine");
  expect(mask.text("token-of-mine and token")).toBe("*** and ***");
});

test("a defect asks for a report, shows no stack unless it is asked for, and hides secrets", () => {
  const { io, said } = outside();
  const output = speak(io);
  output.mask.hide("s3cret");
  expect(explain(new Error("broke near s3cret"), io, output)).toBe(EXIT.failed);
  expect(said.error).toContain("This is a defect of cxroster: broke near ***");
  expect(said.error).toContain("Please report it");
  expect(said.error).not.toContain(" at ");
  const debugging = outside({ CXROSTER_DEBUG: "1" });
  explain(new Error("broke"), debugging.io, speak(debugging.io));
  expect(debugging.said.error).toContain("output.test.ts");
});

test.each([
  ["unauthorized", EXIT.unauthorized],
  ["forbidden", EXIT.unauthorized],
  ["unreachable", EXIT.unreachable],
  ["refused", EXIT.failed],
  ["unknown-outcome", EXIT.failed],
] as const)("a platform that is %s exits %i and is quoted with status and request", (reason, code) => {
  const { io, said } = outside();
  const error = new PlatformError(reason, "It said no.", {
    status: 403,
    rule: "ECX-WS-05",
    requestId: "r-1",
  });
  expect(explain(error, io, speak(io, true))).toBe(code);
  expect(JSON.parse(said.out)).toMatchObject({
    exitCode: code,
    diagnostics: [{ code: "ECX-WS-05", message: "It said no. (status 403, request r-1)" }],
  });
});

test("SARIF tells work that could not be done from work that found something wrong", () => {
  for (const [code, isDone] of [
    [EXIT.unreachable, false],
    [EXIT.unauthorized, false],
    [EXIT.failed, false],
    [EXIT.usage, true],
    [EXIT.refused, true],
  ] as const) {
    const { io, said } = outside();
    const output = new Output(io, { format: "sarif", quiet: false, color: false });
    expect(output.refuse({ code: "usage", message: "It said no." }, code)).toBe(code);
    expect(JSON.parse(said.out).runs[0].invocations).toEqual([{ executionSuccessful: isDone }]);
  }
});
