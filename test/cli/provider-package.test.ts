import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isBroughtAlong, terraformInstall } from "../../src/cli/commands/terraform-install.ts";
import type { Io } from "../../src/cli/io.ts";
import { Output } from "../../src/cli/output.ts";
import { launcherText } from "../../src/cli/provider/launcher.ts";
import { executableName, systemName } from "../../src/cli/provider/names.ts";
import { writeRelease } from "../../src/cli/provider/release.ts";
import { version } from "../../src/cli/version.ts";
import { zip } from "../../src/cli/zip.ts";

const NAME = { type: "cxroster", version: version() };
let root = "";
let built = "";
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "cxroster-package-"));
  built = join(root, "built");
  mkdirSync(built);
  writeFileSync(join(built, "provider.cjs"), "// the program\n");
  writeFileSync(join(built, executableName(NAME)), launcherText());
  chmodSync(join(built, executableName(NAME)), 0o755);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Names, modes and contents as the directory at the end of an archive says. */
function unzip(archive: Buffer): { name: string; mode: number; text: string }[] {
  const end = archive.lastIndexOf(Buffer.from("PK\u0005\u0006", "latin1"));
  let at = archive.readUInt32LE(end + 16);
  return Array.from({ length: archive.readUInt16LE(end + 10) }, () => {
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.toString("utf8", at + 46, at + 46 + nameLength);
    const offset = archive.readUInt32LE(at + 42);
    const from = offset + 30 + archive.readUInt16LE(offset + 26);
    const packed = archive.subarray(from, from + archive.readUInt32LE(at + 20));
    const mode = (archive.readUInt32LE(at + 38) >>> 16) & 0o777;
    at += 46 + nameLength;
    return { name, mode, text: inflateRawSync(packed).toString() };
  });
}

test("an archive keeps names, modes and contents, and is the same every time", () => {
  const entries = [
    { name: "run", content: Buffer.from("#!/bin/sh\n"), mode: 0o755 },
    { name: "größe.txt", content: Buffer.from("x".repeat(10_000)), mode: 0o644 },
    { name: "empty", content: Buffer.of(), mode: 0o644 },
  ];
  const archive = zip(entries);
  expect(unzip(archive)).toEqual(
    entries.map(({ name, content, mode }) => ({ name, mode, text: content.toString() })),
  );
  expect(zip(entries).equals(archive)).toBe(true);
  expect(archive.length).toBeLessThan(1_000);
});

test("a release has an archive per system and the checksums of all its files", () => {
  const node = join(root, "some-node");
  writeFileSync(node, "a program");
  const folder = join(root, "release");
  const files = writeRelease({ name: NAME, built, folder, nodes: new Map([["linux_amd64", node]]) });
  expect(readdirSync(folder).sort()).toEqual([...files].sort());
  const base = `terraform-provider-cxroster_${NAME.version}`;
  const sums = readFileSync(join(folder, `${base}_SHA256SUMS`), "utf8")
    .trimEnd()
    .split("\n");
  expect(sums).toHaveLength(5);
  for (const line of sums) {
    const [sum, file = ""] = line.split("  ");
    expect(
      createHash("sha256")
        .update(readFileSync(join(folder, file)))
        .digest("hex"),
    ).toBe(sum);
  }
  const names = (system: string) => unzip(readFileSync(join(folder, `${base}_${system}.zip`)));
  expect(names("darwin_arm64").map(({ name, mode }) => [name, mode])).toEqual([
    ["provider.cjs", 0o644],
    [executableName(NAME), 0o755],
  ]);
  expect(names("linux_amd64").at(-1)).toEqual({ name: "node", mode: 0o755, text: "a program" });
});

function install(options: { dir?: string; withNode?: boolean }, from = built) {
  let out = "";
  const io: Io = {
    env: { HOME: join(root, "home") },
    cwd: root,
    isTerminal: { stdin: false, stdout: false, stderr: false },
    columns: 80,
    out: (text) => {
      out += text;
    },
    error: () => {},
    readInput: async () => new Uint8Array(),
    ask: async () => null,
    now: () => new Date(0),
    onInterrupt: () => () => {},
  };
  const output = new Output(io, { format: "json", quiet: false, color: false });
  const code = terraformInstall({ io, output, flags: {} }, options, from);
  return { code, result: JSON.parse(out) };
}

test("install fills the mirror that both programs read, and replaces what was there", () => {
  const { code, result } = install({});
  expect(code).toBe(0);
  const system = systemName(process.platform, process.arch);
  const mirror = join(root, "home", ".terraform.d", "plugins");
  expect(result.folders).toEqual(
    ["registry.terraform.io", "registry.opentofu.org"].map((host) =>
      join(mirror, host, "cxroster", "cxroster", NAME.version, system ?? ""),
    ),
  );
  const [first] = result.folders;
  writeFileSync(join(first, "left-over"), "");
  install({});
  expect(readdirSync(first).sort()).toEqual(["provider.cjs", executableName(NAME)]);
  expect(statSync(join(first, executableName(NAME))).mode & 0o111).not.toBe(0);
});

test("install takes another folder, and says what to do where nothing is built", () => {
  expect(install({ dir: "mirror" }).result.mirror).toBe(join(root, "mirror"));
  const missing = install({}, join(root, "nothing"));
  expect(missing.code).toBe(10);
  expect(missing.result.diagnostics[0]).toMatchObject({
    fix: "run `npm run build:provider` in the source folder",
  });
});

test("the start script takes the Node.js beside it, then the named one, and says when there is none", () => {
  const script = join(built, executableName(NAME));
  const run = (env: { readonly [name: string]: string }) => spawnSync(script, { env, encoding: "utf8" });
  writeFileSync(join(root, "named"), '#!/bin/sh\necho "named $NODE_OPTIONS|$*"\n', { mode: 0o755 });
  const named = run({ CXROSTER_NODE: join(root, "named"), NODE_OPTIONS: "--require=x" });
  expect(named.stdout).toBe(`named |--max-semi-space-size=2 ${join(built, "provider.cjs")}\n`);
  const none = run({ PATH: join(root, "nowhere") });
  expect(none.status).toBe(1);
  // A core shows what it reads in place of the handshake.
  expect(none.stdout).toBe(
    "The cxroster provider needs Node.js 24 or later on the PATH, or its path in CXROSTER_NODE.\n",
  );
  writeFileSync(join(built, "node"), "#!/bin/sh\necho beside\n", { mode: 0o755 });
  expect(run({ CXROSTER_NODE: join(root, "named") }).stdout).toBe("beside\n");
  rmSync(join(built, "node"));
});

test("a Node.js that npm brought along goes with the provider, as no PATH leads to it", () => {
  expect(isBroughtAlong(join(root, "node_modules", "node", "bin", "node"))).toBe(true);
  expect(isBroughtAlong("/usr/local/bin/node")).toBe(false);
});
