/** Catalogue rules the server has nothing to do for, with the reason. Every other CXE rule has a check or a behaviour. */
export const NO_EFFECT: { readonly [rule: string]: string } = {
  "CXE-USR-05": "advice on three calls in a row; there is no shortcut for them, and CXE-USR-04 shows that",
  "CXE-USR-12": "advice to test a mailbox before anybody is added",
  "CXE-PROLE-07": "advice on when the restricted role suits",
  "CXE-INV-01": "a default of the vendor's form; a call without a status leaves the user pending",
};
