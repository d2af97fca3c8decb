import { readdirSync, readFileSync } from "node:fs";
import { join, posix, sep } from "node:path";
import { expect, test } from "vitest";

/** Rooms below src, and the rooms each may import from besides itself. */
const MAY_IMPORT: { readonly [room: string]: readonly string[] } = {
  diagnostic: [],
  kind: ["diagnostic"],
  manifest: ["kind", "diagnostic"],
  graph: ["manifest", "kind", "diagnostic"],
  access: ["graph", "kind", "diagnostic"],
  plan: ["graph", "kind", "diagnostic", "access"],
  policy: ["plan", "access", "graph", "manifest", "kind", "diagnostic"],
  platform: ["kind", "diagnostic"],
  apply: ["plan", "platform", "kind", "diagnostic", "ledger"],
  ledger: ["diagnostic"],
  report: ["plan", "apply", "ledger", "audit", "access", "diagnostic", "kind"],
  export: ["plan", "graph", "manifest", "kind", "diagnostic"],
  undo: ["plan", "graph", "kind", "diagnostic"],
  audit: ["plan", "graph", "access", "kind", "diagnostic"],
  emit: ["kind", "diagnostic", "policy"],
  server: [],
  terraform: [
    "terraform/protocol",
    "graph",
    "kind",
    "plan",
    "apply",
    "platform",
    "diagnostic",
    "access",
    "emit",
  ],
  "terraform/protocol": [],
  constructs: ["manifest", "graph", "kind", "diagnostic", "terraform", "platform", "report", "cli"],
};
/** Written by generators, or what installs and runs them. */
const GENERATED = /^constructs\/(cdktf|cdktn|generator)\//;
/** What constructs take from the command line: how it finds and checks manifests, so that both do the same. */
const SHARED_WITH_CONSTRUCTS = /^\.\.\/cli\/(manifests|roster|files)\.ts$/;
/** Files beside the rooms: the stages in a row. They wire rooms and are no room. */
const WIRING = ["sync.ts"];
const STAGES = Object.keys(MAY_IMPORT);
/** Rooms whose work another room must not call: it may import types, and the one file that holds the plan as a value. */
const VALUES_ONLY: { readonly [room: string]: readonly string[] } = {
  report: ["plan", "apply", "ledger", "audit"],
};
const PLAN_VALUE = "../plan/plan.ts";
/** Rooms that may touch files and sockets of their own, and those that may read the environment. */
const FILES = ["cli", "server", "ledger", "terraform/protocol"];
const PROCESSES = ["cli", "server", "terraform/protocol", "constructs"];
const PLATFORM_NAMES = /engagecx|cxengage|contact\.?center|autoid/i;
const NAMELESS = [
  "diagnostic",
  "kind",
  "manifest",
  "graph",
  "plan",
  "policy",
  "apply",
  "report",
  "access",
  "ledger",
  "export",
  "undo",
  "audit",
  "emit",
  "terraform",
  "terraform/protocol",
];

interface Import {
  readonly from: string;
  readonly typeOnly: boolean;
}

const files = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((name) => /\.(ts|js)$/.test(name))
  .filter((name) => !GENERATED.test(name.split(sep).join("/")))
  .map((name) => ({ path: name.split(sep).join("/"), text: readFileSync(join("src", name), "utf8") }));

/** A room inside another is named by both; whatever else stands deeper belongs to the outer one. */
const roomOf = (path: string): string => {
  const [outer = "", inner = "", ...deeper] = path.split("/");
  if (inner === "") return "";
  return deeper.length > 0 && `${outer}/${inner}` in MAY_IMPORT ? `${outer}/${inner}` : outer;
};

