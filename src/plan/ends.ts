/** Why access ends, or when it will: said beside the change it belongs to. */

import { type Diagnostic, diagnose } from "../diagnostic/diagnostic.ts";
import { endWords } from "../diagnostic/end-words.ts";
import { nodeId } from "../graph/node.ts";
import type { EndedGrant } from "../graph/settle.ts";
import type { Draft } from "./draft.ts";
import type { Because } from "./plan.ts";

/** Drafts with what their ends have to do with them. */
export function withEnds(drafts: readonly Draft[], ended: readonly EndedGrant[]): Draft[] {
  const past = new Map<string, EndedGrant[]>();
  for (const grant of ended) {
    for (const key of grant.keys) {
      const id = nodeId(grant.kind, key);
      past.set(id, [...(past.get(id) ?? []), grant]);
    }
  }
  return drafts.map((draft) => {
    const because = [...pastEnds(draft, past.get(draft.id) ?? []), ...comingEnds(draft)];
    return because.length === 0 ? draft : { ...draft, because: [...draft.because, ...because] };
  });
}

/** Entries that have ended and that nobody bears: they are left out without any change. */
export function endedWithoutTrace(drafts: readonly Draft[], ended: readonly EndedGrant[]): Diagnostic[] {
  const going = new Set(drafts.map((draft) => draft.id));
  return ended
    .filter((grant) => grant.link === null && !grant.keys.some((key) => going.has(nodeId(grant.kind, key))))
    .map((grant) =>
      diagnose({
        code: "ended",
        severity: "information",
        message: `the ${grant.kind} ${grant.label} counts as absent: it ${endText("ended", grant.until, grant.reason)}`,
        at: grant.at,
      }),
    );
}

function pastEnds(draft: Draft, ended: readonly EndedGrant[]): Because[] {
  return ended.flatMap(({ link, until, reason }) => {
    if (link === null)
      return draft.effect === null ? [] : [{ code: "ended", text: endText("ended", until, reason) }];
    const removed = draft.links.get(link.path)?.remove.some((each) => each.to === link.to) === true;
    const what = `${link.to} in ${link.path} ${endText("ended", until, reason)}`;
    return removed ? [{ code: "ended", text: what }] : [];
  });
}

function comingEnds(draft: Draft): Because[] {
  const { node } = draft;
  if (node === null) return [];
  const own = node.until === null ? [] : [{ code: "ends", text: endText("ends", node.until, node.reason) }];
  const links = [...draft.links].flatMap(([path, delta]) => {
    const added = new Set(delta.add.map((link) => link.to));
    return (node.links[path]?.entries ?? []).flatMap((entry) =>
      entry.until === null || !added.has(entry.to)
        ? []
        : [
            {
              code: "ends",
              text: `${entry.written} in ${path} ${endText("ends", entry.until, entry.reason)}`,
            },
          ],
    );
  });
  return [...own, ...links];
}

function endText(verb: "ends" | "ended", until: string, reason: string | null): string {
  return `${verb} at ${endWords(until)}${reason === null ? "" : ` (${reason})`}`;
}
