/** Objects by what people call them, or by id. */
import { fold, joinKey } from "../kind/identity.ts";
import { type Kind, keyOfWritten } from "../kind/kind.ts";
import type { LiveObject } from "../kind/state.ts";
import type { Session } from "./session.ts";

const BY_ID = "id:";

/** The object of a written name, of `id:` and an id, or of an id alone; null where there is none. */
export async function findByName(session: Session, kind: Kind, name: string): Promise<LiveObject | null> {
  if (name.startsWith(BY_ID)) return session.reads.get(kind.name, name.slice(BY_ID.length));
  if (kind.root === true) return rootByName(session, kind, name);
  const found = await session.reads.find(kind.name, keyOfWritten(kind, name));
  return found ?? (await session.reads.held(kind.name, name));
}

async function rootByName(session: Session, kind: Kind, name: string): Promise<LiveObject | null> {
  const account = await session.client.account();
  if (account === null) return null;
  const names = [account.name, kind.name].map(fold);
  const isMeant = account.id === name || names.includes(fold(name)) || joinKey([name]) === "";
  return isMeant ? session.reads.get(kind.name, account.id) : null;
}
