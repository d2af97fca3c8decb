/**
 * `npm run demo`: an account of each platform on the bundled server is brought to what its northwind.yaml says.
 * Everything happens in a temporary folder and on a free port; nothing is left behind.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EXIT, type ExitCode } from "../src/cli/exit-code.ts";
import type { Io } from "../src/cli/io.ts";
import { main } from "../src/cli/main.ts";
import { processIo } from "../src/cli/run-process.ts";
import { platformOf } from "../src/platform/index.ts";
import { startServer } from "../src/server/server.ts";
import { exampleAccount } from "./accounts.ts";

const OPERATOR_TOKEN = "demo-operator";

interface Stage {
  readonly platform: string;
  /** Files of the platform's examples; the first is the manifest. */
  readonly files: readonly string[];
  readonly owner: object;
}
const OWNER = { email: "owner@northwind.example" };
const STAGES: readonly Stage[] = [
  {
    platform: "engagecx",
    files: ["northwind.yaml", "northwind.png"],
    owner: { email: "olga@northwind.example" },
  },
  {
    platform: "cxengage",
    files: ["northwind.yaml"],
    owner: { ...OWNER, firstName: "Olga", lastName: "Nord" },
  },
  { platform: "contactcenter", files: ["northwind.yaml"], owner: OWNER },
  { platform: "autoid", files: ["northwind.yaml"], owner: OWNER },
];

interface Account {
  readonly id: string;
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
  for (const stage of STAGES) {
    const code = await show(stage);
    if (code !== EXIT.done) return code;
  }
  return EXIT.done;
}

async function show(stage: Stage): Promise<ExitCode> {
  const platform = platformOf(stage.platform);
  if (platform === undefined) throw new Error(`no platform ${stage.platform}`);
  say(
    `== ${platform.table.product}: an account server listens on ${server.url} and gives Northwind an account.`,
  );
  const account = await createAccount(stage);
  const place = prepare(stage);
  const io = ioFor(account, place);
  for (const argv of [["validate"], ["plan", "-o", "plan.json"], ["apply", "plan.json"]]) {
    const code = await run(argv, io);
    if (code !== EXIT.done) return code;
  }
  const again = await run(["plan", "--detailed-exitcode"], io);
  if (again !== EXIT.done) {
    say("The second plan should have found nothing to change.");
    return EXIT.failed;
  }
  return run(["access"], io);
}

/** A folder with the platform's manifest and a configuration for it. */
function prepare({ platform, files }: Stage): string {
  const place = join(folder, platform);
  mkdirSync(place);
  for (const file of files) cpSync(new URL(`./${platform}/${file}`, import.meta.url), join(place, file));
  const config = `targets:
  northwind:
    platform: ${platform}
    endpoint: !env CXROSTER_ENDPOINT
    account: !env CXROSTER_ACCOUNT
    token: !env CXROSTER_TOKEN
    manifests: [${files[0]}]
`;
  writeFileSync(join(place, "cxroster.yaml"), config);
  return place;
}

async function createAccount({ platform, owner }: Stage): Promise<Account> {
  const response = await fetch(`${server.url}/admin/accounts`, {
    method: "POST",
    headers: { authorization: `Bearer ${OPERATOR_TOKEN}`, "content-type": "application/json" },
    body: JSON.stringify({ ...exampleAccount(platform), owner }),
  });
  if (response.status !== 201) throw new Error(`no account: ${response.status} ${await response.text()}`);
  return (await response.json()) as Account;
}

function ioFor({ id, endpoint, token }: Account, place: string): Io {
  const env = { ...process.env, CXROSTER_ENDPOINT: endpoint, CXROSTER_ACCOUNT: id, CXROSTER_TOKEN: token };
  return { ...processIo(), cwd: place, env };
}

function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  say(`$ cxroster ${argv.join(" ")}`);
  return main(argv, io);
}

function say(text: string): void {
  process.stdout.write(`\n${text}\n\n`);
}
