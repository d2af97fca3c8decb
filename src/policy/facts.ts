/** What the rules of a policy look at, found once for all of them. */
import { administratorsOf } from "../access/administrators.ts";
import type { AccessDifference } from "../access/difference.ts";
import { openInvitations } from "../access/invitations.ts";
import type { Node } from "../graph/node.ts";
import { nodeId } from "../graph/node.ts";
import { byCodePoint } from "../kind/code-points.ts";
import type { Entitlement } from "../kind/entitlement.ts";
import { fold } from "../kind/identity.ts";
import type { Kind } from "../kind/kind.ts";
import { labelOf } from "../kind/label.ts";
import { linksOf, objectsOf, type StateObject, textOf } from "../kind/state.ts";
import { kindOf } from "../kind/table.ts";
import type { PolicyFacts } from "../plan/policy.ts";

/** A person of the planned account: one address, and every object of the account that is this person. */
export interface PersonFacts {
  readonly email: string;
  readonly objects: readonly {
    readonly kind: Kind;
    readonly object: StateObject;
    readonly node: Node | null;
  }[];
  readonly facts: FactIndex;
}

/** Something a person is linked to, from either side. */
export interface LinkFacts {
  readonly path: string;
  readonly name: string;
  readonly until: string | null;
  readonly reason: string | null;
  readonly declared: boolean;
}

export class FactIndex {
  readonly given: PolicyFacts;
  readonly people: readonly PersonFacts[];
  readonly administrators: ReadonlySet<string>;
  readonly formerAdministrators: ReadonlySet<string>;
  readonly #after: ReadonlyMap<string, readonly Entitlement[]>;
  readonly #difference: ReadonlyMap<string, AccessDifference>;
  readonly #nodes: ReadonlyMap<string, Node>;
  readonly #ignored = new Map<string, (key: string) => boolean>();
  #invitations: ReadonlyMap<string, string> | null = null;
  #inbound: ReadonlyMap<string, readonly LinkFacts[]> | null = null;

  constructor(given: PolicyFacts) {
    this.given = given;
    this.#after = Map.groupBy(given.after, (each) => each.person);
    this.#difference = new Map(given.access.map((each) => [each.person, each]));
    this.#nodes = new Map(given.graph.nodes.map((node) => [node.id, node]));
    this.administrators = administratorsOf(given.table, given.after);
    this.formerAdministrators = administratorsOf(given.table, given.held);
    this.people = this.#findPeople();
  }

  accessOf(email: string): readonly Entitlement[] {
    return this.#after.get(email) ?? [];
  }

  differenceOf(email: string): AccessDifference | undefined {
    return this.#difference.get(email);
  }

  nodeOf(kind: string, key: string): Node | null {
    return this.#nodes.get(nodeId(kind, key)) ?? null;
  }

  isIgnored(kind: string, key: string): boolean {
    let matches = this.#ignored.get(kind);
    if (matches === undefined) {
      matches = this.given.ignored(kind);
      this.#ignored.set(kind, matches);
    }
    return matches(key);
  }

  invitationOf(email: string): string {
    const { planned, table, after } = this.given;
    this.#invitations ??= new Map(
      openInvitations(planned, table, after).map((each) => [each.person, each.state]),
    );
    return this.#invitations.get(email) ?? "";
  }

  /** What an object of a kind is called; its key where the account does not hold it. */
  nameOf(kind: string, key: string): string {
    const object = this.given.planned.objects.get(kind)?.get(key);
    return object === undefined
      ? key.replaceAll("\u0000", "")
      : labelOf(kindOf(this.given.table, kind), object, this.given.planned);
  }

  /** The person's own links, then those of other objects to the person. */
  linksOf(person: PersonFacts): LinkFacts[] {
    const own = person.objects.flatMap(({ kind, object, node }) =>
      [...kind.leaves].flatMap(([path, leaf]) =>
        leaf.type === "links" ? this.#linksFrom(object, node, path, leaf.to, path) : [],
      ),
    );
    this.#inbound ??= this.#findInbound();
    const inbound = person.objects.flatMap(
      ({ kind, object }) => this.#inbound?.get(nodeId(kind.name, object.key)) ?? [],
    );
    return [...own, ...inbound];
  }

  #linksFrom(object: StateObject, node: Node | null, path: string, to: string, shown: string): LinkFacts[] {
    const entries = new Map((node?.links[path]?.entries ?? []).map((entry) => [entry.to, entry]));
    return linksOf(object, path).map((link) => {
      const entry = entries.get(link.to);
      return {
        path: shown,
        name: this.nameOf(to, link.to),
        until: entry?.until ?? null,
        reason: entry?.reason ?? null,
        declared: entry !== undefined,
      };
    });
  }

  #findInbound(): Map<string, LinkFacts[]> {
    const { table, planned } = this.given;
    const found = new Map<string, LinkFacts[]>();
    for (const kind of table.kinds) {
      for (const [path, leaf] of kind.leaves) {
        if (leaf.type !== "links" || kindOf(table, leaf.to).person !== true) continue;
        for (const object of objectsOf(planned, kind.name)) {
          if (!object.present) continue;
          const node = this.nodeOf(kind.name, object.key);
          const entries = new Map((node?.links[path]?.entries ?? []).map((entry) => [entry.to, entry]));
          const name = labelOf(kind, object, planned);
          for (const { to } of linksOf(object, path)) {
            const entry = entries.get(to);
            const id = nodeId(leaf.to, to);
            const link = {
              path: `${kind.name}.${path}`,
              name,
              until: entry?.until ?? null,
              reason: entry?.reason ?? null,
              declared: entry !== undefined,
            };
            const list = found.get(id);
            if (list === undefined) found.set(id, [link]);
            else list.push(link);
          }
        }
      }
    }
    return found;
  }

  #findPeople(): PersonFacts[] {
    const { table, planned } = this.given;
    const people = new Map<string, PersonFacts["objects"][number][]>();
    for (const kind of table.kinds) {
      if (kind.person !== true) continue;
      for (const object of objectsOf(planned, kind.name)) {
        if (!object.present) continue;
        const email = addressOf(object);
        const entry = { kind, object, node: this.nodeOf(kind.name, object.key) };
        const list = people.get(email);
        if (list === undefined) people.set(email, [entry]);
        else list.push(entry);
      }
    }
    return [...people]
      .sort(([a], [b]) => byCodePoint(a, b))
      .map(([email, objects]) => ({ email, objects, facts: this }));
  }
}

/** Folded address of a person's object. */
export function addressOf(object: StateObject): string {
  const email = textOf(object, "email");
  return email === "" ? object.key : fold(email);
}
