/**
 * A canary stands in every field that bears a secret, and turns up in nothing that any command says or writes. The
 * commands are those the program has: one that is missing in the table below fails the test.
 */
import { Command } from "commander";
import { describe, expect, onTestFinished, test } from "vitest";
import { defineCommands } from "../../src/cli/define-commands.ts";
import { FORMATS } from "../../src/cli/output.ts";
import type { CredentialField, Platform } from "../../src/platform/contract.ts";
import { platforms } from "../../src/platform/index.ts";
import { Workplace } from "../cli/fake-io.ts";
import { type Canary, leaksIn, leaksInFiles } from "../support/canary.ts";
import { Rehearsal } from "../support/rehearsal.ts";

const LIMIT_MILLISECONDS = 120_000;
const OWNER = "owner@northwind.example";
/** Every character that a shell, JSON, YAML or an address would write differently. */
const ODD = `canary-w7$'"\\ü/+%&?Zk9`;

/**
 * Arguments by command, in the order they are tried: an account is planned, changed and looked at. Words of a command
 * stand before the first flag or file.
 */
const CALLS: readonly (readonly [command: string, ...calls: string[]])[] = [
  ["init", "init --platform {platform}"],
  ["validate", "validate", "validate -f {platform}.yaml"],
  ["plan", "plan", "plan -o plan.json", "plan -f {platform}.yaml --at 2099-01-01"],
  ["policy", "policy"],
  ["policy test", "policy test policy.yaml --platform {platform}"],
  ["show", "show plan.json", "show last"],
  ["access", "access", "access --plan plan.json"],
  ["approve", "approve plan.json --key approver.pem"],
  ["apply", "apply plan.json", "apply --auto-approve", "apply"],
  ["drift", "drift"],
  ["export", "export -o exported", "export"],
  ["audit", "audit"],
  ["compare", "compare main main"],
  ["runs", "runs", "runs list", "runs verify", "runs export last -o run.zip"],
  ["undo", "undo last", "undo last --write", "undo last -o undo.json"],
  ["invite", "invite resend new@northwind.example", "invite cancel new@northwind.example"],
  ["server", "server --port 0 --store accounts.db"],
  ["schema", "schema {platform}"],
  ["terraform", "terraform"],
  ["terraform install", "terraform install --dir mirror"],
  ["completion", "completion bash", "completion zsh"],
  ["version", "version"],
];

/** Something to plan on each platform, with every secret its kinds have. */
const MANIFESTS: { readonly [platform: string]: string } = {
  engagecx: `
categories: { include: [{ name: Daily Work }] }
apps:
  - { name: Communications, category: Daily Work, activation: license }
  - { name: Tasks, category: Daily Work, activation: license }
licenses:
  - { app: Communications, license: L1, key: !env CANARY_KEY, users: [new@northwind.example] }
  - { app: Tasks, license: L2, key: !file secrets/key.txt, users: [new@northwind.example] }
users: { include: [{ email: new@northwind.example, sendInvitation: true }] }
`,
  cxengage: "users: { include: [{ email: new@northwind.example, role: Agent }] }\n",
  contactcenter:
    "workspaces: { include: [{ name: Sales }] }\nmembers: { include: [{ email: new@northwind.example, workspaces: [Sales] }] }\n",
  autoid:
    "groups: { include: [{ name: Main Group, users: { include: [{ email: new@northwind.example, roles: [User] }] } }] }\n",
};
const LICENSES = ["communications", "tasks"].map((app, index) => ({
  name: `L${index + 1}`,
  app,
  seats: 3,
  expiresAt: "2099-01-01T00:00:00Z",
}));
const ACCOUNTS: { readonly [platform: string]: object } = {
  engagecx: { licenses: LICENSES },
  cxengage: { owner: { email: OWNER, password: ODD }, apiKey: true },
  contactcenter: { subscription: "omnichannel" },
};

/** Names of all commands of the program, those inside others with both words. */
function commandsOf(program: Command, outer = ""): string[] {
  return program.commands.flatMap((command) => {
    const name = `${outer}${command.name()}`;
    return [name, ...commandsOf(command, `${name} `)];
  });
}

const program = new Command();
defineCommands(program, async () => {});
const present = commandsOf(program);

test("every command of the program is tried", () => {
  const tried = CALLS.map(([command]) => command);
  expect(present.filter((name) => !tried.includes(name))).toEqual([]);
});

test("every attribute that bears a secret stands in a manifest", () => {
  const missing = platforms.flatMap(({ table }) =>
    table.kinds.flatMap((kind) =>
      [...kind.leaves]
        .filter(([path, leaf]) => {
          const text = MANIFESTS[table.platform] ?? "";
          const stands = (tag: string) =>
            text.includes(`${path}: !${tag} `) && text.includes(`${kind.manifestKey}:`);
          return leaf.type === "secret" && !(stands("env") && stands("file"));
        })
        .map(([path]) => `${table.platform} ${kind.name}.${path}`),
    ),
  );
  expect(missing).toEqual([]);
});

