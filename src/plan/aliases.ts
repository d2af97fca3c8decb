/** Other identities an object is known by, such as the address a person was invited under. */
import { type Diagnostic, diagnose } from "../diagnostic/diagnostic.ts";
import type { Node } from "../graph/node.ts";
import { joinKey } from "../kind/identity.ts";
import type { Kind } from "../kind/kind.ts";
import { objectsOf, type State, type StateObject, textOf } from "../kind/state.ts";

/** Keys besides its own; none for most kinds. */
export function otherKeys(kind: Kind, object: StateObject): string[] {
  const keys = (kind.alsoKnownBy ?? []).map((path) => textOf(object, path)).filter((text) => text !== "");
  return keys.map((text) => joinKey([text])).filter((key) => key !== object.key);
}

/** Finds the one object a node means by another of its identities, and says what is to be said of it. */
export class Aliases {
  readonly #live: State;
  readonly #declared: ReadonlyMap<string, Node>;
  readonly #known = new Map<string, Map<string, StateObject[]>>();

  /** @param declared nodes by id. */
  constructor(live: State, declared: ReadonlyMap<string, Node>) {
    this.#live = live;
    this.#declared = declared;
  }

  find(node: Node, kind: Kind, diagnostics: Diagnostic[]): StateObject | null {
    const [object, second] = this.#of(kind).get(node.key) ?? [];
    if (object === undefined) return null;
    const other = this.#declared.get(`${kind.name}:${object.key}`);
    if (other !== undefined) diagnostics.push(sameObject(node, kind, object, other));
    else if (second !== undefined) diagnostics.push(severalKnown(node, kind));
    else diagnostics.push(knownAs(node, kind, object));
    return other === undefined && second === undefined ? object : null;
  }

  #of(kind: Kind): Map<string, StateObject[]> {
    const known = this.#known.get(kind.name);
    if (known !== undefined) return known;
    const byKey = new Map<string, StateObject[]>();
    for (const object of kind.alsoKnownBy === undefined ? [] : objectsOf(this.#live, kind.name)) {
      if (!object.present) continue;
      for (const key of otherKeys(kind, object)) byKey.set(key, [...(byKey.get(key) ?? []), object]);
    }
    this.#known.set(kind.name, byKey);
    return byKey;
  }
}

function knownAs(node: Node, kind: Kind, object: StateObject): Diagnostic {
  const now = textOf(object, kind.identity[0] ?? "");
  const rule = kind.leaves.get(kind.alsoKnownBy?.[0] ?? "")?.rule;
  return diagnose({
    code: "identity-changed",
    severity: "information",
    message: `${node.label} is known as ${now} on the platform by now${rule === undefined ? "" : ` (${rule})`}; it is the same ${kind.name}`,
    fix: `write ${now} to follow`,
    at: node.at,
  });
}

function sameObject(node: Node, kind: Kind, object: StateObject, other: Node): Diagnostic {
  return diagnose({
    code: "declared-twice",
    message: `${node.label} and ${other.label} are one ${kind.name}: it was known as ${node.label} and is ${textOf(object, kind.identity[0] ?? "")} by now`,
    fix: `drop the entry ${node.label}`,
    at: node.at,
  });
}

function severalKnown(node: Node, kind: Kind): Diagnostic {
  return diagnose({
    code: "ambiguous-live",
    message: `several objects of the kind ${kind.name} were once known as ${node.label}; the plan cannot tell which is meant`,
    fix: "declare each by its present name",
    at: node.at,
  });
}
