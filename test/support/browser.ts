/** Debian's Chromium, driven by tests that look at HTML reports as people do. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { test } from "vitest";

const EXECUTABLE = "/usr/bin/chromium";
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const hasBrowser = existsSync(EXECUTABLE);

/** `test` where Chromium is there, else one that is skipped with a printed reason; fails when CXROSTER_REQUIRE_ALL=1. */
export function browserTest(): typeof test | typeof test.skip {
  if (hasBrowser) return test;
  if (process.env.CXROSTER_REQUIRE_ALL === "1")
    throw new Error(`${EXECUTABLE} is missing, and CXROSTER_REQUIRE_ALL=1 wants every test to run`);
  console.warn(`skipped: ${EXECUTABLE} is not installed`);
  return test.skip;
}

export interface Opened {
  readonly page: Page;
  /** What the page asked for besides itself, and everything it complained about. */
  readonly noises: string[];
}

/** A browser with a folder of its own for its profile and for pages; stop it when done. */
export class Browser {
  readonly #folder: string;
  readonly #context: BrowserContext;

  static async start(): Promise<Browser> {
    const folder = mkdtempSync(join(tmpdir(), "cxroster-browser-"));
    const context = await chromium.launchPersistentContext(join(folder, "profile"), {
      executablePath: EXECUTABLE,
      headless: true,
      args: FLAGS,
    });
    return new Browser(folder, context);
  }

  constructor(folder: string, context: BrowserContext) {
    this.#folder = folder;
    this.#context = context;
  }

  /** Opens a document from disk, as somebody does who was sent the file. */
  async open(html: string, width = 1200, colorScheme: "light" | "dark" = "light"): Promise<Opened> {
    const file = join(this.#folder, "report.html");
    writeFileSync(file, html);
    const page = await this.#context.newPage();
    const noises: string[] = [];
    const own = pathToFileURL(file).href;
    page.on("request", (request) => {
      if (request.url().split("#")[0] !== own) noises.push(`request ${request.url()}`);
    });
    page.on("pageerror", (error) => noises.push(`error ${error.message}`));
    page.on("console", (message) => noises.push(`console ${message.text()}`));
    page.on("dialog", (dialog) => noises.push(`dialog ${dialog.message()}`));
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    await page.goto(own);
    return { page, noises };
  }

  async stop(): Promise<void> {
    await this.#context.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
