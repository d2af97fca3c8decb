/** The manifest entries that would bring an undone change back: found, said, and edited when that is wanted. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Edit } from "../manifest/edit-yaml.ts";
import { editYaml } from "../manifest/edit-yaml.ts";
import { parseManifests } from "../manifest/parse-manifests.ts";
import type { Plan } from "../plan/plan.ts";
import type { Platform } from "../platform/contract.ts";
import { shown } from "../report/visible.ts";
import { type CollectionPlace, type Redo, redoEntries } from "../undo/redo.ts";
import type { Target } from "./config/target.ts";
import type { Context } from "./context.ts";
import { readBytes, writeAllWhole } from "./files.ts";
import { type Roster, readRoster, rosterOf } from "./roster.ts";

const ENTRIES_AT_MOST = 200;
const ERRORS_AT_MOST = 3;

/** What works against an undo, and the manifests in which it stands. */
export interface FoundRedo {
  readonly entries: readonly Redo[];
  readonly roster: Roster;
}

/** Null where no manifests are at hand or they have errors. */
export async function findRedo(
  context: Context,
  target: Target,
  platform: Platform,
  files: readonly string[],
  undo: Plan,
): Promise<FoundRedo | null> {
  if (files.length === 0 && target.manifests.length === 0) return null;
  const { value } = await readRoster(context, files, target);
  if (value === null || value.platform !== platform) return null;
  const entries = redoEntries(undo, value.graph, platform.table, collectionPlaces(context, value));
  return { entries, roster: value };
}

function collectionPlaces({ io }: Context, roster: Roster): (kind: string) => CollectionPlace | null {
  const parsed = parseManifests(roster.files, [roster.platform.table], {
    environment: io.env,
    readFile: (path) => readBytes(resolve(io.cwd, path)),
  });
  const places = new Map<string, CollectionPlace>();
  for (const { kind, at, exclude } of parsed.value.flatMap((document) => document.collections)) {
    const known = places.get(kind.name);
    places.set(kind.name, { at: known?.at ?? at, exclude: [...(known?.exclude ?? []), ...exclude] });
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

/**
 * Edits the files, all of them or none; what they would say is read and checked before anything is written. Throws
 * what the system says, and what is wrong with the edited manifests.
 */
export function writeRedo({ io }: Context, { entries: found, roster }: FoundRedo): Rewritten {
  const byHand: Redo[] = [];
  const edited = new Map<string, string>();
  for (const [file, entries] of Map.groupBy(found, (each) => each.at.file)) {
    const edits = new Map(
      entries.flatMap((each): [Edit, Redo][] =>
        each.edit === null ? [] : [[{ ...each.edit, at: each.at }, each]],
      ),
    );
    byHand.push(...entries.filter((each) => each.edit === null));
    const before = unchangedText(resolve(io.cwd, file), file, roster);
    const { text, left } = editYaml(before, [...edits.keys()]);
    byHand.push(...left.flatMap((edit) => edits.get(edit) ?? []));
    if (text !== before) edited.set(file, text);
  }
  refuseInvalid(io, roster, edited);
  writeAllWhole([...edited].map(([file, text]) => ({ path: resolve(io.cwd, file), text })));
  return { files: [...edited.keys()], byHand };
}

/** The text of a file, which must be the one that the places were found in. */
function unchangedText(path: string, file: string, { files }: Roster): string {
  const bytes = readFileSync(path);
  const read = files.find((each) => each.path === file)?.bytes;
  if (read === undefined || !bytes.equals(read)) throw new Error(`${file} was changed meanwhile`);
  return bytes.toString("utf8");
}

/** Throws where the manifests would not hold together once they are edited. */
function refuseInvalid(
  io: Context["io"],
  { files, platform }: Roster,
  edited: ReadonlyMap<string, string>,
): void {
  const after = files.map(({ path, bytes }) => {
    const text = edited.get(path);
    return { path, bytes: text === undefined ? bytes : new TextEncoder().encode(text) };
  });
  const { value, diagnostics } = rosterOf({ value: after, diagnostics: [] }, io, platform.table.platform);
  if (value !== null) return;
  const errors = diagnostics.filter((each) => each.severity === "error").slice(0, ERRORS_AT_MOST);
  const words = errors.map(({ at, message }) => (at === null ? message : `${at.file}:${at.line} ${message}`));
  throw new Error(`they would be invalid: ${words.join("; ")}`);
}
