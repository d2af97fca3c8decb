/** Random contact.center manifests over a small set of names, and accounts of few places, so that both meet often. */
import fc from "fast-check";

const PEOPLE = ["ana", "ben", "cleo", "dora"].map((name) => `${name}@x.example`);
const WORKSPACES = ["Main", "Sales", "Support", "Fair"];
/** Places of the account: fewer than there are names. */
export const LIMITS = { workspaces: 3, members: 4 };

const spelled = (name: string) => fc.constantFrom(name, name.toUpperCase());
const some = (names: readonly string[], options: { minLength?: number; maxLength?: number } = {}) =>
  fc.subarray([...names], options);

interface Drawn {
  readonly [collection: string]: unknown;
}

/** A manifest whose references always lead somewhere and that keeps the limits. */
export const manifest: fc.Arbitrary<Drawn> = fc
  .record({
    workspaces: some(WORKSPACES, { minLength: 1, maxLength: LIMITS.workspaces }),
    members: some(PEOPLE, { maxLength: LIMITS.members - 1 }),
    owner: fc.boolean(),
    partial: fc.boolean(),
  })
  .chain(({ workspaces, members, owner, partial }) => {
    const member = (email: string) =>
      fc.record({
        email: spelled(email),
        workspaces: some(workspaces, { minLength: 1 }),
        ...(email.startsWith("a") ? { role: fc.constant("Super Admin") } : {}),
      });
    return fc.tuple(...members.map(member)).map((drawn) => {
      const entries = [...(owner ? [{ email: "owner@northwind.example" }] : []), ...drawn];
      const others = PEOPLE.filter((email) => !members.includes(email));
      return {
        workspaces: workspaces.map((name) => ({ name })),
        members: partial ? { include: entries, exclude: others } : entries,
      };
    });
  });

export function textOf(drawn: Drawn): string {
  return JSON.stringify({ apiVersion: "cxroster/v1", platform: "contactcenter", ...drawn });
}
