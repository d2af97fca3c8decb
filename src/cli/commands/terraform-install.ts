/** `terraform install`: puts the provider where Terraform and OpenTofu look for it on this machine. */
import { chmodSync, copyFileSync, existsSync, readdirSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { makeFolder } from "../../ledger/make-folder.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { NODE_FILE } from "../provider/launcher.ts";
import { executableName, mirrorFolders, sourceAddress, systemName } from "../provider/names.ts";
import { packageRoot, version } from "../version.ts";

export interface InstallOptions {
  /** Root of the mirror; default the one that both programs read without being told. */
  readonly dir?: string;
  /** Also put the Node.js that runs this there, so that none need be on the PATH. Default false. */
  readonly withNode?: boolean;
}

/** A Node.js that a package brought along is on no PATH but that of npm: Terraform would not find it. */
export const isBroughtAlong = (node: string): boolean => node.split(sep).includes("node_modules");

/** @param built folder of the built provider */
export function terraformInstall(
  { io, output }: Context,
  options: InstallOptions,
  built = fileURLToPath(new URL("dist/provider/", packageRoot())),
): ExitCode {
  const name = { type: "cxroster", version: version() };
  const system = systemName(process.platform, process.arch);
  if (system === null) {
    return output.refuse({
      code: "usage",
      message: `the provider does not run on ${process.platform} ${process.arch}`,
      fix: "it runs on Linux and macOS, and on Windows inside WSL",
    });
  }
  if (!existsSync(join(built, executableName(name)))) {
    return output.refuse({
      code: "usage",
      message: `there is no built provider of version ${name.version} in ${built}`,
      fix: "run `npm run build:provider` in the source folder",
    });
  }
  const mirror = options.dir === undefined ? defaultMirror(io.env) : resolve(io.cwd, options.dir);
  const folders = mirrorFolders(name, system).map((folder) => join(mirror, folder));
  for (const folder of folders) fill(folder, built, options.withNode ?? false);
  output.result(
    () => `${folders.map((folder) => `Installed ${folder}\n`).join("")}${nextSteps(name)}`,
    () => ({ version: name.version, system, mirror, folders }),
  );
  return EXIT.done;
}

const defaultMirror = (env: { readonly [name: string]: string | undefined }): string =>
  join(env.HOME || homedir(), ".terraform.d", "plugins");

/** Replaces the folder: a file left from before would change the package's checksum. */
function fill(folder: string, built: string, withNode: boolean): void {
  rmSync(folder, { recursive: true, force: true });
  makeFolder(folder);
  for (const file of readdirSync(built)) copyFileSync(join(built, file), join(folder, file));
  if (!withNode) return;
  copyFileSync(process.execPath, join(folder, NODE_FILE));
  chmodSync(join(folder, NODE_FILE), 0o755);
}

function nextSteps(name: { readonly type: string; readonly version: string }): string {
  return `Next: name it in a configuration and run \`terraform init\`:

terraform {
  required_providers {
    ${name.type} = {
      source  = "${sourceAddress(name)}"
      version = "${name.version}"
    }
  }
}
`;
}
