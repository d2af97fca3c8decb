/** A provider inside the test's own process, to which a core attaches instead of starting one. */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { acceptFor } from "../../../src/terraform/protocol/accept.ts";
import type { ProviderService } from "../../../src/terraform/protocol/provider.ts";

export interface Attachable {
  /** Variables that make terraform attach to it. */
  readonly environment: { readonly TF_REATTACH_PROVIDERS: string };
  readonly stop: () => Promise<void>;
}

/** @param source address in the configuration, such as `registry.terraform.io/cxroster/trivial` */
export async function attachable(service: ProviderService, source: string): Promise<Attachable> {
  const folder = mkdtempSync(join(tmpdir(), "cxroster-"));
  const path = join(folder, "s");
  const accept = acceptFor(service)(
    null,
    () => {},
    () => {},
  );
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket.once("close", () => open.delete(socket)));
    accept(socket);
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  const address = { Network: "unix", String: path };
  const entry = { Protocol: "grpc", ProtocolVersion: 6, Pid: process.pid, Test: true, Addr: address };
  return {
    environment: { TF_REATTACH_PROVIDERS: JSON.stringify({ [source]: entry }) },
    async stop() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
