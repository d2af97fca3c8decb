/** `person`: somebody of the account as it will be, with what the plan gives and takes. */
import type { LeafAttribute } from "../kind/attribute.ts";
import { byCodePoint } from "../kind/code-points.ts";
import type { Entitlement } from "../kind/entitlement.ts";
import { linksOf } from "../kind/state.ts";
import type { KindTable } from "../kind/table.ts";
import type { LinkFacts, PersonFacts } from "./facts.ts";
import { type Field, type Fields, FOREVER, type Shape } from "./fields.ts";

export const ACCESS: Shape = {
  name: "Access",
  doc: "One thing a person may do.",
  fields: {
    permission: {
      type: "string",
      doc: "Name of the permission.",
      get: (each: Entitlement) => each.permission,
    },
    on: {
      type: "string",
      doc: "What it is about, such as a workspace; empty for the whole account.",
      get: (each: Entitlement) => each.on,
    },
    when: {
      type: "string",
      doc: "`now`, or `on-acceptance` of an invitation.",
      get: (each: Entitlement) => each.when,
    },
    via: { type: "list<string>", doc: "The paths that lead to it.", get: (each: Entitlement) => each.via },
  } satisfies Fields<Entitlement>,
};

export const LINK: Shape = {
  name: "Link",
  doc: "Something a person is linked to: a group, a role, a seat, a right of an app.",
  fields: {
    path: {
      type: "string",
      doc: "Attribute that holds it: `groups`, or `license.users` where another object names the person.",
      get: (each: LinkFacts) => each.path,
    },
    name: { type: "string", doc: "What it leads to.", get: (each: LinkFacts) => each.name },
    declared: { type: "bool", doc: "Stands in the manifest.", get: (each: LinkFacts) => each.declared },
    ends: { type: "bool", doc: "Has an `until`.", get: (each: LinkFacts) => each.until !== null },
    until: {
      type: "timestamp",
      doc: "When it ends; year 9999 for never.",
      get: (each: LinkFacts) => timeOf(each.until),
    },
    reason: { type: "string", doc: "`reason` of the entry.", get: (each: LinkFacts) => each.reason ?? "" },
  } satisfies Fields<LinkFacts>,
};

const common: Fields<PersonFacts> = {
  email: { type: "string", doc: "Address, in lower case.", get: (person) => person.email },
  domain: { type: "string", doc: "What follows the last @.", get: (person) => domainOf(person.email) },
  declared: {
    type: "bool",
    doc: "Stands in the manifest.",
    get: (person) => person.objects.some((each) => each.node !== null),
  },
  ignored: {
    type: "bool",
    doc: "Left to others by `ignore`.",
    get: ({ objects, facts }) => objects.some(({ kind, object }) => facts.isIgnored(kind.name, object.key)),
  },
  vendorOwned: {
    type: "bool",
    doc: "The platform's own default user.",
    get: (person) =>
      person.objects.some(
        ({ kind, object }) => kind.defaultFlag !== undefined && object.attributes[kind.defaultFlag] === true,
      ),
  },
  isNew: {
    type: "bool",
    doc: "Created by this plan.",
    get: (person) => person.objects.every(({ object }) => object.id === null),
  },
  entitled: {
    type: "bool",
    doc: "May do something, at once or on acceptance; false for somebody disabled.",
    get: ({ email, facts }) => facts.accessOf(email).length > 0,
  },
  waiting: {
    type: "bool",
    doc: "Gets all access only by accepting an invitation.",
    get: ({ email, facts }) => {
      const held = facts.accessOf(email);
      return held.length > 0 && held.every((each) => each.when === "on-acceptance");
    },
  },
  invitation: {
    type: "string",
    doc: "Where an open invitation stands: `pending`, `invited`, `expired`; empty for none.",
    get: ({ email, facts }) => facts.invitationOf(email),
  },
  administers: {
    type: "bool",
    doc: "May manage the account after the plan, now or on acceptance.",
    get: ({ email, facts }) => manages(facts.given.table, facts.accessOf(email)),
  },
  administered: {
    type: "bool",
    doc: "May manage the account before it.",
    get: ({ email, facts }) => facts.formerAdministrators.has(email),
  },
  permissions: {
    type: "list<string>",
    doc: "Names of all permissions held after the plan, each once.",
    get: ({ email, facts }) =>
      [...new Set(facts.accessOf(email).map((each) => each.permission))].sort(byCodePoint),
  },
  access: {
    type: "list<Access>",
    doc: "Everything the person may do after the plan.",
    get: ({ email, facts }) => facts.accessOf(email),
  },
  gains: {
    type: "list<Access>",
    doc: "What the plan gives.",
    get: ({ email, facts }) => facts.differenceOf(email)?.gains ?? [],
  },
  loses: {
    type: "list<Access>",
    doc: "What the plan takes.",
    get: ({ email, facts }) => facts.differenceOf(email)?.loses ?? [],
  },
  losesAll: {
    type: "bool",
    doc: "Is left with nothing that counts, or with nothing until an invitation is accepted.",
    get: ({ email, facts }) => facts.differenceOf(email)?.losesAll === true,
  },
  links: {
    type: "list<Link>",
    doc: "Everything the person is linked to, from either side.",
    get: (person) => person.facts.linksOf(person),
  },
  ends: {
    type: "bool",
    doc: "The person's own entry has an `until`.",
    get: (person) => endOf(person) !== null,
  },
  until: {
    type: "timestamp",
    doc: "When the person's own entry ends; year 9999 for never.",
    get: (person) => timeOf(endOf(person)),
  },
  reason: {
    type: "string",
    doc: "`reason` of the person's own entry.",
    get: (person) => person.objects.find((each) => each.node !== null)?.node?.reason ?? "",
  },
};