/** Static and dynamic imports and re-exports of a source text. */
function imports(text: string): Import[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  const named = [...code.matchAll(/^\s*(?:import|export)\s+(type\s)?[^;"'`]*?from\s*["']([^"']+)["']/gm)];
  const bare = [...code.matchAll(/(?:^\s*import\s*|\bimport\(\s*|\brequire\(\s*)["']([^"']+)["']/gm)];
  return [
    ...named.map((match) => ({ from: match[2] ?? "", typeOnly: match[1] !== undefined })),
    ...bare.map((match) => ({ from: match[1] ?? "", typeOnly: false })),
  ];
}

/** Room of a relative import; null for a package. */
function targetRoom(path: string, from: string): string | null {
  return from.startsWith(".") ? roomOf(posix.join(posix.dirname(path), from)) : null;
}

const offenders = (rooms: readonly string[], bad: (text: string) => boolean): string[] =>
  files.filter((file) => rooms.includes(roomOf(file.path)) && bad(file.text)).map((file) => file.path);

const allBut = (rooms: readonly string[]): string[] =>
  [...STAGES, "cli", ""].filter((room) => !rooms.includes(room));

const importsAny = (pattern: RegExp) => (text: string) =>
  imports(text).some((each) => pattern.test(each.from));

const page = readFileSync("ARCHITECTURE.md", "utf8");

/** Rooms that a cell of the table names; what stands in brackets says what for. */
function roomsIn(cell: string): string[] {
  const words = cell.replace(/\([^)]*\)/g, "").split(/[^\w/]+/);
  return words.filter((word) => word in MAY_IMPORT || word === "cli").sort();
}

test("the reader of imports sees every form", () => {
  const text = [
    'import a, {\n  b,\n} from "./a.ts";',
    'import type { C } from "./c.ts";',
    'export * from "./d.ts";',
    'import "./e.ts";',
    'const f = await import("./f.ts");',
    '// import "./g.ts";',
    '/* import "./h.ts"; */',
  ].join("\n");
  expect(imports(text).map((each) => each.from)).toEqual(["./a.ts", "./c.ts", "./d.ts", "./e.ts", "./f.ts"]);
  expect(imports(text).map((each) => each.typeOnly)).toEqual([false, true, false, false, false]);
});

test("src holds the rooms of the list and nothing else", () => {
  const rooms = readdirSync("src", { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(rooms.map((entry) => entry.name).sort()).toEqual(
    [...STAGES.filter((room) => !room.includes("/")), "cli"].sort(),
  );
  const beside = files.map((file) => file.path).filter((path) => roomOf(path) === "");
  expect(beside.filter((path) => !WIRING.includes(path))).toEqual([]);
});

test("every import goes to a room that may be imported", () => {
  const wrong = files.flatMap((file) => {
    const room = roomOf(file.path);
    const allowed = room === "cli" ? [...STAGES, "cli", ""] : [room, ...(MAY_IMPORT[room] ?? STAGES)];
    return imports(file.text).flatMap((each) => {
      const target = targetRoom(file.path, each.from);
      return target === null || allowed.includes(target) ? [] : [`${file.path} imports ${each.from}`];
    });
  });
  expect(wrong).toEqual([]);
});

test("constructs take from the command line only how manifests are found and checked", () => {
  const taken = files
    .filter((file) => roomOf(file.path) === "constructs")
    .flatMap((file) => imports(file.text).map((each) => each.from))
    .filter((from) => from.includes("/cli/"));
  expect(taken.filter((from) => !SHARED_WITH_CONSTRUCTS.test(from))).toEqual([]);
});

test("report knows plan and apply as values, never as work to call", () => {
  const wrong = files.flatMap((file) =>
    imports(file.text)
      .filter((each) => !each.typeOnly && each.from !== PLAN_VALUE)
      .filter((each) => VALUES_ONLY[roomOf(file.path)]?.includes(targetRoom(file.path, each.from) ?? ""))
      .map((each) => `${file.path} imports ${each.from}`),
  );
  expect(wrong).toEqual([]);
});

test("no room but platform calls a platform", () => {
  expect(offenders(allBut(["platform"]), importsAny(/^undici/))).toEqual([]);
  const callsOut = (text: string) => /\bfetch\(|from "node:(http|https|http2|net|tls)"/.test(text);
  expect(offenders(allBut(["platform", "server", "terraform/protocol"]), callsOut)).toEqual([]);
});

test("only the rooms of the list touch files, and fewer read the environment", () => {
  expect(offenders(allBut(FILES), importsAny(/^(node:)?(fs|child_process|worker_threads)(\/|$)/))).toEqual(
    [],
  );
  expect(offenders(allBut(PROCESSES), (text) => /\bprocess\.(env|argv|cwd|exit)\b/.test(text))).toEqual([]);
});

test("no room but platform, server and cli names a platform", () => {
  expect(offenders(NAMELESS, (text) => PLATFORM_NAMES.test(text))).toEqual([]);
});

test("no stage prints: only the rooms that are processes write to the console or to the standard streams", () => {
  const prints = (text: string) => /\bconsole\.|\bprocess\.std(out|err)\b/.test(text);
  expect(offenders(allBut(PROCESSES), prints)).toEqual([]);
});

test("ARCHITECTURE.md lists the rooms, and for each the rooms it may import", () => {
  const rows = page.matchAll(/^\| `src\/([\w/]+)` \| .* \| (.*) \|$/gm);
  const listed = [...rows].map(([, room = "", cell = ""]) => [room, roomsIn(cell)] as const);
  const expected = Object.entries(MAY_IMPORT).map(([room, others]) => [room, [...others].sort()] as const);
  expect(new Map(listed)).toEqual(new Map([...expected, ["cli", []]]));
});

test("ARCHITECTURE.md says of each dependency why it is here", () => {
  const packed = JSON.parse(readFileSync("package.json", "utf8"));
  const generator = JSON.parse(readFileSync("src/constructs/generator/package.json", "utf8"));
  const [, section = ""] = page.split("## Dependencies");
  const rows = [...section.matchAll(/^\| (`.*`) \| .+ \|$/gm)].flatMap(([, cell = ""]) => cell.split(", "));
  const named = (name: string) => `\`${name.replace(/^@types\/.*/, "@types/*")}\``;
  const wanted = [
    packed.dependencies,
    packed.devDependencies,
    packed.peerDependencies,
    generator.dependencies,
  ]
    .flatMap((each) => Object.keys(each ?? {}))
    .map(named);
  expect(rows.toSorted()).toEqual([...new Set(wanted)].sort());
});

test("the folders of platforms hold files of the same names", () => {
  const every = ["access", "capabilities", "checks", "client", "index", "kinds", "limits", "rules"];
  const folders = readdirSync("src/platform", { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of folders) {
    const held = readdirSync(join("src/platform", name)).map((file) => file.replace(/\.ts$/, ""));
    expect(
      every.filter((each) => !held.includes(each)),
      name,
    ).toEqual([]);
  }
});
