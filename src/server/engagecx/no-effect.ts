/** Catalogue rules the server has nothing to do for, with the reason. Every other ECX rule has a check or a behaviour. */
export const NO_EFFECT: { readonly [rule: string]: string } = {
  "ECX-ORG-12": "a menu path of the user interface",
  "ECX-WS-04": "advice on choosing names, which the catalogue leaves unenforced",
  "ECX-APP-05": "a button of the user interface; the first and later installations use the same call",
  "ECX-B-06": "about another product, so that its hierarchy is not mixed in",
};
