/** The list of platforms; adding one is one line here. */
import type { Platform } from "./contract.ts";
import { engagecx } from "./engagecx/index.ts";

export const platforms: readonly Platform[] = [engagecx];

export function platformOf(name: string): Platform | undefined {
  return platforms.find((platform) => platform.table.platform === name);
}
