/** Shapes of the answers, as JSON Schema (2020-12) for the API description. */
import { ERROR, flag, object, pages, text, time } from "../shapes.ts";
import { ROLES } from "./roles.ts";

const set = { type: "string", format: "date-time" };
const roles = { type: "array", items: { enum: ROLES }, uniqueItems: true };
const above = "Missing on nodes above the caller's grants, which are listed for their place alone.";

const rows = {
  Account: object({ id: text, name: text, createdAt: set }),
  Node: object(
    {
      id: text,
      name: text,
      kind: { enum: ["group", "subgroup", "location"] },
      parent: { type: ["string", "null"], description: "Null on groups alone." },
      active: { type: "boolean", description: above },
      createdAt: { ...set, description: above },
    },
    ["active", "createdAt"],
  ),
  User: object({
    id: text,
    node: {
      type: "string",
      description: "Where the user was added; the roles hold for everything below too.",
    },
    email: text,
    login: { type: "string", description: "What the user signs in with." },
    roles: { ...roles, minItems: 1 },
    lastLogin: { ...time, description: "Null until the first login." },
    addedAt: set,
    isOwner: {
      type: "boolean",
      description:
        "Whether the person holds this for having made the group. Adding the same person once more is no conflict.",
    },
  }),
  Message: object({ id: text, author: text, text, at: set }),
};

const others = {
  Self: object({
    email: text,
    login: text,
    grants: { type: "array", items: object({ node: text, roles }) },
    manageAccount: {
      type: "boolean",
      description: "Whether the caller is Account Admin of every group at the top.",
    },
  }),
  Content: object({ node: text, name: text, kind: text }),
  Settings: object({ id: text, texting: flag, chat: flag }),
  Management: object({ node: text }),
  Accepted: object({ accepted: { const: true } }),
  Error: ERROR,
};

export const SCHEMAS: { readonly [name: string]: object } = {
  ...rows,
  ...others,
  ...pages(Object.keys(rows)),
};
