/** Plans one object: what is configured against what the state holds, by the differ the command line uses. */
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import { fold } from "../kind/identity.ts";
import { declarable, type Kind, PARENT } from "../kind/kind.ts";
import type { StateObject } from "../kind/state.ts";
import type { KindTable } from "../kind/table.ts";
import type { Link, Value } from "../kind/value.ts";
import { type Draft, isMadeAnew, type Surroundings } from "../plan/draft.ts";
import { draftNode } from "../plan/draft-nodes.ts";
import type { KindEntry } from "./catalog.ts";
import { movesTo, parentMember } from "./container.ts";
import { type Declared, declare, isKnown, keyOf, valueAt } from "./declare.ts";
import { error, fromProblem, pathOf, warning } from "./diagnostics.ts";
import { snakeCase } from "./names.ts";
import { cautions, destroyed, released, takenOver } from "./plan-remarks.ts";
import { shape } from "./plan-shape.ts";
import {
  type AttributePath,
  type PlanRequest,
  type PlanResult,
  type TerraformDiagnostic,
  type TerraformObject,
  type TerraformValue,
  UNKNOWN,
} from "./protocol/provider.ts";
import { PROTECTION, protectedByDefault } from "./schema.ts";

/** Nothing is left alone and nothing vanishes: a resource knows only its own object. */
export const ALONE: Surroundings = { ignored: () => () => false, vanishing: () => () => false };

export function planKind(entry: KindEntry, request: PlanRequest, destructive: boolean): PlanResult {
  const { prior, config } = request;
  if (config === null) return planDestroy(entry, request);
  if (prior === null) return result(request, planCreate(entry, config));
  return planUpdate(entry, request, prior, config, destructive);
}

function result(
  request: PlanRequest,
  planned: TerraformObject | null,
  diagnostics: readonly TerraformDiagnostic[] = [],
  requiresReplace: readonly AttributePath[] = [],
): PlanResult {
  return { planned, identity: request.identity, requiresReplace, private: request.private, diagnostics };
}

function planDestroy({ kind }: KindEntry, request: PlanRequest): PlanResult {
  const { removal } = kind;
  if (removal.effect === "never") {
    const detail = `The platform offers no way to remove the ${kind.name} (${removal.rule}); it stays as it is and is only forgotten here.`;
    return result(request, null, [warning("It stays on the platform", detail)]);
  }
  const refusal = request.prior === null ? null : protection(kind, request.prior);
  return result(request, null, refusal === null ? [] : [refusal]);
}

/** Why an object may not be destroyed; null where it may. */
export function protection(kind: Kind, prior: TerraformObject): TerraformDiagnostic | null {
  if (kind.removal.effect === "never" || prior[PROTECTION] !== true) return null;
  const lost = kind.removal.destroys === undefined ? "" : ` A destroy loses ${kind.removal.destroys}.`;
  const detail = `\`${PROTECTION}\` is true in the state.${lost} Set it to false, apply, and destroy then.`;
  return error(`The ${kind.name} is protected`, detail, [PROTECTION]);
}

function planCreate({ kind }: KindEntry, config: TerraformObject): TerraformObject {
  const planned = shape(
    kind.attributes,
    config,
    (_path, value) => value,
    () => UNKNOWN,
  );
  return { id: UNKNOWN, ...parentMember(kind, config), ...planned, ...protectionValue(kind, config) };
}

function protectionValue(kind: Kind, config: TerraformObject): TerraformObject {
  if (kind.removal.effect === "never") return {};
  return { [PROTECTION]: config[PROTECTION] ?? protectedByDefault(kind) };
}

function planUpdate(
  entry: KindEntry,
  request: PlanRequest,
  prior: TerraformObject,
  config: TerraformObject,
  destructive: boolean,
): PlanResult {
  const { kind, platform } = entry;
  const replaced = replacedBy(kind, platform.table, prior, config);
  if (replaced.length > 0) {
    const refusal = protection(kind, prior);
    return result(request, planCreate(entry, config), refusal === null ? [] : [refusal], replaced);
  }
  const diagnostics: Diagnostic[] = [];
  const declared = declare(kind, platform.table, config);
  const draft = draftOf(kind, platform.table, prior, declared, diagnostics);
  const anew = madeAnewBy(draft, prior);
  if (draft !== null && anew.length > 0) {
    const refusals = [protection(kind, prior), ...destroyed(draft, destructive)].filter(
      (each) => each !== null,
    );
    return result(request, planCreate(entry, config), refusals, anew.map(pathOf));
  }
  const secrets = resent(kind, prior, config);
  const writes = draft !== null || declared.unknown.size > 0 || secrets.length > 0;
  const choose = (path: string, value: TerraformValue): TerraformValue =>
    plannedValue(kind, path, value, valueAt(prior, path), draft);
  const fact = (name: string): TerraformValue => (writes ? UNKNOWN : (prior[name] ?? null));
  const planned: TerraformObject = {
    id: prior.id ?? null,
    ...parentMember(kind, prior),
    ...shape(kind.attributes, config, choose, fact),
    ...protectionValue(kind, config),
  };
  const found = [
    ...diagnostics.map((each) => fromProblem(each)),
    ...cautions(draft),
    ...destroyed(draft, destructive),
    ...released(kind, prior, config),
    ...takenOver(kind, prior, config),
  ];
  return result(request, planned, found);
}

