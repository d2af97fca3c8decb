/** Reference of what expressions of a policy may name, written from the very tables that check them. */
import type { KindTable } from "../kind/table.ts";
import { CHANGE, FIELD } from "../policy/change.ts";
import { FUNCTIONS, LIMITS } from "../policy/environment.ts";
import type { Shape } from "../policy/fields.ts";
import { ACCESS, LINK, ownFields, personShape } from "../policy/person.ts";
import { PLAN, SEATS } from "../policy/whole-plan.ts";
import { code, GENERATED, page, table } from "./markdown.ts";

/** `docs/policy-reference.md`. */
export function policyPage(tables: readonly KindTable[]): string {
  const [first] = tables;
  if (first === undefined) return page(GENERATED);
  const person = personShape({ ...first, kinds: [] });
  return page(
    GENERATED,
    "# Fields and functions of policies",
    "What `when`, `require` and messages of [a policy](policy.md) may name. Every field always has a value: a text " +
      "that is not there is empty, a list has no entries, a time that never comes is the end of the year 9999.",
    "## person",
    `${person.doc} In rules \`over: person\`, and in \`plan.people\`.`,
    fieldTable(Object.entries(person.fields)),
    ...tables.map((each) => platformPart(each)),
    ...part("change", CHANGE, "In rules `over: change`, and in `plan.changes`."),
    ...part("plan", PLAN, "In every rule."),
    "## Entries of lists",
    ...[ACCESS, LINK, FIELD, SEATS].flatMap((shape) => [
      `### ${shape.name}`,
      shape.doc,
      fieldTable(Object.entries(shape.fields)),
    ]),
    "## Functions",
    table(["function", "does"], Object.entries(FUNCTIONS).map(functionRow)),
    "Besides them: `==` `!=` `<` `<=` `>` `>=`, `in` for lists, `&&` `||` `!`, `condition ? this : that`, `+` `-` `*` " +
      '`/` `%`, and lists such as `["a", "b"]`.',
    `An expression has at most ${LIMITS.characters.toLocaleString("en")} characters, lists are walked inside each ` +
      `other at most ${LIMITS.nesting} times, and a policy has at most ${LIMITS.rules} rules. A rule that reads more ` +
      "than 1,000,000 values, and 500 besides for each person or change, is stopped, and the plan refused.",
  );
}

function platformPart(each: KindTable): string {
  const common = personShape({ ...each, kinds: [] }).fields;
  const rows = [...ownFields(each)].filter(([name]) => !(name in common));
  return `### person on ${each.product}\n\n${fieldTable(rows)}`;
}

function part(name: string, shape: Shape, where: string): string[] {
  return [`## ${name}`, `${shape.doc} ${where}`, fieldTable(Object.entries(shape.fields))];
}

function fieldTable(
  fields: Iterable<readonly [string, { readonly type: string; readonly doc: string }]>,
): string {
  const rows = [...fields].map(([name, { type, doc }]) => [code(name), code(type), doc]);
  return table(["field", "type", "is"], rows);
}

function functionRow([name, text]: [string, string]): string[] {
  const at = text.indexOf("`: ");
  return at < 0 ? [text, name] : [text.slice(0, at + 1), text.slice(at + 3)];
}
