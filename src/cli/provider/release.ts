/** A release: an archive per system, their checksums, and what a registry wants to know of the protocol. */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ZipEntry, zip } from "../zip.ts";
import { NODE_FILE } from "./launcher.ts";
import { archiveName, type ProviderName } from "./names.ts";

export const RELEASE_SYSTEMS = ["darwin_amd64", "darwin_arm64", "linux_amd64", "linux_arm64"];
const MANIFEST = { version: 1, metadata: { protocol_versions: ["6.0"] } };

export interface ReleaseOptions {
  readonly name: ProviderName;
  /** What the build made. */
  readonly built: string;
  /** Replaced as a whole. */
  readonly folder: string;
  /** Node.js to bring along, by system; the others use the one they find. */
  readonly nodes: ReadonlyMap<string, string>;
}

/** Writes the release and returns the names of its files. */
export function writeRelease({ name, built, folder, nodes }: ReleaseOptions): readonly string[] {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const base = `terraform-provider-${name.type}_${name.version}`;
  const common = readdirSync(built)
    .sort()
    .map((file) => entryOf(file, join(built, file)));
  const archives = RELEASE_SYSTEMS.map((system): readonly [string, Buffer] => {
    const node = nodes.get(system);
    const own = node === undefined ? [] : [entryOf(NODE_FILE, node)];
    return [`${archiveName(name, system)}.zip`, zip([...common, ...own])];
  });
  const files = new Map<string, Buffer>([
    ...archives,
    [`${base}_manifest.json`, Buffer.from(`${JSON.stringify(MANIFEST, null, 2)}\n`)],
  ]);
  files.set(`${base}_SHA256SUMS`, checksums(files));
  for (const [file, content] of files) writeFileSync(join(folder, file), content);
  return [...files.keys()];
}

function entryOf(name: string, path: string): ZipEntry {
  const runs = name === NODE_FILE || (statSync(path).mode & 0o100) !== 0;
  return { name, content: readFileSync(path), mode: runs ? 0o755 : 0o644 };
}

function checksums(files: ReadonlyMap<string, Buffer>): Buffer {
  const line = ([name, content]: readonly [string, Buffer]) =>
    `${createHash("sha256").update(content).digest("hex")}  ${name}\n`;
  return Buffer.from([...files].map(line).join(""));
}
