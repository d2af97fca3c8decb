/** Records that belong to an object: the declared list against the live one. */
import type { RecordsAttribute } from "../kind/attribute.ts";
import { fold } from "../kind/identity.ts";
import { isVendorOwned, type RecordValue, recordKey, recordsOf } from "../kind/record.ts";
import type { Value } from "../kind/value.ts";

/**
 * The list to write: the declared records in their order, each with what it leaves unsaid taken from its live
 * counterpart, and undeclared vendor-owned ones at the place they have.
 */
export function settleRecords(leaf: RecordsAttribute, live: Value | undefined, declared: Value): Value {
  const held = new Map(recordsOf(live).map((record) => [recordKey(leaf, record), record]));
  const wanted = recordsOf(declared).map((record) => withHeld(held.get(recordKey(leaf, record)), record));
  const named = new Set(wanted.map((record) => recordKey(leaf, record)));
  for (const [index, record] of recordsOf(live).entries()) {
    if (!isVendorOwned(leaf.vendorOwned, record) || named.has(recordKey(leaf, record))) continue;
    wanted.splice(Math.min(index, wanted.length), 0, record);
  }
  return wanted;
}

function withHeld(held: RecordValue | undefined, declared: RecordValue): RecordValue {
  return held === undefined ? declared : { ...held, ...declared };
}

/** Records without what means nothing: members without a value, the case of names, the order of texts. */
export function comparableRecords(leaf: RecordsAttribute, value: Value): Value {
  return recordsOf(value).map((record) =>
    Object.fromEntries(
      Object.entries(record).flatMap(([member, each]) => {
        if (each === null || each === "") return [];
        if (leaf.by.includes(member) && typeof each === "string") return [[member, fold(each)]];
        return [[member, leaf.of[member]?.type === "texts" ? sorted(each) : each]];
      }),
    ),
  );
}

/** A list whose order means nothing, in one order. */
export function sorted(value: Value): Value {
  return Array.isArray(value) ? value.map(String).sort() : value;
}
