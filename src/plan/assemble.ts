/** The finished plan out of everything planning worked out. */

import { type AccessDifference, accessDifference } from "../access/difference.ts";
import { openInvitations } from "../access/invitations.ts";
import type { Graph } from "../graph/node.ts";
import type { EndingGrant } from "../graph/settle.ts";
import { digestOf } from "../kind/canonical.ts";
import { byCodePoint } from "../kind/code-points.ts";
import type { Entitlement } from "../kind/entitlement.ts";
import { fold } from "../kind/identity.ts";
import type { State } from "../kind/state.ts";
import { type KindTable, rootOf } from "../kind/table.ts";
import { carriersOf } from "./carriers.ts";
import { type Draft, invites } from "./draft.ts";
import { policyGuard, runGuards, vendorOwned } from "./guards.ts";
import { ignoredBy } from "./ignored.ts";
import { countLimits, type LimitUse } from "./limits.ts";
import { makeChanges } from "./make-changes.ts";
import { makeSteps } from "./make-steps.ts";
import type { Matches } from "./match.ts";
import type { Ending, Gain, Guard, PersonAccess, Plan } from "./plan.ts";
import type { PolicyFacts } from "./policy.ts";
import { countPlaces, type Places } from "./seats.ts";
import { budgetOf, byFinding, summarize, toFinding } from "./summary.ts";
import { type Fingerprints, fingerprinter, witnesses } from "./witness.ts";
import type { Workings } from "./workings.ts";

export function finish(workings: Workings): Plan {
  const reckoned = reckon(workings);
  const { held, after, access, places, limits } = reckoned;
  const steps = makeSteps(workings, places, limits, held, after, access);
  const fingerprints = fingerprinter(workings);
  const changes = makeChanges(workings, steps, fingerprints);
  const carriers = carriersOf(workings, fingerprints);
  const guards = guardsOf(workings, reckoned, fingerprints);
  const relied = [...carriers, ...guards.flatMap((guard) => guard.witnesses)];
  const body: Omit<Plan, "digest"> = {
    ...headOf(workings, fingerprints),
    summary: summarize(workings, access),
    budget: budgetOf(workings, changes, steps, relied),
    changes,
    steps,
    access: access.map(toPersonAccess),
    seats: places.map(toSeats),
    ...invitationsOf(workings, held),
    ...withSome("ending", workings.input.endingSoon.map(toEnding)),
    guards,
    witnesses: carriers,
    findings: workings.findings.map(toFinding).sort(byFinding),
  };
  const judged = judgedBy(workings, body, { held, after, access });
  return deepFreeze({ ...judged, digest: digestOf(judged) });
}

/** What a plan does to access, to seats and to limits. */
interface Reckoned {
  readonly places: readonly Places[];
  readonly limits: readonly LimitUse[];
  readonly held: readonly Entitlement[];
  readonly after: readonly Entitlement[];
  readonly access: readonly AccessDifference[];
}

function reckon({ input: { table }, drafts, before, planned, matches }: Workings): Reckoned {
  const held = table.access(relabelled(before, planned, matches));
  const after = table.access(planned);
  return {
    places: countPlaces(before, planned, table),
    limits: countLimits(before, planned, drafts, table),
    held,
    after,
    access: accessDifference(held, after, table.permissions),
  };
}

function guardsOf(workings: Workings, reckoned: Reckoned, fingerprints: Fingerprints): Guard[] {
  const { input, drafts, before, planned } = workings;
  const { table, graph } = input;
  const { held, ...figures } = reckoned;
  return runGuards(
    {
      ...figures,
      table,
      policy: input.policy,
      live: before,
      planned,
      before: held,
      drafts,
      uncounted: uncounted(graph, table, before),
      remembered: input.remembered,
      wrongAccount: wrongAccount(workings),
      witnessOf: witnesses(before, fingerprints),
    },
    input.allow,
  );
}

