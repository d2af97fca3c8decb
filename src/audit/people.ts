/** Who manages the account, who is in it for nothing, and whom the vendor put there. */
import { type PersonStatus, peopleOf } from "../access/people.ts";
import { byCodePoint } from "../kind/code-points.ts";
import { basicNames, type Entitlement } from "../kind/entitlement.ts";
import { linksOf, objectsOf } from "../kind/state.ts";
import type { Scene } from "./audit.ts";
import { type AuditFinding, finding, some } from "./finding.ts";

/** One finding for each administrator, with the paths; and one where nobody can manage the account. */
export function managers({ table, entitlements }: Scene): AuditFinding[] {
  const administering = table.permissions.filter((each) => each.administers === true);
  const names = new Map(administering.map((each) => [each.name, each.says]));
  const byPerson = new Map<string, Entitlement[]>();
  for (const each of entitlements) {
    if (!names.has(each.permission)) continue;
    byPerson.set(each.person, [...(byPerson.get(each.person) ?? []), each]);
  }
  if (administering.length > 0 && ![...byPerson.values()].flat().some((each) => each.when === "now")) {
    const message = "nobody can manage the account now";
    return [finding({ code: "audit-no-administrator", severity: "error", message }, [])];
  }
  return [...byPerson]
    .sort(([a], [b]) => byCodePoint(a, b))
    .map(([person, own]) => {
      const may = [...byPath(own)].map(([path, grants]) => {
        const what = [...new Set(grants.map((each) => names.get(each.permission) ?? each.permission))].join(
          ", ",
        );
        const on = some(grants.flatMap((each) => (each.on === "" ? [] : [each.on])));
        const once = grants.every((each) => each.when === "now") ? "" : " once the invitation is accepted";
        return `${what}${on === "" ? "" : ` ${on}`}${once}, through ${path}`;
      });
      const message = `${person} may ${some(may)}`;
      return finding({ code: "audit-administrator", severity: "information", message }, [person]);
    });
}

/** Grants that come through the same paths, together: one right at the top of a tree is one thing to read. */
function byPath(grants: readonly Entitlement[]): Map<string, Entitlement[]> {
  const paths = new Map<string, Entitlement[]>();
  for (const each of grants) {
    const path = each.via.join(" and ");
    paths.set(path, [...(paths.get(path) ?? []), each]);
  }
  return paths;
}

/** People who are in the account and may do nothing there, and disabled ones who would get something back. */
export function outsiders({ state, table, entitlements }: Scene): AuditFinding[] {
  const basic = basicNames(table.permissions);
  const able = new Set(entitlements.filter((each) => !basic.has(each.permission)).map((each) => each.person));
  const statuses = peopleOf(state, table);
  const of = (status: PersonStatus) =>
    [...statuses]
      .filter(([person, is]) => is === status && !able.has(person))
      .map(([person]) => person)
      .sort(byCodePoint);
  const idle = of("active").map((person) => {
    const message = `${person} is in the account and may do nothing but enter it`;
    const fix = "remove the person, or give the access that is meant";
    return finding({ code: "audit-no-access", message, fix }, [person]);
  });
  return [...idle, ...returning(of("disabled"), { state, table })];
}

/** Disabled people keep their links: whoever enables them gives all of it back at once. */
function returning(
  disabled: readonly string[],
  { state, table }: Pick<Scene, "state" | "table">,
): AuditFinding[] {
  const held = disabled.filter((person) =>
    table.kinds.some((kind) => {
      if (kind.person !== true) return false;
      const object = state.objects.get(kind.name)?.get(person);
      if (object === undefined) return false;
      return [...kind.leaves].some(
        ([path, leaf]) => leaf.type === "links" && linksOf(object, path).length > 0,
      );
    }),
  );
  if (held.length === 0) return [];
  const message = `${held.length} disabled people keep what they belong to and get it back when they are enabled: ${some(held)}`;
  return [finding({ code: "audit-disabled", severity: "information", message }, held)];
}

/** The vendor's own users that no manifest declares. */
export function vendorPeople({ state, table, desired }: Scene): AuditFinding[] {
  return table.kinds.flatMap((kind) => {
    const { defaultFlag } = kind;
    if (kind.person !== true || defaultFlag === undefined) return [];
    const own = [...objectsOf(state, kind.name)].filter((each) => each.attributes[defaultFlag] === true);
    return own
      .filter((each) => desired?.declared.has(`${kind.name}:${each.key}`) !== true)
      .map(({ key }) => {
        if (desired === null) return vendorPerson(key, `${key} came with the account`);
        const message = `${key} came with the account and is not declared; nothing rules over what it may do`;
        return vendorPerson(key, message, "declare it, so that a change of it is seen");
      });
  });
}

function vendorPerson(key: string, message: string, fix?: string): AuditFinding {
  const input = { code: "audit-default-user", severity: "information", message } as const;
  return finding(fix === undefined ? input : { ...input, fix }, [key]);
}
