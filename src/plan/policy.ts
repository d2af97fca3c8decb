/** Numbers and patterns the guards work with; policy.yaml may set them. */
export interface Policy {
  /** Share of the people entitled to anything who may lose everything, 0 to 1. Default 0.25. */
  readonly maxRemovalsShare: number;
  /** People who may lose everything whatever the share. Default 3. */
  readonly maxRemovalsCount: number;
  /** Identity patterns of objects that are never removed or replaced, by kind. Default none. */
  readonly protected: { readonly [kind: string]: readonly string[] };
}

export const DEFAULT_POLICY: Policy = { maxRemovalsShare: 0.25, maxRemovalsCount: 3, protected: {} };
