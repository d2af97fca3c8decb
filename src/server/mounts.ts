/** The platforms that are served. */
import { autoid } from "./autoid/mount.ts";
import { contactcenter } from "./contactcenter/mount.ts";
import { cxengage } from "./cxengage/mount.ts";
import { engagecx } from "./engagecx/mount.ts";
import type { Mount } from "./route.ts";

export const MOUNTS: readonly Mount[] = [engagecx, cxengage, contactcenter, autoid];
