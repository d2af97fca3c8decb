/**
 * The look of HTML reports: system fonts, both colour schemes, narrow screens and paper. Items are blocks, no list items:
 * hiding thousands of list items makes browsers number the rest anew each time, which takes half a minute.
 */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #fff; --line: #d9dde3; --text: #1c2430; --faint: #566070; --link: #0b57b0;
  --bad: #a3142a; --bad-back: #fdecee; --caution: #7a4b00; --caution-back: #fff3dc;
  --good: #14643a; --good-back: #e6f5ec; --neutral-back: #eef0f3; --focus: #0b57b0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12161c; --card: #1b212a; --line: #343d4a; --text: #e8ecf2; --faint: #a4afbf; --link: #8ab8ff;
    --bad: #ff9aa8; --bad-back: #47171f; --caution: #ffcf7d; --caution-back: #40300f;
    --good: #86dba8; --good-back: #12361f; --neutral-back: #262e39; --focus: #8ab8ff;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
header.report, main, footer.report { max-width: 72rem; margin: 0 auto; padding: 1rem 1.25rem; }
header.report { padding-top: 1.75rem; padding-bottom: 0; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; margin: 2.25rem 0 .75rem; }
h3 { font-size: 1rem; margin: 0; }
p { margin: .5rem 0; }
a { color: var(--link); }
code, pre { font: .9em/1.45 ui-monospace, monospace; }
.faint { color: var(--faint); }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: .75rem 0; font-size: .92rem; }
.facts dt { color: var(--faint); } .facts dd { margin: 0; }
.skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; top: 1rem; background: var(--card); padding: .5rem; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.verdict { border-left: .35rem solid var(--line); background: var(--card); padding: .75rem 1rem; font-size: 1.15rem; margin: 1rem 0; }
.verdict.bad { border-color: var(--bad); } .verdict.caution { border-color: var(--caution); } .verdict.good { border-color: var(--good); }
.verdict p { margin: 0; } .verdict p + p { margin-top: .35rem; font-size: 1rem; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .75rem; margin: 1rem 0; }
.figure { display: flex; flex-direction: column-reverse; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .6rem .9rem; }
.figure dt { color: var(--faint); font-size: .9rem; } .figure dd { margin: 0; font-size: 1.7rem; font-weight: 650; line-height: 1.2; }
.figure.bad dd { color: var(--bad); } .figure.caution dd { color: var(--caution); } .figure.good dd { color: var(--good); }
.figure.neutral dd { color: var(--faint); }
.contents ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; list-style: none; margin: 0; padding: 0; }
.badge { display: inline-block; border-radius: 1rem; padding: .05rem .6rem; font-size: .82rem; font-weight: 600; background: var(--neutral-back); color: var(--faint); white-space: nowrap; }
.badge.bad { background: var(--bad-back); color: var(--bad); } .badge.caution { background: var(--caution-back); color: var(--caution); }
.badge.good { background: var(--good-back); color: var(--good); }
.filters { display: flex; flex-wrap: wrap; gap: .6rem .9rem; align-items: end; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem .9rem; margin: .75rem 0; }
.filters[hidden] { display: none; }
.filters label { display: flex; flex-direction: column; gap: .15rem; font-size: .85rem; color: var(--faint); min-width: 0; }
.filters .search { flex: 1 1 16rem; }
.filters input, .filters select, .filters button { font: inherit; font-size: 1rem; color: var(--text); background: var(--page); border: 1px solid var(--faint); border-radius: .35rem; padding: .35rem .55rem; max-width: 100%; height: 2.4rem; }
.filters select { max-width: 16rem; }
.filters output { flex-basis: 100%; color: var(--faint); font-size: .9rem; }
.items { list-style: none; margin: 0; padding: 0; display: grid; gap: .6rem; }
.item { display: block; background: var(--card); border: 1px solid var(--line); border-left: .35rem solid var(--line); border-radius: .4rem; padding: .6rem .9rem; content-visibility: auto; contain-intrinsic-size: auto 5rem; }
.item[hidden] { display: none; }
.item.bad { border-left-color: var(--bad); } .item.caution { border-left-color: var(--caution); } .item.good { border-left-color: var(--good); }
h2.name { font-size: 1rem; margin: 0; } h3.part { margin: 1.1rem 0 .5rem; } h4 { font-size: 1rem; margin: 0; }
.fields { display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; gap: .15rem .9rem; margin: .35rem 0 0; }
.fields dt { color: var(--faint); } .fields dd { margin: 0; min-width: 0; } .set { list-style: none; margin: 0; padding: 0; }
.notes { margin: .35rem 0 0; padding-left: 1.1rem; }
.item-head { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; }
.lines { list-style: none; margin: .35rem 0 0; padding: 0; }
.lines > li { display: block; padding-left: 1.6rem; position: relative; margin: .15rem 0; }
.lines > li > .sign { position: absolute; left: .2rem; font-weight: 700; }
.sign.bad, ins, del { text-decoration: none; } .sign.bad, del { color: var(--bad); } .sign.good, ins { color: var(--good); } .sign.caution { color: var(--caution); }
.paths { margin: .1rem 0 0; padding: 0 0 0 1.1rem; }
.diff { background: var(--page); border: 1px solid var(--line); border-radius: .35rem; padding: .5rem .7rem; overflow-x: auto; white-space: pre-wrap; margin: .25rem 0; }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: .4rem; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; padding: .5rem .75rem 0; color: var(--faint); font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .45rem .75rem; border-top: 1px solid var(--line); }
th, thead th { overflow-wrap: break-word; } thead th { border-top: 0; color: var(--faint); font-size: .88rem; }
tbody th { font-weight: 600; }
tr[hidden] { display: none; }
.matrix { width: auto; } .matrix th, .matrix td { overflow-wrap: break-word; }
.matrix thead th { vertical-align: bottom; min-width: 5.5rem; } .matrix td { text-align: center; }
.matrix tbody th, .matrix thead th:first-child { position: sticky; left: 0; background: var(--card); z-index: 1; max-width: 18rem; }
.cell { display: inline-block; border-radius: .3rem; padding: 0 .45rem; font-size: .88rem; white-space: nowrap; }
.cell.bad { background: var(--bad-back); color: var(--bad); } .cell.good { background: var(--good-back); color: var(--good); }
details > summary { cursor: pointer; } details { margin: .5rem 0; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
footer.report { border-top: 1px solid var(--line); color: var(--faint); font-size: .88rem; margin-top: 2.5rem; padding-bottom: 2rem; }
@media (max-width: 36rem) {
  header.report, main, footer.report { padding-left: .8rem; padding-right: .8rem; }
  h1 { font-size: 1.3rem; } .facts, .fields { grid-template-columns: 1fr; gap: 0; } .facts dd, .fields dd { margin-bottom: .35rem; }
  .figures { grid-template-columns: repeat(2, 1fr); gap: .5rem; } .figure dd { font-size: 1.4rem; }
  .filters label, .filters select { flex: 1 1 100%; max-width: none; width: 100%; }
  .matrix tbody th, .matrix thead th:first-child { max-width: 9rem; }
  table:not(.matrix) thead { position: absolute; clip-path: inset(50%); height: 1px; width: 1px; overflow: hidden; }
  table:not(.matrix) :is(caption, tbody, tr, th, td) { display: block; } table:not(.matrix) tr { border-top: 1px solid var(--line); padding: .4rem 0; }
  table:not(.matrix) :is(tbody th, td) { border: 0; padding: .1rem .75rem; }
  table:not(.matrix) td::before { content: attr(data-label) ": "; color: var(--faint); }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media print {
  :root { --page: #fff; --card: #fff; --text: #000; --faint: #444; --line: #999; }
  body { font-size: 10pt; } .filters, .contents, .skip { display: none; }
  .item { content-visibility: visible; break-inside: avoid; } .scroll { overflow: visible; border: 0; } .matrix tbody th, .matrix thead th:first-child { position: static; }
  .badge, .cell, .item { -webkit-print-color-adjust: exact; print-color-adjust: exact; } a { color: inherit; }
}
@media (forced-colors: active) { .badge, .cell, .item, .verdict { border: 1px solid; } }
`;
