/** Drafts → the changes people review. */
import { byCodePoint } from "../kind/code-points.ts";
import type { Kind } from "../kind/kind.ts";
import { labelOf } from "../kind/label.ts";
import { linksOf, type State } from "../kind/state.ts";
import { isFileContent, type Link, type Value } from "../kind/value.ts";
import { compareValue } from "./compare.ts";
import { type Draft, invites, isMadeAnew } from "./draft.ts";
import { ABSENT } from "./fingerprint.ts";
import type { Change, FieldChange, LostLink, Verb } from "./plan.ts";

/** How a key is shown: the written identity of the object, in the state it is looked at. */
export type Label = (kind: string, key: string) => string;

export function toChange(
  draft: Draft,
  labels: { readonly before: Label; readonly after: Label },
  precondition: string,
  dependsOn: readonly string[],
  lost: readonly LostLink[],
): Change {
  const fields = fieldsOf(draft, labels);
  const irreversible = irreversibleText(draft);
  return {
    id: draft.id,
    kind: draft.kind.name,
    key: draft.key,
    label: draft.label,
    verb: draft.verb,
    effect: draft.effect,
    fields,
    because: draft.because,
    dependsOn,
    precondition,
    objectId: draft.before?.id ?? null,
    inverse: inverseOf(draft, fields, lost, labels.before),
    ...(irreversible === null ? {} : { irreversible }),
  };
}

function fieldsOf(draft: Draft, labels: { readonly before: Label; readonly after: Label }): FieldChange[] {
  const fields: FieldChange[] = [];
  for (const [path, leaf] of draft.kind.leaves) {
    const value = draft.set.get(path);
    if (leaf.type === "links") {
      const delta = draft.links.get(path);
      if (delta === undefined) continue;
      const before =
        draft.verb === "update" || isMadeAnew(draft)
          ? linkValues(leaf.to, delta.before, labels.before)
          : null;
      fields.push({ path, before, after: linkValues(leaf.to, delta.after, labels.after) });
    } else if (value !== undefined) {
      const sensitive = leaf.type === "secret";
      const live = draft.before?.attributes[path];
      const before = draft.verb === "create" && !isShown(draft) ? null : (live ?? null);
      const shown = (side: Value, label: Label): Value =>
        sensitive
          ? null
          : leaf.type === "reference" && typeof side === "string"
            ? label(leaf.to, side)
            : plain(side);
      const field = { path, before: shown(before, labels.before), after: shown(value, labels.after) };
      if (isMadeAnew(draft) && compareValue(leaf, live, value) === "same") continue;
      fields.push(sensitive ? { ...field, sensitive } : field);
    }
  }
  return draft.verb === "remove" && draft.effect === "delete" ? lostFields(draft, labels.before) : fields;
}

/** A listed object that is switched on has no values before. */
function isShown(draft: Draft): boolean {
  return draft.before?.present === true;
}

/** What a deletion takes with it: the object's values and links, without those nobody could declare. */
function lostFields(draft: Draft, label: Label): FieldChange[] {
  const fields: FieldChange[] = [];
  for (const [path, leaf] of draft.kind.leaves) {
    const value = draft.before?.attributes[path];
    if (value === undefined || value === null || leaf.readOnly === true) continue;
    const before =
      leaf.type === "links"
        ? linkValues(leaf.to, value as readonly Link[], label)
        : leaf.type === "reference"
          ? label(leaf.to, String(value))
          : plain(value);
    fields.push({ path, before, after: null });
  }
  return fields;
}

function linkValues(kind: string, links: readonly Link[], label: Label): Value {
  const values = links.map((link) => {
    const { to, ...rest } = link;
    return Object.keys(rest).length === 0 ? label(kind, to) : { to: label(kind, to), ...rest };
  });
  return values.sort((a, b) => byCodePoint(textOf(a), textOf(b))) as Value;
}

function textOf(value: string | { to: string }): string {
  return typeof value === "string" ? value : value.to;
}

/** Files are shown by their digest; everything else as it is. */
function plain(value: Value): Value {
  if (isFileContent(value)) return `sha256:${value.sha256}`;
  const digest = typeof value === "object" && value !== null && "sha256" in value ? value.sha256 : null;
  return typeof digest === "string" ? `sha256:${digest}` : value;
}

function inverseOf(
  draft: Draft,
  fields: readonly FieldChange[],
  lost: readonly LostLink[],
  label: Label,
): Change["inverse"] {
  if (draft.kind.removal.effect === "never" && draft.verb === "create") return null;
  const opposite: Record<Verb, Verb> = {
    create: "remove",
    update: "update",
    replace: "replace",
    remove: "create",
  };
  const swapped = fields.map(({ path, before, after, ...rest }) => ({
    path,
    before: after,
    after: draft.verb === "replace" ? replacedValue(draft, path, before, label) : before,
    ...rest,
  }));
  const inverse = { verb: opposite[draft.verb], fields: draft.verb === "create" ? [] : swapped };
  return lost.length === 0 ? inverse : { ...inverse, links: lost };
}

/** The links of a replaced object, which the change shows only as those of the new one. */
function replacedValue(draft: Draft, path: string, before: Value, label: Label): Value {
  const leaf = draft.kind.leaves.get(path);
  if (leaf?.type !== "links" || draft.before === null) return before;
  return linkValues(leaf.to, linksOf(draft.before, path), label);
}

function irreversibleText(draft: Draft): string | null {
  const { destroys, recoverable } = draft.kind.removal;
  if (draft.verb === "remove" && destroys !== undefined && recoverable !== true) {
    return `${destroys} cannot be brought back`;
  }
  if (invites(draft)) return "the mail that is sent cannot be called back";
  if (draft.verb === "create" && draft.kind.removal.effect === "never")
    return "the platform offers no way back";
  return null;
}

/** Labels of a state's objects, by kind and key. */
export function labeller(state: State, kinds: readonly Kind[], written: ReadonlyMap<string, string>): Label {
  return (kindName, key) => {
    const object = state.objects.get(kindName)?.get(key);
    const kind = kinds.find((each) => each.name === kindName);
    if (kind !== undefined && object?.parent !== undefined) return labelOf(kind, object, state);
    const first = kind?.identity.at(-1);
    const live = object === undefined || first === undefined ? undefined : object.attributes[first];
    return typeof live === "string"
      ? live
      : (written.get(`${kindName}:${key}`) ?? key.replaceAll("\u0000", ""));
  };
}

export function preconditionOf(draft: Draft, fingerprintOf: (kind: string, id: string) => string): string {
  if (draft.before === null || draft.before.id === null) return ABSENT;
  return fingerprintOf(draft.kind.name, draft.before.id);
}
