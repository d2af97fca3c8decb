/** The manifest entries that would bring an undone change back: found, said, and edited when that is wanted. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Location } from "../diagnostic/diagnostic.ts";
import type { Edit } from "../manifest/edit-yaml.ts";
import { editYaml } from "../manifest/edit-yaml.ts";
import { parseManifests } from "../manifest/parse-manifests.ts";
import type { Plan } from "../plan/plan.ts";
import type { Platform } from "../platform/contract.ts";
import { shown } from "../report/visible.ts";
import { type Redo, redoEntries } from "../undo/redo.ts";
import type { Target } from "./config/target.ts";
import type { Context } from "./context.ts";
import { readBytes, writeAllWhole } from "./files.ts";
import { type Roster, readRoster } from "./roster.ts";

const ENTRIES_AT_MOST = 200;

/** Null where no manifests are at hand or they have errors. */
export async function findRedo(
  context: Context,
  target: Target,
  platform: Platform,
  files: readonly string[],
  undo: Plan,
): Promise<readonly Redo[] | null> {
  if (files.length === 0 && target.manifests.length === 0) return null;
  const { value } = await readRoster(context, files, target);
  if (value === null || value.platform !== platform) return null;
  return redoEntries(undo, value.graph, platform.table, collectionPlaces(context, value));
}

function collectionPlaces({ io }: Context, roster: Roster): (kind: string) => Location | null {
  const parsed = parseManifests(roster.files, [roster.platform.table], {
    environment: io.env,
    readFile: (path) => readBytes(resolve(io.cwd, path)),
  });
  const places = new Map<string, Location>();
  for (const collection of parsed.value.flatMap((document) => document.collections)) {
    if (!places.has(collection.kind.name)) places.set(collection.kind.name, collection.at);
  }
  return (kind) => places.get(kind) ?? null;
}

/** Ends with a newline. */
export function renderRedo(found: readonly Redo[] | null): string {
  if (found === null)
    return "The manifests are not at hand: what they say may bring the undone changes back.\n";
  if (found.length === 0) return "No manifest entry would bring the undone changes back.\n";
  const head = "These manifest entries would bring the undone changes back with the next apply:";
  const lines = found
    .slice(0, ENTRIES_AT_MOST)
    .map(({ at, text }) => `  ${shown(at.file)}:${at.line} ${shown(text, 300)}`);
  const left = found.length - lines.length;
  return `${[head, ...lines, ...(left > 0 ? [`  and ${left} more`] : [])].join("\n")}\n`;
}

export interface Rewritten {
  /** Files that were written. */
  readonly files: readonly string[];
  /** Entries that are left for a person. */
  readonly byHand: readonly Redo[];
}

/** Edits the files, all of them or none: each is written beside itself first. Throws what the system says. */
export function writeRedo({ io }: Context, found: readonly Redo[]): Rewritten {
  const byFile = Map.groupBy(found, (each) => each.at.file);
  const byHand: Redo[] = [];
  const written: { readonly file: string; readonly path: string; readonly text: string }[] = [];
  for (const [file, entries] of byFile) {
    const path = resolve(io.cwd, file);
    const edits = new Map(
      entries.flatMap((each): [Edit, Redo][] =>
        each.edit === null ? [] : [[{ ...each.edit, at: each.at }, each]],
      ),
    );
    byHand.push(...entries.filter((each) => each.edit === null));
    const before = readFileSync(path, "utf8");
    const { text, left } = editYaml(before, [...edits.keys()]);
    byHand.push(...left.flatMap((edit) => edits.get(edit) ?? []));
    if (text !== before) written.push({ file, path, text });
  }
  writeAllWhole(written);
  return { files: written.map((each) => each.file), byHand };
}
