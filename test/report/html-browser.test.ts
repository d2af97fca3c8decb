/** HTML reports in Chromium: search, filters, keyboard, paper, narrow screens, and names that attack. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { accessHtml } from "../../src/report/access-html.ts";
import { planHtml } from "../../src/report/plan-html.ts";
import { Browser, browserTest, hasBrowser } from "../support/browser.ts";
import { HOSTILE_NAMES, hostilePlan, hugePlan } from "./plan-samples.ts";
import { emptyPlan, samplePlan, table } from "./sample-plan.ts";

const LIMIT = { timeout: 60_000 };
const test = browserTest();
let browser: Browser | null = null;

beforeAll(async () => {
  if (hasBrowser) browser = await Browser.start();
}, LIMIT.timeout);
afterAll(() => browser?.stop());

const open = (html: string, width?: number, scheme?: "light" | "dark") => {
  if (browser === null) throw new Error("Chromium did not start");
  return browser.open(html, width, scheme);
};
const sample = planHtml(samplePlan, table);
/** Texts whose colour stands out less than 4.5 to 1 from what is behind them (WCAG 2 AA). */
const LOW_CONTRAST = String.raw`(() => {
  const numbers = (color) => (color.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (color) => {
    const [red, green, blue] = numbers(color)
      .slice(0, 3)
      .map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (element) => {
    if (element === null) return "rgb(255, 255, 255)";
    const color = getComputedStyle(element).backgroundColor;
    return (numbers(color)[3] ?? 1) === 0 ? behind(element.parentElement) : color;
  };
  return [...document.querySelectorAll("h1, h2, h3, h4, p, li, td, th, dt, dd, span, a, label, ins, del")]
    .filter((element) => element.textContent.trim() !== "" && element.checkVisibility())
    .filter((element) => {
      const [a, b] = [luminance(getComputedStyle(element).color), luminance(behind(element))];
      return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5;
    })
    .map((element) => element.tagName + " " + element.className + " " + element.textContent.slice(0, 40));
})()`;
const shownPeople = (page: Page) => page.locator("#people-list [data-item]:visible h4").allTextContents();

test("search narrows people and their table, and says how many are left", LIMIT, async () => {
  const { page, noises } = await open(sample);
  expect(await shownPeople(page)).toEqual(["bob@x.example", "cara@x.example", "ana@x.example"]);
  const search = page.getByRole("search").first().getByLabel("Search");
  await search.fill("regional manage");
  expect(await shownPeople(page)).toEqual(["cara@x.example"]);
  expect(await page.locator("#people-matrix tbody tr:visible th").allTextContents()).toEqual([
    "cara@x.example",
  ]);
  expect(await page.getByRole("status").first().textContent()).toBe("1 of 3 shown");
  await page.getByRole("button", { name: "Show all" }).first().click();
  await expect.poll(() => shownPeople(page)).toHaveLength(3);
  expect(noises).toEqual([]);
  await page.close();
});

test("filters by risk, path and kind of access work together; changes filter by kind", LIMIT, async () => {
  const { page } = await open(sample);
  const people = page.locator("form").first();
  await people.getByLabel("Risk").selectOption("loses all access");
  expect(await shownPeople(page)).toEqual(["bob@x.example"]);
  await people.getByLabel("Risk").selectOption("all");
  await people.getByLabel("Group or other path").selectOption("group Auditors");
  expect(await shownPeople(page)).toEqual(["cara@x.example"]);
  await people.getByLabel("Kind of access").selectOption("open workspace");
  expect(await shownPeople(page)).toEqual(["cara@x.example"]);
  await people.getByLabel("Risk").selectOption("gains access");
  expect(await shownPeople(page)).toEqual([]);
  expect(await page.locator("#people-list h3.part:visible").count()).toBe(0);
  const changes = page.locator("form").nth(1);
  await changes.getByLabel("Kind").selectOption("Groups");
  expect(await page.locator("#changes-list [data-item]:visible h4").allTextContents()).toEqual([
    "Claims Handlers",
  ]);
  await page.close();
});

test(
  "the keyboard is enough: a skip link, / to search, Escape to show all, tables that scroll",
  LIMIT,
  async () => {
    const { page } = await open(sample);
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to the content");
    await page.keyboard.press("/");
    await page.keyboard.type("ana@");
    expect(await shownPeople(page)).toEqual(["ana@x.example"]);
    await page.keyboard.press("Escape");
    await expect.poll(() => shownPeople(page)).toHaveLength(3);
    const reachable = await page.evaluate(
      "[...document.querySelectorAll('a, input, select, button, [tabindex]')].every((each) => each.tabIndex >= 0)",
    );
    expect(reachable).toBe(true);
    await page.close();
  },
);

