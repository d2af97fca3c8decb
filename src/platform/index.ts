/** The list of platforms; adding one is one line here. */
import { autoid } from "./autoid/index.ts";
import { contactcenter } from "./contactcenter/index.ts";
import type { Platform } from "./contract.ts";
import { cxengage } from "./cxengage/index.ts";
import { engagecx } from "./engagecx/index.ts";

export const platforms: readonly Platform[] = [engagecx, cxengage, contactcenter, autoid];

export function platformOf(name: string): Platform | undefined {
  return platforms.find((platform) => platform.table.platform === name);
}
