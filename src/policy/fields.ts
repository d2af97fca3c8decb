/** Types that expressions see: fields as data, from which classes with getters are made. */
import type { Meter } from "./meter.ts";

/** A CEL type name: `string`, `bool`, `int`, `timestamp`, a type of ours, or `list<…>` of one of them. */
export type TypeName = string;

export interface Field<Source> {
  readonly type: TypeName;
  readonly doc: string;
  /** Plain value of the field; whole numbers as bigint, times as Date. */
  readonly get: (source: Source) => unknown;
}

export type Fields<Source> = { readonly [name: string]: Field<Source> };

/** A type of ours as expressions see it. */
export interface Shape {
  readonly name: string;
  readonly doc: string;
  /** Fields by name; `get` takes whatever the maker of the shape handed in. */
  // biome-ignore lint/suspicious/noExplicitAny: a shape does not care what its sources are
  readonly fields: Fields<any>;
}

/** Where the values of a subject come from: a source of the plan, or the data of a test. */
export type Reader = (name: string) => unknown;

export type SubjectClass = new (read: Reader) => object;

/** Stands for "never ends", since every field has a value. */
export const FOREVER = new Date("9999-12-31T23:59:59Z");

/** A class whose instances have one getter per field: read once, and counted. */
export function classOf(shape: Shape, meter: Meter): SubjectClass {
  const made = class {
    readonly #read: Reader;
    readonly #held = new Map<string, unknown>();

    constructor(read: Reader) {
      this.#read = read;
    }

    static read(subject: object, name: string): unknown {
      const self = subject as InstanceType<typeof made>;
      let value = self.#held.get(name);
      if (value === undefined) {
        value = self.#read(name);
        self.#held.set(name, value);
      }
      meter.charge(value);
      return value;
    }
  };
  for (const name of Object.keys(shape.fields)) {
    Object.defineProperty(made.prototype, name, {
      get(this: object) {
        return made.read(this, name);
      },
    });
  }
  return made;
}

/** The value a field has where nothing is said of it. */
export function emptyOf(type: TypeName): unknown {
  if (type.startsWith("list<")) return [];
  if (type === "timestamp") return FOREVER;
  return { string: "", bool: false, int: 0n }[type];
}

/** `Access` for `list<Access>`; the type itself where it is no list. */
export function elementOf(type: TypeName): TypeName {
  return /^list<(.+)>$/.exec(type)?.[1] ?? type;
}
