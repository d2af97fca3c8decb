/** An object found again in a state. */
import type { LiveObject, State, StateObject } from "../kind/state.ts";

/** The object of a live one in a state made of it. */
export function objectOf(state: State, live: LiveObject): StateObject {
  for (const object of state.objects.get(live.kind)?.values() ?? []) if (object.id === live.id) return object;
  throw new Error(`${live.kind} ${live.id} is not in its own state`);
}
