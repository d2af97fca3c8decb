/** The rows of the properties: one per platform. */
import { autoid } from "./autoid.ts";
import { contactcenter } from "./contactcenter.ts";
import { cxengage } from "./cxengage.ts";
import { engagecx } from "./engagecx.ts";
import type { PropertyRow } from "./row.ts";

export const rows: readonly PropertyRow[] = [engagecx, cxengage, contactcenter, autoid];
