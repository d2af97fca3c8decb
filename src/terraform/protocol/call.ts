/** One call of the provider: bytes to message, the work, message to bytes; whatever is thrown becomes a diagnostic. */

import type { Unary } from "./grpc.ts";
import type { DiagnosticGiven } from "./messages.ts";
import { sayThrown } from "./problems.ts";
import { decode, encode, type Field, type Given, type Message, type Shape } from "./wire.ts";

type Answering = Shape & { readonly diagnostics: Field<readonly unknown[], readonly DiagnosticGiven[]> };

export interface Call<Request extends Shape, Response extends Answering> {
  readonly request: Request;
  readonly response: Response;
  run(request: Message<Request>): Promise<Given<Response>> | Given<Response>;
  /** What to answer beside the diagnostic when the work throws: what the core must not lose. */
  keep?(request: Message<Request>): Given<Response>;
}

/** A call that answers with diagnostics; it never throws. */
export function call<Request extends Shape, Response extends Answering>(
  given: Call<Request, Response>,
): Unary {
  return async (bytes) => {
    let kept: Given<Response> = {};
    try {
      const request = decode(given.request, bytes);
      kept = given.keep?.(request) ?? kept;
      return encode(given.response, await given.run(request));
    } catch (thrown) {
      return encode(given.response, { ...kept, diagnostics: [sayThrown(thrown)] });
    }
  };
}
