/** Graph × live × policy → plan. Pure: the same input gives the same bytes. */
import { accessDifference } from "../access/difference.ts";
import { type Diagnostic, diagnose, type Result } from "../diagnostic/diagnostic.ts";
import { type Graph, nodeId } from "../graph/node.ts";
import { digestOf } from "../kind/canonical.ts";
import { byCodePoint } from "../kind/code-points.ts";
import type { Entitlement } from "../kind/entitlement.ts";
import { fold, matchPattern } from "../kind/identity.ts";
import type { Live, State } from "../kind/state.ts";
import { type KindTable, kindOf, rootOf } from "../kind/table.ts";
import { invites, labeller, preconditionOf, toChange } from "./changes.ts";
import { runChecks } from "./checks.ts";
import { creates, type Draft, deletes } from "./draft.ts";
import { draftNode } from "./draft-nodes.ts";
import { draftRemovals } from "./draft-removals.ts";
import { ABSENT, fingerprint } from "./fingerprint.ts";
import { runGuards, vendorOwned } from "./guards.ts";
import { type Matches, matchNodes } from "./match.ts";
import { administratorsFirst, callerLast, freePlacesFirst, inOrder, type StepsByChange } from "./order.ts";
import type { Change, Gain, PersonAccess, Plan, Step, Witness } from "./plan.ts";
import { plannedState } from "./planned-state.ts";
import type { Policy } from "./policy.ts";
import { unresolved } from "./resolve.ts";
import { countPlaces, type Places } from "./seats.ts";
import { orderDeletions, stepsOf } from "./steps.ts";
import { Targets } from "./targets.ts";

export interface PlanInput {
  /** Name and version of the tool. */
  readonly tool: string;
  /** Already settled at `evaluatedAt`: nothing in it has ended. */
  readonly graph: Graph;
  readonly live: Live;
  readonly table: KindTable;
  readonly target: { readonly name: string; readonly endpoint: string };
  readonly policy: Policy;
  /** RFC 3339 UTC, whole seconds. */
  readonly evaluatedAt: string;
  readonly validUntil: string | null;
  readonly preview: boolean;
  /** Guards that are lifted for this plan. */
  readonly allow: readonly string[];
  /** Objects that were protected when they were last applied; null where no ledger tells. */
  readonly remembered: ReadonlySet<string> | null;
  /** What earlier stages found and the plan should repeat. */
  readonly findings: readonly Diagnostic[];
}

/** Everything between reading and the finished plan. */
export interface Workings {
  readonly input: PlanInput;
  readonly matches: Matches;
  readonly drafts: readonly Draft[];
  readonly before: State;
  readonly planned: State;
  readonly findings: Diagnostic[];
}

/**
 * Makes the plan. Diagnostics are errors of the manifest that only live can show (an unknown name); with them there is
 * no plan. What refuses a plan stands in it, as guards and as findings of severity error.
 */
export function makePlan(input: PlanInput): Result<Plan | null> {
  const { graph, live, table, evaluatedAt } = input;
  const matches = matchNodes(graph, live, table, evaluatedAt);
  const missing = unresolved(graph, matches.index.state, table);
  if (missing.length > 0) return { value: null, diagnostics: missing };
  const findings = [...input.findings, ...matches.diagnostics, ...ambiguities(matches)];
  const drafts = makeDrafts(input, matches, findings);
  const before = matches.index.state;
  const planned = plannedState(before, drafts, table);
  const workings: Workings = { input, matches, drafts, before, planned, findings };
  runChecks(workings);
  return { value: finish(workings), diagnostics: [] };
}

function ambiguities({ index }: Matches): Diagnostic[] {
  return index.ambiguous.map((object) =>
    diagnose({
      code: "ambiguous-live",
      message: `the account holds a second ${object.kind} of the same name (id ${object.id}); the plan cannot tell which is meant`,
      fix: "rename one of them on the platform",
    }),
  );
}

