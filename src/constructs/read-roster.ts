/** Manifest files → the graph as it stands at a moment, with the checks of the command line. */
import { readMatching } from "../cli/manifests.ts";
import { type Surroundings as Outside, rosterOf } from "../cli/roster.ts";
import { type Diagnostic, failedForGood } from "../diagnostic/diagnostic.ts";
import { type Settled, settle } from "../graph/settle.ts";
import { ManifestError } from "./manifest-error.ts";
import { type Vocabulary, vocabularyOf } from "./vocabulary.ts";

export interface Surroundings extends Outside {
  /** RFC 3339 UTC. */
  readonly at: string;
}

export interface ReadRoster {
  readonly vocabulary: Vocabulary;
  readonly settled: Settled;
  /** Everything that was said and is no error, sorted by nothing. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Throws a ManifestError with every problem of every file. */
export function readRoster(manifests: readonly string[], surroundings: Surroundings): ReadRoster {
  const { value, diagnostics } = rosterOf(readMatching(manifests, surroundings.cwd), surroundings);
  if (value === null || failedForGood(diagnostics)) throw new ManifestError(diagnostics);
  const { platform, graph } = value;
  const settled = settle(graph, platform.table, surroundings.at);
  return { vocabulary: vocabularyOf(platform), settled, diagnostics };
}
