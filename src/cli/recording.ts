/** What a run records besides its calls: whose hands it was in, the manifests, and everybody's access. */
import { hostname, userInfo } from "node:os";
import { canonicalJson } from "../kind/canonical.ts";
import { byCodePoint } from "../kind/code-points.ts";
import type { Entitlement } from "../kind/entitlement.ts";
import type { KindTable } from "../kind/table.ts";
import type { LedgerWriter } from "../ledger/ledger.ts";
import type { RecordedBy, RecordedManifest } from "../ledger/run-record.ts";
import { liveState } from "../plan/live-state.ts";
import type { Plan } from "../plan/plan.ts";
import { type Client, PlatformError } from "../platform/contract.ts";
import type { Context } from "./context.ts";
import type { ManifestFile } from "./manifests.ts";

/** Variables in which services tell who started a pipeline. */
const PIPELINE = ["GITHUB_ACTOR", "GITLAB_USER_LOGIN", "BITBUCKET_STEP_TRIGGERER_UUID", "BUILD_REQUESTEDFOR"];

/** Files a plan was made from, under the digest that the plan names them by. */
export interface Sources {
  readonly manifestDigest: string;
  readonly files: readonly ManifestFile[];
}

/** Keeps in the ledger what an auditor asks for later. Access that cannot be read is recorded as not read. */
export class Recording {
  readonly #context: Context;
  readonly #ledger: LedgerWriter;
  readonly #client: Client;
  readonly #table: KindTable;

  constructor(context: Context, ledger: LedgerWriter, client: Client, table: KindTable) {
    this.#context = context;
    this.#ledger = ledger;
    this.#client = client;
    this.#table = table;
  }

  /** Facts for the entry that starts the run. */
  async before(plan: Plan, sources: Sources | null): Promise<Record<string, unknown>> {
    const read = plan.steps.length === 0 ? null : await this.#access();
    return {
      by: recordedBy(this.#context, read?.caller ?? null),
      manifests: this.#manifests(plan, sources),
      access: read?.digest ?? null,
    };
  }

  /** An entry with everybody's access as it is now. */
  async after(run: string): Promise<void> {
    const read = await this.#access();
    this.#ledger.append(run, "access-read", { access: read?.digest ?? null });
  }

  /** Null where they are not at hand, or are other ones than the plan was made from. */
  #manifests(plan: Plan, sources: Sources | null): RecordedManifest[] | null {
    if (sources === null || sources.manifestDigest !== plan.manifestDigest) return null;
    return sources.files.map(({ path, bytes }) => {
      const text = this.#context.output.mask.text(new TextDecoder().decode(bytes));
      return { path, sha256: this.#ledger.keep("manifests", text) };
    });
  }

  async #access(): Promise<{ readonly digest: string; readonly caller: string | null } | null> {
    try {
      const live = await this.#client.readLive(new Map());
      const at = `${this.#context.io.now().toISOString().slice(0, 19)}Z`;
      const { state } = liveState(live, this.#table, at, new Map());
      const text = this.#context.output.mask.text(accessText(this.#table.access(state)));
      return { digest: this.#ledger.keep("access", text), caller: live.caller.email };
    } catch (thrown) {
      if (thrown instanceof PlatformError) return null;
      throw thrown;
    }
  }
}

/** Everybody's access as one canonical document: the same access gives the same bytes. */
function accessText(entitlements: readonly Entitlement[]): string {
  const people = new Map<string, object[]>();
  for (const { person, permission, on, when, via } of entitlements) {
    const own = people.get(person) ?? [];
    own.push({ permission, on, when, via });
    people.set(person, own);
  }
  const sorted = [...people].sort(([a], [b]) => byCodePoint(a, b));
  const rows = sorted.map(([person, own]) => ({
    person,
    access: own
      .map(canonicalJson)
      .sort(byCodePoint)
      .map((each) => JSON.parse(each) as object),
  }));
  return `${canonicalJson({ people: rows })}\n`;
}

function recordedBy({ io }: Context, caller: string | null): RecordedBy {
  const pipeline = PIPELINE.map((name) => io.env[name] ?? "").find((value) => value !== "");
  return { caller, user: userName(), host: hostname(), pipeline: pipeline ?? null };
}

/** A container may run as a number nobody has named. */
function userName(): string | null {
  try {
    return userInfo().username;
  } catch {
    return null;
  }
}
