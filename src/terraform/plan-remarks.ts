/** What a plan says of a change besides its values: consequences, and what is managed from now on or no longer. */
import { declarable, type Kind } from "../kind/kind.ts";
import { type Draft, isMadeAnew } from "../plan/draft.ts";
import { valueAt } from "./declare.ts";
import { error, pathOf, warning } from "./diagnostics.ts";
import type { TerraformDiagnostic, TerraformObject } from "./protocol/provider.ts";

/** What a change brings about besides. */
export function cautions(draft: Draft | null): TerraformDiagnostic[] {
  return [...(draft?.set.keys() ?? [])].flatMap((path) => {
    const caution = draft?.kind.leaves.get(path)?.caution;
    return caution === undefined
      ? []
      : [warning("Mind the consequences", `${path}: ${caution}.`, pathOf(path))];
  });
}

/** A value that destroys something needs the guard lifted. */
export function destroyed(draft: Draft | null, allowed: boolean): TerraformDiagnostic[] {
  if (draft === null || allowed) return [];
  if (isMadeAnew(draft)) return madeAnew(draft);
  return [...draft.set].flatMap(([path, value]) => {
    const leaf = draft.kind.leaves.get(path);
    const destroys = leaf?.type === "boolean" ? leaf.destroys : undefined;
    if (destroys === undefined || destroys.by !== value) return [];
    const detail = `This loses ${destroys.what}. To go on nevertheless, add "destructive" to \`guards.allow\` of the provider.`;
    return [error("Refused by the guard destructive", detail, pathOf(path))];
  });
}

function madeAnew(draft: Draft): TerraformDiagnostic[] {
  return [...draft.kind.leaves].flatMap(([path, { replaces }]) => {
    if (replaces === undefined || !draft.links.has(path)) return [];
    const detail = `The ${draft.kind.name} is removed and made anew, and loses ${replaces.loses} (${replaces.rule}). To go on nevertheless, add "destructive" to \`guards.allow\` of the provider.`;
    return [error("Refused by the guard destructive", detail, pathOf(path))];
  });
}

/** Attributes that are no longer managed: only the state changes. */
export function released(kind: Kind, prior: TerraformObject, config: TerraformObject): TerraformDiagnostic[] {
  const names = declarable(kind)
    .filter(([path, leaf]) => leaf.writeOnly !== true && isReleased(path, prior, config))
    .map(([path]) => `\`${pathOf(path).join(".")}\``);
  if (names.length === 0) return [];
  const detail = `${names.join(", ")}: unset now, so what is on the platform stays as it is.`;
  return [warning("No longer managed", detail)];
}

/** Links that were not managed so far: what they hold is not in the state, so the plan cannot show what goes. */
export function takenOver(
  kind: Kind,
  prior: TerraformObject,
  config: TerraformObject,
): TerraformDiagnostic[] {
  return declarable(kind).flatMap(([path, leaf]) => {
    if (leaf.type !== "links" || valueAt(prior, path) !== null || valueAt(config, path) === null) return [];
    const detail = `\`${pathOf(path).join(".")}\` was not managed so far. From this apply on it is what is configured; whatever else is there is taken away.`;
    return [warning("Taken over as a whole", detail, pathOf(path))];
  });
}

function isReleased(path: string, prior: TerraformObject, config: TerraformObject): boolean {
  return valueAt(prior, path) !== null && valueAt(config, path) === null;
}
