/** Writes an API's description from its routes, so that the two cannot differ. */
import type { Member, Members } from "./body.ts";
import { LIMIT_DEFAULT, LIMIT_MAXIMUM } from "./paging.ts";
import type { Route } from "./route.ts";

export interface Described {
  readonly title: string;
  readonly description: string;
  readonly prefix: string;
  readonly routes: readonly Route[];
  readonly schemas: { readonly [name: string]: object };
  /** Whether `Idempotency-Key` and `If-Match` are taken. Default: they are. */
  readonly conditional?: boolean;
  /** How a token travels. Default: as bearer. */
  readonly token?: object;
}

const VERSION = "1.0.0";
const string = { type: "string" };
const error = {
  description: "Refused; the rule says why.",
  content: { "application/json": { schema: ref("Error") } },
};

/** An OpenAPI 3.1 document. Operations list the catalogue rules they obey in `x-rules`. */
export function describeApi(described: Described): object {
  const { title, description, prefix, routes, schemas, token } = described;
  const paths: { [path: string]: { [method: string]: object } } = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route, described) };
  }
  return {
    openapi: "3.1.0",
    info: { title, version: VERSION, description, license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
    servers: [{ url: prefix }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: token ?? { type: "http", scheme: "bearer" } },
      headers: { XRuleId: { description: "Rule that refused the call.", schema: string } },
      schemas,
    },
  };
}

function ref(name: string): object {
  return { $ref: `#/components/schemas/${name}` };
}

function operation(route: Route, { conditional = true }: Described): object {
  const rules = [...new Set([...(route.guard ? [route.guard] : []), ...(route.rules ?? [])])].sort();
  const parameters = [...pathParameters(route), ...queryParameters(route)];
  if (conditional) parameters.push(...headerParameters(route));
  return {
    operationId: operationId(route),
    summary: route.summary,
    ...(rules.length > 0 && { "x-rules": rules }),
    ...(route.open && { security: [] }),
    ...(parameters.length > 0 && { parameters }),
    ...requestBody(route),
    responses: responses(route),
  };
}

/** Method and path as one word: `getOrganizationsByOrganizationUsers`. */
function operationId({ method, path }: Route): string {
  const words = path.split("/").filter((part) => part !== "");
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
  const named = words.map((word) =>
    word.startsWith("{") ? `By${capital(word.slice(1, -1))}` : word.split("-").map(capital).join(""),
  );
  return method.toLowerCase() + named.join("");
}

function pathParameters({ path }: Route): object[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: string,
  }));
}

function queryParameters({ paged, query }: Route): object[] {
  const limit = { type: "integer", minimum: 1, maximum: LIMIT_MAXIMUM, default: LIMIT_DEFAULT };
  const paging = [
    { name: "limit", in: "query", description: "Rows per page.", schema: limit },
    { name: "cursor", in: "query", description: "`next` of the page before.", schema: string },
  ];
  const own = Object.entries(query ?? {}).map(([name, description]) => ({
    name,
    in: "query",
    description,
    schema: string,
  }));
  return [...(paged ? paging : []), ...own];
}

function headerParameters({ method, path }: Route): object[] {
  const header = (name: string, description: string) => ({ name, in: "header", description, schema: string });
  if (method === "POST")
    return [header("Idempotency-Key", "Repeats with one key get the first response again, for 24 hours.")];
  const versioned = method !== "GET" && /\}(\/logo|\/installation)?$/.test(path);
  return versioned ? [header("If-Match", "Entity tag the object must still have.")] : [];
}

function requestBody({ members, extra, image }: Route): object {
  if (image)
    return {
      requestBody: {
        required: true,
        content: { "image/*": { schema: { type: "string", format: "binary" } } },
      },
    };
  if (!members || Object.keys(members).length === 0) return {};
  const schema = {
    ...bodySchema(members),
    ...(extra && { description: `Any other member is refused (${extra}).` }),
  };
  const required = Object.values(members).some((member) => member.required);
  return { requestBody: { required, content: { "application/json": { schema } } } };
}

const TYPES: { readonly [K in Member["type"]]: object } = {
  text: {},
  number: { type: "number" },
  flag: { type: "boolean" },
  ids: { type: "array", items: string },
  object: { type: "object" },
  list: { type: "array" },
};

function bodySchema(members: Members): object {
  const taken = Object.entries(members).filter(([, member]) => member.schema !== false);
  const property = ({ type, schema, doc }: Member) => ({
    ...TYPES[type],
    ...(typeof schema === "object" && schema),
    description: doc,
  });
  const required = taken.filter(([, member]) => member.required).map(([name]) => name);
  return {
    type: "object",
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(taken.map(([name, member]) => [name, property(member)])),
    additionalProperties: false,
  };
}

function responses({ answers: { status, schema } }: Route): object {
  const headers = { "X-Rule-Id": { $ref: "#/components/headers/XRuleId" } };
  const refused = { default: { ...error, headers } };
  if (status >= 400) return { [status]: { ...error, headers }, ...refused };
  const bytes = { "image/*": { schema: { type: "string", format: "binary" } } };
  const content = schema === "Image" ? bytes : { "application/json": { schema: ref(schema ?? "") } };
  const plain = { description: schema === null ? "Done." : "Answered." };
  return { [status]: schema === null ? plain : { ...plain, content }, ...refused };
}
