/** What one kind of named object says about itself. */
import type { Call } from "../call.ts";
import type { Member } from "./member.ts";
import type { ObjectRow } from "./ties.ts";
import { type Members, optionalText } from "./wire.ts";

export interface Given {
  readonly call: Call;
  readonly caller: Member;
  readonly body: Members;
  readonly before: ObjectRow | null;
}

export interface Checked extends Omit<Given, "caller"> {
  readonly more: Members;
  readonly active: boolean;
  readonly shared: boolean;
}

export interface Kind {
  /** Word in the path. */
  readonly kind: string;
  readonly what: string;
  /** Permissions, one of which each call needs. */
  readonly readers: readonly string[];
  readonly makers: readonly string[];
  readonly writers: readonly string[];
  /** Rule that refuses a name in use. */
  readonly duplicate?: string;
  readonly namesRepeat?: boolean;
  readonly startsActive?: boolean;
  readonly deletable?: boolean;
  /** Rule that says there is no deletion. */
  readonly undeletable?: string;
  readonly rules: readonly string[];
  /** Members beyond name, active and shared; a change keeps what the body leaves out. */
  readonly accept: (given: Given) => Promise<Members>;
  readonly activeOf?: (body: Members) => boolean | undefined;
  readonly check?: (checked: Checked) => void;
  /** Refuses changes to what is not the tenant's to change. */
  readonly refuse?: (call: Call, before: ObjectRow) => void;
  readonly beforeDisabling?: (call: Call, before: ObjectRow) => Promise<void>;
  readonly show?: (row: ObjectRow, more: Members) => Members;
  /** Members shown in the answer to the creation only. */
  readonly once?: (more: Members) => Members;
}

export function moreOf(row: ObjectRow | null): Members {
  return row === null ? {} : (JSON.parse(row.more) as Members);
}

/** A text member, else what was there before, else empty. */
export function keptText({ body, before }: Pick<Given, "body" | "before">, field: string): string {
  const text = optionalText(body, field);
  return text === undefined ? String(moreOf(before)[field] ?? "") : (text ?? "");
}
