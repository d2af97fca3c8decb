/** Values of flags, checked while the command line is parsed. */
import { InvalidArgumentError } from "commander";

const FORMATS_OFFERED = ["text", "json"];
const FORMATS_KNOWN = ["text", "json", "markdown", "html"];
const CONCURRENCY_MAXIMUM = 64;
const TIMEOUT_MAXIMUM_SECONDS = 3_600;

export function formatFlag(value: string): string {
  if (FORMATS_OFFERED.includes(value)) return value;
  const offered = `Formats: ${FORMATS_OFFERED.join(", ")}.`;
  throw new InvalidArgumentError(
    FORMATS_KNOWN.includes(value) ? `This command does not offer it. ${offered}` : offered,
  );
}

export const concurrencyFlag = (value: string): number => whole(value, 1, CONCURRENCY_MAXIMUM);
export const timeoutFlag = (value: string): number => whole(value, 1, TIMEOUT_MAXIMUM_SECONDS);
export const portFlag = (value: string): number => whole(value, 0, 65_535);

function whole(value: string, minimum: number, maximum: number): number {
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (number >= minimum && number <= maximum) return number;
  throw new InvalidArgumentError(`It must be a whole number from ${minimum} to ${maximum}.`);
}

/** Collects a flag that may be given several times. */
export const collect = (value: string, earlier: readonly string[] = []): string[] => [...earlier, value];
