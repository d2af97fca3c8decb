/** What is said of a call that got no usable answer. */
import { PlatformError } from "./contract.ts";
import type { HttpRequest, HttpResponse } from "./http.ts";

/** Errors before a connection stood cannot have had an effect; all others leave the outcome open. */
const NOT_CONNECTED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

export function networkError(error: unknown, request: HttpRequest, origin: string): PlatformError {
  const code = codeOf(error);
  const what = `${request.method} ${request.path}`;
  if (NOT_CONNECTED.has(code))
    return new PlatformError("unreachable", `no connection to ${origin} (${code})`);
  return new PlatformError("unknown-outcome", `no answer to ${what} from ${origin} (${code})`);
}

export function unsendable(): PlatformError {
  return new PlatformError("unauthorized", "the credentials hold a character that no call can carry");
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  if (typeof error !== "object" || error === null) return "unknown";
  if ("code" in error && typeof error.code === "string") return error.code;
  if ("cause" in error) return codeOf(error.cause);
  return error instanceof Error ? error.name : "unknown";
}

export function serverError(
  request: HttpRequest,
  answer: Omit<HttpResponse, "sends">,
  reason: "refused" | "unknown-outcome",
): PlatformError {
  const id = answer.headers["x-request-id"];
  const message = `${request.method} ${request.path} was answered with status ${answer.status}`;
  return new PlatformError(reason, message, {
    status: answer.status,
    requestId: typeof id === "string" ? id : null,
  });
}
