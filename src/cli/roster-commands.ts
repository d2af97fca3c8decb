/** The commands on the way from manifests to changes. */
import type { Command } from "commander";
import { ALLOW, approvalsFlag, collect, FILES, LEDGER, PLATFORM } from "./flags.ts";
import { FINDINGS, REVIEW, type RunCommand, TABLE } from "./run-command.ts";

export function defineRosterCommands(program: Command, run: RunCommand): void {
  defineInit(program, run);
  defineValidate(program, run);
  definePlan(program, run);
  definePolicy(program, run);
  defineShow(program, run);
  defineAccess(program, run);
  defineApply(program, run);
}

function defineInit(program: Command, run: RunCommand): void {
  program
    .command("init")
    .description("write a starter manifest, cxroster.yaml, editor settings and CI files")
    .option("--platform <name>", "platform of the manifest", "engagecx")
    .action((options) => run(async (context) => (await import("./commands/init.ts")).init(context, options)));
}

function defineValidate(program: Command, run: RunCommand): void {
  program
    .command("validate")
    .description("check manifests without connecting to anything")
    .option(...FILES)
    .action((options) =>
      run(async (context) => (await import("./commands/validate.ts")).validate(context, options), FINDINGS),
    );
}

function definePlan(program: Command, run: RunCommand): void {
  program
    .command("plan")
    .description("read the live account and print what would change; never writes to a platform")
    .option(...FILES)
    .option("-o, --output <file>", "also write the plan to a file that apply takes")
    .option("--at <time>", "preview another time; a date means the end of that day")
    .option(...ALLOW, collect)
    .option(...LEDGER)
    .option("--detailed-exitcode", "exit 2 when there are changes")
    .action((options) =>
      run(
        async (context) => (await import("./commands/plan.ts")).plan(context, options),
        [...REVIEW, "sarif"],
      ),
    );
}

function definePolicy(program: Command, run: RunCommand): void {
  program
    .command("policy")
    .description("the rules that plans must keep")
    .command("test")
    .description("run the tests of a policy without connecting to anything")
    .argument("[file]", "policy; default that of the target")
    .option(...PLATFORM)
    .action((file, options) =>
      run(async (context) => (await import("./commands/policy-test.ts")).policyTest(context, file, options)),
    );
}

function defineShow(program: Command, run: RunCommand): void {
  program
    .command("show")
    .description("print a saved plan or a past run")
    .argument("<file|run>", "file that plan -o wrote, or the beginning of a run's id, or `last`")
    .option(...LEDGER)
    .action((file, options) =>
      run(
        async (context) => (await import("./commands/show.ts")).show(context, file, options),
        [...REVIEW, "sarif"],
      ),
    );
}

function defineAccess(program: Command, run: RunCommand): void {
  program
    .command("access")
    .description("who may do what and through which path, now or after a saved plan")
    .option("--user <email>", "one person")
    .option("--workspace <name>", "who may open it")
    .option("--group <name>", "what it gives, and to whom")
    .option("--app <name>", "who may open it")
    .option("--on <key>", "any other object, `kind:name` or its name; may be repeated", collect)
    .option("--plan <file>", "after this plan instead of now")
    .option("--at <time>", "at another time; a date means the end of that day")
    .option(...FILES)
    .action((options) =>
      run(async (context) => (await import("./commands/access.ts")).access(context, options), TABLE),
    );
}

function defineApply(program: Command, run: RunCommand): void {
  program
    .command("apply")
    .description("run exactly a saved plan; or plan, ask and run")
    .argument("[file]", "file that plan -o wrote")
    .option(...FILES)
    .option("--auto-approve", "do not ask")
    .option("--require-approvals <n>", "apply a saved plan only with this many approvals", approvalsFlag)
    .option("--approvers <file>", "whose keys count; never from the change under review")
    .option(...ALLOW, collect)
    .option(...LEDGER)
    .action((file, options) =>
      run(async (context) => (await import("./commands/apply.ts")).apply(context, file, options)),
    );
}
