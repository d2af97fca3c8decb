/**
 * Worked examples in the docs say what the program says: the manifest with its change taken back is applied to a fresh
 * account, then the page's manifest is planned. CXROSTER_UPDATE_DOCS=1 writes plan and numbers into the pages.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Plan } from "../../src/plan/plan.ts";
import { serializePlan } from "../../src/plan/plan-file.ts";
import { planHtml } from "../../src/report/plan-html.ts";
import { planMarkdown } from "../../src/report/plan-markdown.ts";
import { renderPlan } from "../../src/report/plan-text.ts";
import {
  type Figures,
  figuresOfHtml,
  figuresOfJson,
  figuresOfMarkdown,
  figuresOfText,
} from "../support/figures.ts";
import { Rehearsal } from "../support/rehearsal.ts";

const PAGES = [
  ["engagecx", "docs/worked-example.md"],
  ["cxengage", "docs/worked-examples/cxengage.md"],
  ["contactcenter", "docs/worked-examples/contactcenter.md"],
  ["autoid", "docs/worked-examples/autoid.md"],
] as const;
const AT = "2026-11-23T08:00:00Z";
const ENDPOINT = "http://127.0.0.1:8411";

test.each(PAGES)(
  "%s: the plan in %s is the plan that is made",
  { timeout: 60_000 },
  async (platform, path) => {
    const page = readFileSync(path, "utf8");
    const after = block(page, "yaml");
    const rehearsal = await Rehearsal.start({ platform, account: { name: "Northwind Insurance" } });
    try {
      await rehearsal.sync(takenBack(after, block(page, "diff")));
      const plan = shownPlan(await rehearsal.plan(after));
      const { table } = rehearsal.platform;
      const text = renderPlan(plan, { color: false, table });
      const figures = {
        text: figuresOfText(text),
        JSON: figuresOfJson(serializePlan(plan)),
        Markdown: figuresOfMarkdown(planMarkdown(plan, table)),
        HTML: figuresOfHtml(planHtml(plan, table)),
      };
      expect(plan.access.length).toBeGreaterThan(0);
      const expected = withNumbers(withBlock(page, "text", text), figures);
      if (process.env.CXROSTER_UPDATE_DOCS === "1") writeFileSync(path, expected);
      expect(readFileSync(path, "utf8")).toBe(expected);
    } finally {
      await rehearsal.stop();
    }
  },
);

const pattern = (language: string) => new RegExp(`(\`\`\`${language}\n)([\\s\\S]*?)(\`\`\`)`);

function block(page: string, language: string): string {
  return pattern(language).exec(page)?.[2] ?? "";
}

function withBlock(page: string, language: string, text: string): string {
  return page.replace(pattern(language), (_, open: string, __, close: string) => open + text + close);
}

/** The manifest before the change: added lines of the diff become the removed ones. */
function takenBack(after: string, diff: string): string {
  const lines = (sign: string) =>
    diff
      .split("\n")
      .filter((line) => line.startsWith(sign))
      .map((line) => line.slice(1).trim());
  const [added, removed] = [lines("+"), lines("-")];
  expect(added.length).toBeGreaterThan(0);
  return added.reduce((text, line, at) => {
    expect(text).toContain(line);
    const place = text.lastIndexOf(line);
    return text.slice(0, place) + (removed[at] ?? "") + text.slice(place + line.length);
  }, after);
}

/** What changes from run to run, as a reader would see it once. */
function shownPlan(plan: Plan): Plan {
  const { target } = plan;
  const endpoint = target.endpoint.replace(/^http:\/\/127\.0\.0\.1:\d+/, ENDPOINT);
  return {
    ...plan,
    evaluatedAt: AT,
    target: { ...target, name: "northwind", endpoint, account: { ...target.account, id: "acme-1" } },
  };
}

function withNumbers(page: string, figures: { readonly [output: string]: Figures }): string {
  const rows: [string, (figures: Figures) => number][] = [
    ["lose all access", (each) => each.losesAll],
    ["lose some access", (each) => each.losesSome],
    ["of those, gain some too", (each) => each.losersWhoGain],
    ["only gain access", (each) => each.gains],
    ["invited by e-mail", (each) => each.invited],
    ["changes", ({ changes }) => changes.create + changes.update + changes.replace + changes.remove],
  ];
  const outputs = Object.keys(figures);
  const all = Object.values(figures);
  const table = [
    `| people | ${outputs.join(" | ")} |`,
    `| --- |${" --- |".repeat(outputs.length)}`,
    ...rows.map(([name, of]) => `| ${name} | ${all.map(of).join(" | ")} |`),
  ].join("\n");
  for (const each of all) expect(each).toEqual(all[0]);
  return page.replace(
    /<!-- numbers -->[\s\S]*<!-- \/numbers -->/,
    `<!-- numbers -->\n${table}\n<!-- /numbers -->`,
  );
}
