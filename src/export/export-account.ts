/** A live account → manifests that plan empty at once. Pure: the same account gives the same bytes. */
import { type Diagnostic, diagnose } from "../diagnostic/diagnostic.ts";
import { childKinds, type Kind } from "../kind/kind.ts";
import type { Account, Live } from "../kind/state.ts";
import { type KindTable, rootOf } from "../kind/table.ts";
import { liveState } from "../plan/live-state.ts";
import { type Choice, type Chosen, choose } from "./choose.ts";
import { DocumentWriter } from "./document.ts";
import { EntryWriter, type Repairs, type Unsaid } from "./entry.ts";
import { adoptedRemarks, findingsOf, headOf } from "./notes.ts";
import { type Obstacle, type Proof, prove } from "./prove.ts";

/** Each try takes out what the one before it showed to be in the way; more are never needed. */
const TRIES_AT_MOST = 8;

export interface ExportOptions {
  /** RFC 3339 UTC; trials and licenses are looked at by it. */
  readonly at: string;
  /** Manifest keys of the collections to write; null for all. */
  readonly only: ReadonlySet<string> | null;
  /** Also objects that are disabled where removing means disabling. */
  readonly withDisabled: boolean;
  /** Attributes of people that were left unread because each costs a call. */
  readonly skipped: readonly string[];
  /** Schema comment of a file; null for none. */
  readonly schema: string | null;
  /** One file for everything instead of one for each collection. */
  readonly together: boolean;
}

export interface ExportedFile {
  /** `users.yaml`. */
  readonly path: string;
  readonly text: string;
  /** Objects in it, by manifest key. */
  readonly counts: { readonly [manifestKey: string]: number };
}

export interface Exported {
  readonly account: Account;
  readonly files: readonly ExportedFile[];
  readonly findings: readonly Diagnostic[];
  /** Reasons why planning the files would not be empty; empty when it is, which was tried. */
  readonly unproven: readonly string[];
}

interface Try {
  readonly files: readonly (ExportedFile & { readonly writer: DocumentWriter })[];
  readonly unsaid: readonly Unsaid[];
}

export function exportAccount(live: Live, table: KindTable, options: ExportOptions): Exported {
  const exporter = new Exporter(live, table, options);
  return exporter.run();
}

class Exporter {
  readonly #live: Live;
  readonly #table: KindTable;
  readonly #options: ExportOptions;
  readonly #choice: Choice;
  readonly #state;
  readonly #ignored = new Set<string>();
  readonly #dropped = new Set<string>();
  readonly #lost: Diagnostic[] = [];

  constructor(live: Live, table: KindTable, options: ExportOptions) {
    this.#live = live;
    this.#table = table;
    this.#options = options;
    this.#state = liveState(live, table, options.at, new Map()).state;
    this.#choice = choose(this.#state, table, options.withDisabled);
  }

