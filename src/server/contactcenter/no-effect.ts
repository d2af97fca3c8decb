/** Catalogue rules the server has nothing to do for, with the reason. Every other CTC rule has a check or a behaviour. */
export const NO_EFFECT: { readonly [rule: string]: string } = {
  "CTC-WS-09": "a second place in the user interface for the call of CTC-WS-08",
  "CTC-INV-10": "advice to the invited person on where a mail may have gone",
};
