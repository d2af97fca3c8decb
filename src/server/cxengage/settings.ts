/** How a tenant behaves where the documents leave room, as the operator sets it. */
export interface Settings {
  /** Whether rows of the user listing carry `groups` and `skills`. */
  readonly listing: "with-associations" | "plain";
  /** Who changes names and external id: the person alone, or holders of the permission as well. */
  readonly namesEditing: "self" | "permission";
  /** Whose role and details an editor may change: those of people below, or of equals as well. */
  readonly rankBound: "above" | "equal";
  /** What becomes of disabling somebody who is not offline. */
  readonly disableOnline: "allowed" | "refused";
  /** Whether members that a call does not take are ignored or refused. */
  readonly unknownMembers: "ignored" | "refused";
}

export const CHOICES: { readonly [K in keyof Settings]: readonly [Settings[K], Settings[K]] } = {
  listing: ["with-associations", "plain"],
  namesEditing: ["self", "permission"],
  rankBound: ["above", "equal"],
  disableOnline: ["allowed", "refused"],
  unknownMembers: ["ignored", "refused"],
};
