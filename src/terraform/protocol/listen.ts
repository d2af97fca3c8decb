/** Where the process can be reached: a socket file in a folder of its own, or a port of this machine. */
import { mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The shortest of what systems allow, less a byte for the end. */
const SOCKET_PATH_BYTES_MAXIMUM = 103;
const HOST = "127.0.0.1";

export interface Address {
  readonly network: "unix" | "tcp";
  /** A path, or host and port. */
  readonly text: string;
  /** Removes what was made for it. */
  readonly remove: () => void;
}

export interface Ports {
  readonly least: number;
  readonly most: number;
}

/** Listens on a socket file where that can be had, else on a port. Throws when neither works. */
export async function listen(
  server: Server,
  folder: string | undefined,
  ports: Ports | null,
): Promise<Address> {
  const file = process.platform === "win32" ? null : await listenOnFile(server, folder ?? tmpdir());
  return file ?? (await listenOnPort(server, ports));
}

async function listenOnFile(server: Server, parent: string): Promise<Address | null> {
  let folder: string | null = null;
  try {
    folder = mkdtempSync(join(parent, "cxroster-"));
    const path = join(folder, "s");
    if (Buffer.byteLength(path) > SOCKET_PATH_BYTES_MAXIMUM) throw new Error("the path is too long");
    await bound(server, { path });
    const made = folder;
    return { network: "unix", text: path, remove: () => rmSync(made, { recursive: true, force: true }) };
  } catch {
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
    return null;
  }
}

async function listenOnPort(server: Server, ports: Ports | null): Promise<Address> {
  for (let port = ports?.least ?? 0; ; port++) {
    try {
      await bound(server, { host: HOST, port });
      break;
    } catch (thrown) {
      if (ports === null || port >= ports.most) throw thrown;
    }
  }
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the port is not known");
  return { network: "tcp", text: `${HOST}:${address.port}`, remove: () => {} };
}

function bound(server: Server, where: { path: string } | { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(where, () => {
      server.off("error", reject);
      resolve();
    });
  });
}