/** Fields that go with a secret one: those of the same group, and the name that goes with a password. */
function companions(field: CredentialField, all: readonly CredentialField[]): readonly CredentialField[] {
  const group = field.name.includes(".") ? field.name.slice(0, field.name.indexOf(".") + 1) : "";
  return all.filter(
    (each) => !each.secret && (group === "" ? !each.name.includes(".") : each.name.startsWith(group)),
  );
}

/** A place to work in for one platform and one secret credential. */
class Stage {
  readonly place: Workplace;
  readonly canaries: Canary[] = [];
  readonly env: { [name: string]: string } = { CXROSTER_DEBUG: "1", CANARY_KEY: ODD };

  constructor(platform: Platform, endpoint: string, account: string) {
    const { platform: name } = platform.table;
    const manifest = `apiVersion: cxroster/v1\nplatform: ${name}\n${MANIFESTS[name]}`;
    this.place = new Workplace({
      files: {
        [`${name}.yaml`]: manifest,
        "cxroster.yaml": `targets: { main: { platform: ${name}, endpoint: "${endpoint}", account: ${account}, manifests: [${name}.yaml], policy: policy.yaml } }\n`,
        "policy.yaml":
          'rules: { a: { over: person, severity: warning, require: person.domain == "x.example", message: "${person.email}" } }\n',
        "secrets/key.txt": `${ODD}\n`,
        "approver.pem": "no key",
      },
    });
    this.canaries.push({ name: "the product key", secret: ODD });
  }

  give(field: CredentialField, value: string): void {
    this.env[field.environment] = value;
    if (field.secret && value !== ODD) this.canaries.push({ name: field.name, secret: value });
  }

  /** What leaks of one call, and its exit code. */
  async call(argv: string): Promise<{ readonly leaks: string[]; readonly code: number }> {
    const isServer = argv.startsWith("server");
    const env = isServer ? { ...this.env, CXROSTER_SERVER_ADMIN_TOKEN: ODD } : this.env;
    const running = this.place.run(argv, { env });
    const interrupt = () => {
      for (const handler of this.place.interrupts.splice(0)) handler();
    };
    const stopping = isServer ? setInterval(interrupt, 50) : undefined;
    const { code, out, error } = await running;
    clearInterval(stopping);
    return { leaks: leaksIn(argv, `${out}\n${error}`, this.canaries), code };
  }

  inFiles(): string[] {
    return leaksInFiles(this.place.folder, this.canaries, ["secrets/key.txt"]);
  }
}

const ways = platforms.flatMap((platform) =>
  platform.credentials
    .filter((field) => field.secret)
    .map((field, index) => ({ platform, field, first: index === 0, name: platform.table.platform })),
);

