/** Numbers between their decimal text and a JavaScript number, without losing a digit unseen. */
import { Malformed } from "./malformed.ts";
import { Decimal } from "./provider.ts";

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/;

/** Decimal digits without an exponent and without needless zeros. Throws {@link Malformed} for other text. */
export function plainText(text: string): string {
  const [, sign, whole = "", fraction = "", exponent = "0"] = DECIMAL.exec(text) ?? [];
  if (sign === undefined) throw new Malformed("a number is not written in decimal digits");
  const shift = Number(exponent);
  const digits = whole + fraction;
  const point = whole.length + shift;
  const left = digits.slice(0, Math.max(point, 0)).padEnd(Math.max(point, 0), "0");
  const right = point < 0 ? "0".repeat(-point) + digits : digits.slice(point);
  const head = left.replace(/^0+(?=\d)/, "") || "0";
  const tail = right.replace(/0+$/, "");
  const value = tail === "" ? head : `${head}.${tail}`;
  return sign === "-" && value !== "0" ? `-${value}` : value;
}

/** A JavaScript number where it prints as the same decimal, else the text. */
export function fromText(text: string): number | Decimal {
  const plain = plainText(text);
  const number = Number(plain);
  if (!plain.includes(".")) return Number.isSafeInteger(number) ? number : new Decimal(plain);
  return Number.isFinite(number) && plainText(String(number)) === plain ? number : new Decimal(plain);
}

/** The number a binary64 holds: a JavaScript number only where the decimal it prints as is exactly that. */
export function fromBinary(value: number): number | Decimal {
  if (!Number.isFinite(value)) throw new Malformed("a number is not finite");
  return Number.isSafeInteger(value) ? value + 0 : fromText(exactText(value));
}

/** Whether a binary64 holds exactly the decimal it prints as. */
export const printsExactly = (value: number): boolean => exactText(value) === plainText(String(value));

const bits = new DataView(new ArrayBuffer(8));

/** All decimal digits of a finite binary64. */
export function exactText(value: number): string {
  bits.setFloat64(0, Math.abs(value));
  const raw = bits.getBigUint64(0);
  const biased = Number(raw >> 52n);
  const fraction = raw & 0xf_ffff_ffff_ffffn;
  const significand = biased === 0 ? fraction : fraction | (1n << 52n);
  const power = Math.max(biased, 1) - 1075;
  const sign = value < 0 ? "-" : "";
  if (power >= 0) return plainText(`${sign}${significand << BigInt(power)}`);
  const digits = (significand * 5n ** BigInt(-power)).toString().padStart(-power + 1, "0");
  return plainText(`${sign}${digits.slice(0, power)}.${digits.slice(power)}`);
}
