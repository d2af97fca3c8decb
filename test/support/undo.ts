/** Runs with a ledger, and their undoing, without the command line. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Run } from "../../src/apply/outcome.ts";
import { type Live, linksOf, objectsOf } from "../../src/kind/state.ts";
import { openLedger } from "../../src/ledger/ledger.ts";
import { readSteps } from "../../src/ledger/recorded-steps.ts";
import { liveState } from "../../src/plan/live-state.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { DEFAULT_POLICY } from "../../src/plan/policy.ts";
import { makeUndoPlan, type UndoPlan, undoNeeds } from "../../src/undo/make-undo-plan.ts";
import type { Rehearsal } from "./rehearsal.ts";

const TARGET = "rehearsal";

export class Past {
  readonly folder = mkdtempSync(join(tmpdir(), "cxroster-undo-"));
  readonly rehearsal: Rehearsal;

  constructor(rehearsal: Rehearsal) {
    this.rehearsal = rehearsal;
  }

  async apply(plan: Plan, client = this.rehearsal.connect()): Promise<Run> {
    const ledger = openLedger(this.folder, TARGET, () => new Date().toISOString());
    try {
      return await this.rehearsal.apply(plan, { ledger, client });
    } finally {
      ledger.close();
    }
  }

  async undo(
    past: Plan,
    run: string,
    options: {
      readonly allow?: readonly string[];
      readonly allowInvitations?: boolean;
      /** What another caller would see. */
      readonly seen?: (live: Live) => Live;
    } = {},
  ): Promise<UndoPlan> {
    const { platform, account } = this.rehearsal;
    const read = await this.rehearsal.connect().readLive(undoNeeds(past, platform.table));
    const live = options.seen?.(read) ?? read;
    const { value, diagnostics } = makeUndoPlan({
      run,
      past,
      recorded: readSteps(this.folder, TARGET, run),
      allowInvitations: options.allowInvitations ?? false,
      tool: "cxroster test",
      live,
      table: platform.table,
      target: { name: TARGET, endpoint: account.endpoint },
      policy: DEFAULT_POLICY,
      evaluatedAt: `${new Date().toISOString().slice(0, 19)}Z`,
      allow: options.allow ?? [],
      remembered: null,
      findings: [],
    });
    if (value === null)
      throw new Error(diagnostics.map((each) => `${each.code}: ${each.message}`).join("\n"));
    return value;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Everything a manifest could declare of an account, by `kind:key`; ids never count. */
export async function declarableState(
  rehearsal: Rehearsal,
  needs = new Map<string, Set<string>>(),
): Promise<Record<string, Record<string, unknown>>> {
  const { table } = rehearsal.platform;
  const live = await rehearsal.connect().readLive(needs);
  const { state } = liveState(live, table, new Date().toISOString(), new Map());
  const found: Record<string, Record<string, unknown>> = {};
  for (const kind of table.kinds) {
    for (const object of objectsOf(state, kind.name)) {
      if (!object.present) continue;
      const own: Record<string, unknown> = {};
      for (const [path, leaf] of kind.leaves) {
        if (leaf.readOnly === true || object.attributes[path] === undefined) continue;
        own[path] =
          leaf.type === "links"
            ? linksOf(object, path)
                .map((link) => JSON.stringify(link))
                .sort()
            : object.attributes[path];
      }
      found[`${kind.name}:${object.key}`] = own;
    }
  }
  return found;
}
