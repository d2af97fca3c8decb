/** `server`: the bundled account server, until it is told to stop. */
import { resolve } from "node:path";
import { type RunningServer, startServer } from "../../server/server.ts";
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
const ADDRESS = /^[a-z]+:\/\//i;
/** What the system or the store says when the server cannot start, and whose move it is. */
const USAGE_CODES: ReadonlySet<unknown> = new Set(["store-not-supported", "EADDRNOTAVAIL", "ENOTFOUND"]);

export async function server(context: Context, options: ServerOptions): Promise<ExitCode> {
  const { io, output } = context;
  const { rateLimit } = options;
  const rate = rateLimit === undefined ? undefined : RATE.exec(rateLimit)?.[1];
  if (rateLimit !== undefined && rate === undefined) {
    const message = `--rate-limit takes calls a minute, such as 600/min, not "${rateLimit}"`;
    return output.refuse({ code: "usage", message });
  }
  const asked = new Promise<void>((done) => {
    io.onInterrupt(done);
  });
  const running = await start(context, options, rate);
  if (typeof running === "number") return running;
  output.document(`listening on ${running.url}\n`);
  await asked;
  await running.stop();
  return EXIT.done;
}

async function start(
  { io, output }: Context,
  { host, port, store, smtp, demo }: ServerOptions,
  rate: string | undefined,
): Promise<RunningServer | ExitCode> {
  const adminToken = io.env.CXROSTER_SERVER_ADMIN_TOKEN ?? "";
  if (adminToken !== "") output.mask.hide(adminToken);
  if (smtp !== undefined) output.mask.hide(decodeURIComponent(URL.parse(smtp)?.password ?? ""));
  try {
    return await startServer({
      host,
      port,
      ...(store === undefined ? {} : { store: ADDRESS.test(store) ? store : resolve(io.cwd, store) }),
      ...(smtp === undefined ? {} : { smtp }),
      ...(rate === undefined ? {} : { rateLimitPerMinute: Number(rate) }),
      ...(adminToken === "" ? {} : { adminToken }),
      demo: demo === true,
      log: (line) => output.note(line),
    });
  } catch (thrown) {
    const code = thrown instanceof Error && "code" in thrown ? thrown.code : undefined;
    if (!(thrown instanceof Error) || typeof code !== "string") throw thrown;
    const exit = USAGE_CODES.has(code) ? EXIT.usage : EXIT.failed;
    return output.refuse(
      { code: "server-start", message: `the server cannot start: ${thrown.message}` },
      exit,
    );
  }
}
