/** Values of flags, checked while the command line is parsed. */
import { InvalidArgumentError } from "commander";
import { FORMATS, type Format } from "./output.ts";

const CONCURRENCY_MAXIMUM = 64;
const TIMEOUT_MAXIMUM_SECONDS = 3_600;

export function formatFlag(value: string): Format {
  const known = FORMATS.find((format) => format === value);
  if (known !== undefined) return known;
  throw new InvalidArgumentError(`Formats: ${FORMATS.join(", ")}.`);
}

export const concurrencyFlag = (value: string): number => whole(value, 1, CONCURRENCY_MAXIMUM);
export const timeoutFlag = (value: string): number => whole(value, 1, TIMEOUT_MAXIMUM_SECONDS);
export const approvalsFlag = (value: string): number => whole(value, 1, 100);
export const portFlag = (value: string): number => whole(value, 0, 65_535);

function whole(value: string, minimum: number, maximum: number): number {
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (number >= minimum && number <= maximum) return number;
  throw new InvalidArgumentError(`It must be a whole number from ${minimum} to ${maximum}.`);
}

/** Collects a flag that may be given several times. */
export const collect = (value: string, earlier: readonly string[] = []): string[] => [...earlier, value];

/** Where runs are recorded, for every command that looks there. */
export const LEDGER = [
  "--ledger <folder>",
  "where runs are recorded, default .cxroster/ledger beside cxroster.yaml",
] as const;

export const FILES = ["-f, --file <path...>", "manifest file or folder, - for standard input"] as const;
export const ALLOW = ["--allow <guard>", "lift one guard for this plan; may be repeated"] as const;
export const PLATFORM = [
  "--platform <name>",
  "platform of the account, where no configuration names it",
] as const;
