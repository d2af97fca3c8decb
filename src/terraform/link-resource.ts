/** The resource that is one link: read, planned, made and taken beside links it knows nothing of. */

import { canonicalJson } from "../kind/canonical.ts";
import { type Kind, keyOfWritten } from "../kind/kind.ts";
import { linksOf } from "../kind/state.ts";
import type { Link, Value } from "../kind/value.ts";
import type { LinkDelta } from "../plan/compare.ts";
import type { Draft } from "../plan/draft.ts";
import { carryOut } from "./carry-out.ts";
import type { LinkEntry } from "./catalog.ts";
import { isKnown, ownAttributes } from "./declare.ts";
import { fromError, Refusal } from "./diagnostics.ts";
import { type Ends, endsById, endsByName, endsByWritten, heldLink } from "./link-ends.ts";
import { snakeCase } from "./names.ts";
import {
  type ApplyRequest,
  type AttributePath,
  type PlanRequest,
  type PlanResult,
  type ReadRequest,
  type ResourceResult,
  type TerraformObject,
  type TerraformValue,
  UNKNOWN,
} from "./protocol/provider.ts";
import { nameOf } from "./render.ts";
import { endsOf } from "./schema.ts";
import type { Session } from "./session.ts";

export function planLink(entry: LinkEntry, request: PlanRequest): PlanResult {
  const { prior, config, identity } = request;
  const base = { identity, private: request.private, diagnostics: [] };
  if (config === null) return { ...base, planned: null, requiresReplace: [] };
  if (prior === null) return { ...base, planned: { ...config, id: UNKNOWN }, requiresReplace: [] };
  const ends = endsOf(entry);
  const moved = [
    ...movedEnd(entry.kind, ends.owner, prior, config),
    ...movedEnd(entry.target, ends.target, prior, config),
  ];
  if (moved.length > 0) return { ...base, planned: { ...config, id: UNKNOWN }, requiresReplace: moved };
  const spelled = { [ends.owner]: prior[ends.owner] ?? null, [ends.target]: prior[ends.target] ?? null };
  return { ...base, planned: { ...config, ...spelled, id: prior.id ?? null }, requiresReplace: [] };
}

/** The end as a path where it means another object. */
function movedEnd(
  kind: Kind,
  name: string,
  prior: TerraformObject,
  config: TerraformObject,
): AttributePath[] {
  const value = config[name] ?? null;
  if (!isKnown(value)) return [[name]];
  const same = keyOfWritten(kind, String(value)) === keyOfWritten(kind, String(prior[name]));
  return same ? [] : [[name]];
}

export async function readLink(
  entry: LinkEntry,
  request: ReadRequest,
  session: Session,
): Promise<ResourceResult> {
  const { state: before } = request;
  const ends = await endsById(entry, session, String(before.id));
  const link = ends === null ? undefined : heldLink(entry, ends);
  const values =
    ends === null || link === undefined
      ? null
      : valuesOf(entry, ends, link, String(before.id), before, session);
  return answer(request, values);
}

function answer(
  request: Pick<ReadRequest, "private">,
  state: TerraformObject | null,
  diagnostics: ResourceResult["diagnostics"] = [],
): ResourceResult {
  const id = state?.id;
  const identity = typeof id === "string" ? { id } : null;
  return { state, identity, private: request.private, diagnostics };
}

function valuesOf(
  entry: LinkEntry,
  ends: Ends,
  link: Link,
  id: string,
  before: TerraformObject | null,
  session: Session,
): TerraformObject {
  const names = endsOf(entry);
  const { table } = session.platform;
  const spelled = (kind: Kind, name: string, key: string): string => {
    const held = before?.[name];
    const same = typeof held === "string" && keyOfWritten(kind, held) === key;
    return same ? held : (nameOf({ table, state: ends.state }, kind.name, key) ?? key);
  };
  const own: { [name: string]: TerraformValue } = {};
  for (const [name] of Object.entries(entry.leaf.with ?? {})) {
    const value = link[name] ?? null;
    const isUnmanaged = before !== null && (before[snakeCase(name)] ?? null) === null;
    own[snakeCase(name)] = isUnmanaged || typeof value === "object" ? null : value;
  }
  return {
    id,
    [names.owner]: spelled(entry.kind, names.owner, ends.owner.key),
    [names.target]: spelled(entry.target, names.target, ends.target.key),
    ...own,
  };
}

