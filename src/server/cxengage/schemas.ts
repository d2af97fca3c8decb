/** Shapes of answers, for the API's description. */
const code = { type: "integer", description: "The HTTP status." };
const attribute = {
  description: "The member at fault with what is wrong with it, or null.",
  anyOf: [{ type: "null" }, { type: "object", additionalProperties: { type: "string" } }],
};
const error = {
  type: "object",
  required: ["code", "message", "attribute"],
  properties: { code, message: { type: "string" }, attribute },
};

export const SCHEMAS = {
  Result: {
    type: "object",
    description: "An object, a list of objects, or null.",
    required: ["result"],
    properties: { result: {} },
  },
  Token: {
    type: "object",
    required: ["token", "ttl"],
    properties: { token: { type: "string" }, ttl: { type: "integer", minimum: 1, maximum: 86400 } },
  },
  Error: { type: "object", required: ["error"], properties: { error } },
} as const;
