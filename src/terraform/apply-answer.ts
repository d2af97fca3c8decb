/** What an apply gives back. */
import type {
  ApplyRequest,
  ResourceResult,
  TerraformDiagnostic,
  TerraformObject,
} from "./protocol/provider.ts";

/** The state with its identity; private bytes are handed back as they came. */
export function answer(
  request: ApplyRequest,
  state: TerraformObject | null,
  diagnostics: readonly TerraformDiagnostic[] = [],
): ResourceResult {
  const id = state?.id ?? null;
  const identity = typeof id === "string" ? { id } : request.identity;
  return { state, identity: state === null ? null : identity, private: request.private, diagnostics };
}
