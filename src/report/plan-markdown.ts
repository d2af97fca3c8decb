/** A plan → Markdown for a comment on a pull request: people first, details folded, never longer than a comment may be. */
import type { KindTable } from "../kind/table.ts";
import type { Change, Gain, Guard, Plan } from "../plan/plan.ts";
import { isRefused } from "../plan/plan.ts";
import { fieldsToTell, formerLabel, labelsFor, MADE_ANEW, SIGNS } from "./changes-text.ts";
import {
  INVITATION_WORDS,
  mailedPeople,
  seatsToTell,
  seatWords,
  severalMails,
  waitingPeople,
  wayPast,
} from "./checks-text.ts";
import {
  codeMarkdown,
  fencedMarkdown,
  fitting,
  folded,
  MARKDOWN_AT_MOST,
  MarkdownPage,
  markdownTable,
  plainMarkdown,
} from "./markdown.ts";
import { paintFor } from "./paint.ts";
import { LOSING_ALL_AT_MOST, permissionWords } from "./people-text.ts";
import {
  byWeight,
  countVerbs,
  measured,
  measuredAfter,
  type PeopleReview,
  peopleSentence,
  refusers,
  reviewChanges,
  reviewFindings,
  reviewGuards,
  reviewPeople,
  riskSentence,
  verbCounts,
  verbWord,
} from "./review.ts";
import { fieldText } from "./value-text.ts";
import { shown } from "./visible.ts";
import { count, people } from "./words.ts";

const SIGNALS = { "loses-all": "🔴", "loses-some": "🟠", gains: "🟢" } as const;
/** Names shown before anything has to be opened. */
const OPEN_NAMES = 50;
/** Of what is still free, the part that one section may take, so that the next ones have room too. */
const SHARE = 0.6;
/** The same for the names of people who lose everything, which come before all that follows. */
const MOST = 0.9;
/** More rows never fit. */
const ROWS_AT_MOST = 2_000;
const LINES_PER_PERSON = 8;
const TEXT_COLUMNS = 400;
/** Characters kept free for a line on what was left out. */
const FOOT_EXTRA = 400;

/** At most 60,000 characters unless less is given, ends with a newline. A pipeline finds its comment again by the first line. */
export function planMarkdown(plan: Plan, table: KindTable | null, most = MARKDOWN_AT_MOST): string {
  const foot = footer(plan);
  const page = new MarkdownPage(most - foot.length - FOOT_EXTRA);
  page.add("head", head(plan, table));
  page.add("refusal", refusal(plan));
  page.add("figures", figures(plan, table));
  const parts = reviewPeople(plan, table);
  for (const part of parts) {
    if (part.risk === "loses-all") page.add("people who lose all access", allNames(part, page.free * MOST));
  }
  for (const part of parts) page.add(riskSentence(part), peopleTable(part, table, page.free * SHARE));
  page.add("guards", guardTable(plan));
  page.add("findings", findingList(plan, page.free * SHARE));
  page.add("invitations", invitationList(plan, page.free * SHARE));
  page.add("seats", seatTable(plan));
  page.add("changes", changeList(plan, table, page.free - 200));
  const leftOut = page.leftOut.length === 0 ? "" : ` Left out for length: ${page.leftOut.join(", ")}.`;
  return `${page.toString().trimEnd()}\n\n${foot}${leftOut}\n`;
}

function head(plan: Plan, table: KindTable | null): string {
  const { target } = plan;
  const id = target.account.id === null ? "new" : codeMarkdown(target.account.id);
  return [
    `<!-- cxroster plan ${target.platform} ${JSON.stringify(target.name).replace(/[^\w" .]/g, "_")} -->`,
    `### Access plan for ${codeMarkdown(target.name)}`,
    `**${plainMarkdown(peopleSentence(plan, table))}**`,
    `${plainMarkdown(table?.product ?? target.platform)}, ${codeMarkdown(target.account.name)} (${id}), looked at ${plan.evaluatedAt}.`,
    ...(plan.preview === true ? ["⚠️ A preview of another time: this plan cannot be applied."] : []),
  ].join("\n\n");
}