export async function applyLink(
  entry: LinkEntry,
  request: ApplyRequest,
  session: Session,
): Promise<ResourceResult> {
  const { prior, planned, config } = request;
  try {
    if (planned === null) return await takeLink(entry, request, session);
    const wanted = { ...planned, ...knownOf(config ?? planned), ...knownOf(planned) };
    const ends = await endsByName(entry, wanted, session);
    const own = ownAttributes(entry.leaf, session.platform.table, wanted);
    const draft = linkDraft(entry, ends, { to: ends.target.key, ...own }, "give");
    const failure = draft === null ? null : await carry(session, ends, draft);
    if (failure !== null) return answer(request, prior, [failure]);
    const id = [ends.owner.id, ends.target.id].map((each) => encodeURIComponent(String(each))).join("/");
    return answer(request, { ...wanted, id });
  } catch (thrown) {
    return answer(request, prior, [fromError(thrown)]);
  }
}

function knownOf(object: TerraformObject): TerraformObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => isKnown(value)));
}

async function takeLink(entry: LinkEntry, request: ApplyRequest, session: Session): Promise<ResourceResult> {
  const ends = await endsById(entry, session, String(request.prior?.id));
  const draft = ends === null ? null : linkDraft(entry, ends, { to: ends.target.key }, "take");
  if (ends === null || draft === null) return answer(request, null);
  const failure = await carry(session, ends, draft);
  return failure === null ? answer(request, null) : answer(request, request.prior, [failure]);
}

async function carry(session: Session, ends: Ends, draft: Draft) {
  const id = String(ends.owner.id);
  const live = await session.reads.get(draft.kind.name, id);
  const done = await carryOut(session, draft, ends.state, live, new Map());
  return done.failure;
}

/** The change of this one link; null where the account has it that way. */
function linkDraft(entry: LinkEntry, ends: Ends, wanted: Link, what: "give" | "take"): Draft | null {
  const before = linksOf(ends.owner, entry.path);
  const held = before.find((link) => link.to === wanted.to);
  const others = before.filter((link) => link.to !== wanted.to);
  const none = { add: [], remove: [], change: [], before };
  let delta: LinkDelta;
  if (what === "take") {
    if (held === undefined) return null;
    delta = { ...none, remove: [held], after: others };
  } else if (held === undefined) delta = { ...none, add: [wanted], after: [...before, wanted] };
  else if (!differs(held, wanted)) return null;
  else delta = { ...none, change: [wanted], after: [...others, wanted] };
  const { owner } = ends;
  return {
    id: `${owner.kind}:${owner.key}`,
    kind: entry.kind,
    key: owner.key,
    label: owner.key,
    verb: "update",
    effect: null,
    node: null,
    before: owner,
    set: new Map(),
    links: new Map([[entry.path, delta]]),
    because: [],
  };
}

function differs(held: Link, wanted: Link): boolean {
  return Object.entries(wanted).some(([name, value]: [string, Value]) => {
    return canonicalJson(held[name]) !== canonicalJson(value);
  });
}

/** Imports by both names joined with `/` (`\/` inside a name), or by both ids joined likewise. */
export async function importLink(entry: LinkEntry, name: string, session: Session): Promise<ResourceResult> {
  const found = (await endsByWritten(entry, name, session)) ?? (await endsById(entry, session, name));
  const link = found === null ? undefined : heldLink(entry, found);
  if (found === null || link === undefined) {
    const ends = endsOf(entry);
    const detail = `"${name}" names no such link. It is imported by \`${ends.owner}/${ends.target}\`, both by name, or by both ids.`;
    throw new Refusal("Unknown link", detail);
  }
  const id = [found.owner.id, found.target.id].map((each) => encodeURIComponent(String(each))).join("/");
  const state = valuesOf(entry, found, link, id, null, session);
  return { state, identity: { id }, private: new Uint8Array(), diagnostics: [] };
}