/** What a plan is for and was made from. */
function headOf(workings: Workings, fingerprints: Fingerprints) {
  const { input } = workings;
  const { name, endpoint } = input.target;
  const { account } = input.live;
  return {
    formatVersion: "1.0",
    tool: input.tool,
    evaluatedAt: input.evaluatedAt,
    ...(input.preview ? { preview: true } : {}),
    ...(input.madeBy === undefined ? {} : { madeBy: input.madeBy }),
    ...(input.undoes === undefined ? {} : { undoes: input.undoes }),
    target: {
      name,
      platform: input.table.platform,
      endpoint,
      account: { id: account?.id ?? null, name: account?.name ?? declaredName(workings) },
    },
    manifestDigest: input.graph.digest,
    liveDigest: liveDigest(workings, fingerprints),
    policyDigest: digestOf(input.policy),
    validUntil: input.validUntil,
    protects: protects(workings),
  } as const;
}

function toSeats({ label, limit, before, after, peak }: Places): Plan["seats"][number] {
  return { license: label, seats: limit, before, after, peak };
}

function invitationsOf({ drafts, before, input }: Workings, held: readonly Entitlement[]) {
  const sent = drafts.filter(invites).map((draft) => ({ email: addressOf(draft), action: "send" as const }));
  return { invitations: sent, ...withSome("openInvitations", openInvitations(before, input.table, held)) };
}

/** The plan with what the rules of the policy find in it, and a guard that sums it up. */
function judgedBy(
  { input, before, planned }: Workings,
  body: Omit<Plan, "digest">,
  people: Pick<PolicyFacts, "held" | "after" | "access">,
): Omit<Plan, "digest"> {
  const { judge, table, graph } = input;
  if (judge === null || judge === undefined) return body;
  const ignored = ignoredBy(graph, table);
  const found = judge({ table, graph, before, planned, ...people, ignored, plan: body });
  const findings = [...body.findings, ...found].sort(byFinding);
  return { ...body, guards: [...body.guards, policyGuard(found)], findings };
}

/** Where an invitation goes. */
function addressOf(draft: Draft): string {
  return draft.kind.parents === undefined ? draft.label : String(draft.set.get(draft.kind.identity[0] ?? ""));
}

/** What a new account is to be called. */
function declaredName({ matches, input }: Workings): string {
  const root = matches.matches.find((each) => each.kind === rootOf(input.table));
  return String(root?.node.attributes.name ?? "");
}

/** The live state under the names the plan gives, so that a rename alone changes nobody's access. */
function relabelled(state: State, planned: State, matches: Matches): State {
  const objects = new Map([...state.objects].map(([kind, ofKind]) => [kind, new Map(ofKind)]));
  for (const { kind, how, object } of matches.matches) {
    if (object === null || how === "new" || how === "replaced") continue;
    const identity = kind.identity.filter((name) => kind.leaves.get(name)?.type === "string");
    const attributes = { ...object.attributes };
    const after = planned.objects.get(kind.name)?.get(object.key)?.attributes;
    for (const name of identity) attributes[name] = after?.[name] ?? attributes[name] ?? null;
    objects.get(kind.name)?.set(object.key, { ...object, attributes });
  }
  return { ...state, objects };
}

function uncounted(graph: Graph, table: KindTable, live: State): (person: string) => boolean {
  const vendor = vendorOwned(live, table);
  const ignored = table.kinds
    .filter((kind) => kind.person === true)
    .map((kind) => ignoredBy(graph, table)(kind.name));
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
  return [...new Set([...kept, ...[...declared].filter(([, protect]) => protect).map(([id]) => id)])].sort(
    byCodePoint,
  );
}

function liveDigest({ input }: Workings, fingerprints: Fingerprints): string {
  const prints = input.live.objects.map((object) =>
    [object.kind, object.id, fingerprints(object.kind, object.id)].join(" "),
  );
  return digestOf(prints.sort());
}

/** A member that is absent where it would be empty. */
function withSome<Name extends string, T>(
  name: Name,
  list: readonly T[],
): { readonly [name in Name]?: readonly T[] } {
  return (list.length === 0 ? {} : { [name]: list }) as { readonly [name in Name]?: readonly T[] };
}

function toEnding({ node, label, path, to, until, reason }: EndingGrant): Ending {
  return { object: node, label, path, to, until, reason };
}

function toPersonAccess(each: AccessDifference): PersonAccess {
  const gain = ({ permission, on, via, when }: Entitlement): Gain => ({ permission, on, via, when });
  const lists = { person: each.person, gains: each.gains.map(gain), loses: each.loses.map(gain) };
  return each.losesAll ? { ...lists, losesAll: true } : lists;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const each of Object.values(value)) deepFreeze(each);
  }
  return value;
}
