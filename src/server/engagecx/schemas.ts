/** Shapes of the answers, as JSON Schema (2020-12) for the API description. */
import { count, ERROR, flag, ids, object, pages, text, time } from "../shapes.ts";

const picture = {
  oneOf: [
    { type: "null" },
    object({ contentType: text, sha256: { type: "string", pattern: "^[0-9a-f]{64}$" } }),
  ],
};

const rows = {
  Organization: object({
    id: text,
    name: text,
    logo: picture,
    defaultTimezone: text,
    timezoneForAllUsers: flag,
  }),
  Workspace: object({ id: text, name: text, isDefault: flag }),
  Category: object({
    id: text,
    name: text,
    order: { type: "integer", minimum: 1 },
    columns: { type: "integer", minimum: 1 },
  }),
  App: object({
    id: text,
    name: text,
    description: text,
    type: text,
    section: flag,
    installed: flag,
    featured: flag,
    category: { type: ["string", "null"], description: "Id of a category, or of a section app." },
    groups: ids,
    users: ids,
    status: { enum: ["installed", "licensed", "trial", "expired", null] },
    trialEndsAt: time,
    activation: { enum: ["trial", "license", null] },
  }),
  License: object({
    id: text,
    name: text,
    app: text,
    appName: text,
    seats: count,
    expiresAt: time,
    used: count,
    available: count,
    attached: flag,
    users: ids,
  }),
  Seat: object({ id: text, email: text }),
  Group: object({ id: text, name: text, isDefault: flag, workspaces: ids, manageOrganization: flag }),
  User: object({
    id: text,
    email: text,
    name: text,
    isDefault: flag,
    enabled: flag,
    pending: flag,
    groups: { ...ids, description: "Without Everyone, which holds all users." },
    timezone: { type: "string", description: "The time zone in force." },
    lastLoginAt: time,
  }),
};

const others = {
  Profile: object({ id: text, email: text, name: text, avatar: picture, initials: text }),
  Self: object({ id: text, email: text, manageOrganization: flag, enabled: flag, pending: flag }),
  Management: object({ organization: text }),
  Content: object({ workspace: text, items: { type: "array" } }),
  Opened: object({ app: text }),
  Accepted: object({ accepted: { const: true } }),
  Error: ERROR,
};

const paged = ["Organization", "Workspace", "Category", "App", "License", "Seat", "Group", "User"] as const;

export const SCHEMAS: { readonly [name: string]: object } = {
  ...rows,
  ...others,
  ...pages(paged),
};
