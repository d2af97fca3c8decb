/** `export`: manifests for a live account. */
import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { type Diagnostic, diagnose } from "../../diagnostic/diagnostic.ts";
import { didYouMean } from "../../diagnostic/suggest.ts";
import { type Exported, type ExportedFile, exportAccount } from "../../export/export-account.ts";
import { unreadCostly, wholeNeeds } from "../../export/needs.ts";
import type { KindTable } from "../../kind/table.ts";
import { type Account, byPlatformFlag, withAccount } from "../account.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { readBytes, shownPath, writeAllWhole } from "../files.ts";
import { exportData, exportText, type Written } from "../say-export.ts";

export interface ExportCommandOptions {
  readonly output?: string;
  readonly force?: boolean;
  readonly only?: readonly string[];
  readonly complete?: boolean;
  readonly withDisabled?: boolean;
  readonly platform?: string;
}

export function exportCommand(context: Context, options: ExportCommandOptions): Promise<ExitCode> {
  return withAccount(context, { ...options, platformBy: [byPlatformFlag()] }, async (account) => {
    const { table } = account.platform;
    const wrong = unknownCollections(options.only ?? [], table);
    if (wrong.length > 0) return context.output.fail(EXIT.usage, wrong);
    const complete = options.complete === true;
    const live = await account.readLive(wholeNeeds(table, complete));
    const exported = exportAccount(live, table, {
      at: account.at,
      only: options.only === undefined ? null : new Set(options.only),
      withDisabled: options.withDisabled === true,
      skipped: complete ? [] : unreadCostly(table),
      schema: schemaPath(context, account, options.output),
      together: options.output === undefined,
    });
    if (exported.unproven.length > 0) return context.output.fail(EXIT.failed, unproven(exported));
    return options.output === undefined
      ? print(context, account, exported)
      : write(context, account, exported, options.output, options.force === true);
  });
}

/** One document on standard output; what is worth knowing goes to standard error. */
function print(context: Context, account: Account, exported: Exported): ExitCode {
  context.output.diagnostics(exported.findings);
  context.output.result(
    () => exported.files.map((file) => file.text).join("---\n"),
    () => exportData(account, exported, null),
  );
  return EXIT.done;
}

function write(
  context: Context,
  account: Account,
  exported: Exported,
  folder: string,
  force: boolean,
): ExitCode {
  const { io, output } = context;
  const written = exported.files.map((file) => place(file, resolve(io.cwd, folder), io.cwd));
  const inTheWay = written.filter((file) => file.state === "replaced").map((file) => file.shown);
  if (inTheWay.length > 0 && !force) return output.fail(EXIT.usage, [exists(inTheWay)]);
  try {
    writeAllWhole(written.filter((file) => file.state !== "unchanged"));
  } catch (thrown) {
    const message = `${folder} cannot be written: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
    return output.refuse({ code: "file-unwritable", message });
  }
  output.result(
    () => exportText(account, exported, written, { folder: shownPath(resolve(io.cwd, folder), io.cwd) }),
    () => exportData(account, exported, written),
  );
  output.diagnostics(exported.findings);
  return EXIT.done;
}

function place({ path, text, counts }: ExportedFile, folder: string, cwd: string): Written {
  const absolute = join(folder, path);
  const bytes = readBytes(absolute);
  const isSame = bytes !== null && Buffer.from(bytes).equals(Buffer.from(text));
  const state = isSame ? "unchanged" : existsSync(absolute) ? "replaced" : "written";
  return { path: absolute, shown: shownPath(absolute, cwd), text, counts, state };
}

function exists(names: readonly string[]): Diagnostic {
  return diagnose({
    code: "export-exists",
    message: `${names.join(", ")} ${names.length === 1 ? "exists" : "exist"} and would be replaced; nothing was written`,
    fix: "name another folder, or say --force; --only COLLECTION writes some of the files",
  });
}

function unproven({ unproven: reasons }: Exported): Diagnostic[] {
  return reasons.slice(0, 20).map((reason) =>
    diagnose({
      code: "export-differs",
      message: `nothing was written: planning the export would not come out empty: ${reason}`,
      fix: "leave the collection out with --only, and report this please",
    }),
  );
}

function unknownCollections(only: readonly string[], table: KindTable): Diagnostic[] {
  const known = table.kinds.filter((kind) => kind.parents === undefined).map((kind) => kind.manifestKey);
  return only
    .filter((name) => !known.includes(name))
    .map((name) =>
      diagnose({
        code: "usage",
        message: `"${name}" is no collection of ${table.product}.${didYouMean(name, known)}`,
        fix: `--only takes ${known.join(", ")}`,
      }),
    );
}

/** Where the schema that `init` wrote is, seen from the exported files; null where there is none. */
function schemaPath(
  { io }: Context,
  { target, platform }: Account,
  folder: string | undefined,
): string | null {
  const path = join(target.directory, ".cxroster", `${platform.table.platform}.schema.json`);
  if (folder === undefined || !existsSync(path)) return null;
  return relative(resolve(io.cwd, folder), path).split("\\").join("/");
}