/** Paths whose change means another object. */
function replacedBy(
  kind: Kind,
  table: KindTable,
  prior: TerraformObject,
  config: TerraformObject,
): AttributePath[] {
  const moved = movesTo(kind, prior, config) ? [[PARENT]] : [];
  if (kind.root === true || kind.rename.as === "update") return moved;
  return [...moved, ...renamed(kind, table, prior, config)];
}

function renamed(
  kind: Kind,
  table: KindTable,
  prior: TerraformObject,
  config: TerraformObject,
): AttributePath[] {
  if (keyOf(kind, table, prior) === keyOf(kind, table, config)) return [];
  return kind.identity
    .filter((name) => {
      const value = valueAt(config, name);
      return value === UNKNOWN || fold(String(value)) !== fold(String(valueAt(prior, name)));
    })
    .map(pathOf);
}

/** Paths that only a new object can change; what was not managed so far shows no difference before the apply. */
function madeAnewBy(draft: Draft | null, prior: TerraformObject): string[] {
  if (draft === null || !isMadeAnew(draft)) return [];
  const differing = [...draft.links].filter(([, delta]) => !isSameSet(delta.before, delta.after));
  return differing
    .map(([path]) => path)
    .filter((path) => draft.kind.leaves.get(path)?.replaces !== undefined && valueAt(prior, path) !== null);
}

function isSameSet(some: readonly Link[], others: readonly Link[]): boolean {
  const names = new Set(others.map((link) => link.to));
  return some.length === others.length && some.every((link) => names.has(link.to));
}

/** The difference between what the state holds and what is configured; null when there is none. */
function draftOf(
  kind: Kind,
  table: KindTable,
  prior: TerraformObject,
  { node }: Declared,
  diagnostics: Diagnostic[],
): Draft | null {
  const object = stateObject(kind, table, prior, node.key);
  return draftNode({ node, kind, object, how: "same" }, ALONE, diagnostics);
}

/** What the state holds, as the differ takes live objects; what it leaves null is not there yet. */
function stateObject(kind: Kind, table: KindTable, prior: TerraformObject, key: string): StateObject {
  const { node } = declare(kind, table, prior);
  const attributes: { [path: string]: Value } = {};
  for (const [path, leaf] of kind.leaves) {
    if (leaf.readOnly === true) attributes[path] = (prior[snakeCase(path)] ?? null) as Value;
    else if (leaf.type === "links") {
      const entries = node.links[path]?.entries ?? [];
      attributes[path] = entries.map((each): Link => ({ to: each.to, ...each.attributes }));
    } else attributes[path] = node.attributes[path] ?? null;
  }
  return { kind: kind.name, key, id: String(prior.id ?? ""), present: true, attributes };
}

/** The prior value where it means the same, or where it cannot be changed any more. */
function plannedValue(
  kind: Kind,
  path: string,
  config: TerraformValue,
  prior: TerraformValue,
  draft: Draft | null,
): TerraformValue {
  const leaf = kind.leaves.get(path);
  if (leaf === undefined || config === null || prior === null || !isKnown(config)) return config;
  if (leaf.writeOnly === true) return config;
  const changes = leaf.type === "links" ? draft?.links.has(path) : draft?.set.has(path);
  return changes === true ? config : prior;
}

/** Secrets that are to be sent again: their version changed. */
export function resent(kind: Kind, prior: TerraformObject, config: TerraformObject): string[] {
  return declarable(kind).flatMap(([path, leaf]) => {
    if (leaf.type !== "secret" || leaf.createOnly === true) return [];
    const version = `${path}_version`;
    return valueAt(prior, version) === valueAt(config, version) ? [] : [path];
  });
}
