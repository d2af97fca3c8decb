import { done, operate } from "./call.ts";
import type { Account } from "./client.ts";

export const DAY = 24 * 60 * 60 * 1000;
export const START = Date.parse("2030-01-01T00:00:00Z");
export const at = (account: Account, milliseconds: number) =>
  operate(account.server, "POST", "/clock", { now: new Date(milliseconds).toISOString() });
export const appOf = async (account: Account, app: string) =>
  done(await account.on("GET", `/apps/${app}`)).body;
export const openOf = (account: Account, app: string, token = account.token) =>
  account.on("GET", `/apps/${app}/open`, undefined, token);
export const everyone = async (account: Account) => ({ groups: [(await account.group("Everyone")).id] });
export const held = {
  licenses: [
    { name: "Tasks 30", app: "tasks", seats: 2, expiresAt: "2031-01-01T00:00:00Z" },
    { name: "Journeys 30", app: "journeys", seats: 1, expiresAt: "2031-01-01T00:00:00Z" },
  ],
};
export const license = (account: Account, index = 0) => account.licenses[index]?.id ?? "";

/** Tasks is installed for everyone and licensed; the owner has the first of two seats. */
export async function licensed(account: Account) {
  await account.installed("tasks", await everyone(account));
  return account.make("/apps/tasks/licences", { license: license(account) });
}
