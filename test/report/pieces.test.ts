/** The pieces that HTML, Markdown and CSV reports are made of hold whatever names people chose. */
import { expect, test } from "vitest";
import { csv } from "../../src/report/csv.ts";
import { escapeHtml, html, named } from "../../src/report/html.ts";
import { htmlPage } from "../../src/report/html-page.ts";
import { filterBar, values } from "../../src/report/html-parts.ts";
import {
  codeMarkdown,
  fencedMarkdown,
  fitting,
  folded,
  MarkdownPage,
  markdownTable,
  plainMarkdown,
} from "../../src/report/markdown.ts";

const EVIL = `"><script>alert('1')</script>`;

test("HTML templates escape every text and leave markup alone", () => {
  expect(html`<p title="${EVIL}">${named(EVIL)}${null}${3}</p>`.text).toBe(
    '<p title="&#34;&#62;&#60;script&#62;alert(&#39;1&#39;)&#60;/script&#62;"><bdi>&#34;&#62;&#60;script&#62;alert(&#39;1&#39;)&#60;/script&#62;</bdi>3</p>',
  );
  expect(escapeHtml("a\u202eb\u0000")).toBe("a&#60;U+202E&#62;b␀");
  expect(html`<ul>${["<a>", "b"].map((each) => html`<li>${each}</li>`)}</ul>`.text).toBe(
    "<ul><li>&#60;a&#62;</li>\n<li>b</li></ul>",
  );
});

test("a page allows its own style and script by their hashes and nothing else", () => {
  const page = htmlPage({ title: EVIL, body: html`<main id="main">${EVIL}</main>` });
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1] ?? "";
  expect(policy).toMatch(
    /^default-src 'none'; style-src 'sha256-\S+'; script-src 'sha256-\S+'; base-uri 'none'; form-action 'none'$/,
  );
  expect(page.match(/<script/g)).toHaveLength(1);
  expect(page).not.toMatch(/\b(src|href)="(?!#)/);
  expect(page.endsWith("</html>\n")).toBe(true);
});

test("a filter with one choice is no filter", () => {
  const bar = filterBar("list", "name", [
    { name: "risk", label: "Risk", options: [{ value: "a", text: "A" }] },
    { name: "kind", label: "Kind", options: ["x", "y"].map((each) => ({ value: each, text: each })) },
  ]).text;
  expect(bar).not.toContain('name="risk"');
  expect(bar).toContain('<select name="kind">');
  expect(values(["a", "b", "a"])).toBe('["a","b"]');
});

test("names in Markdown are code that nothing in them can leave", () => {
  expect(codeMarkdown("ana@x.example")).toBe("`ana@x.example`");
  expect(codeMarkdown("a`b|c")).toBe("<code>a&#96;b&#124;c</code>");
  expect(codeMarkdown("\\|")).toBe("<code>&#92;&#124;</code>");
  expect(codeMarkdown(" ")).toBe("<code> </code>");
  expect(codeMarkdown("a\nb")).toBe("`a␊b`");
});

test("sentences in Markdown neither mark up nor mention", () => {
  expect(plainMarkdown("<b> a@b.c @team #12 [x](y) a|b *c* http://e www.e :tada:")).toBe(
    "&#60;b&#62; a@b.c @<!-- -->team #<!-- -->12 &#91;x&#93;(y) a&#124;b &#42;c&#42; http&#58;//e www&#46;e &#58;tada:",
  );
});

test("tables, folded blocks and fences stay whole", () => {
  expect(markdownTable(["a", "b"], [["1", "2"]])).toBe("| a | b |\n| --- | --- |\n| 1 | 2 |");
  expect(folded("<x>", "y")).toBe("<details><summary>&#60;x&#62;</summary>\n\ny\n\n</details>");
  expect(fencedMarkdown("diff", "```\nx")).toBe("````diff\n```\nx\n````");
});

test("a page of Markdown takes the longest form that fits and says what it left out", () => {
  const page = new MarkdownPage(40);
  expect(page.add("first", "0123456789")).toBe(true);
  expect(page.add("second", "x".repeat(60), "short")).toBe(true);
  expect(page.add("third", "x".repeat(60))).toBe(false);
  expect(`${page}`).toBe("0123456789\n\nshort\n");
  expect(page.leftOut).toEqual(["third"]);
});

test("as many items as fit are kept, and the rest is counted", () => {
  const rendered = fitting(
    [1, 2, 3, 4, 5],
    8,
    (kept, left) => `${kept.join("")}${left === 0 ? "" : ` +${left}`}`,
  );
  expect(rendered).toBe("12345");
  expect(fitting([1, 2, 3, 4, 5], 4, (kept, left) => `${kept.join(",")}+${left}`)).toBe("1+4");
});

test("CSV cells are quoted where they must be and never taken for formulas", () => {
  expect(
    csv(
      ["a", "b"],
      [
        ["=1+1", 'say "hi", you'],
        ["+49", "x\ny"],
        [" -2", "plain"],
      ],
    ),
  ).toBe('a,b\r\n\'=1+1,"say ""hi"", you"\r\n\'+49,x␊y\r\n\' -2,plain\r\n');
});