describe.each(ways)("$name by $field.name", ({ platform, field, first, name }) => {
  test(
    "no command says or writes it, nor any other secret",
    async () => {
      const rehearsal = await Rehearsal.start({ platform: name, account: ACCOUNTS[name] ?? {} });
      onTestFinished(() => rehearsal.stop());
      const { endpoint, id, token, apiKey } = rehearsal.account;
      const real: { readonly [field: string]: string } = {
        token,
        username: OWNER,
        password: ODD,
        "apiKey.id": (apiKey as { id: string } | undefined)?.id ?? "",
        "apiKey.secret": (apiKey as { secret: string } | undefined)?.secret ?? "",
      };
      const stage = new Stage(platform, endpoint, id);
      for (const each of [field, ...companions(field, platform.credentials)])
        stage.give(each, real[each.name] ?? "");
      const leaks: string[] = [];
      const codes: { [command: string]: number[] } = {};
      for (const [command, ...calls] of CALLS) {
        if (!present.includes(command)) continue;
        for (const call of calls) {
          for (const format of first ? FORMATS : (["text", "json"] as const)) {
            const argv = `${call.replaceAll("{platform}", name)}${format === "text" ? "" : ` --format ${format}`}`;
            const result = await stage.call(argv);
            leaks.push(...result.leaks);
            if (format === "text") codes[command] = [...(codes[command] ?? []), result.code];
          }
        }
      }
      expect(leaks).toEqual([]);
      expect(stage.inFiles()).toEqual([]);
      // The credentials were good and the account was changed: the commands had something to say.
      expect(codes.plan?.[0], "plan").toBe(0);
      expect(codes.apply?.[0], "apply").toBe(0);
    },
    LIMIT_MILLISECONDS,
  );

  test(
    "a wrong one is not said either, whatever fails",
    async () => {
      const rehearsal = await Rehearsal.start({ platform: name, account: ACCOUNTS[name] ?? {} });
      onTestFinished(() => rehearsal.stop());
      const secret = field.name === "token" ? "canary-w7Wrong~Zk9.token" : `${ODD}wrong`;
      const stage = new Stage(platform, rehearsal.account.endpoint, rehearsal.account.id);
      for (const each of [field, ...companions(field, platform.credentials)])
        stage.give(each, each === field ? secret : "somebody@x.example");
      for (const argv of FAILING) {
        const { leaks, code } = await stage.call(argv);
        expect(leaks).toEqual([]);
        expect(code, argv).toBe(14);
      }
      expect(stage.inFiles()).toEqual([]);
    },
    LIMIT_MILLISECONDS,
  );

  test("written out in the configuration it is refused and not shown", async () => {
    const stage = new Stage(platform, "http://127.0.0.1:1", "x");
    const secret = "canary-w7-literal-Zk9";
    stage.canaries.push({ name: field.name, secret });
    const [outer, inner] = field.name.split(".");
    for (const value of [
      secret,
      `"${secret}"`,
      `[${secret}]`,
      `{ a: ${secret} }`,
      `!env "$\{A} ${secret}"`,
      `!env ${secret}`,
    ]) {
      const setting = inner === undefined ? `${outer}: ${value}` : `${outer}: { id: x, ${inner}: ${value} }`;
      const target = `platform: ${name}, endpoint: "http://127.0.0.1:1", manifests: [${name}.yaml], ${setting}`;
      stage.place.write("cxroster.yaml", `targets: { main: { ${target} } }\n`);
      for (const argv of ["plan", "plan --json", "plan --format sarif", "access"]) {
        expect(await stage.call(argv), value).toEqual({ leaks: [], code: 10 });
      }
    }
  });

  test("drawn into an ordinary attribute it is refused and not shown", async () => {
    const rehearsal = await Rehearsal.start({ platform: name, account: ACCOUNTS[name] ?? {} });
    onTestFinished(() => rehearsal.stop());
    const stage = new Stage(platform, rehearsal.account.endpoint, rehearsal.account.id);
    for (const each of platform.credentials)
      if (each.name === "token") stage.give(each, rehearsal.account.token);
    const { manifestKey } =
      platform.table.kinds.find((kind) => kind.root !== true && kind.person !== true) ?? {};
    const entry = `${manifestKey}: { include: [{ name: !env CXROSTER_TOKEN }] }`;
    stage.place.write(`${name}.yaml`, `apiVersion: cxroster/v1\nplatform: ${name}\n${entry}\n`);
    for (const argv of [
      "validate",
      "validate --json",
      "plan -o plan.json",
      "plan --json",
      "apply --auto-approve",
    ]) {
      expect((await stage.call(argv)).leaks).toEqual([]);
    }
    expect(stage.inFiles()).toEqual([]);
  });
});

/** Calls that connect, and fail with wrong credentials. */
const FAILING = [
  "plan -o plan.json",
  "plan --json",
  "plan --format sarif",
  "apply --auto-approve",
  "apply --auto-approve --json",
  "access",
  "drift",
  "export -o exported",
];

test("a product key that is written out is refused and not shown", async () => {
  const [platform] = platforms.filter((each) => each.table.platform === "engagecx");
  if (platform === undefined) throw new Error("no such platform");
  const stage = new Stage(platform, "http://127.0.0.1:1", "x");
  const secret = "canary-w7-literal-Zk9";
  stage.canaries.push({ name: "the product key", secret });
  for (const value of [
    secret,
    `"${secret}"`,
    `!env "\${CANARY_KEY} ${secret}"`,
    `!env ${secret}`,
    `[${secret}]`,
  ]) {
    stage.place.write(
      "engagecx.yaml",
      `apiVersion: cxroster/v1\nplatform: engagecx\nlicenses: [{ app: Tasks, license: L, key: ${value} }]\n`,
    );
    for (const argv of ["validate", "validate --json", "validate --format sarif", "plan"]) {
      expect((await stage.call(argv)).leaks).toEqual([]);
    }
  }
});

test("a password inside the address of an endpoint or a mail server is not shown", async () => {
  for (const platform of platforms) {
    const stage = new Stage(platform, "http://127.0.0.1:1", "x");
    const secret = "canary-w7-address-Zk9";
    stage.canaries.push({ name: "address", secret });
    stage.env.CXROSTER_ENDPOINT = `https://user:${secret}@127.0.0.1:1/path?token=${secret}`;
    for (const field of platform.credentials) stage.give(field, "x-not-empty-x");
    for (const argv of ["plan", "plan --json", "access", "export"]) {
      expect((await stage.call(argv)).leaks).toEqual([]);
    }
    const { leaks } = await stage.call(`server --port 0 --smtp smtp://user:${secret}@127.0.0.1:1`);
    expect(leaks).toEqual([]);
  }
});
