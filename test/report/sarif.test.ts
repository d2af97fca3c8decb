import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { diagnose } from "../../src/diagnostic/diagnostic.ts";
import { engagecxTable } from "../../src/platform/engagecx/index.ts";
import { diagnosticsSarif, planSarif, type SarifFinding, sarifLog } from "../../src/report/sarif.ts";
import { Workplace } from "../cli/fake-io.ts";
import { planUnder } from "../policy/policies.ts";
import { NORTHWIND } from "../support/accounts.ts";

const text = { type: "object", properties: { text: { type: "string", minLength: 1 } }, required: ["text"] };
const level = { enum: ["error", "warning", "note"] };
const position = { type: "integer", minimum: 1 };
const physicalLocation = {
  type: "object",
  properties: {
    artifactLocation: {
      type: "object",
      properties: { uri: { type: "string", pattern: "^[^ :?#]+$" } },
      required: ["uri"],
    },
    region: {
      type: "object",
      properties: { startLine: position, startColumn: position, endColumn: position },
      required: ["startLine"],
      additionalProperties: false,
    },
  },
  required: ["artifactLocation"],
};
const location = {
  type: "object",
  properties: {
    id: { type: "integer", minimum: 0 },
    message: text,
    physicalLocation,
    logicalLocations: {
      type: "array",
      items: { type: "object", properties: { fullyQualifiedName: { type: "string" } } },
    },
  },
  additionalProperties: false,
};
/** What of SARIF 2.1.0 consumers rely on: members, their types, and that indices lead somewhere. */
const valid = new Ajv2020().compile({
  type: "object",
  properties: {
    $schema: { const: "https://json.schemastore.org/sarif-2.1.0.json" },
    version: { const: "2.1.0" },
    runs: {
      type: "array",
      minItems: 1,
      items: {
        type: "object",
        properties: {
          tool: {
            type: "object",
            properties: {
              driver: {
                type: "object",
                properties: {
                  name: { const: "cxroster" },
                  version: { type: "string", minLength: 1 },
                  rules: {
                    type: "array",
                    uniqueItems: true,
                    items: {
                      type: "object",
                      properties: {
                        id: { type: "string" },
                        shortDescription: text,
                        defaultConfiguration: { type: "object", properties: { level } },
                      },
                      required: ["id", "shortDescription"],
                      additionalProperties: false,
                    },
                  },
                },
                required: ["name", "rules"],
              },
            },
            required: ["driver"],
          },
          columnKind: { const: "utf16CodeUnits" },
          invocations: { type: "array" },
          results: {
            type: "array",
            items: {
              type: "object",
              properties: {
                ruleId: { type: "string" },
                ruleIndex: { type: "integer", minimum: 0 },
                level,
                message: text,
                locations: { type: "array", items: location },
                relatedLocations: { type: "array", items: location },
                partialFingerprints: {
                  type: "object",
                  additionalProperties: { type: "string", pattern: "^[0-9a-f]{64}$" },
                },
              },
              required: ["ruleId", "ruleIndex", "level", "message", "partialFingerprints"],
              additionalProperties: false,
            },
          },
        },
        required: ["tool", "results"],
        additionalProperties: false,
      },
    },
  },
  required: ["$schema", "version", "runs"],
  additionalProperties: false,
});

interface Log {
  runs: {
    tool: { driver: { rules: { id: string; shortDescription: { text: string } }[] } };
    results: {
      ruleId: string;
      ruleIndex: number;
      level: string;
      message: { text: string };
      locations: {
        physicalLocation?: { artifactLocation: { uri: string }; region: object };
        logicalLocations?: object[];
      }[];
      partialFingerprints: { [name: string]: string };
    }[];
  }[];
}

function checked(log: object) {
  expect(valid(log), JSON.stringify(valid.errors)).toBe(true);
  const [run] = (log as Log).runs;
  if (run === undefined) throw new Error("no run");
  for (const result of run.results) expect(run.tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId);
  return run;
}

const options = { tool: "cxroster 1.2.3", table: engagecxTable };

