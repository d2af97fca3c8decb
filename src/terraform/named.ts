/** The objects a configuration names. */
import { didYouMean } from "../diagnostic/suggest.ts";
import type { Node } from "../graph/node.ts";
import type { LinksAttribute, ReferenceAttribute } from "../kind/attribute.ts";
import { fold, textOfKey } from "../kind/identity.ts";
import type { Kind } from "../kind/kind.ts";
import type { Caller, LiveObject } from "../kind/state.ts";
import { allKinds } from "../kind/table.ts";
import { pathOf, Refusal } from "./diagnostics.ts";
import type { Session } from "./session.ts";
import { isImplicit } from "./validate.ts";

/** Everything a node refers to, and the caller where one is given. An unknown name throws a Refusal. */
export async function namedBy(
  session: Session,
  kind: Kind,
  node: Node,
  caller: Caller | undefined,
): Promise<LiveObject[]> {
  const found: LiveObject[] = [];
  for (const [path, leaf] of kind.leaves) {
    if (leaf.type === "reference") {
      const key = node.attributes[path];
      if (typeof key === "string") found.push(...(await resolve(session, leaf, key, textOfKey(key), path)));
    } else if (leaf.type === "links") {
      for (const entry of node.links[path]?.entries ?? []) {
        if (isImplicit(leaf, entry.to)) continue;
        found.push(...(await resolve(session, leaf, entry.to, entry.written, path)));
      }
    }
  }
  return [...found, ...(await person(session, caller))];
}

async function resolve(
  session: Session,
  leaf: ReferenceAttribute | LinksAttribute,
  key: string,
  written: string,
  path: string,
): Promise<LiveObject[]> {
  const provided = leaf.type === "reference" && leaf.also?.some((name) => fold(name) === key) === true;
  const found = await session.reads.find(leaf.to, key, provided ? undefined : written);
  if (found?.present === true) return [found];
  if (provided) return elsewhere(session, leaf.to, key);
  throw await unknown(session, leaf, written, path);
}

/** A name the platform provides may be an object of another kind, or none at all. */
async function elsewhere(session: Session, to: string, key: string): Promise<LiveObject[]> {
  for (const kind of allKinds(session.platform.table)) {
    if (kind.name === to || kind.person === true) continue;
    const found = await session.reads.find(kind.name, key);
    if (found !== null) return [found];
  }
  return [];
}

async function unknown(
  session: Session,
  leaf: ReferenceAttribute | LinksAttribute,
  written: string,
  path: string,
): Promise<Refusal> {
  const rule = leaf.unknownRule ?? leaf.rule;
  const objects = (await session.reads.all(leaf.to)).filter((each) => each.present);
  const names = objects.flatMap((each) => [each.attributes.name, each.attributes.email]);
  const near = didYouMean(
    written,
    names.filter((name) => typeof name === "string"),
  );
  const code = rule === undefined ? "" : ` (${rule})`;
  const detail = `There is no ${leaf.to} "${written}" in the account.${near}${code}\nIf a resource of this configuration makes it, name it by reference, so that it is made first.`;
  return new Refusal(`Unknown ${leaf.to}`, detail, pathOf(path));
}

async function person(session: Session, caller: Caller | undefined): Promise<LiveObject[]> {
  if (caller?.email === undefined || caller.email === null) return [];
  for (const kind of session.platform.table.kinds) {
    const found = kind.person === true ? await session.reads.find(kind.name, caller.email) : null;
    if (found !== null) return [found];
  }
  return [];
}
