/** What `export` says it did. */
import type { Exported } from "../export/export-account.ts";
import type { KindTable } from "../kind/table.ts";
import { diagnosticsAsData } from "../report/diagnostics.ts";
import { shown } from "../report/visible.ts";
import { count, title } from "../report/words.ts";
import type { Account } from "./account.ts";
import type { Target } from "./config/target.ts";
import { listedManifests } from "./manifests.ts";

/** A file and what became of it. */
export interface Written {
  /** Absolute. */
  readonly path: string;
  readonly shown: string;
  readonly text: string;
  readonly counts: { readonly [manifestKey: string]: number };
  readonly state: "written" | "replaced" | "unchanged";
}

export function exportText(
  { platform, target }: Account,
  exported: Exported,
  files: readonly Written[],
  where: { readonly folder: string },
): string {
  const width = Math.max(...files.map((file) => file.shown.length));
  const lines = files.map((file) => {
    const state = file.state === "written" ? "" : ` (${file.state})`;
    return `    ${file.shown.padEnd(width)}  ${countsText(file.counts, platform.table)}${state}`;
  });
  return [
    `Exported ${shown(exported.account.name)} (${platform.table.product}, ${shown(exported.account.id)}):`,
    "",
    ...lines,
    "",
    "Checked: planning these files shows no change.",
    ...(exported.findings.length === 0 ? [] : ["What is worth knowing follows."]),
    "",
    ...nextSteps(target, files, where.folder),
    "",
  ].join("\n");
}

function nextSteps(target: Target, files: readonly Written[], folder: string): string[] {
  if (target.config === null) return [`Next: cxroster plan -f ${folder}`];
  const listed = listedManifests(target);
  const others = [...listed].filter((path) => !files.some((file) => file.path === path));
  if (listed.size > others.length && others.length === 0) return ["Next: cxroster plan"];
  const now =
    others.length === 0 ? "" : ` instead of ${target.manifests.map((each) => each.pattern).join(", ")}`;
  return [
    `Next: in cxroster.yaml, let the target ${shown(target.name)} say \`manifests: [${folder}/*.yaml]\`${now}, then`,
    "    cxroster plan",
    "    cxroster apply   (nothing to do, but from then on the record knows these manifests)",
  ];
}

function countsText(counts: Written["counts"], table: KindTable): string {
  return table.kinds
    .filter((kind) => counts[kind.manifestKey] !== undefined)
    .map((kind) => count(counts[kind.manifestKey] ?? 0, words(kind.name), words(kind.manifestKey)))
    .join(", ");
}

/** `reasonLists` → `reason lists`. */
function words(name: string): string {
  return title(name).toLowerCase();
}

/** The shape is public. `files` hold their text where they were not written. */
export function exportData(account: Account, exported: Exported, written: readonly Written[] | null): object {
  return {
    target: account.target.name,
    platform: account.platform.table.platform,
    account: exported.account,
    files:
      written === null
        ? exported.files.map(({ path, counts, text }) => ({ path, counts, text }))
        : written.map(({ shown: path, counts, state }) => ({ path, counts, state })),
    findings: diagnosticsAsData(exported.findings),
  };
}
