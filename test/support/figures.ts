/** The numbers of a plan as a reader finds them in each output. */
import { expect } from "vitest";
import type { Plan } from "../../src/plan/plan.ts";

export interface Figures {
  readonly losesAll: number;
  readonly losesSome: number;
  /** People who gain and lose nothing. */
  readonly gains: number;
  /** People who lose something and gain something too. */
  readonly losersWhoGain: number;
  readonly invited: number;
  readonly changes: {
    readonly create: number;
    readonly update: number;
    readonly replace: number;
    readonly remove: number;
  };
}

/** Counted in the access part of the plan, not read from its summary, which has to agree. */
export function figuresOfJson(json: string): Figures {
  const { access, invitations, summary } = JSON.parse(json) as Plan;
  const losesAll = access.filter((each) => each.losesAll === true);
  const losesSome = access.filter((each) => each.losesAll !== true && each.loses.length > 0);
  const { create, update, replace, remove } = summary;
  return {
    losesAll: losesAll.length,
    losesSome: losesSome.length,
    gains: access.length - losesAll.length - losesSome.length,
    losersWhoGain: [...losesAll, ...losesSome].filter((each) => each.gains.length > 0).length,
    invited: new Set(invitations.map((each) => each.email)).size,
    changes: { create, update, replace, remove },
  };
}

export function figuresOfText(text: string): Figures {
  const joined = text.replace(/\n\s*/g, " ");
  const headings = text.replace(/\n {4,}/g, "\n    ");
  return {
    ...peopleOf(headings, /^ {2}(.*access.*)$/gm),
    invited: number(/(\d+) (?:person|people) will be sent an e-mail/.exec(joined)),
    changes: changesOf(/Summary: ([^.]*)\./.exec(joined)?.[1] ?? ""),
  };
}

export function figuresOfMarkdown(markdown: string): Figures {
  const rows = [...markdown.matchAll(/^\| (.*) \| (.*) \|$/gm)].map(([, what = "", many = ""]) => ({
    what,
    many,
  }));
  const row = (sign: string) => rows.find(({ what }) => what.startsWith(sign));
  const loses = [row("🔴"), row("🟠")].map((each) => number(/\((\d+) gains?/.exec(each?.what ?? "")));
  return {
    losesAll: number(/^(\d+)/.exec(row("🔴")?.many ?? "")),
    losesSome: number(/^(\d+)/.exec(row("🟠")?.many ?? "")),
    gains: number(/^(\d+)/.exec(row("🟢")?.many ?? "")),
    losersWhoGain: sum(loses),
    invited: number(/^(\d+)/.exec(row("✉️")?.many ?? "")),
    changes: total(
      rows
        .filter(({ many }) => / to (create|update|replace|remove)/.test(many))
        .map(({ many }) => changesOf(many)),
    ),
  };
}

export function figuresOfHtml(page: string): Figures {
  const figure = (says: string) => number(new RegExp(`<dt>${says}</dt><dd>(\\d+)</dd>`).exec(page));
  const parts = [...page.matchAll(/<h3 class="part">([^<]*)<\/h3>/g)].map(([, heading = ""]) => heading);
  const people = peopleOf(parts.join("\n"), /^(.*access.*)$/gm);
  const figures = {
    losesAll: figure("lose all access"),
    losesSome: figure("lose some access"),
    gains: figure("only gain access"),
  };
  expect(figures).toEqual({ losesAll: people.losesAll, losesSome: people.losesSome, gains: people.gains });
  expect(page.match(/<li class="item \w+" data-item data-risk=/g)?.length ?? 0).toBe(
    figures.losesAll + figures.losesSome + figures.gains,
  );
  const changes = changesOf(/Changes to the account: ([^.]*)\./.exec(page)?.[1] ?? "");
  expect(figure("changes to the account")).toBe(
    changes.create + changes.update + changes.replace + changes.remove,
  );
  return {
    ...figures,
    losersWhoGain: people.losersWhoGain,
    invited: figure("are invited by e-mail"),
    changes,
  };
}

/** `2 people lose some access (1 gains some too)`, one to a line. */
function peopleOf(text: string, line: RegExp) {
  const lines = [...text.matchAll(line)].map(([, words = ""]) => words);
  const of = (words: RegExp) => lines.find((each) => words.test(each)) ?? "";
  const [all, some, gains] = [of(/loses? all access/), of(/loses? some access/), of(/gains? access/)];
  const many = (words: string) => number(/^(\d+)/.exec(words));
  const too = (words: string) => number(/\((\d+) gains?/.exec(words));
  return {
    losesAll: many(all),
    losesSome: many(some),
    gains: many(gains),
    losersWhoGain: too(all) + too(some),
  };
}

function changesOf(words: string): Figures["changes"] {
  const of = (verb: string) => number(new RegExp(`(\\d+) to ${verb}`).exec(words));
  return { create: of("create"), update: of("update"), replace: of("replace"), remove: of("remove") };
}

function total(all: readonly Figures["changes"][]): Figures["changes"] {
  const of = (verb: keyof Figures["changes"]) => sum(all.map((each) => each[verb]));
  return { create: of("create"), update: of("update"), replace: of("replace"), remove: of("remove") };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
const number = (found: RegExpExecArray | null): number => Number(found?.[1] ?? 0);
