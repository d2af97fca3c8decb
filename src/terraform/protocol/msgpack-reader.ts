/** Reads MessagePack piece by piece, as the one who reads expects it. */
import { Malformed } from "./malformed.ts";

const FIXED_EXTENSIONS: { readonly [head: number]: number } = { 212: 1, 213: 2, 214: 4, 215: 8, 216: 16 };

/** Throws {@link Malformed} where another kind of piece comes than was asked for, and past the end. */
export class MsgpackReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** The first byte of what comes next. */
  #peek(): number {
    const head = this.#bytes[this.#at];
    if (head === undefined) throw new Malformed("the value ends too early");
    return head;
  }

  #take(size: number): number {
    if (size > this.#bytes.length - this.#at) throw new Malformed("the value ends too early");
    this.#at += size;
    return this.#at - size;
  }

  #number(size: 1 | 2 | 4): number {
    return this.#bytes.readUIntBE(this.#take(size), size);
  }

  /** Steps over a nil, and says whether there was one. */
  nil(): boolean {
    if (this.#peek() !== 0xc0) return false;
    this.#at++;
    return true;
  }

  /** Steps over an extension, whichever it is, and says whether there was one. */
  extension(): boolean {
    const head = this.#peek();
    const fixed = FIXED_EXTENSIONS[head];
    if (fixed === undefined && (head < 0xc7 || head > 0xc9)) return false;
    this.#at++;
    const size = fixed ?? this.#number(head === 0xc7 ? 1 : head === 0xc8 ? 2 : 4);
    this.#take(1 + size);
    return true;
  }

  bool(): boolean {
    const head = this.#peek();
    if (head !== 0xc2 && head !== 0xc3) throw new Malformed("true or false is expected");
    this.#at++;
    return head === 0xc3;
  }

  /** Text, as its UTF-8. */
  text(): string {
    const size = this.#textSize();
    if (size === null) throw new Malformed("text is expected");
    const from = this.#take(size);
    return this.#bytes.toString("utf8", from, from + size);
  }

  #textSize(): number | null {
    const head = this.#peek();
    if (head >= 0xa0 && head <= 0xbf) return this.#headed(head - 0xa0);
    if (head < 0xd9 || head > 0xdb) return null;
    this.#at++;
    return this.#number(head === 0xd9 ? 1 : head === 0xda ? 2 : 4);
  }

  #headed(value: number): number {
    this.#at++;
    return value;
  }

  binary(): Buffer {
    const head = this.#peek();
    if (head < 0xc4 || head > 0xc6) throw new Malformed("bytes are expected");
    this.#at++;
    const size = this.#number(head === 0xc4 ? 1 : head === 0xc5 ? 2 : 4);
    const from = this.#take(size);
    return this.#bytes.subarray(from, from + size);
  }

  /** A number in whichever form it comes: whole, binary fraction, or decimal text. */
  number(): { readonly whole: bigint } | { readonly binary: number } | { readonly text: string } {
    const head = this.#peek();
    if (head < 0x80) return { whole: BigInt(this.#headed(head)) };
    if (head >= 0xe0) return { whole: BigInt(this.#headed(head - 0x100)) };
    if (head >= 0xcc && head <= 0xcf) return { whole: this.#unsigned(head) };
    if (head >= 0xd0 && head <= 0xd3) return { whole: this.#signed(head) };
    if (head === 0xca || head === 0xcb) return { binary: this.#binaryFraction(head) };
    const size = this.#textSize();
    if (size === null) throw new Malformed("a number is expected");
    const from = this.#take(size);
    return { text: this.#bytes.toString("latin1", from, from + size) };
  }

  #unsigned(head: number): bigint {
    this.#at++;
    if (head === 0xcf) return this.#bytes.readBigUInt64BE(this.#take(8));
    return BigInt(this.#number(head === 0xcc ? 1 : head === 0xcd ? 2 : 4));
  }

  #signed(head: number): bigint {
    this.#at++;
    if (head === 0xd3) return this.#bytes.readBigInt64BE(this.#take(8));
    const size = head === 0xd0 ? 1 : head === 0xd1 ? 2 : 4;
    return BigInt(this.#bytes.readIntBE(this.#take(size), size));
  }

  #binaryFraction(head: number): number {
    this.#at++;
    return head === 0xca ? this.#bytes.readFloatBE(this.#take(4)) : this.#bytes.readDoubleBE(this.#take(8));
  }

  /** How many elements follow. A length beyond the bytes that are left is refused at once. */
  array(): number {
    const head = this.#peek();
    if (head >= 0x90 && head <= 0x9f) return this.#fitting(this.#headed(head - 0x90), 1);
    if (head !== 0xdc && head !== 0xdd) throw new Malformed("a list is expected");
    this.#at++;
    return this.#fitting(this.#number(head === 0xdc ? 2 : 4), 1);
  }

  /** How many pairs of key and value follow. */
  map(): number {
    const head = this.#peek();
    if (head >= 0x80 && head <= 0x8f) return this.#fitting(this.#headed(head - 0x80), 2);
    if (head !== 0xde && head !== 0xdf) throw new Malformed("a map is expected");
    this.#at++;
    return this.#fitting(this.#number(head === 0xde ? 2 : 4), 2);
  }

  #fitting(count: number, each: number): number {
    if (count * each > this.#bytes.length - this.#at) throw new Malformed("the value ends too early");
    return count;
  }
}
