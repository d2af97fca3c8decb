import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import { renderDiagnostics } from "../report/diagnostics.ts";

/** Manifests that cannot be used. The message holds what `cxroster validate` prints. */
export class ManifestError extends Error {
  readonly diagnostics: readonly Diagnostic[];
  constructor(diagnostics: readonly Diagnostic[]) {
    super(`the manifests cannot be used\n${renderDiagnostics(diagnostics, { color: false })}`);
    this.name = "ManifestError";
    this.diagnostics = diagnostics;
  }
}