function refusal(plan: Plan): string {
  if (!isRefused(plan)) return "";
  const reasons = reviewGuards(plan)
    .filter((guard) => guard.status === "refused")
    .map((guard) => `- ${guardSentence(guard)}<br>${plainMarkdown(wayPast(guard))}`);
  const errors = reviewFindings(plan)
    .filter((finding) => finding.severity === "error")
    .slice(0, 20)
    .map((finding) => `- ${codeMarkdown(finding.code)}: ${plainMarkdown(finding.message, TEXT_COLUMNS)}`);
  const names = refusers(plan).map((name) => codeMarkdown(name));
  return [
    `⛔ **This plan is refused** by ${names.join(", ")} and cannot be applied.`,
    [...reasons, ...errors].join("\n"),
  ].join("\n\n");
}

function guardSentence(guard: Guard): string {
  return `${codeMarkdown(guard.name)}: ${plainMarkdown(guard.detail)}${measuredAfter(guard)}`;
}

function figures(plan: Plan, table: KindTable | null): string {
  const rows = reviewPeople(plan, table).map((part) => {
    const words = riskSentence(part).replace(/^\d+ (person|people) /, "");
    return [`${SIGNALS[part.risk]} ${words}`, people(part.people.length)];
  });
  if (plan.invitations.length > 0)
    rows.push(["✉️ will be invited by e-mail", people(mailedPeople(plan).length)]);
  for (const { title, changes } of reviewChanges(plan, table)) {
    rows.push([plainMarkdown(title), verbCounts(countVerbs(changes))]);
  }
  if (rows.length === 0) return "No changes.";
  return markdownTable(["what changes", "how many"], rows);
}

/** Everybody who loses all access by name, up to 500; the first ones without opening anything. */
function allNames({ people: members }: PeopleReview, free: number): string {
  const names = members.map((each) => codeMarkdown(each.person, 80));
  const open = `**Lose all access (${names.length}):** ${names.slice(0, OPEN_NAMES).join(", ")}`;
  const hidden = names.length - OPEN_NAMES;
  if (hidden <= 0) return open;
  return fitting(names.slice(OPEN_NAMES, LOSING_ALL_AT_MOST), free - open.length, (kept, cut) => {
    const left = cut + Math.max(0, names.length - LOSING_ALL_AT_MOST);
    const rest = left > 0 ? `\n\nand ${left} more, ${names.length} in all.` : "";
    return `${open}\n\n${folded(`and ${hidden} more people who lose all access`, kept.join(", ") + rest)}`;
  });
}

function peopleTable(part: PeopleReview, table: KindTable | null, free: number): string {
  const summary = `${riskSentence(part)}: what and through which path`;
  const rows = part.people
    .slice(0, ROWS_AT_MOST)
    .map((each) => [codeMarkdown(each.person, 80), listed(each.loses, table), listed(each.gains, table)]);
  return fitting(rows, free, (kept) => {
    const left = part.people.length - kept.length;
    const more = left === 0 ? "" : `\n\nand ${left} more, ${part.people.length} in all.`;
    return folded(summary, `${markdownTable(["person", "loses", "gains"], kept)}${more}`);
  });
}

function listed(gains: readonly Gain[], table: KindTable | null): string {
  const lines = gains
    .toSorted(byWeight(table))
    .slice(0, LINES_PER_PERSON)
    .map((gain) => {
      const via = gain.via.slice(0, 4).map((path) => codeMarkdown(path, 80));
      const more = gain.via.length > 4 ? ` and ${gain.via.length - 4} more` : "";
      return `${plainMarkdown(permissionWords(gain, table), 200)} (${via.join(", ")}${more})`;
    });
  if (gains.length > LINES_PER_PERSON) lines.push(`and ${gains.length - LINES_PER_PERSON} more`);
  return lines.join("<br>");
}

function guardTable(plan: Plan): string {
  if (plan.guards.length === 0) return "";
  const rows = reviewGuards(plan).map((guard) => [
    guard.status,
    codeMarkdown(guard.name),
    measured(guard),
    plainMarkdown(guard.detail, TEXT_COLUMNS),
  ]);
  const passed = plan.guards.filter((guard) => guard.status === "passed").length;
  return folded(
    `${passed} of ${count(plan.guards.length, "guard")} passed`,
    markdownTable(["status", "guard", "counted", "why"], rows),
  );
}