test("ECX-WS-03 a diagnostic has its rule explained, its level and its very place", () => {
  const at = { file: "teams/my roster.yaml", line: 4, column: 11, length: 8, text: "  - name: Old-Name" };
  const note = { message: "the first one", at: { ...at, line: 2 } };
  const problem = diagnose({
    code: "ECX-WS-03",
    message: "no hyphens",
    fix: "write spaces",
    at,
    notes: [note],
  });
  const run = checked(diagnosticsSarif([problem], options));
  expect(run.tool.driver.rules[0]?.shortDescription.text).toBe(engagecxTable.rules["ECX-WS-03"]?.says);
  expect(run.results[0]).toMatchObject({
    level: "error",
    message: { text: "no hyphens; write spaces" },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: "teams/my%20roster.yaml" },
          region: { startLine: 4, startColumn: 11, endColumn: 19 },
        },
      },
    ],
    relatedLocations: [{ message: { text: "the first one" } }],
  });
});

test("a plan has its findings, its policy and its guards, declared or not", () => {
  const plan = planUnder(
    'rules: { ours: { over: person, severity: warning, require: person.domain == "x.example", message: "${person.email}" } }',
    "users: { include: [{ email: new@y.example }], exclude: ['ana@*', 'ben@*', 'cleo@*'] }",
    NORTHWIND,
    { policy: {} },
  );
  const refused = { ...plan, guards: plan.guards.map((each) => ({ ...each, status: "refused" as const })) };
  const run = checked(planSarif(refused, engagecxTable));
  const ids = run.results.map((each) => each.ruleId);
  expect(ids).toContain("guard/max-removals");
  expect(ids).not.toContain("guard/policy");
  expect(ids.filter((each) => each === "policy/ours")).toHaveLength(2);
  const places = run.results.filter((each) => each.ruleId === "policy/ours").map((each) => each.locations[0]);
  expect(
    places.map((each) => each?.physicalLocation?.artifactLocation.uri ?? each?.logicalLocations),
  ).toEqual(["manifest.yaml", [{ fullyQualifiedName: "user:owner@northwind.example", kind: "object" }]]);
});

test("a fingerprint stays when lines move, and tells equal findings apart", () => {
  const finding = (line: number): SarifFinding => ({
    code: "a",
    severity: "warning",
    message: "m",
    at: `f.yaml:${line}:1`,
  });
  const prints = (...lines: number[]) =>
    checked(sarifLog(lines.map(finding), options)).results.map(
      (each) => each.partialFingerprints["finding/v1"],
    );
  expect(prints(3)).toEqual(prints(30));
  expect(new Set(prints(3, 9)).size).toBe(2);
  expect(prints(3, 9)).toEqual(prints(4, 10));
});

test("names that others chose turn no writing direction in a log", () => {
  const name = "abc\u202egnp.exe";
  const finding: SarifFinding = { code: "x", severity: "error", message: `${name}\nis there`, at: name };
  const log = JSON.stringify(sarifLog([finding], options));
  expect(log).not.toContain("\u202e");
  expect(checked(JSON.parse(log)).results[0]).toMatchObject({
    message: { text: "abc<U+202E>gnp.exe\nis there" },
    locations: [{ logicalLocations: [{ fullyQualifiedName: "abc<U+202E>gnp.exe" }] }],
  });
});

test("nothing found is a log without results", () => {
  expect(checked(sarifLog([], options)).results).toEqual([]);
});

test.each([
  ["validate --format sarif", 10],
  ["plan --format sarif", 10],
])("%s says what is wrong with a manifest, on standard output", async (argv, expected) => {
  const files = {
    "cxroster.yaml":
      "targets: { t: { platform: engagecx, endpoint: http://127.0.0.1:1/engagecx/v1, token: !env T, manifests: [m.yaml] } }",
    "m.yaml": "apiVersion: cxroster/v1\nplatform: engagecx\nworkspaces:\n  - name: Old-Name\n  - nam: x\n",
  };
  const { code, out } = await new Workplace({ files, env: { T: "canary-token" } }).run(argv);
  expect(code).toBe(expected);
  const { results } = checked(JSON.parse(out));
  expect(results.map((each) => each.ruleId)).toContain("unknown-key");
});

test("validate of a valid manifest has no results and ends with 0", async () => {
  const manifest = readFileSync("examples/engagecx/workspace.yaml", "utf8");
  const place = new Workplace({ files: { "m.yaml": manifest } });
  const { code, out } = await place.run("validate -f m.yaml --format sarif");
  expect(code).toBe(0);
  expect(checked(JSON.parse(out)).results).toEqual([]);
});
