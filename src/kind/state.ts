/** An account as values: what it holds now (live), or would hold after a plan (planned). */
import type { Link, Value } from "./value.ts";

/**
 * One object as the platform returned it, already decoded. References and links hold the *ids* of their targets;
 * a path that is absent from `attributes` could not be read and is unknown, never empty.
 */
export interface LiveObject {
  readonly kind: string;
  readonly id: string;
  /** False for an object that is only listed (a catalogue row, a licence not attached) and can be switched on. */
  readonly present: boolean;
  /** Platform id of the object it stands inside, for kinds that stand inside others. */
  readonly parent?: string;
  readonly attributes: { readonly [path: string]: Value };
}

/** The person behind the credentials. */
export interface Caller {
  /** Folded e-mail address, in a state the key of the person; null when the platform does not tell. */
  readonly email: string | null;
  /** May change the account; null when the platform does not tell. */
  readonly mayManage: boolean | null;
  /** What else the platform says of the caller, for the platform's own checks. */
  readonly facts?: { readonly [name: string]: Value };
}

export interface Account {
  readonly id: string;
  readonly name: string;
}

/** Everything the one read before planning returned. */
export interface Live {
  /** Null when the target says `create: true` and the account does not exist yet. */
  readonly account: Account | null;
  readonly caller: Caller;
  readonly objects: readonly LiveObject[];
  /** Reasons why what was read may not be everything; empty when it is. */
  readonly partial: readonly string[];
  /** Kinds of which objects may be missing. Absent: none where `partial` is empty, else any. */
  readonly partialKinds?: readonly string[];
  /** Calls made for this read. */
  readonly reads: number;
}

/** The object that another stands inside. */
export interface Container {
  readonly kind: string;
  readonly key: string;
}

/**
 * One object in a state. References and links hold the *keys* of their targets, so that objects that do not exist
 * yet can be named too.
 */
export interface StateObject {
  readonly kind: string;
  readonly key: string;
  /** Null for an object that does not exist yet. */
  readonly id: string | null;
  readonly present: boolean;
  /** Absent at the top. */
  readonly parent?: Container;
  readonly attributes: { readonly [path: string]: Value };
}

export interface State {
  /** Time the state is looked at, RFC 3339 UTC; trials and licences end against it. */
  readonly at: string;
  readonly caller: Caller;
  /** Objects by kind, then by key. */
  readonly objects: ReadonlyMap<string, ReadonlyMap<string, StateObject>>;
}

export function objectsOf(state: State, kind: string): Iterable<StateObject> {
  return state.objects.get(kind)?.values() ?? [];
}

export function findObject(state: State, kind: string, key: string): StateObject | undefined {
  return state.objects.get(kind)?.get(key);
}

/** Links of a path; an unknown or absent one reads as none. */
export function linksOf(object: StateObject, path: string): readonly Link[] {
  const value = object.attributes[path];
  return Array.isArray(value) ? (value as readonly Link[]) : [];
}

export function textOf(object: StateObject, path: string): string {
  const value = object.attributes[path];
  return typeof value === "string" ? value : "";
}
