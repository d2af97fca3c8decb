/** The two ends of a link, found by ids or by names. */
import { splitKey } from "../kind/identity.ts";
import { type Kind, keyOfWritten } from "../kind/kind.ts";
import { linksOf, type State, type StateObject } from "../kind/state.ts";
import type { Link } from "../kind/value.ts";
import type { LinkEntry } from "./catalog.ts";
import { joinWritten } from "./declare.ts";
import { Refusal } from "./diagnostics.ts";
import { findByName } from "./find-by-name.ts";
import type { TerraformObject } from "./protocol/provider.ts";
import { endsOf } from "./schema.ts";
import type { Session } from "./session.ts";
import { objectOf } from "./state-object.ts";

/** The two ends of a link and the state they are known in. */
export interface Ends {
  readonly owner: StateObject;
  readonly target: StateObject;
  readonly state: State;
}

export async function endsById(entry: LinkEntry, session: Session, id: string): Promise<Ends | null> {
  const [ownerId = "", targetId = ""] = id.split("/").map(decodeURIComponent);
  return endsOfIds(entry, session, ownerId, targetId);
}

async function endsOfIds(
  entry: LinkEntry,
  session: Session,
  ownerId: string,
  targetId: string,
): Promise<Ends | null> {
  const { reads } = session;
  const listed = await reads.get(entry.kind.name, ownerId);
  const target = await reads.get(entry.target.name, targetId);
  if (listed === null || target === null || !listed.present || !target.present) return null;
  const owner = await session.reads.whole(listed, entry.leaf.costly === true ? [entry.path] : []);
  const state = await reads.stateOf([owner, target]);
  return { owner: objectOf(state, owner), target: objectOf(state, target), state };
}

export function heldLink(entry: LinkEntry, { owner, target }: Ends): Link | undefined {
  return linksOf(owner, entry.path).find((link) => link.to === target.key);
}

export async function endsByName(entry: LinkEntry, wanted: TerraformObject, session: Session): Promise<Ends> {
  const names = endsOf(entry);
  const owner = await endByName(session, entry.kind, String(wanted[names.owner]), names.owner);
  const target = await endByName(session, entry.target, String(wanted[names.target]), names.target);
  const ends = await endsOfIds(entry, session, owner, target);
  if (ends === null) throw new Refusal("It is gone", "One end of the link does not exist any more.");
  return ends;
}

async function endByName(session: Session, kind: Kind, written: string, at: string): Promise<string> {
  const found = await session.reads.find(kind.name, keyOfWritten(kind, written), written);
  if (found?.present === true) return found.id;
  const detail = `There is no ${kind.name} "${written}" in the account. If a resource of this configuration makes it, name it by reference, so that it is made first.`;
  throw new Refusal(`Unknown ${kind.name}`, detail, [at]);
}

export async function endsByWritten(entry: LinkEntry, name: string, session: Session): Promise<Ends | null> {
  const parts = splitKey(name);
  const ownerParts = parts.slice(0, entry.kind.identity.length);
  const targetParts = parts.slice(entry.kind.identity.length);
  if (targetParts.length !== entry.target.identity.length) return null;
  const owner = await findByName(session, entry.kind, joinWritten(ownerParts));
  const target = await findByName(session, entry.target, joinWritten(targetParts));
  return owner === null || target === null ? null : endsOfIds(entry, session, owner.id, target.id);
}
