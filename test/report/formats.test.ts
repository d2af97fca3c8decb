/** Text, JSON, Markdown and HTML tell the same people and the same numbers. */
import { expect, test } from "vitest";
import type { Plan } from "../../src/plan/plan.ts";
import { serializePlan } from "../../src/plan/plan-file.ts";
import { planHtml } from "../../src/report/plan-html.ts";
import { planMarkdown } from "../../src/report/plan-markdown.ts";
import { renderPlan } from "../../src/report/plan-text.ts";
import { figuresOfHtml, figuresOfJson, figuresOfMarkdown, figuresOfText } from "../support/figures.ts";
import { HOSTILE_NAMES, hostilePlan, hugePlan, textPlan } from "./plan-samples.ts";
import { emptyPlan, samplePlan, table } from "./sample-plan.ts";

const text = (plan: Plan) => renderPlan(plan, { color: false, table });

test.each([
  ["a plan with one of everything", samplePlan],
  ["an empty plan", emptyPlan],
  ["hostile names", hostilePlan],
  ["a long text", textPlan],
  ["5,000 changes", hugePlan()],
])("%s: the numbers agree", (_, plan) => {
  const json = figuresOfJson(serializePlan(plan));
  expect(figuresOfText(text(plan))).toEqual(json);
  expect(figuresOfMarkdown(planMarkdown(plan, table))).toEqual(json);
  expect(figuresOfHtml(planHtml(plan, table))).toEqual(json);
  expect(plan.summary.people).toEqual({
    gaining: json.gains + json.losersWhoGain,
    losing: json.losesAll + json.losesSome,
    losingAll: json.losesAll,
  });
});

test("5,000 changes fit into a comment, which names 500 of those who lose everything and counts the rest", () => {
  const plan = hugePlan();
  const markdown = planMarkdown(plan, table);
  expect(markdown.length).toBeLessThanOrEqual(60_000);
  const losing = plan.access.filter((each) => each.losesAll).map((each) => each.person);
  const named = losing.filter((person) => markdown.includes(`\`${person}\``));
  expect(named.length).toBeGreaterThanOrEqual(500);
  expect(markdown).toContain(`**Lose all access (${losing.length}):**`);
  expect(markdown).toContain(`and ${losing.length - 500} more, ${losing.length} in all.`);
  expect(markdown).toContain(plan.digest);
  isWhole(markdown);
});

test.each([
  ["one of everything", samplePlan],
  ["hostile names", hostilePlan],
  ["a long text", textPlan],
  ["5,000 changes", hugePlan()],
  ["20,000 changes", hugePlan(20_000)],
])("Markdown is never cut inside a row or a folded block: %s", (_, plan) => {
  const markdown = planMarkdown(plan, table);
  expect(markdown.length).toBeLessThanOrEqual(60_000);
  isWhole(markdown);
});

/** Folded blocks and fences are closed in their order, and every row of a table has the cells of its head. */
function isWhole(markdown: string): void {
  const open: string[] = [];
  let cells = 0;
  for (const line of markdown.split("\n")) {
    const fence = /^(`{3,})/.exec(line)?.[1];
    if (open.at(-1)?.startsWith("`") === true) {
      if (line === open.at(-1)) open.pop();
      continue;
    }
    if (fence !== undefined) open.push(fence);
    if (line.startsWith("<details>")) open.push("details");
    if (line === "</details>") expect(open.pop()).toBe("details");
    const isRow = line.startsWith("|");
    const found = isRow ? line.split(/(?<!\\)\|/).length : 0;
    if (isRow && cells > 0) expect(found).toBe(cells);
    cells = found;
  }
  expect(open).toEqual([]);
}

test("nothing in a hostile name acts in Markdown", () => {
  const markdown = planMarkdown(hostilePlan, table);
  const outside = markdown
    .replace(/^(`{3,})diff\n[\s\S]*?\n\1$/gm, "")
    .replace(/(`+)(?!`)[^\n]*?[^`]\1(?!`)/g, "")
    .replace(/<!--[^>]*-->/g, "¦")
    .replace(/<\/?(details|summary|code|br)>/g, "");
  expect(outside).not.toMatch(/<(?!U\+)/);
  expect(outside).not.toMatch(/@\w|\]\(http|https?:\/\//);
  expect(outside).not.toContain("**bold**");
});

test("nothing in a hostile name acts in HTML", () => {
  const page = planHtml(hostilePlan, table);
  expect(page.match(/<script/g)).toHaveLength(1);
  expect(page).not.toMatch(/<img|onerror="/);
  expect(page).not.toMatch(/[\u202e\u2066\u0007\u001b]/);
  expect(page).toContain("name-".repeat(40));
  for (const name of HOSTILE_NAMES.slice(4, 5)) expect(page).toContain(name.slice(0, 8));
});

test("numbers of guards say which way they may not go, and nothing where nothing was counted", () => {
  for (const page of [planHtml(samplePlan, table), planMarkdown(samplePlan, table)]) {
    expect(page).toContain("0, at least 1");
    expect(page).toContain("11, limit 10");
    expect(page).not.toContain("limit 0");
  }
});

test("a page names the account before anything else", () => {
  const page = planHtml(samplePlan, table);
  const { name } = samplePlan.target.account;
  expect(page.indexOf(name, page.indexOf("<h1>"))).toBeLessThan(page.indexOf("What would change"));
});
