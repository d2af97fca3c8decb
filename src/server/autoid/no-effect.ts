/** Catalogue rules the server has nothing to do for, with the reason: none, every AID rule has a check or a behaviour. */
export const NO_EFFECT: { readonly [rule: string]: string } = {};
