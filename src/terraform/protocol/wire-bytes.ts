/** Bytes of proto3 messages: tags, varints and length-delimited pieces. */
import { Malformed } from "./malformed.ts";

const CHUNK = 256;
const CONTINUE = 0x80;
const LOW_SEVEN = 0x7f;
const VARINT_BYTES_MAXIMUM = 10;
/** Up to this many bytes a varint is added up without losing digits. */
const VARINT_BYTES_PLAIN = 7;

/** Bytes that grow while they are written. */
export class WireWriter {
  #bytes = Buffer.allocUnsafe(CHUNK);
  #length = 0;

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + more));
    this.#bytes.copy(grown, 0, 0, this.#length);
    this.#bytes = grown;
  }

  /** A whole number; a negative one takes ten bytes, as the format wants. */
  varint(value: number): void {
    this.#room(VARINT_BYTES_MAXIMUM);
    if (value < 0) {
      this.#long(BigInt.asUintN(64, BigInt(value)));
      return;
    }
    let rest = value;
    while (rest > LOW_SEVEN) {
      this.#bytes[this.#length++] = (rest % CONTINUE) | CONTINUE;
      rest = Math.floor(rest / CONTINUE);
    }
    this.#bytes[this.#length++] = rest;
  }

  #long(value: bigint): void {
    let rest = value;
    for (; rest > 0x7fn; rest >>= 7n) this.#bytes[this.#length++] = Number(rest & 0x7fn) | CONTINUE;
    this.#bytes[this.#length++] = Number(rest);
  }

  tag(number: number, wire: number): void {
    this.varint(number * 8 + wire);
  }

  bytes(value: Uint8Array): void {
    this.varint(value.length);
    this.#room(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
  }

  text(value: string): void {
    const size = Buffer.byteLength(value);
    this.varint(size);
    this.#room(size);
    this.#length += this.#bytes.write(value, this.#length);
  }

  finish(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }
}

/** Reads one message's bytes from front to back. Every read past the end throws {@link Malformed}. */
export class WireReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.isBuffer(bytes)
      ? bytes
      : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  #byte(): number {
    const value = this.#bytes[this.#at++];
    if (value === undefined) throw new Malformed("the message ends inside a field");
    return value;
  }

  /** A signed 64-bit whole number; beyond 2^53 the nearest JavaScript number. */
  varint(): number {
    let value = 0;
    let scale = 1;
    for (let count = 0; count < VARINT_BYTES_PLAIN; count++, scale *= CONTINUE) {
      const byte = this.#byte();
      value += (byte & LOW_SEVEN) * scale;
      if (byte < CONTINUE) return value;
    }
    return this.#longRest(BigInt(value));
  }

  #longRest(low: bigint): number {
    let value = low;
    for (let count = VARINT_BYTES_PLAIN; count < VARINT_BYTES_MAXIMUM; count++) {
      const byte = this.#byte();
      value |= BigInt(byte & LOW_SEVEN) << BigInt(7 * count);
      if (byte < CONTINUE) return Number(BigInt.asIntN(64, value));
    }
    throw new Malformed("a whole number is too long");
  }

  bytes(): Buffer {
    const size = this.varint();
    if (size < 0 || size > this.#bytes.length - this.#at)
      throw new Malformed("a field is longer than its message");
    this.#at += size;
    return this.#bytes.subarray(this.#at - size, this.#at);
  }

  text(): string {
    return this.bytes().toString("utf8");
  }

  /** Steps over a field nobody knows. */
  skip(wire: number): void {
    if (wire === 0) this.varint();
    else if (wire === 2) this.bytes();
    else if (wire === 1) this.#step(8);
    else if (wire === 5) this.#step(4);
    else throw new Malformed(`a field has wire type ${wire}`);
  }

  #step(size: number): void {
    if (size > this.#bytes.length - this.#at) throw new Malformed("the message ends inside a field");
    this.#at += size;
  }
}
