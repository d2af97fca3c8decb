/** Bytes of a manifest → text, or the reason why they are none. */
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import { hiddenCharacter, loneCarriageReturn, notUtf8, tooLarge } from "../diagnostic/yaml-problems.ts";
import { LineIndex } from "./place.ts";

/** Bytes one manifest file may have: ten times a manifest of 20,000 users. */
const FILE_MAXIMUM_BYTES = 64 * 1024 * 1024;

/**
 * Control characters but tab and line ends, what is invisible inside a text (byte order mark, zero-width space, word
 * joiner), and what turns the direction of a text round and so shows another name than it is.
 */
const HIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]/u;
const LONE_CARRIAGE_RETURN = /\r(?!\n)/;

export interface Decoded {
  readonly text: string | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Decodes strict UTF-8; one byte order mark at the start is dropped. */
export function decode(bytes: Uint8Array, file: string): Decoded {
  if (bytes.byteLength > FILE_MAXIMUM_BYTES) {
    return refuse(tooLarge(start(file), bytes.byteLength, FILE_MAXIMUM_BYTES));
  }
  const text = decodeStrictly(bytes);
  if (text === null) return refuse(notUtf8(firstBadPlace(bytes, file)));
  const lines = new LineIndex(file, text);
  const hidden = HIDDEN.exec(text);
  if (hidden !== null) {
    return refuse(hiddenCharacter(lines.locate(hidden.index, hidden.index + 1), hidden[0]));
  }
  const lone = LONE_CARRIAGE_RETURN.exec(text);
  if (lone !== null) return refuse(loneCarriageReturn(lines.locate(lone.index, lone.index + 1)));
  return { text, diagnostics: [] };
}

function refuse(diagnostic: Diagnostic): Decoded {
  return { text: null, diagnostics: [diagnostic] };
}

function start(file: string) {
  return { file, line: 1, column: 1, length: 0, text: "" };
}

/** The text of UTF-8 bytes without a byte order mark at their start; null where they are not UTF-8. */
export function decodeStrictly(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The first byte that cannot be read: where a lenient decoding first holds a replacement the bytes do not. */
function firstBadPlace(bytes: Uint8Array, file: string) {
  let good = 0;
  let bad = bytes.byteLength;
  while (good + 1 < bad) {
    const middle = (good + bad) >> 1;
    if (isPrefixReadable(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  const text = new TextDecoder("utf-8").decode(bytes.subarray(0, good));
  const place = new LineIndex(file, text).locate(text.length, text.length);
  return { ...place, length: 1 };
}

/** Whether the bytes are UTF-8, but for a character that is cut off at the end. */
function isPrefixReadable(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