function makeDrafts(input: PlanInput, matches: Matches, findings: Diagnostic[]): Draft[] {
  const { graph, table } = input;
  const state = matches.index.state;
  const ignored = ignoredBy(graph);
  const meant = new Set(
    matches.matches.map(({ node, how, object }) =>
      nodeId(node.kind, how === "replaced" ? (object?.key ?? "") : node.key),
    ),
  );
  for (const { node } of matches.matches) meant.add(node.id);
  const removals = draftRemovals(graph, table, state, meant, ignored, findings);
  const going = new Set(removals.filter(deletes).map((draft) => draft.id));
  for (const { how, object, kind } of matches.matches) {
    if (how === "replaced" && object !== null && kind.removal.effect === "delete")
      going.add(nodeId(kind.name, object.key));
  }
  const around = { ignored, vanishing: (kind: string) => (key: string) => going.has(nodeId(kind, key)) };
  const changes = matches.matches.map((match) => draftNode(match, around, findings));
  return [...changes.filter((draft) => draft !== null), ...removals].sort(byId);
}

function ignoredBy(graph: Graph): (kind: string) => (key: string) => boolean {
  const matchers = new Map(
    Object.entries(graph.ignore).map(([kind, patterns]) => [kind, patterns.map(matchPattern)] as const),
  );
  return (kind) => {
    const patterns = matchers.get(kind) ?? [];
    return (key) => patterns.some((matches) => matches(key));
  };
}

function finish(workings: Workings): Plan {
  const { input, drafts, before, planned, matches } = workings;
  const { table } = input;
  const places = countPlaces(before, planned, table);
  const held = table.access(relabelled(before, matches));
  const after = table.access(planned);
  const access = accessDifference(held, after, table.permissions);
  const steps = makeSteps(workings, places, held, after);
  const fingerprints = fingerprinter(workings);
  const changes = makeChanges(workings, steps, fingerprints);
  const guards = runGuards(
    {
      table,
      policy: input.policy,
      live: before,
      planned,
      before: held,
      after,
      access,
      drafts,
      places,
      uncounted: uncounted(input.graph, table, before),
      remembered: input.remembered,
      wrongAccount: wrongAccount(workings),
      witnessOf: witnesses(before, fingerprints),
    },
    input.allow,
  );
  const body: Omit<Plan, "digest"> = {
    formatVersion: "1.0",
    tool: input.tool,
    evaluatedAt: input.evaluatedAt,
    ...(input.preview ? { preview: true } : {}),
    target: {
      name: input.target.name,
      platform: table.platform,
      endpoint: input.target.endpoint,
      account: { id: input.live.account?.id ?? null, name: input.live.account?.name ?? "" },
    },
    manifestDigest: input.graph.digest,
    liveDigest: liveDigest(workings, fingerprints),
    policyDigest: digestOf(input.policy),
    validUntil: input.validUntil,
    protects: protects(workings),
    summary: summarize(workings, access),
    budget: budgetOf(workings, changes, steps),
    changes,
    steps,
    access: access.map(toPersonAccess),
    seats: places.map(({ label, limit, before: was, after: is, peak }) => ({
      license: label,
      seats: limit,
      before: was,
      after: is,
      peak,
    })),
    invitations: drafts.filter(invites).map((draft) => ({ email: draft.label, action: "send" as const })),
    guards,
    findings: workings.findings.map(toFinding).sort(byFinding),
  };
  return deepFreeze({ ...body, digest: digestOf(body) });
}

/** The live state under the names the plan gives, so that a rename alone changes nobody's access. */
function relabelled(state: State, matches: Matches): State {
  const objects = new Map([...state.objects].map(([kind, ofKind]) => [kind, new Map(ofKind)]));
  for (const { node, kind, how, object } of matches.matches) {
    if (object === null || how === "new" || how === "replaced") continue;
    const identity = kind.identity.filter((name) => kind.leaves.get(name)?.type === "string");
    const attributes = { ...object.attributes };
    for (const name of identity) attributes[name] = node.attributes[name] ?? attributes[name] ?? null;
    objects.get(kind.name)?.set(object.key, { ...object, attributes });
  }
  return { ...state, objects };
}

function makeSteps(
  workings: Workings,
  places: readonly Places[],
  held: readonly Entitlement[],
  after: readonly Entitlement[],
): Step[] {
  const { drafts, before, input } = workings;
  const targets = new Targets(before, drafts, input.table);
  const steps: StepsByChange = new Map(
    drafts.map((draft) => [draft.id, stepsOf(draft, targets, before.caller)]),
  );
  orderDeletions(drafts, steps);
  freePlacesFirst(places, new Map(drafts.map((draft) => [draft.id, draft])), steps, targets);
  accountFirst(drafts, steps);
  orderAdministrators(workings, steps, held, after);
  return inOrder(steps);
}

