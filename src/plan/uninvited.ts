/** People who are added and told nothing, where the manifest does not say whether they should be. */
import { type Diagnostic, diagnose } from "../diagnostic/diagnostic.ts";
import type { LeafAttribute } from "../kind/attribute.ts";
import type { KindTable } from "../kind/table.ts";
import { creates, type Draft, invites } from "./draft.ts";
import { listed } from "./guard-input.ts";

/** One finding for each attribute that would have invited them. What a manifest says is meant, so nothing is said of it. */
export function uninvited(drafts: readonly Draft[], table: KindTable): Diagnostic[] {
  const people = new Map<string, Draft[]>();
  for (const draft of drafts) {
    if (!creates(draft) || invites(draft)) continue;
    for (const [path, leaf] of draft.kind.leaves) {
      if (valueThatInvites(leaf) === null || draft.node?.attributes[path] !== undefined) continue;
      const own = people.get(path);
      if (own === undefined) people.set(path, [draft]);
      else own.push(draft);
    }
  }
  return [...people].map(([path, own]) => finding(path, own, table));
}

function finding(path: string, drafts: readonly Draft[], table: KindTable): Diagnostic {
  const [first] = drafts;
  const value = valueThatInvites(first?.kind.leaves.get(path));
  const who = drafts.length === 1 ? "1 person is" : `${drafts.length} people are`;
  const again = table.capabilities.resendInvitations;
  const later = again === undefined || again.can ? "" : `; none can be sent later: ${again.because}`;
  return diagnose({
    code: "not-invited",
    severity: "information",
    message: `${who} added without an e-mail: ${listed(drafts.map((draft) => draft.label))}`,
    fix: `if they should get one, write \`${path}: ${value}\` before they are added${later}`,
    at: first?.node?.at ?? null,
  });
}

function valueThatInvites(leaf: LeafAttribute | undefined): string | null {
  if (leaf?.type === "boolean") return leaf.invites === true ? "true" : null;
  return leaf?.type === "enum" ? (leaf.invites ?? null) : null;
}
