/** Creations of several calls: one that is cut short is told as failed, and is finished by planning again. */
import { PlatformError } from "../contract.ts";

/**
 * Runs calls of a creation other than the one that makes the object.
 *
 * An unknown outcome among them is rethrown as `refused`, since an object that is found by its identity
 * afterwards would be taken for done. Other errors keep their reason, status and rule.
 *
 * @param state what stands or is missing now, for the message.
 */
export async function finish<T>(state: string, calls: () => Promise<T>): Promise<T> {
  try {
    return await calls();
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    const { status, rule, requestId } = error;
    const reason = error.reason === "unknown-outcome" ? "refused" : error.reason;
    const message = `${state}; plan again to finish it: ${error.message}`;
    throw new PlatformError(reason, message, { ...(status === null ? {} : { status }), rule, requestId });
  }
}

/**
 * Makes an object that takes further calls. Where nobody knows whether the call had an effect, the object is looked
 * for here: a caller who found it would count the further calls as made.
 *
 * @throws the error of the call where the object is not found.
 */
export async function makeOrFind<T>(make: () => Promise<T>, find: () => Promise<T | null>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    if (!(error instanceof PlatformError) || error.reason !== "unknown-outcome") throw error;
    const found = await find();
    if (found === null) throw error;
    return found;
  }
}
