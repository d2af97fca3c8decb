/** The commands for single acts and for tools. */
import type { Command } from "commander";
import { EXIT } from "./exit-code.ts";
import { portFlag } from "./flags.ts";
import type { RunCommand } from "./run-command.ts";
import { version } from "./version.ts";

export function defineOtherCommands(program: Command, run: RunCommand): void {
  defineInvite(program, run);
  defineServer(program, run);
  defineSchema(program, run);
  defineTerraform(program, run);
  defineCompletion(program, run);
  defineVersion(program, run);
}

function defineInvite(program: Command, run: RunCommand): void {
  program
    .command("invite")
    .description("send an invitation again, or cancel it; no plan does either")
    .argument("<action>", "resend or cancel")
    .argument("<email>", "whom it was sent to")
    .action((action, email) =>
      run(async (context) => (await import("./commands/invite.ts")).invite(context, action, email)),
    );
}

function defineServer(program: Command, run: RunCommand): void {
  program
    .command("server")
    .description("serve accounts to rehearse and test against")
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--port <number>", "port, 0 for a free one", portFlag, 8411)
    .option("--store <file>", "database file; without it nothing outlives the process")
    .option("--smtp <url>", "send invitations through this mail server")
    .option("--rate-limit <n/min>", "answer 429 above this many calls a minute")
    .option("--demo", "take `demo` for the operator's token where none is set")
    .action((options) =>
      run(async (context) => (await import("./commands/server.ts")).server(context, options)),
    );
}

function defineSchema(program: Command, run: RunCommand): void {
  program
    .command("schema")
    .description("print the JSON Schema of a platform's manifest, of a policy or of a saved plan")
    .argument("[name]", "a platform, policy or plan; without it the manifest of any platform")
    .action((name) => run(async (context) => (await import("./commands/schema.ts")).schema(context, name)));
}

function defineTerraform(program: Command, run: RunCommand): void {
  program
    .command("terraform")
    .description("the provider for Terraform and OpenTofu")
    .command("install")
    .description("put the provider where Terraform and OpenTofu look for it on this machine")
    .option("--dir <folder>", "root of a filesystem mirror instead of ~/.terraform.d/plugins")
    .option("--with-node", "also copy this Node.js there; the default where npm brought it along")
    .option("--no-with-node", "leave that to the PATH, or to CXROSTER_NODE")
    .action((options) =>
      run(async (context) => {
        const { isBroughtAlong, terraformInstall } = await import("./commands/terraform-install.ts");
        return terraformInstall(context, { withNode: isBroughtAlong(process.execPath), ...options });
      }),
    );
}

function defineCompletion(program: Command, run: RunCommand): void {
  program
    .command("completion")
    .description("print a completion script")
    .argument("<shell>", "bash, zsh or fish")
    .action((shell) =>
      run(async (context) => (await import("./commands/completion.ts")).completion(context, program, shell)),
    );
}

function defineVersion(program: Command, run: RunCommand): void {
  program
    .command("version")
    .description("print the version")
    .action(() =>
      run(({ output }) => {
        output.result(
          () => `${version()}\n`,
          () => ({ version: version() }),
        );
        return EXIT.done;
      }),
    );
}
