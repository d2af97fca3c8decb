/** Records of a `records` attribute: how two of them are known to be one. */
import type { RecordsAttribute } from "./attribute.ts";
import { fold } from "./identity.ts";
import type { Value } from "./value.ts";

export type RecordValue = { readonly [member: string]: Value };

/** A text that is equal for records that mean the same; vendor-owned ones are known by what makes them so. */
export function recordKey({ by, vendorOwned }: RecordsAttribute, record: RecordValue): string {
  if (isVendorOwned(vendorOwned, record)) return `vendor ${vendorOwned?.is}`;
  return JSON.stringify(by.map((member) => fold(String(record[member] ?? ""))));
}

export function isVendorOwned(vendorOwned: RecordsAttribute["vendorOwned"], record: RecordValue): boolean {
  return vendorOwned !== undefined && record[vendorOwned.member] === vendorOwned.is;
}

/** A value of a `records` attribute as records; anything else reads as none. */
export function recordsOf(value: Value | undefined): readonly RecordValue[] {
  return Array.isArray(value) ? (value as readonly RecordValue[]) : [];
}