test("screen readers get names for everything, and headings without gaps", LIMIT, async () => {
  const { page } = await open(sample);
  const unnamed = await page.evaluate(
    "[...document.querySelectorAll('input, select')].filter((each) => each.labels.length !== 1).length",
  );
  expect(unnamed).toBe(0);
  const levels = await page
    .locator("h1, h2, h3, h4")
    .evaluateAll((all) => all.map((each) => Number(each.tagName.slice(1))));
  expect(levels[0]).toBe(1);
  expect(levels.every((level, at) => at === 0 || level <= (levels[at - 1] ?? 0) + 1)).toBe(true);
  expect(await page.locator("table:not(:has(caption))").count()).toBe(0);
  expect(await page.getByRole("main").count()).toBe(1);
  await page.close();
});

test.each([
  ["light", 1200],
  ["dark", 1200],
  ["light", 360],
  ["dark", 360],
] as const)("hostile names do nothing and break nothing, %s and %d wide", LIMIT, async (scheme, width) => {
  const { page, noises } = await open(planHtml(hostilePlan, table), width, scheme);
  expect(await page.title()).toContain("Access plan for");
  expect(await shownPeople(page)).toHaveLength(HOSTILE_NAMES.length);
  expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
  expect(await page.locator("img, iframe, script:not(:last-of-type)").count()).toBe(0);
  await page.locator("form").first().getByLabel("Search").fill("onerror");
  expect(await shownPeople(page)).toEqual([HOSTILE_NAMES[0]]);
  await page.locator("form").first().getByLabel("Search").fill("");
  const path = page.locator("form").first().getByLabel("Group or other path");
  await path.selectOption({ label: `group ${HOSTILE_NAMES[1]}` });
  expect(await shownPeople(page)).toEqual([HOSTILE_NAMES[1]]);
  expect(noises).toEqual([]);
  await page.close();
});

test("text has contrast in both schemes", LIMIT, async () => {
  for (const scheme of ["light", "dark"] as const) {
    const { page } = await open(sample, 1200, scheme);
    expect(await page.evaluate(LOW_CONTRAST)).toEqual([]);
    await page.close();
  }
});

test("on paper there are no filters, and everything is there", LIMIT, async () => {
  const { page } = await open(sample);
  await page.locator("form").first().getByLabel("Search").fill("");
  await page.emulateMedia({ media: "print" });
  expect(await page.locator("form:visible").count()).toBe(0);
  expect(await shownPeople(page)).toHaveLength(3);
  expect((await page.pdf()).length).toBeGreaterThan(10_000);
  await page.close();
});

test("without scripts everything is there and no filter is offered", LIMIT, async () => {
  const { page } = await open(sample.replace(/<script>[\s\S]*<\/script>/, ""));
  expect(await page.locator("form:visible").count()).toBe(0);
  expect(await shownPeople(page)).toHaveLength(3);
  await page.close();
});

test("an empty plan and one of 5,000 changes open and answer", LIMIT, async () => {
  const empty = await open(planHtml(emptyPlan, table));
  expect(await empty.page.locator("main").textContent()).toContain("No person's access changes.");
  expect(empty.noises).toEqual([]);
  await empty.page.close();
  const huge = await open(planHtml(hugePlan(), table));
  await huge.page.locator("form").first().getByLabel("Search").fill("person.number.04999");
  expect(await shownPeople(huge.page)).toEqual(["person.number.04999@northwind.example"]);
  expect(huge.noises).toEqual([]);
  await huge.page.close();
});

test("the answer about access can be searched and filtered too", LIMIT, async () => {
  const line = { permission: "workspace.open", on: "Claims", when: "now" as const, ends: [] };
  const people = [...HOSTILE_NAMES, "ana@x.example"].map((person, at) => ({
    person,
    status: "active" as const,
    access: [{ ...line, via: [`group ${at}`] }],
  }));
  const { page, noises } = await open(
    accessHtml(
      {
        formatVersion: "1.0",
        evaluatedAt: "2026-11-23T08:00:00Z",
        target: { name: "acme", platform: "x", endpoint: "http://x", account: { id: "1", name: "Acme" } },
        plan: null,
        about: { person: null, objects: [] },
        summary: { people: people.length, now: people.length, onAcceptance: 0, nothing: 0 },
        people,
        blindSpots: [],
      },
      table,
    ),
    360,
  );
  await page.getByLabel("Through").selectOption(`group ${HOSTILE_NAMES.length}`);
  expect(await page.locator("#people [data-item]:visible h2").allTextContents()).toEqual(["ana@x.example"]);
  expect(noises).toEqual([]);
  await page.close();
});
