/** Writes zip archives whose files keep their mode, the same bytes from the same files. */
import { constants, crc32, deflateRawSync } from "node:zlib";

export interface ZipEntry {
  readonly name: string;
  readonly content: Uint8Array;
  /** Such as `0o755`. */
  readonly mode: number;
}

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END = 0x06054b50;
/** Unix, so that the mode counts; version 2.0 of the format. */
const MADE_BY = (3 << 8) | 20;
const NEEDED = 20;
const DEFLATED = 8;
/** Names are UTF-8. */
const FLAGS = 1 << 11;
/** The first day the format knows, so that the time of building does not show. */
const DATE = (1 << 5) | 1;
const REGULAR_FILE = 0o100000;

/** An archive; each file and the whole must stay below 4 GiB. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const packed = deflateRawSync(entry.content, { level: constants.Z_BEST_COMPRESSION });
    const shared = sharedFields(entry, name, packed.length);
    const local = Buffer.concat([uint32(LOCAL_HEADER), shared, name, packed]);
    directory.push(Buffer.concat([centralHeader(shared, entry.mode, offset), name]));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = [
    uint32(END),
    uint16(0, 0, entries.length, entries.length),
    uint32(central.length, offset),
    uint16(0),
  ];
  return Buffer.concat([...parts, central, ...end]);
}

/** What a file's own header and its entry in the directory have in common. */
function sharedFields(entry: ZipEntry, name: Buffer, packed: number): Buffer {
  return Buffer.concat([
    uint16(NEEDED, FLAGS, DEFLATED, 0, DATE),
    uint32(crc32(entry.content), packed, entry.content.length),
    uint16(name.length, 0),
  ]);
}

function centralHeader(shared: Buffer, mode: number, offset: number): Buffer {
  const attributes = ((REGULAR_FILE | mode) << 16) >>> 0;
  return Buffer.concat([
    uint32(CENTRAL_HEADER),
    uint16(MADE_BY),
    shared,
    uint16(0, 0, 0),
    uint32(attributes, offset),
  ]);
}

function uint16(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) bytes.writeUInt16LE(value, index * 2);
  return bytes;
}

function uint32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, index * 4);
  return bytes;
}
