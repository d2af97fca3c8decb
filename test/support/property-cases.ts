/**
 * How many cases properties try, and which. Usually the same cases are drawn every time, so that a test run judges the
 * change it is made for. A long run (CXROSTER_PROPERTY_RUNS) draws new ones and prints the seed of those that fail;
 * CXROSTER_PROPERTY_SEED draws them again.
 */
import fc from "fast-check";

const USUAL = 200;
const asked = process.env.CXROSTER_PROPERTY_RUNS;
const seed = process.env.CXROSTER_PROPERTY_SEED ?? (asked === undefined ? "1" : undefined);

/**
 * Cases a property tries, of those it usually does: 200 for cheap ones. CXROSTER_PROPERTY_RUNS says what 200 become, and
 * the others follow.
 */
export function cases(usual: number): number {
  return Math.ceil((usual * Number(asked ?? USUAL)) / USUAL);
}

/** Has every property of this process draw its cases as said above. */
export function settleCases(): void {
  if (seed !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
}
