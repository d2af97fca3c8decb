/** `server`: the bundled account server, until it is told to stop. */
import { resolve } from "node:path";
import { startServer } from "../../server/server.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";

export interface ServerOptions {
  readonly host: string;
  readonly port: number;
  readonly store?: string;
  readonly smtp?: string;
  readonly rateLimit?: string;
  readonly demo?: boolean;
}

const RATE = /^([1-9]\d*)(?:\/min)?$/;
const ANY_ADDRESS = /^[a-z]+:\/\//i;

export async function server(context: Context, options: ServerOptions): Promise<ExitCode> {
  const { io, output } = context;
  const { store, rateLimit } = options;
  if (store !== undefined && ANY_ADDRESS.test(store)) {
    const message = "--store takes the path of a file; databases on other machines come with a later version";
    return output.refuse({ code: "usage", message });
  }
  const rate = rateLimit === undefined ? null : RATE.exec(rateLimit);
  if (rate === null && rateLimit !== undefined) {
    return output.refuse({
      code: "usage",
      message: `--rate-limit takes calls a minute, such as 600/min, not "${rateLimit}"`,
    });
  }
  const { host, port, smtp, demo } = options;
  const adminToken = io.env.CXROSTER_SERVER_ADMIN_TOKEN;
  if (adminToken !== undefined) output.mask.hide(adminToken);
  const stopped = new Promise<void>((done) => void io.onInterrupt(done));
  const running = await startServer({
    host,
    port,
    store: store === undefined ? null : resolve(io.cwd, store),
    smtp: smtp ?? null,
    rateLimit: rate === null ? null : Number(rate[1]),
    demo: demo === true,
    adminToken: adminToken ?? null,
  });
  output.document(`listening on ${running.url}\n`);
  await stopped;
  await running.stop();
  return EXIT.done;
}
