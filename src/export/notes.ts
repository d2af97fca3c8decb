/** What an export says besides the objects: heads of files, remarks above entries, findings. */
import { type Diagnostic, diagnose } from "../diagnostic/diagnostic.ts";
import { byCodePoint } from "../kind/code-points.ts";
import type { Kind } from "../kind/kind.ts";
import type { Live } from "../kind/state.ts";
import { allKinds, type KindTable } from "../kind/table.ts";
import type { Choice } from "./choose.ts";
import type { Unsaid } from "./entry.ts";
import type { Proof } from "./prove.ts";
import type { Subject } from "./yaml-text.ts";

/** Objects named in one finding at most. */
const NAMED_AT_MOST = 10;

/** Comment lines at the top of a file. */
export function headOf(
  kinds: readonly Kind[],
  table: KindTable,
  live: Live,
  choice: Choice,
  skipped: readonly string[],
): string[] {
  const lines = [`Written by \`cxroster export\`: ${table.product} ${live.account?.name ?? ""}`.trim()];
  if (live.partial.length > 0) {
    lines.push(
      "Not everything could be read; lists that may be longer say what is there at least (`include`).",
    );
  }
  for (const kind of kinds) lines.push(...aboutKind(kind, choice, skipped));
  return lines.map((line) => line.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "?"));
}

function aboutKind(kind: Kind, choice: Choice, skipped: readonly string[]): string[] {
  const lines: string[] = [];
  const secrets = [...kind.leaves].filter(([, leaf]) => leaf.type === "secret").map(([path]) => path);
  for (const path of secrets) {
    lines.push(`\`${path}\` of ${kind.manifestKey} is never read back. Where a new one asks for it, add`);
    lines.push(`  ${path}: !env A_VARIABLE_OF_YOURS`);
  }
  const retired = choice.retired.get(kind.name) ?? 0;
  if (retired > 0) {
    lines.push(
      `${retired} disabled ${kind.manifestKey} left out: to a manifest, disabled and absent are the same.`,
    );
    lines.push("`cxroster export --with-disabled` writes them.");
  }
  const own = skipped.filter((path) => path.startsWith(`${kind.name}.`));
  if (own.length > 0) {
    const paths = own.map((path) => path.slice(kind.name.length + 1)).join(", ");
    lines.push(`Not read, because each takes a call of its own, now and at every plan: ${paths}.`);
    lines.push("`cxroster export --complete` writes them.");
  }
  if (kind.person === true) {
    lines.push(
      "The platform keeps no ends: add `until` and `reason` where access is meant to be for a while.",
    );
  }
  return lines;
}

/** Remarks above objects whose names today's rules would refuse. */
export function adoptedRemarks(
  adopted: readonly Diagnostic[],
  subjectAt: (file: string, line: number) => Subject | null,
): Map<string, string[]> {
  const remarks = new Map<string, string[]>();
  for (const { code, at } of adopted) {
    const subject = at === null ? null : subjectAt(at.file, at.line);
    if (subject === null) continue;
    const own = remarks.get(subject.id) ?? [];
    own.push(
      `${code} would refuse this name for a new object. It exists, so \`plan\` keeps it; \`validate\` complains.`,
    );
    remarks.set(subject.id, own);
  }
  return remarks;
}

export function findingsOf(
  unsaid: readonly Unsaid[],
  proof: Proof,
  live: Live,
  choice: Choice,
  table: KindTable,
): Diagnostic[] {
  return [
    ...proof.findings
      .filter((each) => each.code !== "partial-read")
      .map(({ code, severity, message }) =>
        diagnose({ code, severity: severity === "error" ? "warning" : severity, message }),
      ),
    ...live.partial.map((reason) =>
      diagnose({
        code: "partial-read",
        severity: "warning",
        message: `the account was not read completely: ${reason}`,
        fix: "export with credentials that see everything; until then lists that may be longer are written as `include`",
      }),
    ),
    ...groupedUnsaid(unsaid),
    ...[...choice.retired].map(([kind, number]) =>
      diagnose({
        code: "export-disabled",
        severity: "information",
        message: `${number} disabled ${keyOf(table, kind)} left out: to a manifest, disabled and absent are the same`,
        fix: "--with-disabled writes them",
      }),
    ),
  ];
}

function keyOf(table: KindTable, name: string): string {
  return allKinds(table).find((kind) => kind.name === name)?.manifestKey ?? name;
}

/** One finding for each attribute and reason, with the objects it is about. */
function groupedUnsaid(unsaid: readonly Unsaid[]): Diagnostic[] {
  const groups = new Map<string, Unsaid[]>();
  for (const each of unsaid) {
    const name = `${each.kind}.${each.path} ${each.why} ${each.why === "unsayable" ? each.shown : ""}`;
    groups.set(name, [...(groups.get(name) ?? []), each]);
  }
  return [...groups]
    .sort(([a], [b]) => byCodePoint(a, b))
    .flatMap(([, group]) => {
      const [first] = group;
      return first === undefined ? [] : [unsaidFinding(first, group)];
    });
}

function unsaidFinding({ kind, path, why, shown }: Unsaid, group: readonly Unsaid[]): Diagnostic {
  const names = group.slice(0, NAMED_AT_MOST).map(({ id }) => id.slice(kind.length + 1));
  const more = group.length > names.length ? ` and ${group.length - names.length} more` : "";
  const of = names.join(", ") === "" ? `the ${kind}` : `${names.join(", ")}${more}`;
  const code = "export-unsaid";
  switch (why) {
    case "unknown": {
      const message = `${path} was not read and is not exported: ${of}`;
      return diagnose({ code, severity: "information", message });
    }
    case "empty": {
      const message = `${path} is empty, which no manifest can say, and is not exported: ${of}`;
      return diagnose({ code, severity: "warning", message });
    }
    case "content": {
      const message = `${path} of ${of} stays as it is: the platform does not hand out its content`;
      return diagnose({
        code,
        severity: "information",
        message,
        fix: `add \`${path}\` with a file of yours`,
      });
    }
    case "unsayable": {
      const message = `${path} is "${shown}", which no manifest can say, and is not exported: ${of}`;
      return diagnose({ code, severity: "warning", message });
    }
    case "hidden": {
      const message = `${path} names something that these credentials cannot see, so the list is written as \`include\`: ${of}`;
      return diagnose({
        code,
        severity: "warning",
        message,
        fix: "export with credentials that see everything",
      });
    }
  }
}
