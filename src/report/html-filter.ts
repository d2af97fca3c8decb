/**
 * The script of HTML reports: search and filters over whatever is marked. It is text, because it runs in browsers, and
 * it only shows and hides: without it a report holds everything too.
 *
 * `form[data-filter-for="ID ID"]` holds the controls of one or more lists; their items are `[data-item]`, and what is
 * `[data-group]` around them goes when all of them do. A control named `search` looks in the item's text; any other name N
 * looks in `data-N`, one value or a JSON list of them. `[data-filter-count]` in the form says how many items of the first
 * list are shown.
 */
export const FILTER_SCRIPT = String.raw`
"use strict";
for (const form of document.querySelectorAll("form[data-filter-for]")) {
  const lists = form.dataset.filterFor.split(" ").map((id) => document.getElementById(id)).filter(Boolean);
  const status = form.querySelector("[data-filter-count]");
  const items = lists.flatMap((list) => [...list.querySelectorAll("[data-item]")]).map((element) => ({
    element,
    counts: lists[0].contains(element),
    text: (element.dataset.search ?? element.textContent).toLowerCase(),
    values: {},
  }));
  const controls = [...form.elements].filter((control) => control.name !== "");
  const valuesOf = (item, name) =>
    (item.values[name] ??= (() => {
      const value = item.element.dataset[name] ?? "";
      return new Set(value.startsWith("[") ? JSON.parse(value) : [value]);
    })());
  const fits = (item) =>
    controls.every(({ name, value }) => {
      const wanted = value.trim();
      if (wanted === "") return true;
      if (name !== "search") return valuesOf(item, name).has(value);
      return wanted.toLowerCase().split(/\s+/).every((word) => item.text.includes(word));
    });
  const apply = () => {
    let shown = 0;
    for (const item of items) {
      const fit = fits(item);
      item.element.hidden = !fit;
      if (fit && item.counts) shown++;
    }
    for (const group of lists.flatMap((list) => [...list.querySelectorAll("[data-group]")])) {
      group.hidden = group.querySelector("[data-item]:not([hidden])") === null;
    }
    status.textContent = shown + " of " + items.filter((item) => item.counts).length + " shown";
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  apply();
}
document.addEventListener("keydown", (event) => {
  const search = document.querySelector("form:not([hidden]) input[name=search]");
  if (search === null || event.ctrlKey || event.metaKey || event.altKey) return;
  const isTyping = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (event.key === "/" && !isTyping) {
    event.preventDefault();
    search.focus();
  } else if (event.key === "Escape" && event.target.form) {
    event.target.form.reset();
    event.target.blur();
  }
});
const folded = () => document.querySelectorAll("details:not([open])");
addEventListener("beforeprint", () => folded().forEach((each) => { each.dataset.folded = ""; each.open = true; }));
addEventListener("afterprint", () =>
  document.querySelectorAll("details[data-folded]").forEach((each) => { each.open = false; delete each.dataset.folded; }));
`;
