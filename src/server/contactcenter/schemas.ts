/** Shapes of the answers, as JSON Schema (2020-12) for the API description. */
import { count, ERROR, flag, ids, object, pages, text, time } from "../shapes.ts";
import { SUBSCRIPTIONS } from "./subscription.ts";

const subscription = { enum: SUBSCRIPTIONS };
const set = { type: "string", format: "date-time" };

const member = {
  id: text,
  email: { type: "string", description: "Address the member signs in with; the member alone changes it." },
  invitedEmail: { type: "string", description: "Address the invitation went to; it never changes." },
  firstName: { type: "string", description: "Empty until the invitation is accepted." },
  lastName: { type: "string", description: "Empty until the invitation is accepted." },
  role: { type: "string", description: "Super Admin, unless the vendor has set another one." },
  status: { enum: ["active", "pending"] },
  workspaces: {
    ...ids,
    description: "Workspaces the member may open. The owner may open all of the account's, always.",
  },
  addedAt: set,
  lastLogin: { ...time, description: "Null until the first sign-in." },
  isOwner: { type: "boolean", description: "The account's first member, who cannot be removed." },
};

const rows = {
  Account: object({
    id: text,
    name: text,
    subscription,
    subscriptionNext: {
      description: "Plan that follows, and from when; null where the present one goes on.",
      anyOf: [{ type: "null" }, object({ subscription, from: set })],
    },
    limits: object({ workspaces: count, members: count }),
    createdAt: set,
  }),
  Workspace: object({
    id: text,
    name: text,
    createdAt: set,
    current: {
      type: "boolean",
      description: "Whether the caller works in it: true on one the caller may open.",
    },
  }),
  Item: object({ id: text, kind: text, name: text }),
  Member: object(member),
};

const others = {
  Self: object({ ...member, manageAccount: flag }),
  Profile: object({ id: text, email: text, firstName: text, lastName: text, updates: flag }),
  Management: object({ account: text }),
  Accepted: object({ accepted: { const: true } }),
  Error: ERROR,
};

export const SCHEMAS: { readonly [name: string]: object } = {
  ...rows,
  ...others,
  ...pages(Object.keys(rows)),
};
