/** Creates, changes and removes one object, by the same drafts, steps and clients as the command line. */
import type { Attribute } from "../kind/attribute.ts";
import type { Kind } from "../kind/kind.ts";
import type { LiveObject, State, StateObject } from "../kind/state.ts";
import { type Draft, isMadeAnew } from "../plan/draft.ts";
import { draftNode } from "../plan/draft-nodes.ts";
import { answer } from "./apply-answer.ts";
import { carryOut, type Done } from "./carry-out.ts";
import type { KindEntry } from "./catalog.ts";
import { type Place, placeOf } from "./container.ts";
import { withManaged } from "./costly.ts";
import { declare, fileBytes, labelOf, valueAt } from "./declare.ts";
import { destroy } from "./destroy-kind.ts";
import { fromError, Refusal } from "./diagnostics.ts";
import { existing, notListed } from "./existing.ts";
import { keepShown } from "./keep-shown.ts";
import { namedBy } from "./named.ts";
import { snakeCase } from "./names.ts";
import { ALONE, resent } from "./plan-kind.ts";
import {
  type ApplyRequest,
  type ResourceResult,
  type TerraformDiagnostic,
  type TerraformObject,
  type TerraformValue,
  UNKNOWN,
} from "./protocol/provider.ts";
import { render } from "./render.ts";
import { PROTECTION } from "./schema.ts";
import type { Session } from "./session.ts";
import { objectOf } from "./state-object.ts";

export async function applyKind(
  entry: KindEntry,
  request: ApplyRequest,
  session: Session,
): Promise<ResourceResult> {
  const { prior, planned, config } = request;
  try {
    if (planned === null) return await destroy(entry, request, session);
    const wanted = filledIn(entry.kind.attributes, planned, config ?? planned);
    return prior === null
      ? await create(entry, request, wanted, session)
      : await update(entry, request, prior, wanted, session);
  } catch (thrown) {
    return answer(request, prior, [fromError(thrown)]);
  }
}

/** The planned values with what was unknown while planning; secrets come from the configuration. */
function filledIn(
  attributes: { readonly [name: string]: Attribute },
  planned: TerraformObject,
  config: TerraformObject,
): TerraformObject {
  const filled: { [name: string]: TerraformValue } = { ...planned };
  for (const [name, attribute] of Object.entries(attributes)) {
    const own = snakeCase(name);
    const value = planned[own] ?? null;
    if (attribute.readOnly === true) continue;
    if (value === UNKNOWN || attribute.type === "secret") filled[own] = config[own] ?? null;
    else if (attribute.type === "object" && value !== null) {
      const inner = (config[own] ?? value) as TerraformObject;
      filled[own] = filledIn(attribute.attributes, value as TerraformObject, inner);
    }
  }
  return filled;
}

/** Everything the writes of one object need. */
interface Scene {
  readonly state: State;
  /** The object as the account has it; null where there is none. */
  readonly live: LiveObject | null;
  readonly object: StateObject | null;
}

async function sceneOf(
  session: Session,
  kind: Kind,
  wanted: TerraformObject,
  listed: LiveObject | null,
  place: Place | null,
): Promise<Scene> {
  const { reads, platform } = session;
  const live = listed === null ? null : await withManaged(session, kind, listed, wanted);
  const caller = needsCaller(kind, live) ? await reads.caller() : undefined;
  const named = await namedBy(session, kind, declare(kind, platform.table, wanted).node, caller);
  const outer = place === null ? [] : [place.live];
  const around = await reads.stateOf([...(live === null ? [] : [live]), ...outer, ...named], caller);
  const object = [...(around.objects.get(kind.name)?.values() ?? [])].find((each) => each.id === live?.id);
  return { state: around, live, object: live === null ? null : (object ?? null) };
}

/** Some objects come with a link to the caller, which has to be known to be kept or given up. */
function needsCaller(kind: Kind, live: LiveObject | null): boolean {
  if (live?.present === true) return false;
  return [...kind.leaves.values()].some((leaf) => leaf.type === "links" && leaf.impliedAtCreate === "caller");
}

async function create(
  entry: KindEntry,
  request: ApplyRequest,
  wanted: TerraformObject,
  session: Session,
): Promise<ResourceResult> {
  const { kind } = entry;
  const { table } = session.platform;
  const place = await placeOf(session, kind, wanted);
  const { node } = declare(kind, table, wanted, place);
  const found = await existing(session, kind, wanted, node);
  if (found.how === "taken") throw found.refusal;
  const scene = await sceneOf(session, kind, wanted, found.live, place);
  if (found.live === null && kind.creation?.from === "listed") throw await notListed(session, kind, wanted);
  const how = found.how === "new" ? "new" : "same";
  const draft = draftNode({ node, kind, object: scene.object, how }, ALONE, []);
  const done = await write(session, draft, scene, kind, wanted);
  if (done.id === null || (done.failure !== null && !done.wrote)) {
    return answer(request, null, done.failure === null ? [] : [done.failure]);
  }
  const adopted = found.warning === undefined ? [] : [found.warning];
  return settle(entry, request, wanted, session, done, adopted);
}

