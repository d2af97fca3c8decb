/** What the suite needs to know of a platform: manifests as data, and calls another administrator would make. */
import type { Platform } from "../../src/platform/contract.ts";
import type { Rehearsal } from "../support/rehearsal.ts";

export interface Row {
  /** Name of a platform that is listed, or one that is not. */
  readonly platform: string | Platform;
  /** What the row is called where a platform has several. Default: the platform. */
  readonly title?: string;
  /** Members of the account besides platform, name and owner. */
  readonly account: object;
  /** One object of every kind, every attribute set. */
  readonly everything: string;
  /** The same objects with every attribute that can change changed. */
  readonly changed: string;
  /** Guards that `changed`, `fewer` and `nothing` need lifted. */
  readonly allow: readonly string[];
  /** A rename of one named object of `everything`, and what was linked to it. */
  readonly rename: { readonly manifest: string; readonly kind: string; readonly key: string };
  /** Some of `everything`, so that something of every removable kind goes. */
  readonly fewer: string;
  /** `everything` in other letter case and other order. */
  readonly respelled: string;
  /** People, `count` of them, invited, each linked to the same object. */
  readonly people: (count: number) => string;
  /** Calls that make one of them. Default 1. */
  readonly callsPerPerson?: number;
  /** The same people without asking for an invitation again, for drift checks. */
  readonly onePersonEnding: (until: string) => string;
  /** Somebody else takes a link of `everything` away. */
  readonly drift: (rehearsal: Rehearsal) => Promise<void>;
  /** Somebody else changes an object `people` has nothing to do with. */
  readonly driftElsewhere: (rehearsal: Rehearsal) => Promise<void>;
  /** Vendor-owned objects nothing may remove: manifest that would, and the rule that says no. */
  readonly defaults: { readonly manifest: string; readonly rules: readonly string[] };
}
