/** Plans of an account: which ones there are, which one is in force, and when a billing period ends. */
import type { Call } from "../call.ts";
import { stamp } from "../clock.ts";
import type { Database } from "../store/database.ts";

type AccountRow = Database["ctc_accounts"];

/** From the least to the most. */
export const SUBSCRIPTIONS: readonly string[] = ["free", "email", "omnichannel"];

export function requireSubscription(call: Call, value: unknown): string {
  const plan = String(value ?? "");
  const message = `a subscription is one of ${SUBSCRIPTIONS.join(", ")}`;
  call.rules.require("CTC-B-04", SUBSCRIPTIONS.includes(plan), {
    status: 422,
    field: "subscription",
    message,
  });
  return plan;
}

/** The plan that counts now: one that was chosen for later counts from its day on. */
export function inForce({ subscription, next_subscription, next_from }: AccountRow, now: Date): string {
  const begun = next_subscription !== null && next_from !== null && next_from <= stamp(now);
  return begun ? next_subscription : subscription;
}

/** Refuses what a free account may not do. */
export function requirePaid(call: Call, rule: string, account: AccountRow): void {
  const message = "a paid plan is needed for this, and a positive balance to change to one";
  call.rules.require(rule, inForce(account, call.now) !== "free", { status: 402, message });
}

/** When the next billing period begins: periods are months, counted from the day the account was made. */
export function nextPeriod(createdAt: string, now: Date): Date {
  const start = new Date(createdAt);
  const passed =
    (now.getUTCFullYear() - start.getUTCFullYear()) * 12 + now.getUTCMonth() - start.getUTCMonth();
  const due = addMonths(start, passed);
  return due > now ? due : addMonths(start, passed + 1);
}

/** Where a plan stands between the least and the most. */
export function rank(subscription: string): number {
  return SUBSCRIPTIONS.indexOf(subscription);
}

/** The same day so many months on, or the last day of a month that has no such day. */
function addMonths(start: Date, months: number): Date {
  const year = start.getUTCFullYear();
  const month = start.getUTCMonth() + months;
  const day = Math.min(start.getUTCDate(), new Date(Date.UTC(year, month + 1, 0)).getUTCDate());
  return new Date(Date.UTC(year, month, day) + (start.getTime() % (24 * 60 * 60 * 1000)));
}
