/** Writes MessagePack in its most compact forms. */

const START = 512;

export class MsgpackWriter {
  #bytes = Buffer.allocUnsafe(START);
  #length = 0;

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + more));
    this.#bytes.copy(grown, 0, 0, this.#length);
    this.#bytes = grown;
  }

  #byte(value: number): void {
    this.#room(1);
    this.#bytes[this.#length++] = value;
  }

  /** A head byte and a big-endian whole number of 1, 2 or 4 bytes. */
  #head(head: number, size: 1 | 2 | 4, value: number): void {
    this.#room(5);
    this.#bytes[this.#length] = head;
    this.#bytes.writeUIntBE(value, this.#length + 1, size);
    this.#length += 1 + size;
  }

  nil(): void {
    this.#byte(0xc0);
  }

  bool(value: boolean): void {
    this.#byte(value ? 0xc3 : 0xc2);
  }

  /** The value that stands for one that is not known yet: extension 0 with one byte. */
  unknown(): void {
    this.#byte(0xd4);
    this.#byte(0);
    this.#byte(0);
  }

  /** A whole number between -2^63 and 2^64. */
  whole(value: bigint): void {
    if (value < 0n) this.#negative(value);
    else if (value < 0x80n) this.#byte(Number(value));
    else if (value <= 0xffn) this.#head(0xcc, 1, Number(value));
    else if (value <= 0xffffn) this.#head(0xcd, 2, Number(value));
    else if (value <= 0xffff_ffffn) this.#head(0xce, 4, Number(value));
    else this.#long(0xcf, value);
  }

  #negative(value: bigint): void {
    if (value >= -0x20n) this.#byte(0x100 + Number(value));
    else if (value >= -0x80n) this.#head(0xd0, 1, Number(value) + 0x100);
    else if (value >= -0x8000n) this.#head(0xd1, 2, Number(value) + 0x1_0000);
    else if (value >= -0x8000_0000n) this.#head(0xd2, 4, Number(value) + 0x1_0000_0000);
    else this.#long(0xd3, BigInt.asUintN(64, value));
  }

  #long(head: number, value: bigint): void {
    this.#room(9);
    this.#bytes[this.#length] = head;
    this.#bytes.writeBigUInt64BE(value, this.#length + 1);
    this.#length += 9;
  }

  float64(value: number): void {
    this.#room(9);
    this.#bytes[this.#length] = 0xcb;
    this.#bytes.writeDoubleBE(value, this.#length + 1);
    this.#length += 9;
  }

  text(value: string): void {
    const size = Buffer.byteLength(value);
    if (size < 32) this.#byte(0xa0 + size);
    else this.#sized(size, 0xd9, 0xda, 0xdb);
    this.#room(size);
    this.#length += this.#bytes.write(value, this.#length);
  }

  binary(value: Uint8Array): void {
    this.#sized(value.length, 0xc4, 0xc5, 0xc6);
    this.#room(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
  }

  #sized(size: number, small: number, middle: number, large: number): void {
    if (size <= 0xff) this.#head(small, 1, size);
    else if (size <= 0xffff) this.#head(middle, 2, size);
    else this.#head(large, 4, size);
  }

  array(size: number): void {
    if (size < 16) this.#byte(0x90 + size);
    else if (size <= 0xffff) this.#head(0xdc, 2, size);
    else this.#head(0xdd, 4, size);
  }

  map(size: number): void {
    if (size < 16) this.#byte(0x80 + size);
    else if (size <= 0xffff) this.#head(0xde, 2, size);
    else this.#head(0xdf, 4, size);
  }

  finish(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }
}