  run(): Exported {
    let tried = this.#write(new Map());
    let proof = this.#prove(tried);
    for (let turn = 1; turn < TRIES_AT_MOST && proof.obstacles.length > 0; turn++) {
      if (!this.#repair(tried, proof.obstacles)) break;
      tried = this.#write(new Map());
      proof = this.#prove(tried);
    }
    const remarks = adoptedRemarks(proof.adopted, (file, line) => subjectAt(tried, file, line));
    if (remarks.size > 0) {
      tried = this.#write(remarks);
      proof = this.#prove(tried);
    }
    return {
      account: this.#live.account ?? { id: "", name: "" },
      files: tried.files.map(({ path, text, counts }) => ({ path, text, counts })),
      findings: [...this.#findings(tried.unsaid, proof), ...this.#lost],
      unproven: proof.obstacles.map((each) => each.message),
    };
  }

  #findings(unsaid: readonly Unsaid[], proof: Proof): Diagnostic[] {
    const skipped = new Set(this.#options.skipped);
    const surprising = unsaid.filter(
      ({ kind, path, why }) => why !== "unknown" || !skipped.has(`${kind}.${path}`),
    );
    return findingsOf(surprising, proof, this.#live, this.#choice, this.#table);
  }

  #prove(tried: Try): Proof {
    return prove(tried.files, this.#live, this.#table, this.#options.at);
  }

  #write(remarks: ReadonlyMap<string, readonly string[]>): Try {
    const repairs: Repairs = { ignored: this.#ignored, dropped: this.#dropped };
    const partial = (kind: string) => mayBeMissing(this.#live, kind);
    const entries = new EntryWriter(this.#state, this.#table, repairs, partial);
    const chosen = this.#choice.chosen.filter((each) => !this.#ignored.has(idOf(each)));
    const { schema } = this.#options;
    const layout = { platform: this.#table.platform, schema, partial, remarks };
    const parts = this.#parts();
    const groups = this.#options.together ? [parts] : parts.map((part) => [part]);
    const files = groups.map((kinds) => {
      const writer = new DocumentWriter(layout, entries, chosen, this.#table.kinds);
      const all = kinds.flatMap((kind) => withInner(kind, this.#table));
      writer.head(headOf(all, this.#table, this.#live, this.#choice, this.#options.skipped));
      for (const kind of kinds) writer.part(kind);
      writer.ignore(kinds, this.#ignored);
      const path = `${this.#options.together ? "account" : (kinds[0]?.manifestKey ?? "")}.yaml`;
      return { path, text: writer.text.toString(), counts: countsOf(all, chosen), writer };
    });
    return { files, unsaid: entries.unsaid };
  }

  /** Kinds that stand at the top and were asked for. */
  #parts(): Kind[] {
    const root = rootOf(this.#table);
    const { only } = this.#options;
    return this.#table.kinds.filter((kind) => {
      if (kind.parents !== undefined && kind !== root) return false;
      return only === null || only.has(kind.manifestKey);
    });
  }

  /** Takes out what is in the way; false where nothing can be taken out. */
  #repair(tried: Try, obstacles: readonly Obstacle[]): boolean {
    let repaired = false;
    for (const obstacle of obstacles) {
      const subject = "id" in obstacle ? obstacle : subjectAt(tried, obstacle.file, obstacle.line);
      if (subject === null) continue;
      repaired = this.#takeOut(subject.id, subject.path, obstacle.message) || repaired;
    }
    return repaired;
  }

  #takeOut(id: string, path: string, message: string): boolean {
    const chosen = this.#choice.chosen.find((each) => idOf(each) === id);
    if (chosen === undefined || this.#ignored.has(id)) return false;
    const leaf = chosen.kind.leaves.get(path);
    const drop = `${id} ${path}`;
    const mustSay = leaf === undefined || leaf.required === true || chosen.kind.identity.includes(path);
    if (chosen.kind.root === true && mustSay) return false;
    if (!mustSay && !this.#dropped.has(drop)) this.#dropped.add(drop);
    else this.#ignored.add(id);
    this.#lost.push(leftOut(chosen, mustSay ? null : path, message));
    return true;
  }
}

/** A kind and those whose objects stand inside it, at any depth. */
function withInner(kind: Kind, table: KindTable): Kind[] {
  const found = new Set([kind]);
  for (const each of found) for (const inner of childKinds(table.kinds, each)) found.add(inner);
  return [...found];
}

function mayBeMissing({ partial, partialKinds }: Live, kind: string): boolean {
  return partialKinds === undefined ? partial.length > 0 : partialKinds.includes(kind);
}

function leftOut({ kind, object }: Chosen, path: string | null, message: string): Diagnostic {
  const name = String(object.attributes[kind.identity.at(-1) ?? "name"] ?? object.key);
  const what = path === null ? `the ${kind.name} "${name}"` : `${path} of the ${kind.name} "${name}"`;
  const instead =
    path === null ? "no manifest can hold it, so it stands under `ignore`" : "it is not exported";
  return diagnose({
    code: "export-left-out",
    severity: "warning",
    message: `${what}: ${instead} (${message})`,
    fix: "mend it on the platform and export again, or look after it there",
  });
}

function subjectAt({ files }: Try, path: string, line: number) {
  return files.find((file) => file.path === path)?.writer.text.subjectOf(line) ?? null;
}

function idOf({ kind, object }: Chosen): string {
  return `${kind.name}:${object.key}`;
}

function countsOf(kinds: readonly Kind[], chosen: readonly Chosen[]): { [manifestKey: string]: number } {
  const counts: { [manifestKey: string]: number } = {};
  for (const kind of kinds) {
    counts[kind.manifestKey] = chosen.filter((each) => each.kind === kind).length;
  }
  return counts;
}
