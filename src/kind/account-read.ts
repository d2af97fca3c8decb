/** Which account an answer is about, as every output names it. */
import type { Account, Live } from "./state.ts";
import type { KindTable } from "./table.ts";

export interface AccountRead {
  /** Name of the target. */
  readonly name: string;
  readonly platform: string;
  readonly endpoint: string;
  /** Empty texts where there is none yet. */
  readonly account: Account;
}

export function accountRead(
  target: { readonly name: string; readonly endpoint: string },
  { platform }: KindTable,
  { account }: Live,
): AccountRead {
  const { name, endpoint } = target;
  return { name, platform, endpoint, account: { id: account?.id ?? "", name: account?.name ?? "" } };
}