/** What was not in the state turns out to differ only now, too late for a plan that removes and makes anew. */
function anewOnly(kind: Kind, prior: TerraformObject): string {
  const paths = [...kind.leaves].flatMap(([path, leaf]) =>
    leaf.replaces === undefined ? [] : [snakeCase(path)],
  );
  return `${paths.join(" and ")} of the ${kind.name} ${labelOf(kind, prior)} differ from the configuration, and only a new ${kind.name} can have them. Refresh, and plan again.`;
}

async function update(
  entry: KindEntry,
  request: ApplyRequest,
  prior: TerraformObject,
  wanted: TerraformObject,
  session: Session,
): Promise<ResourceResult> {
  const { kind } = entry;
  const { table } = session.platform;
  const live = await session.reads.get(kind.name, String(prior.id));
  if (live === null || !live.present) {
    const detail = `The ${kind.name} ${labelOf(kind, prior)} does not exist any more. Plan again to create it.`;
    throw new Refusal("It is gone", detail);
  }
  const place = await placeOf(session, kind, wanted);
  const scene = await sceneOf(session, kind, wanted, live, place);
  const { node } = declare(kind, table, wanted, place);
  const object = scene.object === null ? null : { ...scene.object, key: node.key };
  const compared = draftNode({ node, kind, object, how: "same" }, ALONE, []);
  if (compared !== null && isMadeAnew(compared))
    throw new Refusal("It cannot be changed", anewOnly(kind, prior));
  const shown = compared === null ? null : keepShown(compared, declare(kind, table, prior).node);
  const draft = withSecrets(shown, resent(kind, prior, request.config ?? wanted), wanted);
  const before = scene.object;
  const done = await write(session, draft === null ? null : { ...draft, before }, scene, kind, wanted);
  if (done.failure !== null && !done.wrote) return answer(request, prior, [done.failure]);
  return settle(entry, request, wanted, session, done, []);
}

function withSecrets(draft: Draft | null, paths: readonly string[], wanted: TerraformObject): Draft | null {
  if (draft === null || paths.length === 0) return draft;
  const set = new Map(draft.set);
  for (const path of paths) set.set(path, String(valueAt(wanted, path)));
  return { ...draft, set };
}

async function write(
  session: Session,
  draft: Draft | null,
  scene: Scene,
  kind: Kind,
  wanted: TerraformObject,
): Promise<Done> {
  if (draft === null) return { id: scene.live?.id ?? null, wrote: false, failure: null };
  const present = scene.live?.present === true ? scene.live : null;
  return carryOut(session, draft, scene.state, present, filesOf(kind, wanted));
}

function filesOf(kind: Kind, wanted: TerraformObject): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const [path, leaf] of kind.leaves) {
    const value = leaf.type === "file" ? valueAt(wanted, path) : null;
    if (typeof value === "string") files.set(path, fileBytes(value));
  }
  return files;
}

/** The state after the writes: as planned where all went well, else as the account is now. */
async function settle(
  entry: KindEntry,
  request: ApplyRequest,
  wanted: TerraformObject,
  session: Session,
  done: Done,
  notes: readonly TerraformDiagnostic[],
): Promise<ResourceResult> {
  const { kind } = entry;
  const id = done.id ?? "";
  const failures = done.failure === null ? [] : [done.failure];
  const kept = { ...withoutSecrets(kind, wanted), id };
  try {
    const written = await session.reads.get(kind.name, id);
    if (written === null)
      throw new Refusal("It is gone", `The ${kind.name} cannot be read after it was written.`);
    const live = failures.length === 0 ? written : await withManaged(session, kind, written, wanted);
    const state = await session.reads.stateOf([live]);
    const object = objectOf(state, live);
    const shown = render({
      kind,
      table: session.platform.table,
      object,
      state,
      before: kept,
      extent: "managed",
      role: "resource",
    });
    const isWhole = failures.length === 0;
    const values = isWhole ? withFacts(kept, shown, kind) : { ...kept, ...shown };
    return answer(request, unprotected(values, request, isWhole), [...notes, ...failures]);
  } catch (thrown) {
    const problem = fromError(thrown);
    const blind = withFacts(kept, {}, kind);
    return answer(request, blind, [...notes, ...failures, { ...problem, severity: "warning" }]);
  }
}

function withFacts(kept: TerraformObject, shown: TerraformObject, kind: Kind): TerraformObject {
  const values: { [name: string]: TerraformValue } = { ...kept };
  for (const [name, attribute] of Object.entries(kind.attributes)) {
    const own = snakeCase(name);
    if (attribute.readOnly === true) values[own] = shown[own] ?? null;
  }
  return values;
}

function withoutSecrets(kind: Kind, wanted: TerraformObject): TerraformObject {
  const values: { [name: string]: TerraformValue } = { ...wanted };
  for (const [name, attribute] of Object.entries(kind.attributes)) {
    if (attribute.type === "secret") values[snakeCase(name)] = null;
  }
  return values;
}

/** A half-made object is about to be replaced, which its protection must not prevent. */
function unprotected(values: TerraformObject, request: ApplyRequest, isWhole: boolean): TerraformObject {
  if (isWhole || request.prior !== null || values[PROTECTION] === undefined) return values;
  return { ...values, [PROTECTION]: false };
}