/** The fields every platform has, and the attributes of this one's people that have no such name. */
export function personShape(table: KindTable): Shape {
  const fields: { [name: string]: Field<PersonFacts> } = { ...common };
  for (const [name, field] of ownFields(table)) fields[name] ??= field;
  return { name: "Person", doc: "Somebody of the account as it will be after the plan.", fields };
}

/** Fields made of what manifests declare of people, as far as every reading of the account brings it. */
export function ownFields(table: KindTable): Map<string, Field<PersonFacts>> {
  const fields = new Map<string, Field<PersonFacts>>();
  for (const kind of table.kinds) {
    if (kind.person !== true) continue;
    for (const [path, leaf] of kind.leaves) {
      if (leaf.readOnly === true || leaf.writeOnly === true || leaf.costly === true || path in common)
        continue;
      const field = fieldOf(path, leaf, kind.parents !== undefined);
      if (field !== null) fields.set(camel(path), field);
    }
  }
  return fields;
}

/** A person below several parents is several objects: single values become lists there. */
function fieldOf(path: string, leaf: LeafAttribute, several: boolean): Field<PersonFacts> | null {
  const { doc } = leaf;
  const texts = (read: (person: PersonFacts) => string[]): Field<PersonFacts> => ({
    type: "list<string>",
    doc,
    get: (person) => [...new Set(read(person))].sort(byCodePoint),
  });
  const values = (person: PersonFacts) => person.objects.map((each) => each.object.attributes[path]);
  switch (leaf.type) {
    case "links":
      return texts((person) =>
        person.objects.flatMap(({ object }) =>
          linksOf(object, path).map((link) => person.facts.nameOf(leaf.to, link.to)),
        ),
      );
    case "texts":
      return texts((person) =>
        values(person).flatMap((value) => (Array.isArray(value) ? value.map(String) : [])),
      );
    case "reference": {
      const read = (person: PersonFacts) =>
        values(person).flatMap((value) =>
          typeof value === "string" ? [person.facts.nameOf(leaf.to, value)] : [],
        );
      return several ? texts(read) : { type: "string", doc, get: (person) => read(person)[0] ?? "" };
    }
    case "string":
    case "enum": {
      const read = (person: PersonFacts) => values(person).filter((value) => typeof value === "string");
      return several ? texts(read) : { type: "string", doc, get: (person) => read(person)[0] ?? "" };
    }
    case "boolean":
      return { type: "bool", doc, get: (person) => values(person).includes(true) };
    case "integer":
      return several
        ? null
        : {
            type: "int",
            doc,
            get: (person) => BigInt((values(person).find((each) => Number.isInteger(each)) as number) ?? 0),
          };
    default:
      return null;
  }
}

/** `authentication.platform` → `authenticationPlatform`. */
function camel(path: string): string {
  return path.replace(/\.(.)/g, (_, letter: string) => letter.toUpperCase());
}

function manages(table: KindTable, access: readonly Entitlement[]): boolean {
  return access.some(
    ({ permission }) => table.permissions.find((each) => each.name === permission)?.administers === true,
  );
}

/** When the last of the person's entries ends; null where one does not, or none is declared. */
function endOf({ objects }: PersonFacts): string | null {
  const ends = objects.map((each) => each.node?.until ?? null);
  if (ends.length === 0 || ends.includes(null)) return null;
  return (ends as string[]).reduce((a, b) => (Date.parse(a) > Date.parse(b) ? a : b));
}

function timeOf(until: string | null): Date {
  return until === null ? FOREVER : new Date(until);
}

export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf("@") + 1);
}
