/** How account APIs are entered: a bearer token goes with every call. */
import type { Connection, CredentialField } from "./contract.ts";
import { createHttp, type Http } from "./http.ts";

export const BEARER_TOKEN: CredentialField = {
  name: "token",
  secret: true,
  environment: "CXROSTER_TOKEN",
  required: true,
  doc: "Bearer token of the account API.",
};

export function bearerHttp(connection: Connection): Http {
  const { endpoint, credentials, concurrency, timeoutMilliseconds, sends, onWait } = connection;
  const authorization = `Bearer ${credentials.token ?? ""}`;
  const headers = () => Promise.resolve({ authorization });
  return createHttp({ endpoint, headers, concurrency, timeoutMilliseconds, sends, onWait });
}
