/** What expressions may name: three variables with typed fields, and a closed list of functions. */
import { Environment } from "@marcbachmann/cel-js";
import { fold, matchPattern } from "../kind/identity.ts";
import type { KindTable } from "../kind/table.ts";
import { CHANGE, FIELD } from "./change.ts";
import { classOf, elementOf, type Reader, type Shape, type SubjectClass } from "./fields.ts";
import { Meter } from "./meter.ts";
import { ACCESS, LINK, personShape } from "./person.ts";
import { PLAN, SEATS } from "./whole-plan.ts";

export const SCOPES = ["person", "change", "plan"] as const;
export type Scope = (typeof SCOPES)[number];

/** Sizes an expression may have. */
export const LIMITS = {
  /** Characters of one expression or message. */
  characters: 4_000,
  /** Rules of one policy. */
  rules: 200,
  /** `all`, `exists`, `map` or `filter` inside each other. */
  nesting: 4,
} as const;
const PARSING = {
  maxAstNodes: 600,
  maxDepth: 40,
  maxListElements: 200,
  maxMapEntries: 50,
  maxCallArguments: 8,
};
/** Patterns that `like` keeps ready. */
const PATTERNS_AT_MOST = 1_000;
/** Matching costs as much as reading so many fields. */
const MATCHING_COSTS = 4;

/** Functions of the language that policies may use, with what they are for. Any other is refused. */
export const FUNCTIONS: { readonly [name: string]: string } = {
  like: "`like(text, pattern)`: whether a text matches a pattern; `*` is any run, `?` one character, letter case never matters",
  may: '`person.may("permission")`: whether the person holds a permission after the plan; `person.may("permission", "on")` one on something',
  size: "`size(list)`, `size(text)`: how many entries or characters",
  has: "`has(person.email)`: always true, since every field has a value",
  all: "`list.all(x, condition)`: every entry fulfils it",
  exists: "`list.exists(x, condition)`: some entry fulfils it",
  exists_one: "`list.exists_one(x, condition)`: exactly one entry fulfils it",
  filter: "`list.filter(x, condition)`: the entries that fulfil it",
  map: "`list.map(x, value)`: a value of each entry",
  startsWith: "`text.startsWith(text)`: whether it begins so",
  endsWith: "`text.endsWith(text)`: whether it ends so",
  contains: "`text.contains(text)`: whether it holds the other",
  lowerAscii: "`text.lowerAscii()`: the text in lower case",
  upperAscii: "`text.upperAscii()`: the text in upper case",
  trim: "`text.trim()`: the text without spaces around it",
  indexOf: "`text.indexOf(text)`: where it stands, -1 for nowhere",
  substring: "`text.substring(start, end)`: a part of it, the first character being 0",
  join: '`list.join(", ")`: a list of texts as one text',
  string: "`string(value)`: a number or truth value as text",
  int: "`int(text)`: a text as whole number",
  timestamp: '`timestamp("2026-12-31T00:00:00Z")`: a time',
  duration: '`duration("336h")`: a length of time, to add to a time or take from it',
  getFullYear: "`time.getFullYear()`: the year, in UTC",
  getMonth: "`time.getMonth()`: the month, 0 for January",
  getDayOfMonth: "`time.getDayOfMonth()`: the day of the month, 0 for the first",
  getDayOfWeek:
    '`time.getDayOfWeek()`: 0 for Sunday, 5 for Friday; `time.getDayOfWeek("Europe/Bucharest")` there',
  getHours: '`time.getHours()`: the hour; `time.getHours("Europe/Bucharest")` there',
};

/** Makes subjects of one shape: from a source and the shape's getters, or from any other reader of values. */
export class PolicyEnvironment {
  readonly cel: Environment;
  readonly meter = new Meter();
  readonly shapes: ReadonlyMap<string, Shape>;
  readonly #classes = new Map<string, SubjectClass>();
  /** Subjects made of sources of the plan, so that every rule sees the same ones. */
  readonly #made = new WeakMap<object, object>();
  readonly #patterns = new Map<string, (text: string) => boolean>();

  constructor(table: KindTable) {
    const shapes = [ACCESS, LINK, personShape(table), FIELD, CHANGE, SEATS, PLAN];
    this.shapes = new Map(shapes.map((shape) => [shape.name, shape]));
    this.cel = new Environment({ limits: PARSING });
    for (const shape of shapes) this.#register(shape);
    for (const scope of SCOPES) this.cel.registerVariable(scope, typeOf(scope));
    this.cel.registerFunction("like(string, string): bool", (text: string, pattern: string) =>
      this.#like(text, pattern),
    );
    this.cel.registerFunction("Person.may(string): bool", (person: { permissions: string[] }, name: string) =>
      person.permissions.includes(name),
    );
    this.cel.registerFunction(
      "Person.may(string, string): bool",
      (person: { access: { permission: string; on: string }[] }, name: string, on: string) =>
        person.access.some((each) => each.permission === name && each.on === on),
    );
  }

  /** A subject whose fields are computed from a source of the plan. */
  subject(shapeName: string, source: object): object {
    const known = this.#made.get(source);
    if (known !== undefined) return known;
    const shape = this.shapeOf(shapeName);
    const subject = this.subjectFrom(shapeName, (name) => {
      const field = shape.fields[name];
      return field === undefined ? undefined : this.#wrapped(field.type, field.get(source));
    });
    this.#made.set(source, subject);
    return subject;
  }

  subjectFrom(shapeName: string, read: Reader): object {
    const made = this.#classes.get(shapeName);
    if (made === undefined) throw new Error(`no shape ${shapeName}`);
    return new made(read);
  }

  shapeOf(name: string): Shape {
    const shape = this.shapes.get(name);
    if (shape === undefined) throw new Error(`no shape ${name}`);
    return shape;
  }

  #wrapped(type: string, value: unknown): unknown {
    const element = elementOf(type);
    if (!this.shapes.has(element)) return value;
    return (value as readonly object[]).map((each) => this.subject(element, each));
  }

  #register(shape: Shape): void {
    const made = classOf(shape, this.meter);
    this.#classes.set(shape.name, made);
    const fields = Object.fromEntries(
      Object.entries(shape.fields).map(([name, { type }]) => [name, celType(type)]),
    );
    this.cel.registerType(shape.name, { ctor: made, fields });
  }

  #like(text: string, pattern: string): boolean {
    for (let cost = 0; cost < MATCHING_COSTS; cost++) this.meter.charge(null);
    let matches = this.#patterns.get(pattern);
    if (matches === undefined) {
      if (this.#patterns.size >= PATTERNS_AT_MOST) this.#patterns.clear();
      matches = matchPattern(pattern);
      this.#patterns.set(pattern, matches);
    }
    return matches(fold(text).replaceAll("\\", "\\\\"));
  }
}

/** Name of the type a variable has. */
export function typeOf(scope: Scope): string {
  return { person: "Person", change: "Change", plan: "Plan" }[scope];
}

function celType(type: string): string {
  return type.replace("timestamp", "google.protobuf.Timestamp");
}