/** A new account comes before everything in it. */
function accountFirst(drafts: readonly Draft[], steps: StepsByChange): void {
  const root = drafts.find((draft) => draft.kind.root === true && draft.verb === "create");
  if (root === undefined) return;
  for (const [id, list] of steps) {
    if (id !== root.id) for (const step of list) step.dependsOn.add(`${root.id}#create`);
  }
}

function orderAdministrators(
  { input, before, drafts }: Workings,
  steps: StepsByChange,
  held: readonly Entitlement[],
  after: readonly Entitlement[],
): void {
  const administering = new Set(
    input.table.permissions.filter((each) => each.administers).map((each) => each.name),
  );
  const people = (entitlements: readonly Entitlement[]) =>
    new Set(
      entitlements
        .filter((each) => administering.has(each.permission) && each.when === "now")
        .map((each) => each.person),
    );
  const was = people(held);
  const is = people(after);
  if ([...was].every((person) => is.has(person))) return;
  if (![...was].some((person) => is.has(person))) {
    const makers = drafts
      .filter((draft) => draft.kind.person !== true || is.has(draft.key))
      .map((draft) => draft.id);
    administratorsFirst(steps, new Set(makers));
  }
  const caller = before.caller.email;
  if (caller === null || !was.has(caller) || is.has(caller)) return;
  const own = drafts.filter(
    (draft) => draft.key === caller || draft.before?.key === caller || draft.kind.person !== true,
  );
  callerLast(steps, new Set(own.map((draft) => draft.id)));
}

type Fingerprints = (kind: string, id: string) => string;

function fingerprinter({ matches, input }: Workings): Fingerprints {
  const known = new Map<string, string>();
  return (kind, id) => {
    const name = `${kind}:${id}`;
    const found = known.get(name);
    if (found !== undefined) return found;
    const object = matches.index.live.get(name);
    const print = object === undefined ? ABSENT : fingerprint(kindOf(input.table, kind), object);
    known.set(name, print);
    return print;
  };
}

function makeChanges(workings: Workings, steps: readonly Step[], fingerprints: Fingerprints): Change[] {
  const { drafts, input, before, planned } = workings;
  const changeOf = new Map(steps.map((step) => [step.id, step.change]));
  const waits = new Map<string, Set<string>>();
  for (const step of steps) {
    const ids = waits.get(step.change) ?? new Set<string>();
    for (const id of step.dependsOn) {
      const change = changeOf.get(id);
      if (change !== undefined && change !== step.change) ids.add(change);
    }
    waits.set(step.change, ids);
  }
  const written = new Map([
    ...providedNames(input.table),
    ...input.graph.nodes.map((node) => [node.id, node.label] as const),
  ]);
  const kinds = input.table.kinds;
  const after = labeller(planned, kinds, written);
  const held = labeller(before, kinds, written);
  const stays = (kind: string, key: string) => planned.objects.get(kind)?.has(key) === true;
  const labels = {
    before: (kind: string, key: string) => (stays(kind, key) ? after : held)(kind, key),
    after,
  };
  return drafts.map((draft) =>
    toChange(draft, labels, preconditionOf(draft, fingerprints), [...(waits.get(draft.id) ?? [])].sort()),
  );
}

/** Names the platform itself provides, as it writes them. */
function providedNames(table: KindTable): [string, string][] {
  const leaves = table.kinds.flatMap((kind) => [...kind.leaves.values()]);
  return leaves.flatMap((leaf) =>
    leaf.type === "reference"
      ? (leaf.also ?? []).map((name): [string, string] => [nodeId(leaf.to, fold(name)), name])
      : [],
  );
}

function witnesses(live: State, fingerprints: Fingerprints): (kind: string, key: string) => Witness | null {
  return (kind, key) => {
    const id = live.objects.get(kind)?.get(key)?.id;
    if (id === undefined || id === null) return null;
    return { object: nodeId(kind, key), kind, id, precondition: fingerprints(kind, id) };
  };
}

function uncounted(graph: Graph, table: KindTable, live: State): (person: string) => boolean {
  const vendor = vendorOwned(live, table);
  const ignored = table.kinds
    .filter((kind) => kind.person === true)
    .map((kind) => ignoredBy(graph)(kind.name));
  return (person) => vendor.has(person) || ignored.some((matches) => matches(person));
}

