/** Notices where one object's links are managed both as a whole and one by one. */
import { keyOfWritten } from "../kind/kind.ts";
import type { KindEntry, LinkEntry, ResourceEntry } from "./catalog.ts";
import { keyOf, valueAt } from "./declare.ts";
import { pathOf, warning } from "./diagnostics.ts";
import { type TerraformDiagnostic, type TerraformObject, UNKNOWN } from "./protocol/provider.ts";
import { endsOf } from "./schema.ts";

export class ManagedTwice {
  /** Resource types that manage the links of an object, by platform, kind, path and key. */
  readonly #wholes = new Map<string, string>();
  readonly #singles = new Map<string, string>();

  /** Warnings about what this configuration and an earlier one of this process both manage. */
  note(entry: ResourceEntry, config: TerraformObject | null): TerraformDiagnostic[] {
    if (config === null) return [];
    return entry.is === "kind" ? this.#noteWhole(entry, config) : this.#noteSingle(entry, config);
  }

  #noteWhole(entry: KindEntry, config: TerraformObject): TerraformDiagnostic[] {
    const { kind, platform, type } = entry;
    const key = keyOf(kind, platform.table, config);
    if (key === null) return [];
    return [...kind.leaves].flatMap(([path, leaf]) => {
      const value = leaf.type === "links" && leaf.readOnly !== true ? valueAt(config, path) : null;
      if (value === null || value === UNKNOWN) return [];
      const place = placeOf(entry, path, key);
      this.#wholes.set(place, type);
      const single = this.#singles.get(place);
      return single === undefined ? [] : [twice(type, single, path, key)];
    });
  }

  #noteSingle(entry: LinkEntry, config: TerraformObject): TerraformDiagnostic[] {
    const owner = config[endsOf(entry).owner];
    if (typeof owner !== "string") return [];
    const key = keyOfWritten(entry.kind, owner);
    const place = placeOf(entry, entry.path, key);
    this.#singles.set(place, entry.type);
    const whole = this.#wholes.get(place);
    return whole === undefined ? [] : [twice(whole, entry.type, entry.path, key)];
  }
}

function placeOf({ platform, kind }: ResourceEntry, path: string, key: string): string {
  return [platform.table.platform, kind.name, path, key].join("\u0000");
}

function twice(whole: string, single: string, path: string, key: string): TerraformDiagnostic {
  const name = pathOf(path).join(".");
  const detail = `\`${name}\` of ${key} is managed as a whole by a ${whole}, and one by one by a ${single}. Each undoes what the other does; leave \`${name}\` unset, or drop the single ones.`;
  return warning("Managed twice", detail);
}
