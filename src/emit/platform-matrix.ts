/** What there is on each platform, side by side: read from kinds and capabilities, so it cannot go stale. */
import type { Kind } from "../kind/kind.ts";
import { allKinds, type KindTable, rootOf } from "../kind/table.ts";
import { code, table } from "./markdown.ts";

/** One line for each concept, one column for each platform. */
export function conceptMatrix(tables: readonly KindTable[]): string {
  const rows = [
    row("the account", tables, (each) => codeOrNo(rootOf(each)?.name)),
    row("a person", tables, (each) => codeOrNo(personOf(each)?.name)),
    ...otherKinds(tables).map((name) =>
      row(name, tables, (each) => placeOf(allKinds(each).find((kind) => kind.name === name))),
    ),
    row("a person goes", tables, (each) => WAYS_OUT[personOf(each)?.removal.effect ?? "never"]),
    row("another address", tables, (each) =>
      personOf(each)?.rename.as === "replace" ? "another person" : "no",
    ),
    row("most there may be", tables, limitsOf),
    row("there from the start", tables, (each) => defaultsOf(each)),
  ];
  return table(["concept", ...tables.map((each) => code(each.platform))], rows);
}

/** One line for each ability, one column for each platform. */
export function abilityMatrix(tables: readonly KindTable[]): string {
  const names = [...new Set(tables.flatMap((each) => Object.keys(each.capabilities)))];
  const rows = names.map((name) =>
    row(code(name), tables, (each) => {
      const ability = each.capabilities[name];
      return ability === undefined ? "not stated" : ability.can ? "yes" : "no";
    }),
  );
  return table(["ability", ...tables.map((each) => code(each.platform))], rows);
}

const WAYS_OUT = { delete: "deleted", disable: "disabled and kept", never: "stays" } as const;

function row(name: string, tables: readonly KindTable[], cell: (each: KindTable) => string): string[] {
  return [name, ...tables.map(cell)];
}

function personOf(each: KindTable): Kind | undefined {
  return each.kinds.find((kind) => kind.person === true);
}

/** Names of kinds that are neither the account nor a person, in the order they first appear. */
function otherKinds(tables: readonly KindTable[]): string[] {
  const kinds = tables
    .flatMap((each) => allKinds(each))
    .filter((kind) => kind.root !== true && kind.person !== true);
  return [...new Set(kinds.map((kind) => kind.name))];
}

function placeOf(kind: Kind | undefined): string {
  if (kind === undefined) return "no";
  return kind.parents === undefined ? "yes" : `inside ${kind.parents.join(" or ")}`;
}

function codeOrNo(name: string | undefined): string {
  return name === undefined ? "no" : code(name);
}

function limitsOf({ kinds }: KindTable): string {
  const limits = kinds.flatMap(({ manifestKey, limit }) =>
    limit === undefined ? [] : [`${limit.most} ${manifestKey} (${limit.rule})`],
  );
  return limits.length === 0 ? "not documented" : limits.join(", ");
}

function defaultsOf({ kinds }: KindTable): string {
  const named = kinds.flatMap((kind) => kind.defaults ?? []);
  const flagged = kinds.filter((kind) => kind.person === true && kind.defaultFlag !== undefined);
  const all = [...named, ...flagged.map((kind) => `the owner's ${kind.name}`)];
  return all.length === 0 ? "nothing" : all.join(", ");
}
