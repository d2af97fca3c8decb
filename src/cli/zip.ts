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
const STORED = 0;
/** Names are UTF-8. */
const FLAGS = 1 << 11;
/** The first day the format knows, so that the time of building does not show. */
const DATE = (1 << 5) | 1;
const REGULAR_FILE = 0o100000;

/** Where a file lies in an archive: its header, its content, and its entry in the directory. */
export interface ZipRegion {
  readonly name: string;
  readonly header: number;
  readonly content: number;
  readonly end: number;
}

/**
 * An archive; each file and the whole must stay below 4 GiB. `stored`: nothing is compressed, so that the bytes are the
 * same whatever the version of the compressor. Default compressed.
 */
export function zip(entries: readonly ZipEntry[], options: { readonly stored?: boolean } = {}): Buffer {
  const stored = options.stored === true;
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const packed = stored
      ? Buffer.from(entry.content)
      : deflateRawSync(entry.content, { level: constants.Z_BEST_COMPRESSION });
    const shared = sharedFields(entry, name, packed.length, stored ? STORED : DEFLATED);
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
function sharedFields(entry: ZipEntry, name: Buffer, packed: number, method: number): Buffer {
  return Buffer.concat([
    uint16(NEEDED, FLAGS, method, 0, DATE),
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

const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;

export interface StoredFile {
  readonly entry: ZipEntry;
  readonly region: ZipRegion;
}

/** The files of a stored archive by their own headers, one behind the other; null where that leads nowhere. */
export function readByHeaders(bytes: Buffer): StoredFile[] | null {
  const files: StoredFile[] = [];
  let at = 0;
  while (at + LOCAL_BYTES <= bytes.length && bytes.readUInt32LE(at) === LOCAL_HEADER) {
    const file = fileAt(
      bytes,
      at,
      bytes.readUInt32LE(at + 22),
      bytes.readUInt16LE(at + 26),
      at + LOCAL_BYTES,
    );
    if (file === null) return null;
    files.push(file);
    at = file.region.end;
  }
  return files.length === 0 ? null : files;
}

/** The files of a stored archive by its directory; null where that leads nowhere. */
export function readByDirectory(bytes: Buffer): StoredFile[] | null {
  const end = bytes.length - END_BYTES;
  if (end < 0) return null;
  const files: StoredFile[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    if (at + CENTRAL_BYTES > bytes.length) return null;
    const nameBytes = bytes.readUInt16LE(at + 28);
    const file = fileAt(
      bytes,
      bytes.readUInt32LE(at + 42),
      bytes.readUInt32LE(at + 24),
      nameBytes,
      at + CENTRAL_BYTES,
    );
    if (file === null) return null;
    files.push(file);
    at += CENTRAL_BYTES + nameBytes;
  }
  return files.length === 0 ? null : files;
}

function fileAt(
  bytes: Buffer,
  header: number,
  size: number,
  nameBytes: number,
  nameAt: number,
): StoredFile | null {
  const content = header + LOCAL_BYTES + nameBytes;
  const end = content + size;
  if (end > bytes.length || nameAt + nameBytes > bytes.length) return null;
  const name = bytes.toString("utf8", nameAt, nameAt + nameBytes);
  const entry = { name, content: bytes.subarray(content, end), mode: 0o644 };
  return { entry, region: { name, header, content, end } };
}

/** Where the two copies of a file's checksum lie: in its own header and in the directory. */
export function checksumPlaces(files: readonly StoredFile[]): ReadonlyMap<string, readonly [number, number]> {
  let at = files.at(-1)?.region.end ?? 0;
  return new Map(
    files.map(({ entry, region }) => {
      const directory = at;
      at += CENTRAL_BYTES + Buffer.byteLength(entry.name);
      return [entry.name, [region.header + 14, directory + 16]] as const;
    }),
  );
}