function wrongAccount({ matches, input }: Workings): { declared: string; live: string } | null {
  const root = rootOf(input.table);
  const match = matches.matches.find((each) => each.kind === root);
  const declared = match?.node.attributes.name;
  const live = input.live.account?.name;
  if (match === undefined || typeof declared !== "string" || live === undefined) return null;
  const known = [fold(declared), match.node.renamedFrom === null ? null : fold(match.node.renamedFrom)];
  return known.includes(fold(live)) ? null : { declared, live };
}

/** Memory of protection outlives a block that vanished, and ends with a block that no longer says it. */
function protects({ input, drafts }: Workings): string[] {
  const declared = new Map(input.graph.nodes.map((node) => [node.id, node.protect]));
  const removed = new Set(drafts.filter((draft) => draft.verb === "remove").map((draft) => draft.id));
  const kept = [...(input.remembered ?? [])].filter((id) => !declared.has(id) && !removed.has(id));
  return [...new Set([...kept, ...[...declared].filter(([, protect]) => protect).map(([id]) => id)])].sort();
}

function liveDigest({ input }: Workings, fingerprints: Fingerprints): string {
  const prints = input.live.objects.map((object) =>
    [object.kind, object.id, fingerprints(object.kind, object.id)].join(" "),
  );
  return digestOf(prints.sort());
}

function summarize(
  { drafts, input }: Workings,
  access: readonly { gains: readonly unknown[]; loses: readonly unknown[]; losesAll: boolean }[],
): Plan["summary"] {
  const count = (verb: Draft["verb"]) => drafts.filter((draft) => draft.verb === verb).length;
  const changed = drafts.filter((draft) => draft.node !== null).length;
  return {
    create: count("create"),
    update: count("update"),
    replace: count("replace"),
    remove: count("remove"),
    unchanged: input.graph.nodes.length - changed,
    people: {
      gaining: access.filter((each) => each.gains.length > 0).length,
      losing: access.filter((each) => each.loses.length > 0).length,
      losingAll: access.filter((each) => each.losesAll).length,
    },
  };
}

/** Reading one by one pays while the objects of a kind are fewer than its pages. */
function budgetOf(workings: Workings, changes: readonly Change[], steps: readonly Step[]): Plan["budget"] {
  const { input, drafts } = workings;
  const touched = new Map<string, number>();
  for (const change of changes) touched.set(change.kind, (touched.get(change.kind) ?? 0) + 1);
  const checks: Record<string, "listing" | "each"> = {};
  let reads = input.live.reads;
  for (const [kind, count] of [...touched].sort()) {
    const held = input.live.objects.filter((object) => object.kind === kind).length;
    const pages = Math.max(1, Math.ceil(held / input.table.pageSize));
    const nested = drafts.some(
      (draft) => draft.kind.name === kind && creates(draft) && draft.kind.identity.length !== 1,
    );
    checks[kind] = count < pages && !nested ? "each" : "listing";
    reads += Math.min(count, pages);
  }
  return { reads, writes: steps.length, checks };
}

function toPersonAccess(each: {
  readonly person: string;
  readonly gains: readonly Entitlement[];
  readonly loses: readonly Entitlement[];
  readonly losesAll: boolean;
}): PersonAccess {
  const gain = ({ permission, on, via, when }: Entitlement): Gain => ({ permission, on, via, when });
  const lists = { person: each.person, gains: each.gains.map(gain), loses: each.loses.map(gain) };
  return each.losesAll ? { ...lists, losesAll: true } : lists;
}

function toFinding(each: Diagnostic): Plan["findings"][number] {
  const at = each.at === null ? "" : `${each.at.file}:${each.at.line}:${each.at.column}`;
  const message = each.fix === undefined ? each.message : joined(each.message, each.fix);
  return { code: each.code, severity: each.severity, message, at };
}

function joined(sentence: string, fix: string): string {
  return /[.?!]$/.test(sentence)
    ? `${sentence} ${fix.charAt(0).toUpperCase()}${fix.slice(1)}`
    : `${sentence}; ${fix}`;
}

function byFinding(a: Plan["findings"][number], b: Plan["findings"][number]): number {
  return byCodePoint(a.code, b.code) || byCodePoint(a.at, b.at) || byCodePoint(a.message, b.message);
}

function byId(a: Draft, b: Draft): number {
  return byCodePoint(a.id, b.id);
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const each of Object.values(value)) deepFreeze(each);
  }
  return value;
}