function findingList(plan: Plan, free: number): string {
  const findings = reviewFindings(plan);
  if (findings.length === 0) return "";
  const lines = findings.map(({ severity, code, message, at }) => {
    const place = at === "" ? "" : ` (${codeMarkdown(at)})`;
    return `- ${severity} ${codeMarkdown(code)}: ${plainMarkdown(message, TEXT_COLUMNS)}${place}`;
  });
  return fitting(lines, free, (kept, left) =>
    folded(count(lines.length, "finding"), `${kept.join("\n")}${left === 0 ? "" : `\n\nand ${left} more.`}`),
  );
}

function invitationList(plan: Plan, free: number): string {
  const sent = mailedPeople(plan).map(
    ({ email, mails }) => `- ${codeMarkdown(email, 80)} is sent an e-mail${severalMails(mails)}`,
  );
  const waiting = waitingPeople(plan).map(
    ({ person, state }) => `- ${codeMarkdown(person, 80)} must accept first: ${INVITATION_WORDS[state]}`,
  );
  const lines = [...sent, ...waiting];
  if (lines.length === 0) return "";
  return fitting(lines, free, (kept, left) =>
    folded(
      `Invitations: ${people(lines.length)}`,
      `${kept.join("\n")}${left === 0 ? "" : `\n\nand ${left} more.`}`,
    ),
  );
}

function seatTable(plan: Plan): string {
  const seats = seatsToTell(plan);
  if (seats.length === 0) return "";
  const rows = seats.map((each) => [codeMarkdown(each.license), seatWords(each)]);
  return folded(`Seats of ${count(seats.length, "license")}`, markdownTable(["license", "seats"], rows));
}

/** A diff block: names in it are neither marked up nor mentioned, and platforms colour it. */
function changeList(plan: Plan, table: KindTable | null, free: number): string {
  const all = reviewChanges(plan, table).flatMap(({ definition, changes }) => {
    const labelOf = labelsFor(definition, plan);
    return changes.map((change) => ({ change, labelOf }));
  });
  if (all.length === 0) return "";
  const paint = paintFor(false);
  const lines = all.slice(0, ROWS_AT_MOST).map(({ change, labelOf }) => {
    const fields = fieldsToTell(change).map((field) => {
      const text = fieldText(field, paint, labelOf).replaceAll("\n", "\n      ");
      return `    ${shown(field.path)}: ${text.includes("\n") ? `\n      ${text}` : text}`;
    });
    const notes = change.because.map(({ text }) => `    note: ${shown(text, TEXT_COLUMNS)}`);
    const lost =
      change.irreversible === undefined
        ? []
        : [`    cannot be undone: ${shown(change.irreversible, TEXT_COLUMNS)}`];
    return [nameLine(change), ...fields, ...notes, ...lost].join("\n");
  });
  const summary = `${count(all.length, "change")}: ${verbCounts(plan.summary)}`;
  return fitting(lines, free, (kept) => {
    const left = all.length - kept.length;
    const more = left === 0 ? "" : `\n\nand ${left} more, ${all.length} in all.`;
    return folded(summary, `${fencedMarkdown("diff", kept.join("\n"))}${more}`);
  });
}

function nameLine(change: Change): string {
  const former = formerLabel(change);
  const name = shown(change.label);
  const isReplaced = change.verb === "replace";
  const label = !isReplaced
    ? name
    : former === null
      ? `${name}: ${MADE_ANEW}`
      : `${shown(former)} by ${name}`;
  const sign = { "+": "+", "-": "-", "~": "!", "±": "!" }[SIGNS[change.verb]];
  return `${sign} ${verbWord(change)} ${shown(change.kind)} ${label}`;
}

function footer(plan: Plan): string {
  return [
    `Full report: plan \`${plan.digest}\`, \`cxroster show plan.json --format html\`.`,
    `Made by ${plainMarkdown(plan.tool)}; ${count(plan.budget.writes, "call")} to make.`,
  ].join(" ");
}
