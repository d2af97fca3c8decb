/** What objects stand inside: the attribute `parent` of kinds that have containers, by id or by path. */
import { nodeId } from "../graph/node.ts";
import { fold } from "../kind/identity.ts";
import { type Kind, keyOfWritten, PARENT } from "../kind/kind.ts";
import type { LiveObject, StateObject } from "../kind/state.ts";
import { kindOf } from "../kind/table.ts";
import { Refusal } from "./diagnostics.ts";
import {
  type SchemaAttribute,
  type TerraformObject,
  type TerraformValue,
  UNKNOWN,
} from "./protocol/provider.ts";
import type { Session } from "./session.ts";

/** The container of an object that is configured. */
export interface Place {
  /** Id of its node. */
  readonly id: string;
  readonly key: string;
  readonly label: string;
  readonly live: LiveObject;
}

export function parentAttribute(kind: Kind, role: "resource" | "data"): SchemaAttribute[] {
  if (kind.parents === undefined) return [];
  const what = `The ${kind.parents.join(" or ")} it stands in, by id or by path (names joined with \`/\`, written \`\\/\` inside a name).`;
  return role === "resource"
    ? [
        {
          name: PARENT,
          type: "string",
          description: `${what} A changed one makes a new resource.`,
          required: true,
        },
      ]
    : [{ name: PARENT, type: "string", description: what, optional: true, computed: true }];
}

/** The member as it is configured or stored; empty for kinds without containers. */
export function parentMember(
  kind: Kind,
  object: TerraformObject | null,
): { readonly parent?: TerraformValue } {
  return kind.parents === undefined ? {} : { [PARENT]: object?.[PARENT] ?? null };
}

/** True where another container is configured, or may turn out to be one. */
export function movesTo(kind: Kind, prior: TerraformObject, config: TerraformObject): boolean {
  if (kind.parents === undefined) return false;
  const [was, is] = [prior[PARENT], config[PARENT]];
  return is === UNKNOWN || fold(String(was)) !== fold(String(is));
}

/**
 * The configuration with its parent spelled as in the state, where an id and a path mean the same node. Nothing is read
 * unless they are spelled differently; where one of them means no node, the configuration stays as it is.
 */
export async function inSpellingOf(
  open: () => Session,
  kind: Kind,
  prior: TerraformObject | null,
  config: TerraformObject | null,
): Promise<TerraformObject | null> {
  if (prior === null || config === null || kind.parents === undefined) return config;
  if (config[PARENT] === UNKNOWN || !movesTo(kind, prior, config)) return config;
  const session = open();
  const [was, is] = await Promise.all([prior, config].map((each) => placeIfAny(session, kind, each)));
  const isSame = was !== null && was?.live.id === is?.live.id;
  return isSame ? { ...config, [PARENT]: prior[PARENT] ?? null } : config;
}

/** Null for a parent that does not exist. What cannot be read is no answer, and thrown on. */
async function placeIfAny(session: Session, kind: Kind, object: TerraformObject): Promise<Place | null> {
  try {
    return await placeOf(session, kind, object);
  } catch (thrown) {
    if (thrown instanceof Refusal) return null;
    throw thrown;
  }
}

/** Finds the container; null for kinds without one. An unknown one throws a Refusal. */
export async function placeOf(session: Session, kind: Kind, wanted: TerraformObject): Promise<Place | null> {
  if (kind.parents === undefined) return null;
  const written = String(wanted[PARENT] ?? "");
  for (const name of kind.parents) {
    const live =
      (await session.reads.held(name, written)) ??
      (await session.reads.find(name, keyOfWritten(kindOf(session.platform.table, name), written)));
    if (live?.present !== true) continue;
    const state = await session.reads.stateOf([live]);
    const key = [...(state.objects.get(name)?.values() ?? [])].find((each) => each.id === live.id)?.key ?? "";
    return { id: nodeId(name, key), key, label: key, live };
  }
  const rule = kind.parentsRule === undefined ? "" : ` (${kind.parentsRule})`;
  const detail = `There is no ${kind.parents.join(" or ")} "${written}" in the account.${rule}\nIf a resource of this configuration makes it, name it by reference, so that it is made first.`;
  throw new Refusal("Unknown parent", detail, [PARENT]);
}

/** The container of a live object in the spelling of `before` where that means it, else by id. */
export function parentOf(
  session: Session,
  kind: Kind,
  live: LiveObject,
  object: StateObject,
  before: TerraformObject | null,
): { readonly parent?: TerraformValue } {
  if (kind.parents === undefined) return {};
  const written = before?.[PARENT];
  if (typeof written === "string" && object.parent !== undefined) {
    const key = keyOfWritten(kindOf(session.platform.table, object.parent.kind), written);
    if (written === live.parent || key === object.parent.key) return { [PARENT]: written };
  }
  return { [PARENT]: live.parent ?? null };
}
