/** Removes one object, as far as the platform can. */
import { nodeId } from "../graph/node.ts";
import { literalPattern } from "../kind/identity.ts";
import type { Kind } from "../kind/kind.ts";
import type { State, StateObject } from "../kind/state.ts";
import type { KindTable } from "../kind/table.ts";
import type { Draft } from "../plan/draft.ts";
import { draftRemovals } from "../plan/draft-removals.ts";
import { answer } from "./apply-answer.ts";
import { carryOut } from "./carry-out.ts";
import type { KindEntry } from "./catalog.ts";
import { labelOf } from "./declare.ts";
import { warning } from "./diagnostics.ts";
import { protection } from "./plan-kind.ts";
import type { ApplyRequest, ResourceResult } from "./protocol/provider.ts";
import type { Session } from "./session.ts";
import { objectOf } from "./state-object.ts";

export async function destroy(
  entry: KindEntry,
  request: ApplyRequest,
  session: Session,
): Promise<ResourceResult> {
  const { kind } = entry;
  const prior = request.prior ?? {};
  if (kind.removal.effect === "never") return answer(request, null);
  const refusal = protection(kind, prior);
  if (refusal !== null) return answer(request, prior, [refusal]);
  const live = await session.reads.get(kind.name, String(prior.id));
  if (live === null || !live.present) return answer(request, null);
  if (kind.defaultFlag !== undefined && live.attributes[kind.defaultFlag] === true) {
    const detail = `The ${kind.name} ${labelOf(kind, prior)} belongs to every account; it is only forgotten here.`;
    return answer(request, null, [warning("It stays on the platform", detail)]);
  }
  const state = await session.reads.stateOf([live]);
  const draft = removal(kind, session.platform.table, state, objectOf(state, live));
  if (draft === null) return answer(request, null);
  const done = await carryOut(session, draft, state, live, new Map());
  if (done.failure !== null) return answer(request, prior, [done.failure]);
  return answer(request, null);
}

/** The draft of a removal; null where the object counts as removed already. */
function removal(kind: Kind, table: KindTable, state: State, object: StateObject): Draft | null {
  const scope = {
    kind: kind.name,
    parent: object.parent === undefined ? null : nodeId(object.parent.kind, object.parent.key),
    mode: "partial" as const,
    exclude: [literalPattern(object.key)],
  };
  const graph = { platform: table.platform, nodes: [], scopes: [scope], ignore: {}, digest: "" };
  const only: State = { ...state, objects: new Map([[kind.name, new Map([[object.key, object]])]]) };
  const drafts = draftRemovals(graph, table, only, new Set(), () => () => false, []);
  return drafts.find((draft) => draft.key === object.key) ?? null;
}
