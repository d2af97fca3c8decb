/** Invitations that have not been accepted, and where each of them stands. */
import { byCodePoint } from "../kind/code-points.ts";
import type { Entitlement } from "../kind/entitlement.ts";
import { INVITATION_STATES, type InvitationState } from "../kind/kind.ts";
import { objectsOf, type State, type StateObject } from "../kind/state.ts";
import type { KindTable } from "../kind/table.ts";

export interface OpenInvitation {
  /** Key of the person. */
  readonly person: string;
  /** `pending`: none was sent yet. `invited`: sent and not accepted. `expired`: sent, and no longer good. */
  readonly state: InvitationState;
}

/**
 * People who get access only once they accept, sorted. Whoever is let in without accepting, or is disabled, waits for
 * nothing and is left out. A platform that does not tell where an invitation stands counts as having sent it.
 *
 * @param entitlements what `table.access(state)` gave.
 */
export function openInvitations(
  state: State,
  table: KindTable,
  entitlements: readonly Entitlement[],
): OpenInvitation[] {
  const waiting = new Set<string>();
  for (const each of entitlements) if (each.when === "on-acceptance") waiting.add(each.person);
  for (const each of entitlements) if (each.when === "now") waiting.delete(each.person);
  const states = new Map<string, InvitationState>();
  for (const kind of table.kinds) {
    if (kind.pending === undefined) continue;
    for (const person of objectsOf(state, kind.name)) {
      if (waiting.has(person.key)) states.set(person.key, stateOf(person, kind.pending.state));
    }
  }
  const people = [...waiting].sort(byCodePoint);
  return people.map((person) => ({ person, state: states.get(person) ?? "invited" }));
}

function stateOf(person: StateObject, attribute: string | undefined): InvitationState {
  const told = attribute === undefined ? undefined : person.attributes[attribute];
  return INVITATION_STATES.find((each) => each === told) ?? "invited";
}
