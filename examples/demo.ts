/**
 * `npm run demo`: an account of the bundled server is brought to what examples/engagecx/northwind.yaml says.
 * Everything happens in a temporary folder and on a free port; nothing is left behind.
 */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EXIT, type ExitCode } from "../src/cli/exit-code.ts";
import type { Io } from "../src/cli/io.ts";
import { main } from "../src/cli/main.ts";
import { processIo } from "../src/cli/run-process.ts";
import { liveState } from "../src/plan/live-state.ts";
import { engagecx } from "../src/platform/engagecx/index.ts";
import { renderAccess } from "../src/report/access-text.ts";
import { startServer } from "../src/server/server.ts";

const EXAMPLES = new URL("./engagecx/", import.meta.url);
const OPERATOR_TOKEN = "demo-operator";
const CONFIG = `targets:
  northwind:
    platform: engagecx
    endpoint: !env CXROSTER_ENDPOINT
    token: !env CXROSTER_TOKEN
    manifests: [northwind.yaml]
`;
/** The licenses Northwind has bought: what a manifest cannot create. */
const LICENSES = [
  { name: "Communications 2026", app: "communications", seats: 5, expiresAt: "2099-12-31T00:00:00Z" },
];

interface Account {
  readonly endpoint: string;
  readonly token: string;
}

const folder = mkdtempSync(join(tmpdir(), "cxroster-demo-"));
const server = await startServer({ port: 0, store: join(folder, "server.db"), adminToken: OPERATOR_TOKEN });
try {
  process.exitCode = await demo();
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function demo(): Promise<ExitCode> {
  say(`An account server listens on ${server.url}; Northwind Insurance gets an account there.`);
  const account = await createAccount();
  writeFileSync(join(folder, "cxroster.yaml"), CONFIG);
  for (const file of ["northwind.yaml", "northwind.png"]) cpSync(new URL(file, EXAMPLES), join(folder, file));
  const io = ioFor(account);
  for (const argv of [["validate"], ["plan", "-o", "plan.json"], ["apply", "plan.json"]]) {
    const code = await run(argv, io);
    if (code !== EXIT.done) return code;
  }
  const again = await run(["plan", "--detailed-exitcode"], io);
  if (again !== EXIT.done) {
    say("The second plan should have found nothing to change.");
    return EXIT.failed;
  }
  say("Who may do what now:");
  io.out(await access(account));
  return EXIT.done;
}

async function createAccount(): Promise<Account> {
  const response = await fetch(`${server.url}/admin/accounts`, {
    method: "POST",
    headers: { authorization: `Bearer ${OPERATOR_TOKEN}`, "content-type": "application/json" },
    body: JSON.stringify({
      platform: "engagecx",
      name: "Northwind Insurance",
      owner: { email: "olga@northwind.example" },
      licenses: LICENSES,
    }),
  });
  if (response.status !== 201) throw new Error(`no account: ${response.status} ${await response.text()}`);
  return (await response.json()) as Account;
}

function ioFor({ endpoint, token }: Account): Io {
  const env = { ...process.env, CXROSTER_ENDPOINT: endpoint, CXROSTER_TOKEN: token };
  return { ...processIo(), cwd: folder, env };
}

function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  say(`$ cxroster ${argv.join(" ")}`);
  return main(argv, io);
}

function say(text: string): void {
  process.stdout.write(`\n${text}\n\n`);
}

async function access({ endpoint, token }: Account): Promise<string> {
  const client = engagecx.connect({
    endpoint,
    account: null,
    accountNames: [],
    create: false,
    credentials: { token },
    concurrency: 8,
    timeoutMilliseconds: 30_000,
  });
  try {
    const { table } = engagecx;
    const live = await client.readLive(new Map());
    const { state } = liveState(live, table, new Date().toISOString(), new Map());
    return renderAccess(table.access(state), { color: false, table });
  } finally {
    await client.close();
  }
}
