/** The shell of every HTML report: one file that works from disk, without network, in light and dark, on paper too. */
import { createHash } from "node:crypto";
import { escapeHtml, type Markup } from "./html.ts";
import { FILTER_SCRIPT } from "./html-filter.ts";
import { STYLE } from "./html-style.ts";

export interface HtmlPage {
  readonly title: string;
  readonly body: Markup;
}

/** The whole document, ends with a newline. Nothing but its own style and script may run or load in it. */
export function htmlPage({ title, body }: HtmlPage): string {
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(STYLE)}`,
    `script-src ${hashOf(FILTER_SCRIPT)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
${body.text}
<script>${FILTER_SCRIPT}</script>
</body>
</html>
`;
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
